package dev.assay.detectors.model.mxnet;

import static dev.assay.detectors.FlatBytes.little;

import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes graphs and parameters of MXNet, good and bad. */
public final class MxnetSamples {
    private MxnetSamples() {}

    private static byte[] graph(String operator, String attribute) {
        String json = "{\"nodes\": [{\"op\": \"null\", \"name\": \"data\", \"inputs\": []}, {\"op\": \"" + operator
                + "\", \"name\": \"one\", \"attrs\": {\"note\": \"" + attribute
                + "\"}, \"inputs\": [[0, 0, 0]]}], \"arg_nodes\": [0], \"heads\": [[1, 0, 0]]}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] parameters(int storage, long dimension, long names) {
        return little(0x112L, 0L, 1L, 0xf993fac9, storage, 1, dimension, 1, 0, 0, 1f, 2f, names, 6L, "weight");
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound-symbol.json", graph("Convolution", "plain")),
                FormatCase.of("custom-symbol.json", graph("Custom", "plain"), "model/mxnet-custom-operator"),
                FormatCase.of(
                        "order-symbol.json",
                        "{\"heads\": [[1, 0, 0]], \"nodes\": [{\"name\": \"one\", \"op\": \"Custom\"}]}"
                                .getBytes(StandardCharsets.UTF_8),
                        "model/mxnet-custom-operator"),
                FormatCase.of("library-symbol.json", graph("Convolution", "../../tmp/evil.so"), "model/mxnet-library"),
                FormatCase.of(
                        "encoded-symbol.json",
                        graph("Convolution", "X19pbXBvcnRfXygnb3MnKS5zeXN0ZW0oJ2lkJyk="),
                        "model/embedded-command"),
                FormatCase.of("sound.params", parameters(0, 2, 1)),
                FormatCase.of("sparse.params", parameters(1, 2, 1), "gap:unsupported"),
                FormatCase.of("names.params", parameters(0, 2, 2), "model/mxnet-name-count", "gap:malformed"),
                FormatCase.of("shape.params", parameters(0, -2, 1), "model/mxnet-shape", "gap:malformed"),
                FormatCase.of("huge.params", parameters(0, 1L << 40, 1), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
