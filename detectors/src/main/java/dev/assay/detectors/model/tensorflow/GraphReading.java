package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.CallGraph;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.GivenTexts;
import dev.assay.engine.text.Printable;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The messages GraphDef, FunctionDefLibrary, NodeDef and AttrValue, with field numbers as in {@code graph.proto}, {@code
 * function.proto}, {@code node_def.proto} and {@code attr_value.proto}. Belongs to one decoding.
 */
final class GraphReading implements AutoCloseable {
    static final int MOST_TEXT = 4_096;

    private static final int MOST_SHOWN = 120;
    private static final int MOST_CALLEES = 10_000;

    /**
     * Attributes of texts that never say what a node does. Names of variables would make a fact for each of them.
     */
    private static final Set<String> NAMES_OF_THINGS =
            Set.of("shared_name", "container", "config_proto", "config", "tensor_name", "data_format", "equation");

    private final ProtobufReader in;
    private final Sink out;
    private final Budget budget;
    private final Operators operators = new Operators(TensorFlowDecoder.FRAMEWORK);
    private final Anomalies anomalies = new Anomalies("model/tensorflow-");
    private final CallGraph calls = new CallGraph();
    private final EmbeddedTexts texts;
    private final TensorReading tensors;
    private Constants constants;
    private final Set<String> callees = new HashSet<>();
    private String function = "";
    private boolean inFunction;

    GraphReading(ProtobufReader in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.texts = new EmbeddedTexts(out, budget);
        this.tensors = new TensorReading(in, anomalies, texts);
        this.constants = new Constants(operators, out, budget);
    }

    ProtobufReader in() {
        return in;
    }

    Budget budget() {
        return budget;
    }

    Anomalies anomalies() {
        return anomalies;
    }

    EmbeddedTexts texts() {
        return texts;
    }

    static String shown(String text) {
        return "'" + Printable.of(text, MOST_SHOWN) + "'";
    }

    /** Hands on what is known, however reading ends. */
    @Override
    public void close() {
        constants.close();
        calls.report(anomalies, out);
        out.opaque(tensors.opaqueBytes());
        operators.report(out);
        anomalies.report(out);
    }

    /** Hands on the text at hand if it is code. */
    void code(String place) throws IOException {
        long at = in.position();
        long size = in.length();
        texts.addCode(place, in.bytes(EmbeddedTexts.MOST_BYTES), size, at);
    }

    /** A field of a GraphDef; false for one that it does not have. */
    boolean graphField() throws IOException {
        switch (in.delimited()) {
            case 1 -> node();
            case 2 -> in.message(this::libraryField);
            case 4, 5 -> {}
            default -> {
                return in.varint() == 3;
            }
        }
        return true;
    }

    private void libraryField() throws IOException {
        if (in.delimited() == 1) {
            function();
        }
    }

    private void function() throws IOException {
        Constants around = constants;
        String[] name = {""};
        try (Constants within = new Constants(operators, out, budget)) {
            constants = within;
            inFunction = true; // the name may come behind the nodes
            in.message(() -> {
                switch (in.delimited()) {
                    case 1 ->
                        in.message(() -> {
                            if (in.delimited() == 1) {
                                name[0] = in.text(MOST_TEXT);
                                function = name[0] + "/";
                            }
                        });
                    case 3 -> node();
                    case 5 -> attribute(new Node());
                    default -> {}
                }
            });
        } finally {
            constants = around;
        }
        operators.define("", name[0]);
        calls.define(name[0]);
        callees.forEach(callee -> calls.call(name[0], callee));
        callees.clear();
        function = "";
        inFunction = false;
    }

    /** What has to be known of a node before its operator can be told, in whatever order its fields come. */
    private static final class Node {
        final Inputs inputs = new Inputs();
        final GivenTexts attributes = new GivenTexts();
        String name = "";
        String operator = "";
        String value = "";
    }

    private void node() throws IOException {
        long at = in.position();
        Node node = new Node();
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> node.name = in.text(MOST_TEXT);
                case 2 -> node.operator = in.text(MOST_TEXT);
                case 3 -> node.inputs.add(in.text(MOST_TEXT));
                case 5 -> attribute(node);
                default -> {}
            }
        });
        callee(node.operator);
        constants.node(
                function + node.name,
                node.name,
                node.operator,
                node.inputs,
                node.attributes.toString(),
                node.value,
                at);
    }

    private void callee(String name) {
        if (inFunction && callees.size() < MOST_CALLEES) {
            callees.add(CallGraph.name(name));
        }
    }

    /** An entry of the map from names to AttrValue. */
    private void attribute(Node node) throws IOException {
        String[] name = {""};
        in.message(() -> {
            switch (in.delimited()) {
                case 1 -> name[0] = in.text(MOST_TEXT);
                case 2 -> in.message(() -> valueField(node, name[0]));
                default -> {}
            }
        });
    }

    /** A field of an AttrValue. */
    private void valueField(Node node, String name) throws IOException {
        switch (in.delimited()) {
            case 1 ->
                in.message(() -> {
                    switch (in.delimited()) {
                        case 2 -> text(node, name);
                        case 8 -> tensors.tensor();
                        case 9 -> in.message(() -> functionField(node));
                        default -> {}
                    }
                });
            case 2 -> text(node, name);
            case 8 -> {
                String value = tensors.tensor();
                node.value = node.value.isEmpty() ? value : node.value;
            }
            case 10 -> in.message(() -> functionField(node));
            default -> {}
        }
    }

    /** A field of a NameAttrList: a function that the node calls, with attributes of its own. */
    private void functionField(Node node) throws IOException {
        switch (in.delimited()) {
            case 1 -> callee(in.text(MOST_TEXT));
            case 2 -> attribute(node);
            default -> {}
        }
    }

    private void text(Node node, String attribute) throws IOException {
        if (attribute.startsWith("_") || NAMES_OF_THINGS.contains(attribute)) {
            return;
        }
        long at = in.position();
        long size = in.length();
        byte[] bytes = in.bytes(EmbeddedTexts.MOST_BYTES);
        String text = TensorReading.beginning(bytes);
        if (attribute.equals("token") || attribute.isEmpty() || isPathOrCall(text)) { // the name may come behind
            node.attributes.add(text);
        }
        texts.addCode("graph/" + function + attribute, bytes, size, at);
    }

    /** Whether it may be the name of a file, a URL or a call, and not one of the words that attributes mostly are. */
    private static boolean isPathOrCall(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('(') >= 0;
    }
}
