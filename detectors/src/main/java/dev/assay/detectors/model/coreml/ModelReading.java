package dev.assay.detectors.model.coreml;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.text.Printable;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The messages Model, Metadata, NeuralNetwork, CustomLayerParams, CustomModel, LinkedModel and Program, with field numbers
 * as in coremltools' {@code mlmodel/format/*.proto}. Belongs to one decoding.
 */
final class ModelReading implements AutoCloseable {
    private static final int MOST_TEXT = 4_096;

    /** Of the outermost model's metadata: they are in its description. */
    private static final int METADATA_DEPTH = 2;

    private static final int MOST_SHOWN = 120;

    private final ProtobufReader in;
    private final Sink out;
    private final Operators operators = new Operators(CoreMlDecoder.FRAMEWORK);
    private final Anomalies anomalies = new Anomalies("model/coreml-");
    private final EmbeddedTexts texts;
    private final PayloadTexts settings;
    private final Inventory inventory;
    private long opaqueBytes;

    ModelReading(ProtobufReader in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.inventory = new Inventory(out);
        this.texts = new EmbeddedTexts(out, budget);
        this.settings = new PayloadTexts(out, budget);
    }

    void read() throws IOException {
        inventory.property(Property.FRAMEWORK, "Core ML", -1);
        while (in.next()) {
            if (inventory.isWanted() && in.varint() == 1) {
                inventory.property(Property.FORMAT_VERSION, Long.toString(in.number()), in.position());
            }
            modelField();
        }
    }

    /** Hands on what is known, however reading ends. */
    @Override
    public void close() {
        out.opaque(opaqueBytes);
        operators.report(out);
        anomalies.report(out);
        settings.report();
    }

    private void modelField() throws IOException {
        switch (in.delimited()) {
            case 2 ->
                in.message(() -> {
                    if (in.delimited() == 100) {
                        in.message(this::metadataField);
                    }
                });
            case 200, 201 ->
                in.message(() -> {
                    if (in.delimited() == 1) {
                        in.message(this::pipelineField);
                    }
                });
            case 202 -> in.message(this::pipelineField);
            case 303, 403, 500 -> in.message(this::networkField);
            case 502 -> in.message(this::programField);
            case 555 -> custom("model");
            case 556 -> in.message(this::linkedField);
            case 0 -> {}
            default -> opaqueBytes += in.length();
        }
    }

    private void metadataField() throws IOException {
        switch (in.delimited()) {
            case 1 -> described(Property.DESCRIPTION, "description");
            case 2 -> described(Property.VERSION, "version");
            case 3 -> described(Property.AUTHOR, "author");
            case 4 -> described(Property.LICENCE, "license");
            case 100 -> entry("metadata", false);
            default -> {}
        }
    }

    /** A text about the model, or about one of those that it is made of. */
    private void described(String property, String place) throws IOException {
        boolean whole = in.depth() <= METADATA_DEPTH;
        byte[] bytes = text(place);
        if (whole) {
            String text = new String(bytes, 0, Math.min(bytes.length, MOST_TEXT), StandardCharsets.UTF_8);
            inventory.property(property, text, in.position());
        }
    }

    private byte[] text(String place) throws IOException {
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        texts.add(place, bytes, size, at);
        return bytes;
    }

    private void setting(String place) throws IOException {
        long at = in.position();
        long size = in.length();
        settings.addSetting(place, in.bytes(EmbeddedTexts.MOST_BYTES), size, at);
    }

    /** An entry of a map from names to texts, or to parameters that may be texts. */
    private void entry(String place, boolean parameter) throws IOException {
        String[] key = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> key[0] = in.text(MOST_TEXT);
                case 2 -> {
                    String name = place + "/" + key[0];
                    if (parameter) {
                        in.message(() -> {
                            if (in.delimited() == 20) {
                                setting(name);
                            }
                        });
                    } else {
                        setting(name);
                    }
                }
                default -> {}
            }
        });
    }

    private void pipelineField() throws IOException {
        if (in.delimited() == 1) {
            in.message(this::modelField);
        }
    }

    private void networkField() throws IOException {
        if (in.delimited() == 1) {
            in.message(this::layerField);
        }
    }

    /** Layers of other kinds hold nothing but numbers, or networks within. */
    private void layerField() throws IOException {
        switch (in.delimited()) {
            case 500 -> custom("layer");
            case 600, 605 -> in.message(this::nestedField);
            case 0 -> {}
            default -> opaqueBytes += in.length();
        }
    }

    /** The networks of a LoopLayerParams (4 and 5) or a BranchLayerParams (1 and 2). */
    private void nestedField() throws IOException {
        if (in.delimited() != 0 && in.field() != 3) {
            in.message(this::networkField);
        }
    }

    /** A CustomLayerParams or a CustomModel, which are alike. */
    private void custom(String kind) throws IOException {
        long at = in.position();
        String[] name = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 10 -> name[0] = in.text(MOST_TEXT);
                case 20 -> opaqueBytes += in.length();
                case 30 -> entry(kind + "/parameters", true);
                case 40 -> text(kind + "/description");
                default -> {}
            }
        });
        operators.add(kind, name[0], "", "", at);
    }

    private void linkedField() throws IOException {
        if (in.delimited() == 1) {
            in.message(() -> {
                if (in.delimited() == 1) {
                    path("linked model");
                } else if (in.delimited() == 2) {
                    path("search path of a linked model");
                }
            });
        }
    }

    /** A StringParameter: its default, and what else it may be set to. */
    private void path(String what) throws IOException {
        in.message(() -> {
            if (in.delimited() == 1) {
                checkPath(what);
            }
        });
    }

    private void checkPath(String what) throws IOException {
        long at = in.position();
        String path = in.text(MOST_TEXT);
        OutsidePath.reason(path)
                .ifPresent(reason -> anomalies.add(
                        "outside-path",
                        at,
                        () -> "the " + what + " is '" + Printable.of(path, MOST_SHOWN) + "', which " + reason));
    }

    /** A field of an ML program: functions, with blocks, with operations, with values that may lie in a file. */
    private void programField() throws IOException {
        switch (in.delimited()) {
            case 2 -> entryOf(this::functionField);
            case 4 -> entryOf(this::valueField);
            default -> {}
        }
    }

    /** An entry of a map from names to messages. */
    private void entryOf(ProtobufReader.Fields each) throws IOException {
        in.message(() -> {
            if (in.delimited() == 2) {
                in.message(each);
            }
        });
    }

    private void functionField() throws IOException {
        switch (in.delimited()) {
            case 3 -> entryOf(this::blockField);
            case 4 -> entryOf(this::valueField);
            default -> {}
        }
    }

    private void blockField() throws IOException {
        switch (in.delimited()) {
            case 3 -> in.message(this::operationField);
            case 4 -> entryOf(this::valueField);
            default -> {}
        }
    }

    private void operationField() throws IOException {
        switch (in.delimited()) {
            case 2 -> entryOf(this::argumentField);
            case 4 -> in.message(this::blockField);
            case 5 -> entryOf(this::valueField);
            default -> {}
        }
    }

    /** An input: bindings to names, or to values. */
    private void argumentField() throws IOException {
        if (in.delimited() == 1) {
            in.message(() -> {
                if (in.delimited() == 2) {
                    in.message(this::valueField);
                }
            });
        }
    }

    /** A Value: of those that lie in a file, its name; {@code @model_path} is the package's own folder. */
    private void valueField() throws IOException {
        switch (in.delimited()) {
            case 3 -> in.message(this::immediateField);
            case 5 ->
                in.message(() -> {
                    if (in.delimited() == 1) {
                        checkPath("file of a value");
                    }
                });
            default -> {}
        }
    }

    /** A value that is written out: numbers, or a tuple, list or dictionary of values. */
    private void immediateField() throws IOException {
        switch (in.delimited()) {
            case 1 -> opaqueBytes += in.length();
            case 2, 3 ->
                in.message(() -> {
                    if (in.delimited() == 1) {
                        in.message(this::valueField);
                    }
                });
            case 4 ->
                in.message(() -> {
                    if (in.delimited() == 1) {
                        in.message(() -> {
                            if (in.delimited() == 1 || in.delimited() == 2) {
                                in.message(this::valueField);
                            }
                        });
                    }
                });
            default -> {}
        }
    }
}
