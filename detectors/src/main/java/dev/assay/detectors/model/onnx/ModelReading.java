package dev.assay.detectors.model.onnx;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.CallGraph;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * One reading of a model: the messages ModelProto, GraphProto, NodeProto, AttributeProto and FunctionProto, with field
 * numbers as in {@code onnx-ml.proto}. Belongs to one decoding.
 */
final class ModelReading implements AutoCloseable {
    /** As long as a name or a path that means something. */
    static final int MOST_TEXT = 4_096;

    /** Fields up to here are in the head of a model; larger ones that no schema knows are looked at by themselves. */
    private static final int MOST_PLAIN_UNKNOWN_BYTES = 64;

    /** What protobuf's runtimes take: a length is a signed number of 32 bits. */
    private static final long MOST_MODEL_BYTES = Integer.MAX_VALUE;

    private static final Set<Integer> SINGULAR = Set.of(1, 2, 3, 4, 5, 6, 7);

    /** Different functions that one function may name; more is nothing that anybody writes. */
    private static final int MOST_CALLEES = 10_000;

    /** Attributes that name what a node calls. */
    private static final Set<String> NAMING = Set.of("func_name", "func_class", "name", "class", "module", "library");

    /** Properties of a model that state its licence. */
    private static final Set<String> LICENCE_KEYS = Set.of("license", "licence");

    private final ProtobufReader in;
    private final ByteSource source;
    private final Sink out;
    private final Budget budget;
    private final Operators operators = new Operators(OnnxDecoder.FRAMEWORK);
    private final Anomalies anomalies = new Anomalies("model/onnx-");
    private final CallGraph functions = new CallGraph();
    private final EmbeddedTexts texts;
    private final TensorReading tensors;
    private final Inventory inventory;
    private String producer = "";
    private String producerVersion = "";
    private final Set<String> callees = new HashSet<>();
    private boolean inFunction;

    ModelReading(ProtobufReader in, ByteSource source, Sink out, Budget budget) {
        this.in = in;
        this.source = source;
        this.out = out;
        this.budget = budget;
        this.texts = new EmbeddedTexts(out, budget);
        this.inventory = new Inventory(out);
        this.tensors = new TensorReading(in, anomalies, texts, inventory);
    }

    void read() throws IOException {
        inventory.property(Property.FRAMEWORK, "ONNX", -1);
        long size = source.sizeBytes();
        if (size > MOST_MODEL_BYTES) {
            anomalies.add("oversized", 0, () -> "it has " + size + " bytes");
        }
        Set<Integer> seen = new HashSet<>();
        while (in.next()) {
            if (SINGULAR.contains(in.field()) && !seen.add(in.field())) {
                int field = in.field();
                anomalies.add(
                        "duplicate-field",
                        in.position(),
                        () -> (field == 7 ? "its graph" : "its field " + field) + " is there more than once");
            }
            modelField();
        }
        TensorScan.of(inventory, source, out, budget);
    }

    /** Hands on what is known, however reading ends. */
    @Override
    public void close() {
        functions.report(anomalies, out);
        inventory.property(Property.PRODUCER, (producer + " " + producerVersion).strip(), -1);
        inventory.end();
        tensors.report(out);
        operators.report(out);
        anomalies.report(out);
    }

    private void modelField() throws IOException {
        if (inventory.isWanted()) {
            described();
        }
        switch (in.delimited()) {
            case 2, 3, 4, 8, 26 -> {}
            case 6 -> text("doc_string");
            case 7 -> in.message(() -> graphField("graph"));
            case 14 -> property("metadata");
            case 20 -> in.message(this::trainingField);
            case 25 -> function();
            default -> {
                if (in.varint() != 1 && in.varint() != 5) {
                    unknown();
                }
            }
        }
    }

    /** What a model's head says of it; only fields that nothing else reads. */
    private void described() throws IOException {
        if (in.varint() == 1) {
            inventory.property(Property.FORMAT_VERSION, Long.toString(in.number()), in.position());
        } else if (in.varint() == 5) {
            inventory.property(Property.VERSION, Long.toString(in.number()), in.position());
        }
        switch (in.delimited()) {
            case 2 -> producer = in.text(MOST_TEXT);
            case 3 -> producerVersion = in.text(MOST_TEXT);
            case 8 -> operatorSet();
            default -> {}
        }
    }

    /** An OperatorSetIdProto. */
    private void operatorSet() throws IOException {
        long at = in.position();
        String[] domain = {""};
        long[] version = {0};
        in.message(() -> {
            if (in.delimited() == 1) {
                domain[0] = in.text(MOST_TEXT);
            } else if (in.varint() == 2) {
                version[0] = in.number();
            }
        });
        String name = domain[0].isEmpty() ? "ai.onnx" : domain[0];
        inventory.metadata("opset." + name, Long.toString(version[0]), at);
    }

    private void unknown() throws IOException {
        int field = in.field();
        anomalies.add("unknown-field", in.position(), () -> "a field " + field);
        if (in.delimited() != 0 && in.length() > MOST_PLAIN_UNKNOWN_BYTES) {
            budget.spendEntry();
            out.child("unknown-field-" + field, in.payload(source));
        }
    }

    private byte[] text(String place) throws IOException {
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        texts.add(place, bytes, size, at);
        return bytes;
    }

    /** A StringStringEntryProto whose value may be a text for somebody. */
    private void property(String place) throws IOException {
        String[] key = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> key[0] = in.text(MOST_TEXT);
                case 2 -> {
                    long at = in.position();
                    byte[] value = text(place + "/" + key[0]);
                    if (LICENCE_KEYS.contains(key[0])) {
                        inventory.property(Property.LICENCE, new String(value, StandardCharsets.UTF_8), at);
                    }
                }
                default -> {}
            }
        });
    }

    private void trainingField() throws IOException {
        switch (in.delimited()) {
            case 1 -> in.message(() -> graphField("training/initialization"));
            case 2 -> in.message(() -> graphField("training/algorithm"));
            default -> {}
        }
    }

    private void graphField(String place) throws IOException {
        switch (in.delimited()) {
            case 1 -> node(place);
            case 2 -> {
                if (inventory.isWanted() && place.equals("graph")) {
                    inventory.property(Property.NAME, in.text(MOST_TEXT), in.position());
                }
            }
            case 5 -> tensors.initializer();
            case 10 -> text(place + "/doc_string");
            case 15 -> in.message(tensors::sparseField);
            case 16 -> property(place + "/metadata");
            default -> {}
        }
    }

    /** Its name may come behind its nodes, so what these call is kept until then. */
    private void function() throws IOException {
        String[] name = {"", "", ""};
        inFunction = true;
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> name[1] = in.text(MOST_TEXT);
                case 7 -> node("function");
                case 8 -> text("function/doc_string");
                case 10 -> name[0] = in.text(MOST_TEXT);
                case 11 -> attribute(new Node(), "function");
                case 13 -> name[2] = in.text(MOST_TEXT);
                case 14 -> property("function/metadata");
                default -> {}
            }
        });
        operators.define(plain(name[0]), name[1]);
        String function = qualified(name[0], name[1], name[2]);
        functions.define(function);
        callees.forEach(callee -> functions.call(function, callee));
        callees.clear();
        inFunction = false;
    }

    /** The domain {@code ai.onnx} is written as nothing, too. */
    private static String plain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private static String qualified(String domain, String name, String overload) {
        return plain(domain) + "::" + name + (overload.isEmpty() ? "" : ":" + overload);
    }

    /** What has to be known of a node before its operator can be told, in whatever order its fields come. */
    private static final class Node {
        String name = "";
        String operator = "";
        String domain = "";
        String overload = "";
        String argument = "";
    }

    private void node(String place) throws IOException {
        long at = in.position();
        Node node = new Node();
        in.message(() -> {
            switch (in.delimited()) {
                case 3 -> node.name = in.text(MOST_TEXT);
                case 4 -> node.operator = in.text(MOST_TEXT);
                case 5 -> attribute(node, place);
                case 6 -> text(place + "/node/doc_string");
                case 7 -> node.domain = in.text(MOST_TEXT);
                case 8 -> node.overload = in.text(MOST_TEXT);
                case 9 -> property(place + "/node/metadata");
                default -> {}
            }
        });
        operators.add(plain(node.domain), node.operator, node.name, node.argument, at);
        if (inFunction && callees.size() < MOST_CALLEES) {
            callees.add(CallGraph.name(qualified(node.domain, node.operator, node.overload)));
        }
    }

    private void attribute(Node node, String place) throws IOException {
        String[] name = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> name[0] = in.text(MOST_TEXT);
                case 4, 9 -> string(node, name[0], place);
                case 5, 10 -> tensors.tensor();
                case 6, 11 -> in.message(() -> graphField(place));
                case 13 -> text(place + "/attribute/doc_string");
                case 22, 23 -> in.message(tensors::sparseField);
                default -> {}
            }
        });
    }

    private void string(Node node, String attribute, String place) throws IOException {
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        String text = Shown.beginning(bytes);
        if (node.argument.isEmpty() && (NAMING.contains(attribute) || Shown.isPathOrCall(text))) {
            node.argument = text;
        }
        texts.addCode(place + "/node/" + attribute, bytes, size, at);
    }
}
