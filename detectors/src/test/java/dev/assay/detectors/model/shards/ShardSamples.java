package dev.assay.detectors.model.shards;

import dev.assay.detectors.model.safetensors.SafetensorsSamples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes models in several files, as transformers writes them and as it does not. */
public final class ShardSamples {
    public static final String INDEX = "model.safetensors.index.json";

    private ShardSamples() {}

    /** The files that an example of a rule describes; the notation is in {@code rules.yaml}. */
    public static Map<String, byte[]> files(String example) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : example.split(";", -1)) {
            List<String> words = List.of(file.strip().split(" ", -1));
            String name = words.getFirst().equals("index") ? INDEX : name(words.getFirst());
            List<String> rest = words.subList(1, words.size());
            files.put(name, name.endsWith(".index.json") ? index(rest) : shard(rest.toArray(String[]::new)));
        }
        return files;
    }

    private static String name(String word) {
        int of = word.indexOf("of");
        boolean brief = of > 0 && word.chars().allMatch(c -> Character.isDigit(c) || c == 'o' || c == 'f');
        return brief ? part(Integer.parseInt(word.substring(0, of)), Integer.parseInt(word.substring(of + 2))) : word;
    }

    /** The name of a part. */
    public static String part(int number, int count) {
        return String.format("model-%05d-of-%05d.safetensors", number, count);
    }

    private static byte[] index(List<String> places) {
        List<String> rows = new ArrayList<>();
        for (String place : places) {
            int equals = place.indexOf('=');
            rows.add("    \"" + place.substring(0, equals) + "\": \""
                    + name(place.substring(equals + 1)).replace("\\", "\\\\") + "\"");
        }
        return json("{\n  \"metadata\": {\n    \"total_size\": 0\n  },\n  \"weight_map\": {\n"
                + String.join(",\n", rows) + "\n  }\n}\n");
    }

    public static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A shard with tensors of no elements. */
    public static byte[] shard(String... tensors) {
        List<String> rows = new ArrayList<>();
        for (String tensor : tensors) {
            rows.add(SafetensorsSamples.tensor(tensor, "U8", "0", 0, 0));
        }
        return SafetensorsSamples.file("{" + String.join(",", rows) + "}", 0);
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("sound/" + INDEX, index(List.of("a=1of2", "b=2of2")));
        all.put("sound/" + part(1, 2), shard("a"));
        all.put("outside/" + INDEX, index(List.of("a=../../x.safetensors", "a=1of2")));
        all.put("flat/pytorch_model.bin.index.json", json("{\"weight_map\": [1, {}], \"weight_map\": {\"a\": 1}} x"));
        all.put("other/tf_model.h5.index.json", json("{\"metadata\": {}, \"x\": [[null, true, 1.5e3]]}"));
        all.put("broken/flax_model.msgpack.index.json", json("{\"weight_map\": {\"a\": \"b\", }}"));
        return all;
    }
}
