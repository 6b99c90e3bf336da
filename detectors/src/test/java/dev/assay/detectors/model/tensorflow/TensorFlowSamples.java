package dev.assay.detectors.model.tensorflow;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes TensorFlow's files out of words, bad ones too: only bytes, which nothing ever loads. */
public final class TensorFlowSamples {
    private TensorFlowSamples() {}

    /** A SavedModel in the notation of {@code rules.yaml}. */
    static byte[] savedModel(String words) {
        return new ProtobufBytes().number(1, 1).message(2, metaGraph(words)).build();
    }

    static ProtobufBytes metaGraph(String words) {
        ProtobufBytes graph = new ProtobufBytes();
        ProtobufBytes library = new ProtobufBytes();
        ProtobufBytes objects = new ProtobufBytes();
        ProtobufBytes behind = new ProtobufBytes();
        boolean twice = false;
        int nodes = 0;
        for (String part : Parts.of(words, ';')) {
            List<String> all = Parts.of(part.strip(), ' ');
            List<String> rest = all.subList(1, all.size());
            switch (all.getFirst()) {
                case "node" -> graph.message(1, node("n" + nodes++, rest));
                case "const" -> graph.message(1, constant(rest.getFirst(), rest.getLast()));
                case "tensor" -> graph.message(1, tensor(rest));
                case "function" -> library.message(1, function(rest));
                case "asset" -> behind.message(6, new ProtobufBytes().text(2, rest.getFirst()));
                case "keras" -> objects.message(1, object(String.join(" ", rest)));
                case "unknown" -> behind.bytes(Integer.parseInt(rest.getFirst()), new byte[100]);
                case "twice" -> twice = true;
                default -> throw new IllegalArgumentException(part);
            }
        }
        graph.message(2, library).message(4, new ProtobufBytes().number(1, 1395));
        ProtobufBytes info =
                new ProtobufBytes().text(4, "serve").text(5, "2.18.0").number(7, 1);
        ProtobufBytes metaGraph = new ProtobufBytes().message(1, info).message(2, graph);
        if (twice) {
            metaGraph.message(2, graph);
        }
        return metaGraph.raw(behind.build()).message(7, objects);
    }

    /** @param words the operator, {@code name=text} for attributes, {@code <-name} for inputs */
    static ProtobufBytes node(String name, List<String> words) {
        String called = name;
        ProtobufBytes rest = new ProtobufBytes();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (word.startsWith("<-")) {
                rest.text(3, word.substring(2));
            } else if (word.startsWith("as=")) {
                called = word.substring(3);
            } else {
                rest.entry(5, word.substring(0, equals), new ProtobufBytes().text(2, word.substring(equals + 1)));
            }
        }
        return new ProtobufBytes().text(1, called).text(2, words.getFirst()).raw(rest.build());
    }

    static ProtobufBytes constant(String name, String text) {
        ProtobufBytes tensor =
                new ProtobufBytes().number(1, 7).message(2, new ProtobufBytes()).text(8, text);
        return new ProtobufBytes()
                .text(1, name)
                .text(2, "Const")
                .entry(5, "value", new ProtobufBytes().message(8, tensor))
                .entry(5, "dtype", new ProtobufBytes().number(6, 7));
    }

    private static ProtobufBytes tensor(List<String> words) {
        ProtobufBytes shape = new ProtobufBytes();
        Parts.of(words.get(1), ',')
                .forEach(size -> shape.message(2, new ProtobufBytes().number(1, Long.parseLong(size))));
        ProtobufBytes tensor = new ProtobufBytes()
                .number(1, Long.parseLong(words.getFirst()))
                .message(2, shape)
                .bytes(4, new byte[Integer.parseInt(words.get(2))]);
        return new ProtobufBytes()
                .text(1, "t")
                .text(2, "Const")
                .entry(5, "value", new ProtobufBytes().message(8, tensor));
    }

    private static ProtobufBytes function(List<String> words) {
        ProtobufBytes function = new ProtobufBytes().message(1, new ProtobufBytes().text(1, words.getFirst()));
        int nodes = 0;
        for (String operator : words.subList(1, words.size())) {
            function.message(3, node("f" + nodes++, List.of(operator)));
        }
        return function;
    }

    private static ProtobufBytes object(String json) {
        return new ProtobufBytes()
                .message(4, new ProtobufBytes().text(1, "_tf_keras_layer").text(3, json));
    }

    static byte[] kerasMetadata(String json) {
        return new ProtobufBytes()
                .message(
                        1,
                        new ProtobufBytes()
                                .number(2, 1)
                                .text(3, "root.layer-0")
                                .text(4, "_tf_keras_layer")
                                .text(5, json)
                                .message(6, new ProtobufBytes().number(1, 2)))
                .build();
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        String bad =
                "const path /etc/passwd; node ReadFile <-path; node WriteFile <-path; function f PyFunc f; node mine";
        all.put(
                "sound/saved_model.pb",
                savedModel("node MatMul; function f Conv2D; node f; asset words.txt; tensor 1 2,2 16"));
        all.put("bad/saved_model.pb", savedModel(bad + "; asset ../x; tensor 3 -2 8; twice; unknown 77"));
        all.put("training.meta", metaGraph(bad).build());
        all.put(
                "frozen.pb",
                new ProtobufBytes().message(1, node("n", List.of("ReadFile"))).build());
        all.put("keras/keras_metadata.pb", kerasMetadata("{\"class_name\": \"Lambda\", \"config\": {}}"));
        all.put(
                "text/keras_metadata.pb",
                "\"class_name\": \"Lambda\"".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        all.put("cut/saved_model.pb", Arrays.copyOf(savedModel(bad), 120));
        return all;
    }
}
