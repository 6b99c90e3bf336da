package dev.assay.app.config;

import dev.assay.detectors.license.LicensePolicy;
import dev.assay.engine.rule.Allowance;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.rule.Policy.Graded;
import dev.assay.engine.rule.Policy.Ignored;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.text.PathGlob;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The {@code policy:} of an {@code assay.yaml}: which rules are disabled, how severe they are, which findings are ignored, and
 * which licences are wanted. A row that cannot be taken as it is written is an error with its line.
 */
final class PolicyRows {
    /** Its key in the file. */
    static final String KEY = "policy";

    private static final String DISABLE = "disable";
    private static final String SEVERITY = "severity";
    private static final String IGNORE = "ignore";
    private static final String LICENSES = "licenses";
    private static final String RULE = "rule";
    private static final String PATHS = "paths";
    private static final String DIGESTS = "digests";
    private static final Set<String> LISTS = Set.of(PATHS, DIGESTS);
    private static final Set<String> OF_DISABLE = Set.of(RULE, "reason", "expires");
    private static final Set<String> OF_SEVERITY = Set.of(RULE, SEVERITY, "reason", "expires");
    private static final Set<String> OF_IGNORE = Set.of(RULE, PATHS, DIGESTS, "reason", "expires");

    /**
     * A row for one rule or several.
     *
     * @param rule an id, or a pattern of ids
     * @param at where it stands
     */
    private record ForRules<T>(String rule, String at, T row) {
        /** The rules that it is meant for: a row for none is misspelt. */
        List<RuleInfo> among(Collection<RuleInfo> all) {
            PathGlob pattern = new PathGlob(rule);
            List<RuleInfo> meant =
                    all.stream().filter(info -> pattern.matches(info.id())).toList();
            if (meant.isEmpty()) {
                throw new ConfigException(at + ": no rule has the id " + rule
                        + Nearest.hint(rule, all.stream().map(RuleInfo::id).toList())
                        + " ('assay rules list' has them all)");
            }
            return meant;
        }
    }

    private final boolean isTrusted;
    private final List<Dated<ForRules<Graded>>> graded = new ArrayList<>();
    private final List<Dated<ForRules<Ignored>>> ignored = new ArrayList<>();
    private LicensePolicy licenses = LicensePolicy.NONE;

    private PolicyRows(boolean isTrusted) {
        this.isTrusted = isTrusted;
    }

    /** No policy. */
    static PolicyRows none() {
        return new PolicyRows(false);
    }

    /**
     * Reads them.
     *
     * @param isTrusted whether the file may say that something counts less or not at all: one that was merely found may have
     *     come with what is scanned
     */
    static PolicyRows read(String label, Node node, boolean isTrusted) {
        PolicyRows policy = new PolicyRows(isTrusted);
        for (NodeTuple tuple : ConfigFile.mapping(label, node).getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            String at = ConfigFile.at(label, tuple.getKeyNode());
            Node value = tuple.getValueNode();
            switch (key) {
                case DISABLE, IGNORE -> {
                    if (!isTrusted) {
                        throw ConfigFile.refused(at, KEY + "." + key);
                    }
                    boolean everywhere = key.equals(DISABLE);
                    RowFields.items(label, value).forEach(item -> policy.ignore(label, item, everywhere));
                }
                case SEVERITY -> RowFields.items(label, value).forEach(item -> policy.grade(label, item));
                case LICENSES -> {
                    if (!policy.licenses.isNone()) {
                        throw ConfigFile.twice(label, tuple);
                    }
                    policy.licenses = LicenseRows.read(label, value);
                }
                default ->
                    throw new ConfigException(at + ": " + KEY + " has the keys " + DISABLE + ", " + IGNORE + ", "
                            + LICENSES + " and " + SEVERITY + ", not " + key);
            }
        }
        return policy;
    }

    private void grade(String label, MappingNode item) {
        RowFields fields = RowFields.of(label, item, OF_SEVERITY, Set.of());
        Graded row = new Graded(fields.severity(), !isTrusted, by(fields));
        graded.add(dated(fields, row, " is " + row.severity().id()));
    }

    private void ignore(String label, MappingNode item, boolean everywhere) {
        RowFields fields = RowFields.of(label, item, everywhere ? OF_DISABLE : OF_IGNORE, LISTS);
        if (!everywhere && fields.list(PATHS).isEmpty() && fields.list(DIGESTS).isEmpty()) {
            throw new ConfigException(fields.at() + ": a row needs " + PATHS + " or " + DIGESTS + "; under " + DISABLE
                    + " it needs none");
        }
        Ignored row = new Ignored(fields.globs(PATHS), new Allowance(by(fields), fields.digests(DIGESTS)));
        ignored.add(dated(fields, row, everywhere ? " is disabled" : " is ignored"));
    }

    private static <T> Dated<ForRules<T>> dated(RowFields fields, T row, String what) {
        String rule = fields.text(RULE);
        return new Dated<>(new ForRules<>(rule, fields.at(), row), rule + what, fields.date(), fields.at());
    }

    private static String by(RowFields fields) {
        return fields.at() + ": " + fields.text("reason");
    }

    /**
     * What counts on this day. Of two rows that give a rule a severity the later one counts.
     *
     * @param book all rules; not read unless there is a row
     * @throws ConfigException if a row is of no rule, expired or not, or makes one less severe that may not
     */
    Policy on(LocalDate day, RuleBook book) {
        if (graded.isEmpty() && ignored.isEmpty()) {
            return Policy.none();
        }
        Collection<RuleInfo> rules = book.all();
        graded.forEach(each -> refuseLess(each.row(), rules));
        ignored.forEach(each -> each.row().among(rules));
        Map<String, Graded> gradedById = new HashMap<>();
        for (ForRules<Graded> each : Dated.on(graded, day)) {
            each.among(rules).forEach(rule -> gradedById.put(rule.id(), each.row()));
        }
        Map<String, List<Ignored>> ignoredById = new HashMap<>();
        for (ForRules<Ignored> each : Dated.on(ignored, day)) {
            each.among(rules)
                    .forEach(rule -> ignoredById
                            .computeIfAbsent(rule.id(), _ -> new ArrayList<>())
                            .add(each.row()));
        }
        return new Policy(gradedById, ignoredById);
    }

    private void refuseLess(ForRules<Graded> each, Collection<RuleInfo> rules) {
        for (RuleInfo rule : each.among(rules)) {
            if (!isTrusted && each.row().severity().compareTo(rule.severity()) < 0) {
                throw ConfigFile.refused(
                        each.at(),
                        KEY + "." + SEVERITY + ", by which " + rule.id() + " counts less than "
                                + rule.severity().id() + ",");
            }
        }
    }

    /** What does not count any more on this day, a line each. */
    List<String> over(LocalDate day) {
        return Stream.concat(Dated.over(graded, day), Dated.over(ignored, day)).toList();
    }

    /** What it says of licences. */
    LicensePolicy licenses() {
        return licenses;
    }
}
