package dev.assay.detectors.model.xgboost;

import static dev.assay.detectors.FlatBytes.little;

import dev.assay.detectors.model.FormatCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes models of XGBoost, good and bad. */
public final class XgboostSamples {
    private XgboostSamples() {}

    private static byte[] json(String trees, String left, String split, String attribute) {
        String tree = "{\"left_children\":[" + left + "],\"parents\":[2147483647,0,0],\"right_children\":[2,-1,-1],"
                + "\"split_indices\":[" + split + "],\"tree_param\":{\"num_feature\":\"2\",\"num_nodes\":\"3\"}}";
        String model = "{\"learner\":{\"attributes\":{\"note\":\"" + attribute
                + "\"},\"learner_model_param\":{\"num_feature\":\"2\"},\"gradient_booster\":{\"model\":{"
                + "\"gbtree_model_param\":{\"num_trees\":\"" + trees + "\"},\"trees\":[" + tree
                + "]}}},\"version\":[1,7,4]}";
        return model.getBytes(StandardCharsets.UTF_8);
    }

    /** With the first of these words another. */
    private static byte[] with(byte[] json, String word, String other) {
        String text = new String(json, StandardCharsets.UTF_8);
        int at = text.indexOf(word);
        return (text.substring(0, at) + other + text.substring(at + word.length())).getBytes(StandardCharsets.UTF_8);
    }

    /** UBJSON with one array of the type and the count. */
    private static byte[] ubjson(char type, int count, byte[] elements) {
        return little("{L\0\0\0\0\0\0\0\7learner{i\1a[$" + type + "#l\0\0\0" + (char) count, elements, "}}");
    }

    private static byte[] legacy(long nameBytes) {
        return little("binf", new byte[136], nameBytes, "reg:linear", 6L, "gbtree", new byte[64], "os.system('id')");
    }

    public static List<FormatCase> cases() {
        return List.of(
                FormatCase.of("sound.json", json("1", "1,-1,-1", "1,0,0", "fine")),
                FormatCase.of("tree-count.json", json("2", "1,-1,-1", "1,0,0", "fine"), "model/xgboost-tree-count"),
                FormatCase.of("child.json", json("1", "7,-1,-1", "1,0,0", "fine"), "model/xgboost-index-bounds"),
                FormatCase.of("negative.json", json("1", "-9,-1,-1", "1,0,0", "fine"), "model/xgboost-index-bounds"),
                FormatCase.of("feature.json", json("1", "1,-1,-1", "5,0,0", "fine"), "model/xgboost-index-bounds"),
                FormatCase.of("length.json", json("1", "1,-1", "1,0,0", "fine"), "model/xgboost-tree-size"),
                FormatCase.of(
                        "command.json",
                        json("1", "1,-1,-1", "1,0,0", "__import__('os').system('id')"),
                        "model/embedded-command",
                        "code/python-inline-import",
                        "code/python-process"),
                FormatCase.of(
                        "not-a-number.json",
                        with(json("1", "7,-1,-1", "1,0,0", "fine"), "\"parents\"", "\"w\":[NaN,-Infinity],\"parents\""),
                        "model/xgboost-index-bounds"),
                FormatCase.of(
                        "first-name.json",
                        with(json("1", "7,-1,-1", "1,0,0", "fine"), "{", "\n {\"a\":0,"),
                        "model/xgboost-index-bounds"),
                FormatCase.of(
                        "escaped.json",
                        with(json("1", "7,-1,-1", "1,0,0", "fine"), "learner", "l\\u0065arner"),
                        "model/xgboost-index-bounds"),
                FormatCase.of("broken.json", "{\"learner\":{,}}".getBytes(StandardCharsets.UTF_8), "gap:malformed"),
                FormatCase.of("sound.ubj", ubjson('i', 3, new byte[] {1, 2, 3})),
                FormatCase.of("floats.ubj", ubjson('d', 2, new byte[8])),
                FormatCase.of("cut.ubj", ubjson('d', 2, new byte[3]), "gap:malformed"),
                FormatCase.of("endless.ubj", ubjson('Z', 3, new byte[0]), "gap:malformed"),
                FormatCase.of(
                        "first-name.ubj",
                        little("{L\0\0\0\0\0\0\0\1ai\1L\0\0\0\0\0\0\0\7learner{i\1aSi\17os.system('id')}}"),
                        "model/embedded-command"),
                FormatCase.of("type.ubj", ubjson('?', 1, new byte[1]), "gap:malformed"),
                FormatCase.of("legacy.model", legacy(10), "model/embedded-command"),
                FormatCase.of("header.model", legacy(1L << 40), "model/xgboost-legacy-header", "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
