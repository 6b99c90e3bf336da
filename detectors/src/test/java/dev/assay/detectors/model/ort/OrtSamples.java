package dev.assay.detectors.model.ort;

import static dev.assay.detectors.FlatBytes.file;
import static dev.assay.detectors.FlatBytes.table;

import dev.assay.detectors.FlatBytes.Table;
import dev.assay.detectors.model.FormatCase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes models of ONNX Runtime, good and bad. */
public final class OrtSamples {
    private OrtSamples() {}

    private static Table graph(String domain, String operator, long dimension, @Nullable Table inner) {
        Table attribute = inner == null
                ? table("text", null, 3, null, null, "plain")
                : table("body", null, 5, null, null, null, null, inner);
        Table node = table("node", null, domain, 1, 0, operator, null, null, null, null, List.of(attribute));
        Table tensor = table("weights", null, new long[] {dimension}, 1, new byte[8]);
        return table(List.of(tensor), null, List.of(node));
    }

    /** A graph whose only node has an attribute with lists: of texts, and of graphs. */
    private static Table listed(@Nullable List<String> texts, @Nullable List<Table> graphs) {
        Table attribute = table("many", null, 5, null, null, null, null, null, null, null, texts, null, graphs);
        Table node = table("node", null, "", 1, 0, "Scan", null, null, null, null, List.of(attribute));
        return table(null, null, List.of(node));
    }

    private static byte[] model(Table graph) {
        Table model = table(
                8L, null, "test", "1", null, 1L, "made for a test", graph, null, List.of(table("author", "nobody")));
        return file("ORTM", table("1.18", model));
    }

    private static byte[] model(String domain, String operator) {
        return model(graph(domain, operator, 2, null));
    }

    /** Graphs within graphs. */
    private static byte[] nested(int depth) {
        Table graph = graph("", "Relu", 2, null);
        for (int i = 0; i < depth; i++) {
            graph = graph("", "If", 2, graph);
        }
        return model(graph);
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.ort", model("", "Relu")),
                FormatCase.of("nested.ort", nested(3)),
                FormatCase.of("deep.ort", nested(40), "gap:malformed"),
                FormatCase.of("custom.ort", model("com.example", "Thing"), "model/ort-custom-operator"),
                FormatCase.of("python.ort", model("ai.onnx.contrib", "PyCustomOp"), "model/ort-python-operator"),
                FormatCase.of(
                        "inner-python.ort",
                        model(graph("", "If", 2, graph("com.microsoft", "PythonOp", 2, null))),
                        "model/ort-python-operator"),
                FormatCase.of(
                        "listed-python.ort",
                        model(listed(null, List.of(graph("com.microsoft", "PythonOp", 2, null)))),
                        "model/ort-python-operator"),
                FormatCase.of(
                        "listed-text.ort", model(listed(List.of("os.system('id')"), null)), "model/embedded-command"),
                FormatCase.of("shape.ort", model(graph("", "Relu", -3, null)), "model/ort-shape"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
