package dev.assay.app.config;

import dev.assay.engine.report.Severity;
import dev.assay.engine.text.PathGlob;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The keys and values of a row of {@code assay.yaml}.
 *
 * @param at where the row begins
 */
record RowFields(String at, Map<String, String> texts, Map<String, List<Item>> lists) {
    private static final String SHA256 = "sha256:";

    /** What stands in a list, and where. */
    record Item(String text, String at) {}

    /** The rows of a list. */
    static List<MappingNode> items(String label, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new ConfigException(ConfigFile.at(label, node) + ": a list of rows belongs here");
        }
        return sequence.getValue().stream()
                .map(item -> ConfigFile.mapping(label, item))
                .toList();
    }

    /** Reads a row that has some of the {@code known} keys, of which {@code listed} have a list. */
    static RowFields of(String label, MappingNode item, Set<String> known, Set<String> listed) {
        RowFields fields = new RowFields(ConfigFile.at(label, item), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (NodeTuple tuple : item.getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            String at = ConfigFile.at(label, tuple.getKeyNode());
            if (!known.contains(key)) {
                throw new ConfigException(at + ": a row has no key " + key + "; there are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
            boolean twice = listed.contains(key)
                    ? fields.lists.put(key, list(label, tuple.getValueNode())) != null
                    : fields.texts.put(key, ConfigFile.scalar(label, tuple.getValueNode())) != null;
            if (twice) {
                throw new ConfigException(at + ": " + key + " is there twice");
            }
        }
        return fields;
    }

    private static List<Item> list(String label, Node node) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw new ConfigException(ConfigFile.at(label, node) + ": a list with something in it belongs here");
        }
        return sequence.getValue().stream()
                .map(item -> new Item(ConfigFile.scalar(label, item), ConfigFile.at(label, item)))
                .toList();
    }

    String text(String key) {
        String text = texts.getOrDefault(key, "");
        if (text.isBlank()) {
            throw new ConfigException(at + ": a row needs a " + key);
        }
        return text.strip();
    }

    String optional(String key, String initial) {
        return texts.getOrDefault(key, initial);
    }

    Severity severity() {
        return severity(text("severity"));
    }

    /** @param initial where there is no such key */
    @Nullable
    Severity severity(String key, @Nullable Severity initial) {
        return texts.containsKey(key) ? severity(text(key)) : initial;
    }

    private Severity severity(String id) {
        try {
            return Severity.of(id);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(at + ": '" + id + "' is no severity: info, low, medium, high, critical");
        }
    }

    @Nullable
    LocalDate date() {
        String text = texts.get("expires");
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ConfigException(at + ": '" + text + "' is no date such as 2027-06-01");
        }
    }

    List<Item> list(String key) {
        return lists.getOrDefault(key, List.of());
    }

    List<PathGlob> globs(String key) {
        List<PathGlob> globs = new ArrayList<>();
        for (Item item : list(key)) {
            String text = item.text();
            if (text.isEmpty()) {
                throw new ConfigException(item.at() + ": a pattern of paths is not empty");
            }
            globs.add(new PathGlob(text));
        }
        return globs;
    }

    Set<String> digests(String key) {
        Set<String> digests = new HashSet<>();
        for (Item item : list(key)) {
            String text = item.text();
            String hex = text.toLowerCase(Locale.ROOT);
            hex = hex.startsWith(SHA256) ? hex.substring(SHA256.length()) : hex;
            if (hex.length() != 64 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                throw new ConfigException(item.at() + ": '" + text + "' is no SHA-256 such as sha256:9f86d0...");
            }
            digests.add(hex);
        }
        return digests;
    }

    void refuse(@Nullable String objection) {
        if (objection != null) {
            throw new ConfigException(at + ": " + Objects.requireNonNull(objection));
        }
    }
}
