package dev.assay.app.config;

import dev.assay.detectors.text.patterns.Sought;
import dev.assay.detectors.text.patterns.UserPattern;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.rule.RuleInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The {@code patterns:} of an {@code assay.yaml}: what the user looks for in texts. A file that was merely found may have
 * them, since they only add findings. Each is tried with its examples when the file is read: a pattern that does not find
 * what its author thinks would be silent for ever.
 */
final class PatternRows {
    /** Its key in the file. */
    static final String KEY = "patterns";

    private static final int MOST_ROWS = 200;
    private static final String FILES = "files";
    private static final String MATCH = "match";
    private static final String SILENT = "silent";
    private static final Set<String> LISTS = Set.of(FILES, MATCH, SILENT);
    private static final Set<String> ALL =
            Set.of("id", "severity", "title", "literal", "regex", "reason", "remedy", FILES, MATCH, SILENT);

    private PatternRows() {}

    static UserPatterns read(String label, Node node) {
        List<UserPattern> patterns = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (MappingNode item : RowFields.items(label, node)) {
            RowFields fields = RowFields.of(label, item, ALL, LISTS);
            UserPattern pattern = pattern(fields);
            String earlier = places.put(pattern.rule().id(), fields.at());
            if (earlier != null) {
                throw new ConfigException(
                        fields.at() + ": " + pattern.rule().id() + " is there already, at " + earlier);
            }
            if (patterns.size() == MOST_ROWS) {
                throw new ConfigException(fields.at() + ": more than " + MOST_ROWS + " patterns");
            }
            patterns.add(pattern);
        }
        return new UserPatterns(patterns);
    }

    private static UserPattern pattern(RowFields fields) {
        String id = fields.text("id");
        if (!isId(id)) {
            throw new ConfigException(fields.at() + ": '" + id + "' is no id such as user/some-name");
        }
        RuleInfo rule = new RuleInfo(
                id,
                fields.severity(),
                fields.text("title"),
                fields.optional("reason", "The text holds what the pattern " + id + " of assay.yaml looks for."),
                fields.optional(
                        "remedy", "Look at the place; correct the text, or the pattern if it asks for too much."),
                List.of(),
                texts(fields, MATCH),
                texts(fields, SILENT));
        UserPattern pattern = new UserPattern(rule, sought(fields), fields.globs(FILES));
        for (RowFields.Item example : fields.list(MATCH)) {
            if (!pattern.isIn(example.text())) {
                throw new ConfigException(example.at() + ": " + id + " does not find this example of " + MATCH);
            }
        }
        for (RowFields.Item example : fields.list(SILENT)) {
            if (pattern.isIn(example.text())) {
                throw new ConfigException(example.at() + ": " + id + " finds this example of " + SILENT);
            }
        }
        return pattern;
    }

    private static List<String> texts(RowFields fields, String key) {
        if (fields.list(key).isEmpty()) {
            throw new ConfigException(fields.at() + ": a pattern needs examples: " + MATCH + " and " + SILENT);
        }
        return fields.list(key).stream().map(RowFields.Item::text).toList();
    }

    private static Sought sought(RowFields fields) {
        String literal = fields.optional("literal", "");
        String regex = fields.optional("regex", "");
        if (literal.isEmpty() == regex.isEmpty()) {
            throw new ConfigException(fields.at() + ": a pattern has either a literal or a regex");
        }
        try {
            return regex.isEmpty() ? Sought.Exact.of(literal) : Sought.Regex.of(regex);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(fields.at() + ": " + e.getMessage());
        }
    }

    private static boolean isId(String id) {
        String name = id.startsWith(UserPatterns.PREFIX) ? id.substring(UserPatterns.PREFIX.length()) : "";
        return !name.isEmpty()
                && !name.startsWith("-")
                && !name.endsWith("-")
                && !name.contains("--")
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }
}
