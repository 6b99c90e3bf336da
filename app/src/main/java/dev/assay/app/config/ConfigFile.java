package dev.assay.app.config;

import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.rule.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * An {@code assay.yaml}: the long options without their dashes, nested maps written with a dot ({@code limits: depth: 8}
 * is {@code --limits.depth 8}), and {@code profiles:}, each a map of the same keys. A key that no option has is an error
 * with its line: a misspelt setting that is passed over would be a scan that nobody asked for.
 */
public final class ConfigFile {
    /** The name that is looked for. */
    public static final String NAME = "assay.yaml";

    private static final String PROFILES = "profiles";
    private static final Set<String> SECTIONS =
            Set.of(PROFILES, CallableRows.KEY, PackageRows.KEY, PatternRows.KEY, PolicyRows.KEY);
    private static final long MOST_BYTES = 1 << 20;

    /**
     * What only a file that the user names may set: what is scanned and left out, whom a login is shown, where a report goes
     * and where anything is written. A file that was merely found may have come with what is scanned.
     */
    private static final Set<String> ONLY_WHEN_NAMED = Set.of(
            "allow",
            "allow-private-hosts",
            "as-of",
            "baseline",
            "ca-file",
            "cache-dir",
            "data-dir",
            "dry-run",
            "exclude",
            "files-from",
            "follow-links",
            "include",
            "max-size",
            "registry",
            "only",
            "output",
            "private",
            "profile",
            "s3.addressing",
            "s3.anonymous",
            "s3.endpoint",
            "s3.profile",
            "s3.region",
            "since",
            "trust-target");

    private final String label;
    private final Map<String, String> values;
    private final Map<String, Map<String, String>> profiles;
    private final CallableRows callables;
    private final UserPatterns patterns;
    private final PolicyRows policy;
    private final PackageRows packages;

    private ConfigFile(
            String label,
            Map<String, String> values,
            Map<String, Map<String, String>> profiles,
            CallableRows callables,
            UserPatterns patterns,
            PolicyRows policy,
            PackageRows packages) {
        this.label = label;
        this.values = values;
        this.profiles = profiles;
        this.callables = callables;
        this.patterns = patterns;
        this.policy = policy;
        this.packages = packages;
    }

    /** A file that sets nothing. */
    public static ConfigFile empty() {
        return new ConfigFile(
                "", Map.of(), Map.of(), new CallableRows(), UserPatterns.NONE, PolicyRows.none(), new PackageRows());
    }

    /** The nearest file of that name in {@code folder} or above it. */
    public static Optional<Path> find(Path folder) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path file = at.resolve(NAME);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a file that the user named.
     *
     * @param keys those that there are
     * @throws ConfigException with the file and the line, if it cannot be read or understood
     */
    public static ConfigFile read(Path file, Set<String> keys) {
        return read(file, new Keys(keys, Set.of()));
    }

    /**
     * Reads a file that {@link #find} found.
     *
     * @param keys those that there are
     * @throws ConfigException with the file and the line, if it cannot be read or understood, or sets what only a file that
     *     is named may set
     */
    public static ConfigFile readFound(Path file, Set<String> keys) {
        return read(file, new Keys(keys, ONLY_WHEN_NAMED));
    }

    /** @param refused those of {@code known} that this file may not set */
    record Keys(Set<String> known, Set<String> refused) {}

    private static ConfigFile read(Path file, Keys keys) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigException(file + ": larger than " + MOST_BYTES + " bytes");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(file.toString(), in, keys);
            }
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads the file that comes with Assay, whose keys the tests check. */
    static ConfigFile readTrusted(String label, InputStream in) {
        return read(label, in, null);
    }

    /** Reads YAML from a stream; {@code label} stands for it in messages; null for {@code keys} allows all. */
    static ConfigFile read(String label, InputStream in, @Nullable Keys keys) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Map<String, String>> profiles = Map.of();
        CallableRows callables = new CallableRows();
        UserPatterns patterns = UserPatterns.NONE;
        PolicyRows policy = PolicyRows.none();
        PackageRows packages = new PackageRows();
        Optional<Node> root = yaml(label, in);
        boolean isFound = keys != null && !keys.refused().isEmpty();
        Set<String> sections = new HashSet<>();
        for (NodeTuple tuple : root.isEmpty()
                ? List.<NodeTuple>of()
                : mapping(label, root.get()).getValue()) {
            String key = scalar(label, tuple.getKeyNode());
            Node value = tuple.getValueNode();
            if (SECTIONS.contains(key) && !sections.add(key)) {
                throw twice(label, tuple);
            }
            switch (key) {
                case PROFILES -> profiles = profiles(label, value, keys);
                case CallableRows.KEY -> callables = CallableRows.read(label, value, !isFound);
                case PackageRows.KEY -> packages = PackageRows.read(label, value, !isFound);
                case PatternRows.KEY -> patterns = PatternRows.read(label, value);
                case PolicyRows.KEY -> policy = PolicyRows.read(label, value, !isFound);
                default -> flatten(label, "", tuple, keys, values);
            }
        }
        return new ConfigFile(label, values, profiles, callables, patterns, policy, packages);
    }

    /** What a file of ours holds, if anything. */
    static Optional<Node> yaml(String label, InputStream in) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setMaxAliasesForCollections(10)
                .build();
        try {
            return new Compose(settings).composeInputStream(in);
        } catch (MarkedYamlEngineException e) {
            String where =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new ConfigException(label + where + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new ConfigException(label + ": cannot be read: " + unreadable.getMessage());
            }
            throw new ConfigException(label + ": not YAML: " + e.getMessage());
        }
    }

    private static Map<String, Map<String, String>> profiles(String label, Node node, @Nullable Keys keys) {
        Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
        for (NodeTuple profile : mapping(label, node).getValue()) {
            Map<String, String> own = new LinkedHashMap<>();
            for (NodeTuple each : mapping(label, profile.getValueNode()).getValue()) {
                flatten(label, "", each, keys, own);
            }
            if (profiles.put(scalar(label, profile.getKeyNode()), own) != null) {
                throw twice(label, profile);
            }
        }
        return profiles;
    }

    /** A row that the same key takes back further down would not count, and nobody would notice. */
    static ConfigException twice(String label, NodeTuple tuple) {
        return new ConfigException(
                at(label, tuple.getKeyNode()) + ": " + scalar(label, tuple.getKeyNode()) + " is there twice");
    }

    /** What it says of callables on this day. */
    public UserCallables callables(LocalDate day) {
        return callables.on(day);
    }

    /**
     * What it says of rules on this day: new for each scan.
     *
     * @param book all rules, those of {@link #patterns} included
     * @throws ConfigException with the file and the line, if a row is of no rule or may not be in this file
     */
    public Policy policy(LocalDate day, RuleBook book) {
        return policy.on(day, book);
    }

    /** Which licences it wants. */
    public LicensePolicy licenses() {
        return policy.licenses();
    }

    /** What it says of names of packages on this day. */
    public NamePolicy names(LocalDate day) {
        return packages.on(day);
    }

    /** What in it does not count any more on this day, a line each: it should be looked at again. */
    public List<String> over(LocalDate day) {
        return Stream.of(callables.over(day), packages.over(day), policy.over(day))
                .flatMap(List::stream)
                .toList();
    }

    /** What it looks for in texts. */
    public UserPatterns patterns() {
        return patterns;
    }

    /** The value of a key: of the profile if it has one, else of the file itself; null if neither has. */
    public @Nullable String value(String key, @Nullable String profile) {
        String own = profile == null
                ? null
                : profiles.getOrDefault(profile, Map.of()).get(key);
        return own != null ? own : values.get(key);
    }

    /** The names of the profiles that it has. */
    public Set<String> profiles() {
        return profiles.keySet();
    }

    /** What it is called in messages: its path. */
    public String label() {
        return label;
    }

    private static void flatten(
            String label, String prefix, NodeTuple tuple, @Nullable Keys keys, Map<String, String> into) {
        String key = prefix + scalar(label, tuple.getKeyNode());
        Node value = tuple.getValueNode();
        if (value instanceof MappingNode map) {
            for (NodeTuple each : map.getValue()) {
                flatten(label, key + ".", each, keys, into);
            }
            return;
        }
        if (keys != null) {
            check(at(label, tuple.getKeyNode()), key, keys);
        }
        String text;
        if (value instanceof SequenceNode sequence) {
            List<String> all = new ArrayList<>();
            for (Node each : sequence.getValue()) {
                all.add(scalar(label, each));
            }
            text = String.join(",", all);
        } else {
            text = scalar(label, value);
        }
        if (into.put(key, text) != null) {
            throw new ConfigException(at(label, tuple.getKeyNode()) + ": " + key + " is there twice");
        }
    }

    private static void check(String at, String key, Keys keys) {
        if (!keys.known().contains(key)) {
            throw new ConfigException(at + ": no setting has the key " + key + Nearest.hint(key, keys.known()));
        }
        if (keys.refused().contains(key)) {
            throw refused(at, key);
        }
    }

    static ConfigException refused(String at, String key) {
        return new ConfigException(at + ": the key " + key
                + " is refused in a file that was found, since that may come with what is scanned;"
                + " if you trust it, name it with --config");
    }

    static MappingNode mapping(String label, Node node) {
        if (node instanceof MappingNode map) {
            return map;
        }
        throw new ConfigException(at(label, node) + ": a map of settings belongs here");
    }

    static String scalar(String label, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new ConfigException(at(label, node) + ": a single value belongs here");
    }

    static String at(String label, Node node) {
        return label
                + node.getStartMark()
                        .map(Mark::getLine)
                        .map(line -> ":" + (line + 1))
                        .orElse("");
    }
}
