package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The message TensorProto, with field numbers as in {@code tensor.proto}. Belongs to one decoding. */
final class TensorReading {
    private static final int STRING = 7;
    private static final int UNKNOWN = -1;

    /** Texts of one tensor that are looked at: more are a vocabulary, which no operator takes for names of files. */
    private static final int MOST_TEXTS = 16;

    private static final int MOST_SHOWN_TEXTS = 4;
    private static final int MOST_BEGINNING_BYTES = 500;

    private final ProtobufReader in;
    private final Anomalies anomalies;
    private final EmbeddedTexts texts;
    private long opaqueBytes;

    private static final class Tensor {
        long type;
        long elements = 1;
        boolean unknown;
        boolean impossible;
        long contentBytes;
        int textCount;
        String text = "";
        /** What lies in memory as it is, as long as it may be texts. */
        byte[] content = {};

        long contentAt;
    }

    TensorReading(ProtobufReader in, Anomalies anomalies, EmbeddedTexts texts) {
        this.in = in;
        this.anomalies = anomalies;
        this.texts = texts;
    }

    long opaqueBytes() {
        return opaqueBytes;
    }

    static String beginning(byte[] text) {
        return new String(text, 0, Math.min(text.length, MOST_BEGINNING_BYTES), StandardCharsets.UTF_8);
    }

    /** Reads the tensor at hand; the texts in it, as far as they may be what a node is given. */
    String tensor() throws IOException {
        long at = in.position();
        Tensor tensor = new Tensor();
        in.message(() -> {
            switch (in.delimited()) {
                case 2 -> in.message(() -> shapeField(tensor));
                case 4 -> content(tensor);
                case 8 -> text(tensor);
                case 5, 6, 7, 9, 10, 11, 12, 13, 16, 17 -> opaqueBytes += in.length();
                default -> {
                    if (in.varint() == 1) {
                        tensor.type = in.number();
                    }
                }
            }
        });
        if (tensor.type == STRING && tensor.contentBytes > 0) {
            texts(tensor);
        }
        check(tensor, at);
        return tensor.text;
    }

    private void shapeField(Tensor tensor) throws IOException {
        if (in.delimited() == 2) {
            in.message(() -> {
                if (in.varint() == 1) {
                    dimension(tensor, in.number());
                }
            });
        }
    }

    private static void dimension(Tensor tensor, long size) {
        if (size == UNKNOWN) {
            tensor.unknown = true;
            return;
        }
        tensor.impossible |= size < 0 || Math.multiplyHigh(tensor.elements, size) != 0 || tensor.elements * size < 0;
        tensor.elements *= size;
    }

    /** The elements as they lie in memory. The type may come behind them. */
    private void content(Tensor tensor) throws IOException {
        tensor.contentBytes = in.length();
        if (tensor.type == STRING || tensor.type == 0) {
            tensor.contentAt = in.position();
            tensor.content = in.bytes(EmbeddedTexts.MOST_BYTES);
        }
        opaqueBytes += tensor.type == STRING ? 0 : in.length();
    }

    /** Of texts there are their lengths, as varints, and then all of them ({@code port::DecodeStringList}). */
    private void texts(Tensor tensor) {
        byte[] content = tensor.content;
        int from = 0;
        for (long left = tensor.elements; left > 0 && from < content.length; left--) {
            while (from < content.length && content[from] < 0) {
                from++;
            }
            from++;
        }
        byte[] all = Arrays.copyOfRange(content, Math.min(from, content.length), content.length);
        tensor.text = beginning(all);
        texts.addCode("graph/constant", all, tensor.contentBytes - (content.length - all.length), tensor.contentAt);
    }

    private void text(Tensor tensor) throws IOException {
        if (tensor.textCount++ >= MOST_TEXTS) {
            opaqueBytes += in.length();
            return;
        }
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        if (tensor.textCount <= MOST_SHOWN_TEXTS) {
            tensor.text = tensor.text.isEmpty() ? beginning(bytes) : tensor.text + ", " + beginning(bytes);
        }
        texts.addCode("graph/constant", bytes, size, at);
    }

    private void check(Tensor tensor, long at) {
        int bytes = bytes(tensor.type);
        if (tensor.impossible) {
            anomalies.add("tensor-size", at, () -> "a tensor has impossible dimensions");
        } else if (bytes > 0
                && tensor.contentBytes > 0
                && !tensor.unknown
                && (tensor.elements > Long.MAX_VALUE / bytes || tensor.elements * bytes != tensor.contentBytes)) {
            anomalies.add(
                    "tensor-size",
                    at,
                    () -> "a tensor has " + tensor.contentBytes + " bytes for " + tensor.elements + " elements of "
                            + bytes + " bytes");
        }
    }

    /** Bytes of an element by the numbers of DataType in {@code types.proto}; 0 for texts and those not known. */
    private static int bytes(long type) {
        return switch (Math.clamp(type, 0, 100)) {
            case 4, 6, 10, 11, 12, 24, 25 -> 1;
            case 5, 14, 15, 16, 17, 19 -> 2;
            case 1, 3, 13, 22 -> 4;
            case 2, 8, 9, 23 -> 8;
            case 18 -> 16;
            default -> 0;
        };
    }
}
