package dev.assay.detectors.model.coreml;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes Core ML models out of words, bad ones too: only bytes, which nothing ever loads. */
public final class CoreMlSamples {
    private CoreMlSamples() {}

    /** The notation of {@code rules.yaml}. */
    static byte[] model(String words) {
        ProtobufBytes network = new ProtobufBytes();
        ProtobufBytes metadata = new ProtobufBytes().text(1, "A model of samples");
        ProtobufBytes behind = new ProtobufBytes();
        for (String part : Parts.of(words, ';')) {
            List<String> all = Parts.of(part.strip(), ' ');
            List<String> rest = all.subList(1, all.size());
            switch (all.getFirst()) {
                case "layer" ->
                    network.message(
                            1, new ProtobufBytes().text(1, rest.getFirst()).bytes(140, new byte[9]));
                case "custom" ->
                    network.message(1, new ProtobufBytes().text(1, "c").message(500, custom(rest)));
                case "model" -> behind.message(555, custom(rest));
                case "linked" -> behind.message(556, linked(rest));
                case "value" -> behind.message(502, program(rest.getFirst()));
                case "metadata" -> metadata.entry(100, rest.getFirst(), String.join(" ", rest.subList(1, rest.size())));
                default -> throw new IllegalArgumentException(part);
            }
        }
        ProtobufBytes description = new ProtobufBytes()
                .message(1, new ProtobufBytes().text(1, "x").message(3, new ProtobufBytes()))
                .message(100, metadata);
        return new ProtobufBytes()
                .number(1, 8)
                .message(2, description)
                .message(500, network)
                .raw(behind.build())
                .build();
    }

    private static ProtobufBytes custom(List<String> words) {
        ProtobufBytes custom = new ProtobufBytes().text(10, words.getFirst());
        for (String parameter : words.subList(1, words.size())) {
            int equals = parameter.indexOf('=');
            custom.entry(
                    30, parameter.substring(0, equals), new ProtobufBytes().text(20, parameter.substring(equals + 1)));
        }
        return custom;
    }

    private static ProtobufBytes linked(List<String> words) {
        ProtobufBytes file = new ProtobufBytes().message(1, new ProtobufBytes().text(1, words.getFirst()));
        if (words.size() > 1) {
            file.message(2, new ProtobufBytes().text(1, words.get(1)));
        }
        return new ProtobufBytes().message(1, file);
    }

    private static ProtobufBytes program(String file) {
        ProtobufBytes value = new ProtobufBytes().message(5, new ProtobufBytes().text(1, file));
        ProtobufBytes operation = new ProtobufBytes().text(1, "const").entry(5, "val", value);
        ProtobufBytes block = new ProtobufBytes().message(3, operation);
        return new ProtobufBytes().number(1, 1).entry(2, "main", new ProtobufBytes().entry(3, "CoreML8", block));
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("sound.mlmodel", model("layer conv_1; layer relu_1; metadata notes plain"));
        all.put("custom.mlmodel", model("custom EvilLayer script=import_os.system(1); model EvilModel"));
        all.put("paths.mlmodel", model("linked ../outside.mlmodel /tmp/models; value @model_path/../../x"));
        all.put("cut.mlmodel", Arrays.copyOf(model("custom EvilLayer; layer a"), 50));
        return all;
    }
}
