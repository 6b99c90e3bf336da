package dev.assay.detectors.model.onnx;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes ONNX models out of words, bad ones too: only bytes, which nothing ever loads. */
public final class OnnxSamples {
    private OnnxSamples() {}

    /** The notation of {@code rules.yaml}. */
    static byte[] model(String words) {
        ProtobufBytes graph = new ProtobufBytes();
        ProtobufBytes behind = new ProtobufBytes();
        boolean twice = false;
        for (String part : Parts.of(words, ';')) {
            List<String> all = Parts.of(part.strip(), ' ');
            List<String> rest = all.subList(1, all.size());
            switch (all.getFirst()) {
                case "node" -> graph.message(1, node(rest));
                case "external" -> graph.message(5, external(rest));
                case "tensor" -> graph.message(5, tensor(rest));
                case "function" -> behind.message(25, function(rest));
                case "unknown" -> behind.bytes(Integer.parseInt(rest.getFirst()), new byte[100]);
                case "twice" -> twice = true;
                default -> throw new IllegalArgumentException(part);
            }
        }
        return model(graph, twice).raw(behind.build()).build();
    }

    private static ProtobufBytes model(ProtobufBytes graph, boolean twice) {
        graph.text(2, "graph").message(11, value("x")).message(12, value("y"));
        ProtobufBytes model =
                new ProtobufBytes().number(1, 8).text(2, "samples").message(7, graph);
        if (twice) {
            model.message(7, graph);
        }
        return model.message(8, new ProtobufBytes().text(1, "").number(2, 17));
    }

    static ProtobufBytes value(String name) {
        ProtobufBytes shape = new ProtobufBytes().message(1, new ProtobufBytes().number(1, 4));
        return new ProtobufBytes()
                .text(1, name)
                .message(
                        2,
                        new ProtobufBytes()
                                .message(1, new ProtobufBytes().number(1, 1).message(2, shape)));
    }

    /** @param words {@code DOMAIN::OPERATOR} and attributes */
    static ProtobufBytes node(List<String> words) {
        String qualified = words.getFirst();
        int colons = qualified.indexOf("::");
        ProtobufBytes node = new ProtobufBytes().text(1, "x").text(2, "y").text(4, qualified.substring(colons + 2));
        for (String attribute : words.subList(1, words.size())) {
            int equals = attribute.indexOf('=');
            node.message(
                    5,
                    new ProtobufBytes()
                            .text(1, attribute.substring(0, equals))
                            .text(4, attribute.substring(equals + 1))
                            .number(20, 3));
        }
        return colons == 0 ? node : node.text(7, qualified.substring(0, colons));
    }

    private static ProtobufBytes external(List<String> words) {
        ProtobufBytes tensor =
                new ProtobufBytes().number(1, 1).number(2, 1).text(8, "w").entry(13, "location", words.getFirst());
        for (String entry : words.subList(1, words.size())) {
            int equals = entry.indexOf('=');
            tensor.entry(13, entry.substring(0, equals), entry.substring(equals + 1));
        }
        return tensor.number(14, 1);
    }

    private static ProtobufBytes tensor(List<String> words) {
        ProtobufBytes tensor = new ProtobufBytes();
        Parts.of(words.get(1), ',').forEach(size -> tensor.number(1, Long.parseLong(size)));
        return tensor.number(2, Long.parseLong(words.getFirst()))
                .text(8, "w")
                .bytes(9, new byte[Integer.parseInt(words.get(2))]);
    }

    private static ProtobufBytes function(List<String> words) {
        int colons = words.getFirst().indexOf("::");
        ProtobufBytes function = new ProtobufBytes()
                .text(1, words.getFirst().substring(colons + 2))
                .text(4, "x")
                .text(5, "y");
        words.subList(1, words.size()).forEach(operator -> function.message(7, node(List.of(operator))));
        return function.text(10, words.getFirst().substring(0, colons));
    }

    /** A graph within a graph within a graph, as the branches of If. */
    static byte[] nested(int levels, String innermost) {
        ProtobufBytes graph = new ProtobufBytes().message(1, node(List.of(innermost)));
        for (int i = 0; i < levels; i++) {
            ProtobufBytes attribute =
                    new ProtobufBytes().text(1, "then_branch").message(6, graph).number(20, 5);
            graph = new ProtobufBytes().message(1, node(List.of("::If")).message(5, attribute));
        }
        return model(graph, false).build();
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("relu.onnx", model("node ::Relu; tensor 1 2,2 16; tensor 8 1 0"));
        all.put("python.onnx", model("node com.microsoft::PythonOp func_name=os.system; node com.test::Custom"));
        all.put("external.onnx", model("external ../../etc/passwd offset=-1 __class__=x; external weights.bin"));
        all.put("sizes.onnx", model("tensor 1 4294967296,4294967296 4; tensor 1 2,2 15; tensor 7 -1 8"));
        all.put("functions.onnx", model("function mine::A mine::B; function mine::B mine::A; node mine::A; twice"));
        all.put("unknown.onnx", model("node ::Relu; unknown 1000; unknown 3000"));
        all.put("nested.onnx", nested(20, "mine::Deep"));
        all.put("too-deep.onnx", nested(60, "mine::Deep"));
        all.put(
                "texts.onnx",
                new ProtobufBytes()
                        .raw(model(
                                "node ::Relu code=import_os;".replace(';', ' ').strip()))
                        .text(6, "Describes itself")
                        .entry(14, "chat_template", "{{ cycler.__init__.__globals__.os }}")
                        .entry(14, "config", "{\"a\": 1}")
                        .build());
        all.put("cut.onnx", java.util.Arrays.copyOf(model("tensor 1 2,2 16; node ::PythonOp"), 40));
        return all;
    }
}
