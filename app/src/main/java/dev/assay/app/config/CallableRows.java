package dev.assay.app.config;

import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.PathGlob;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
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
 * The {@code callables:} of an {@code assay.yaml}: which callables the user allows and denies, beside the lists of the
 * build. A row that cannot be taken as it is written is an error with its line: one that is passed over would allow or deny
 * nothing, and nobody would notice.
 */
public final class CallableRows {
    /** Its key in the file. */
    static final String KEY = "callables";

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final Set<String> OF_ALLOW = Set.of("name", "role", "reason", "paths", "digests", "expires");
    private static final Set<String> OF_DENY = Set.of("name", "severity", "reason", "paths", "expires");
    private static final String SHA256 = "sha256:";

    /** A row with the day from which on it does not count any more, and where it stands. */
    private record Dated<T>(T row, String name, @Nullable LocalDate expires, String at) {
        boolean isOver(LocalDate day) {
            return expires != null && !day.isBefore(expires);
        }
    }

    private final List<Dated<UserCallables.Allowed>> allowed = new ArrayList<>();
    private final List<Dated<UserCallables.Denied>> denied = new ArrayList<>();

    CallableRows() {}

    /**
     * Reads them.
     *
     * @param mayAllow whether the file may allow anything: one that was merely found may have come with what is scanned
     */
    static CallableRows read(String label, Node node, boolean mayAllow) {
        CallableRows rows = new CallableRows();
        for (NodeTuple tuple : ConfigFile.mapping(label, node).getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            String at = ConfigFile.at(label, tuple.getKeyNode());
            switch (key) {
                case ALLOW -> {
                    if (!mayAllow) {
                        throw ConfigFile.refused(at, KEY + "." + ALLOW);
                    }
                    rows.items(label, tuple.getValueNode()).forEach(item -> rows.allow(label, item));
                }
                case DENY -> rows.items(label, tuple.getValueNode()).forEach(item -> rows.deny(label, item));
                default ->
                    throw new ConfigException(
                            at + ": " + KEY + " has the keys " + ALLOW + " and " + DENY + ", not " + key);
            }
        }
        rows.refuseBoth();
        return rows;
    }

    private List<MappingNode> items(String label, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new ConfigException(ConfigFile.at(label, node) + ": a list of rows belongs here");
        }
        return sequence.getValue().stream()
                .map(item -> ConfigFile.mapping(label, item))
                .toList();
    }

    private void allow(String label, MappingNode item) {
        Fields fields = Fields.of(label, item, OF_ALLOW);
        UserCallables.Allowed row = new UserCallables.Allowed(
                fields.text("name"),
                fields.optional("role", "class"),
                fields.text("reason"),
                fields.globs(),
                fields.digests(),
                fields.at());
        fields.refuse(UserCallables.objection(row));
        allowed.add(new Dated<>(row, row.name(), fields.date(), fields.at()));
    }

    private void deny(String label, MappingNode item) {
        Fields fields = Fields.of(label, item, OF_DENY);
        UserCallables.Denied row =
                new UserCallables.Denied(fields.text("name"), fields.severity(), fields.text("reason"), fields.globs());
        fields.refuse(UserCallables.objection(row));
        denied.add(new Dated<>(row, row.name(), fields.date(), fields.at()));
    }

    private void refuseBoth() {
        Map<String, String> places = new HashMap<>();
        for (Dated<UserCallables.Denied> row : denied) {
            if (places.put(row.name(), row.at()) != null) {
                throw new ConfigException(row.at() + ": " + row.name() + " is denied twice");
            }
        }
        for (Dated<UserCallables.Allowed> row : allowed) {
            if (places.containsKey(row.name())) {
                throw new ConfigException(
                        row.at() + ": " + row.name() + " is denied as well, at " + places.get(row.name()));
            }
        }
    }

    /** What counts on this day. */
    public UserCallables on(LocalDate day) {
        return UserCallables.of(
                allowed.stream().filter(row -> !row.isOver(day)).map(Dated::row).toList(),
                denied.stream().filter(row -> !row.isOver(day)).map(Dated::row).toList());
    }

    /** What does not count any more on this day, a line each: it should be looked at again. */
    public List<String> over(LocalDate day) {
        List<String> over = new ArrayList<>();
        allowed.stream().filter(row -> row.isOver(day)).forEach(row -> over.add(line(row, "allowed")));
        denied.stream().filter(row -> row.isOver(day)).forEach(row -> over.add(line(row, "denied")));
        return over;
    }

    private static String line(Dated<?> row, String what) {
        return row.at() + ": " + row.name() + " is " + what + " no longer: the row expired on " + row.expires();
    }

    /** The keys and values of a row. */
    private record Fields(String at, Map<String, String> texts, Map<String, List<String>> lists) {
        static Fields of(String label, MappingNode item, Set<String> known) {
            Fields fields = new Fields(ConfigFile.at(label, item), new LinkedHashMap<>(), new LinkedHashMap<>());
            for (NodeTuple tuple : item.getValue()) {
                String key = ConfigFile.scalar(label, tuple.getKeyNode());
                String at = ConfigFile.at(label, tuple.getKeyNode());
                if (!known.contains(key)) {
                    throw new ConfigException(at + ": a row has no key " + key + "; there are "
                            + String.join(", ", known.stream().sorted().toList()));
                }
                boolean twice = key.equals("paths") || key.equals("digests")
                        ? fields.lists.put(key, list(label, tuple.getValueNode())) != null
                        : fields.texts.put(key, ConfigFile.scalar(label, tuple.getValueNode())) != null;
                if (twice) {
                    throw new ConfigException(at + ": " + key + " is there twice");
                }
            }
            return fields;
        }

        private static List<String> list(String label, Node node) {
            if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
                throw new ConfigException(ConfigFile.at(label, node) + ": a list with something in it belongs here");
            }
            return sequence.getValue().stream()
                    .map(item -> ConfigFile.scalar(label, item))
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
            String id = text("severity");
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

        List<PathGlob> globs() {
            List<PathGlob> globs = new ArrayList<>();
            for (String text : lists.getOrDefault("paths", List.of())) {
                if (text.isEmpty()) {
                    throw new ConfigException(at + ": a pattern of paths is not empty");
                }
                globs.add(new PathGlob(text));
            }
            return globs;
        }

        Set<String> digests() {
            Set<String> digests = new HashSet<>();
            for (String text : lists.getOrDefault("digests", List.of())) {
                String hex = text.toLowerCase(Locale.ROOT);
                hex = hex.startsWith(SHA256) ? hex.substring(SHA256.length()) : hex;
                if (hex.length() != 64 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                    throw new ConfigException(at + ": '" + text + "' is no SHA-256 such as sha256:9f86d0...");
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
}
