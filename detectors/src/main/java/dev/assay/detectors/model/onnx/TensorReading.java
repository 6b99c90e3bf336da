package dev.assay.detectors.model.onnx;

import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The messages TensorProto and SparseTensorProto, and the files that tensors lie in. Belongs to one decoding. */
final class TensorReading {
    private static final int EXTERNAL = 1;
    private static final int MOST_LOCATIONS = 8;

    /** More than any runtime has; a tensor of more is not listed. */
    private static final int MOST_DIMENSIONS = 64;

    private static final int UNKNOWN_SIZE = -1;

    /** The keys that {@code docs/ExternalData.md} has, and {@code basepath}, which onnx itself writes. */
    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum", "basepath");

    private final ProtobufReader in;
    private final Anomalies anomalies;
    private final EmbeddedTexts texts;
    private final Inventory inventory;
    private final Set<String> locations = new LinkedHashSet<>();
    private long firstExternal = -1;
    private long externals;
    private long opaqueBytes;

    /** What the fields of one tensor say. */
    private static final class Tensor {
        String name = "";
        long elements = 1;
        boolean impossible;
        long type;
        long location;
        long rawBytes = UNKNOWN_SIZE;
        long rawAt = -1;
        boolean external;
        final List<Long> shape = new ArrayList<>();
    }

    TensorReading(ProtobufReader in, Anomalies anomalies, EmbeddedTexts texts, Inventory inventory) {
        this.in = in;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
    }

    void report(Sink out) {
        out.opaque(opaqueBytes);
        if (externals > 0) {
            String more = locations.size() == MOST_LOCATIONS ? " and perhaps others" : "";
            anomalies.add(
                    "external-data",
                    firstExternal,
                    () -> externals + " of its tensors lie in " + String.join(", ", locations) + more);
        }
    }

    /** A field of a SparseTensorProto. */
    void sparseField() throws IOException {
        if (in.delimited() == 1 || in.delimited() == 2) {
            tensor();
        }
    }

    /** A tensor of a graph, which is a part of the model and not of a node. */
    void initializer() throws IOException {
        Tensor tensor = read();
        if (isListed(tensor)) {
            inventory.tensor(tensor.name, ElementType.name(tensor.type), tensor.shape, tensor.rawAt, tensor.rawBytes);
        }
    }

    /** Any other tensor, such as a constant: most of them are as small as a number. */
    void tensor() throws IOException {
        Tensor tensor = read();
        if (isListed(tensor)) {
            inventory.place(tensor.name, ElementType.name(tensor.type), tensor.shape, tensor.rawAt, tensor.rawBytes);
        }
    }

    private boolean isListed(Tensor tensor) {
        return inventory.isWanted() && !tensor.impossible && tensor.shape.size() <= MOST_DIMENSIONS;
    }

    private Tensor read() throws IOException {
        long at = in.position();
        Tensor tensor = new Tensor();
        in.message(() -> field(tensor));
        if (tensor.location == EXTERNAL || tensor.external) {
            externals++;
            firstExternal = firstExternal < 0 ? at : firstExternal;
        } else if (tensor.rawBytes != UNKNOWN_SIZE) {
            checkSize(tensor, at);
        }
        return tensor;
    }

    private void field(Tensor tensor) throws IOException {
        switch (in.field()) {
            case 1 -> in.numbers(size -> dimension(tensor, size));
            case 2 -> tensor.type = in.varint() == 2 ? in.number() : tensor.type;
            case 14 -> tensor.location = in.varint() == 14 ? in.number() : tensor.location;
            default -> {}
        }
        switch (in.delimited()) {
            case 4, 5, 7, 10, 11 -> opaqueBytes += in.length();
            case 6 -> {
                long at = in.position();
                long size = in.length();
                texts.addCode("tensor/text", in.bytes(EmbeddedTexts.MOST_BYTES), size, at);
            }
            case 8 -> tensor.name = in.text(ModelReading.MOST_TEXT);
            case 9 -> {
                tensor.rawAt = in.payloadPosition();
                tensor.rawBytes = in.length();
                opaqueBytes += in.length();
            }
            case 12 -> {
                long at = in.position();
                long size = in.length();
                texts.add("tensor/doc_string", in.bytes(EmbeddedTexts.MOST_BYTES), size, at);
            }
            case 13 -> external(tensor);
            default -> {}
        }
    }

    private void dimension(Tensor tensor, long size) {
        if (inventory.isWanted() && tensor.shape.size() <= MOST_DIMENSIONS) {
            tensor.shape.add(size);
        }
        tensor.impossible |= size < 0 || Math.multiplyHigh(tensor.elements, size) != 0 || tensor.elements * size < 0;
        tensor.elements *= size;
    }

    /** An entry that says where a tensor's bytes lie, as a key and a value. */
    private void external(Tensor tensor) throws IOException {
        tensor.external = true;
        long at = in.position();
        String[] entry = {"", ""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> entry[0] = in.text(ModelReading.MOST_TEXT);
                case 2 -> entry[1] = in.text(ModelReading.MOST_TEXT);
                default -> {}
            }
        });
        switch (entry[0]) {
            case "location", "basepath" -> location(tensor, entry[0], entry[1], at);
            case "offset", "length" -> {
                if (!isSize(entry[1])) {
                    anomalies.add(
                            "external-range",
                            at,
                            () -> "the " + entry[0] + " of the tensor " + Shown.text(tensor.name) + " is "
                                    + Shown.text(entry[1]));
                }
            }
            default -> {
                if (!KEYS.contains(entry[0])) {
                    anomalies.add("external-key", at, () -> "a tensor has the key " + Shown.text(entry[0]));
                }
            }
        }
    }

    private void location(Tensor tensor, String key, String path, long at) {
        if (key.equals("location") && locations.size() < MOST_LOCATIONS) {
            locations.add(Shown.text(path));
        }
        OutsidePath.reason(path)
                .ifPresent(reason -> anomalies.add(
                        "external-path",
                        at,
                        () -> "the tensor " + Shown.text(tensor.name) + " lies in " + Shown.text(path) + ", which "
                                + reason));
    }

    private static boolean isSize(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void checkSize(Tensor tensor, long at) {
        int bits = ElementType.bits(tensor.type);
        if (tensor.impossible) {
            anomalies.add(
                    "tensor-size", at, () -> "the tensor " + Shown.text(tensor.name) + " has impossible dimensions");
        } else if (bits > 0
                && (tensor.elements > Long.MAX_VALUE / bits
                        || Math.ceilDiv(tensor.elements * bits, Byte.SIZE) != tensor.rawBytes)) {
            anomalies.add(
                    "tensor-size",
                    at,
                    () -> "the tensor " + Shown.text(tensor.name) + " has " + tensor.rawBytes + " bytes for "
                            + tensor.elements + " elements of " + bits + " bits");
        }
    }
}
