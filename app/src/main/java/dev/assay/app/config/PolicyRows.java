package dev.assay.app.config;

import dev.assay.detectors.license.LicensePolicy;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Allowance;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.rule.Policy.Graded;
import dev.assay.engine.rule.Policy.Ignored;
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

    /** A row for several rules. */
    private record ForRules<T>(List<RuleInfo> rules, T row) {}

    private final Collection<RuleInfo> rules;
    private final boolean isTrusted;
    private final List<Dated<ForRules<Graded>>> graded = new ArrayList<>();
    private final List<Dated<ForRules<Ignored>>> ignored = new ArrayList<>();
    private LicensePolicy licenses = LicensePolicy.NONE;

    private PolicyRows(Collection<RuleInfo> rules, boolean isTrusted) {
        this.rules = rules;
        this.isTrusted = isTrusted;
    }

    /** No policy. */
    static PolicyRows none() {
        return new PolicyRows(List.of(), false);
    }

    /**
     * Reads them.
     *
     * @param rules all that there are
     * @param isTrusted whether the file may say that something counts less or not at all: one that was merely found may have
     *     come with what is scanned
     */
    static PolicyRows read(String label, Node node, Collection<RuleInfo> rules, boolean isTrusted) {
        PolicyRows policy = new PolicyRows(rules, isTrusted);
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
                case LICENSES -> policy.licenses = LicenseRows.read(label, value);
                default ->
                    throw new ConfigException(at + ": " + KEY + " has the keys " + DISABLE + ", " + IGNORE + ", "
                            + LICENSES + " and " + SEVERITY + ", not " + key);
            }
        }
        return policy;
    }

    private void grade(String label, MappingNode item) {
        RowFields fields = RowFields.of(label, item, OF_SEVERITY, Set.of());
        Severity severity = fields.severity();
        List<RuleInfo> meant = meant(fields);
        for (RuleInfo rule : isTrusted ? List.<RuleInfo>of() : meant) {
            if (severity.compareTo(rule.severity()) < 0) {
                throw ConfigFile.refused(
                        fields.at(),
                        KEY + "." + SEVERITY + ", by which " + rule.id() + " counts less than "
                                + rule.severity().id() + ",");
            }
        }
        Graded row = new Graded(severity, !isTrusted, by(fields));
        graded.add(dated(fields, new ForRules<>(meant, row), " is " + severity.id()));
    }

    private void ignore(String label, MappingNode item, boolean everywhere) {
        RowFields fields = RowFields.of(label, item, everywhere ? OF_DISABLE : OF_IGNORE, LISTS);
        if (!everywhere && fields.list(PATHS).isEmpty() && fields.list(DIGESTS).isEmpty()) {
            throw new ConfigException(fields.at() + ": a row needs " + PATHS + " or " + DIGESTS + "; under " + DISABLE
                    + " it needs none");
        }
        Ignored row = new Ignored(fields.globs(PATHS), new Allowance(by(fields), fields.digests(DIGESTS)));
        ignored.add(dated(fields, new ForRules<>(meant(fields), row), everywhere ? " is disabled" : " is ignored"));
    }

    private static <T> Dated<T> dated(RowFields fields, T row, String what) {
        return new Dated<>(row, fields.text(RULE) + what, fields.date(), fields.at());
    }

    private static String by(RowFields fields) {
        return fields.at() + ": " + fields.text("reason");
    }

    /** The rules of an id, or of a pattern of ids. */
    private List<RuleInfo> meant(RowFields fields) {
        String id = fields.text(RULE);
        PathGlob pattern = new PathGlob(id);
        List<RuleInfo> meant =
                rules.stream().filter(rule -> pattern.matches(rule.id())).toList();
        if (meant.isEmpty()) {
            throw new ConfigException(fields.at() + ": no rule has the id " + id
                    + Nearest.hint(id, rules.stream().map(RuleInfo::id).toList())
                    + " ('assay rules list' has them all)");
        }
        return meant;
    }

    /** What counts on this day. Of two rows that give a rule a severity the later one counts. */
    Policy on(LocalDate day) {
        Map<String, Graded> gradedById = new HashMap<>();
        for (ForRules<Graded> row : Dated.on(graded, day)) {
            row.rules().forEach(rule -> gradedById.put(rule.id(), row.row()));
        }
        Map<String, List<Ignored>> ignoredById = new HashMap<>();
        for (ForRules<Ignored> row : Dated.on(ignored, day)) {
            row.rules()
                    .forEach(rule -> ignoredById
                            .computeIfAbsent(rule.id(), _ -> new ArrayList<>())
                            .add(row.row()));
        }
        return new Policy(gradedById, ignoredById);
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
