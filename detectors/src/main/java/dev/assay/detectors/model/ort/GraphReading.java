package dev.assay.detectors.model.ort;

import dev.assay.detectors.model.onnx.ElementType;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.Printable;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tables InferenceSession, Model, Graph, Node, Attribute and Tensor, with fields numbered as in {@code ort.fbs}. */
final class GraphReading {
    private static final int MOST_NAME = 500;
    private static final int MOST_TEXT = 64 * 1024;
    private static final int MOST_DEPTH = 32;

    private static final Set<String> KNOWN_DOMAINS = Set.of(
            "",
            "ai.onnx",
            "ai.onnx.ml",
            "ai.onnx.training",
            "ai.onnx.preview.training",
            "com.microsoft",
            "com.microsoft.nchwc",
            "com.microsoft.experimental",
            "com.microsoft.dml",
            "com.microsoft.extensions",
            "com.ms.internal.nhwc",
            "org.pytorch.aten");

    /** Operators that call Python, whatever their domain. */
    private static final Set<String> PYTHON = Set.of("PyCustomOp", "PythonOp", "PythonOpGrad", "PyOp", "PyFunc");

    /** More than the runtime takes. */
    private static final int MOST_DIMENSIONS = 64;

    private final FlatbufferReader flat;
    private final ByteSource in;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private long opaqueBytes;

    GraphReading(
            FlatbufferReader flat,
            ByteSource in,
            Budget budget,
            Anomalies anomalies,
            PayloadTexts texts,
            Inventory inventory) {
        this.flat = flat;
        this.in = in;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
    }

    long opaqueBytes() {
        return opaqueBytes;
    }

    void readModel() throws IOException {
        Table model = flat.table(flat.root(), 1);
        inventory.property(Property.FRAMEWORK, "ONNX Runtime", -1);
        for (int field : new int[] {2, 3, 4, 6, 8}) {
            text("model", model, field);
        }
        Vector properties = flat.offsets(model, 9);
        for (int i = 0; i < properties.count(); i++) {
            budget.spendEntry();
            Table entry = flat.table(properties, i);
            text("metadata/" + flat.text(entry, 0, MOST_NAME), entry, 1);
        }
        graph(flat.table(model, 7), 0);
        inventory.end();
        if (inventory.isWanted()) {
            described(model); // last, so that nothing of it keeps the graphs from being read
        }
    }

    private void described(Table model) throws IOException {
        Table root = flat.root();
        inventory.property(Property.FORMAT_VERSION, flat.text(root, 0, MOST_NAME), root.at());
        String producer = flat.text(model, 2, MOST_NAME) + " " + flat.text(model, 3, MOST_NAME);
        inventory.property(Property.PRODUCER, producer.strip(), model.at());
        inventory.property(Property.DESCRIPTION, flat.text(model, 6, MOST_TEXT), model.at());
    }

    private void graph(Table graph, int depth) throws IOException {
        MalformedException.check(depth < MOST_DEPTH, graph.at(), "graphs are nested more than " + MOST_DEPTH + " deep");
        Vector initializers = flat.offsets(graph, 0);
        for (int i = 0; i < initializers.count(); i++) {
            tensor(flat.table(initializers, i));
        }
        if (inventory.isWanted()) {
            initializers(initializers);
        }
        Vector nodes = flat.offsets(graph, 2);
        for (int i = 0; i < nodes.count(); i++) {
            node(flat.table(nodes, i), depth);
        }
    }

    private void initializers(Vector initializers) throws IOException {
        for (int i = 0; i < initializers.count(); i++) {
            try {
                initializer(flat.table(initializers, i));
            } catch (MalformedException _) {
                // it is not listed: judging does not need its name
            }
        }
    }

    private void initializer(Table tensor) throws IOException {
        Vector dimensions = flat.vector(tensor, 2, Long.BYTES);
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < Math.min(dimensions.count(), MOST_DIMENSIONS); i++) {
            shape.add(Math.max(flat.i64(dimensions, i), 0));
        }
        Vector values = flat.vector(tensor, 4, 1);
        String type = ElementType.name(flat.i32(tensor, 3, 0));
        inventory.tensor(flat.text(tensor, 0, MOST_NAME), type, shape, values.at(), values.sizeBytes());
    }

    private void node(Table node, int depth) throws IOException {
        String domain = flat.text(node, 2, MOST_NAME);
        String operator = flat.text(node, 5, MOST_NAME);
        text("node", node, 0);
        text("node/doc_string", node, 1);
        String shown = Printable.of(domain.isEmpty() ? operator : domain + "::" + operator, MOST_NAME);
        if (PYTHON.contains(operator) || domain.equals("ai.onnx.contrib") && operator.startsWith("Py")) {
            anomalies.add("python-operator", node.at(), () -> shown);
        } else if (!KNOWN_DOMAINS.contains(domain)) {
            anomalies.add("custom-operator", node.at(), () -> shown);
        }
        Vector attributes = flat.offsets(node, 10);
        for (int i = 0; i < attributes.count(); i++) {
            attribute(flat.table(attributes, i), depth);
        }
    }

    private void attribute(Table attribute, int depth) throws IOException {
        String name = flat.text(attribute, 0, MOST_NAME);
        text("attribute/" + name, attribute, 5);
        if (flat.has(attribute, 6)) {
            tensor(flat.table(attribute, 6));
        }
        if (flat.has(attribute, 7)) {
            graph(flat.table(attribute, 7), depth + 1);
        }
        strings("attribute/" + name, flat.offsets(attribute, 10));
        Vector tensors = flat.offsets(attribute, 11);
        for (int i = 0; i < tensors.count(); i++) {
            tensor(flat.table(tensors, i));
        }
        Vector graphs = flat.offsets(attribute, 12);
        for (int i = 0; i < graphs.count(); i++) {
            graph(flat.table(graphs, i), depth + 1);
        }
    }

    private void tensor(Table tensor) throws IOException {
        opaqueBytes += flat.vector(tensor, 4, 1).sizeBytes();
        Vector dimensions = flat.vector(tensor, 2, Long.BYTES);
        for (int i = 0; i < dimensions.count(); i++) {
            long dimension = flat.i64(dimensions, i);
            if (dimension < 0 || dimension > Integer.MAX_VALUE * 1024L) {
                String name = flat.text(tensor, 0, MOST_NAME);
                anomalies.add(
                        "shape",
                        tensor.at(),
                        () -> "the tensor " + Quoted.of(name) + " has a dimension of " + dimension + " in a file of "
                                + in.sizeBytes() + " bytes");
            }
        }
        strings("string_data", flat.offsets(tensor, 5));
    }

    private void strings(String place, Vector strings) throws IOException {
        for (int i = 0; i < strings.count(); i++) {
            texts.add(place, flat, flat.textAt(strings, i));
        }
    }

    private void text(String place, Table table, int field) throws IOException {
        texts.add(place, flat, flat.vector(table, field, 1));
    }
}
