package dev.assay.engine.rule;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.PathGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a user says of rules: how bad their findings are, and which of these do not count. Facts do not depend on it, so that
 * another policy judges what is kept without reading anything again. Thread-safe; one for each scan, since it remembers which
 * of its rows were of use.
 */
public final class Policy {
    /**
     * A severity in place of the finding's own.
     *
     * @param isLeast whether a finding that is worse keeps its own
     * @param by who said so and why
     */
    public record Graded(Severity severity, boolean isLeast, String by) {}

    /**
     * Findings that do not count.
     *
     * @param paths where; none for everywhere
     */
    public record Ignored(List<PathGlob> paths, Allowance allowance) {
        public Ignored {
            paths = List.copyOf(paths);
        }
    }

    private final Map<String, Graded> graded;
    private final Map<String, List<Ignored>> ignored;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /** Both by the ids of rules. */
    public Policy(Map<String, Graded> graded, Map<String, List<Ignored>> ignored) {
        this.graded = Map.copyOf(graded);
        this.ignored = Map.copyOf(ignored);
    }

    /** All findings count as they are. */
    public static Policy none() {
        return new Policy(Map.of(), Map.of());
    }

    /** @param own how bad the finding is by its rule */
    Severity severity(String ruleId, Severity own) {
        Graded row = graded.get(ruleId);
        if (row == null) {
            return own;
        }
        used.add(row.by());
        return row.isLeast() && own.compareTo(row.severity()) > 0 ? own : row.severity();
    }

    /** What says that a finding at this place does not count. */
    List<Allowance> allowances(String ruleId, Location at) {
        List<Ignored> rows = ignored.get(ruleId);
        if (rows == null) {
            return List.of();
        }
        List<Allowance> allowances = new ArrayList<>();
        for (Ignored row : rows) {
            if (PathGlob.anyIsAt(row.paths(), at)) {
                allowances.add(row.allowance());
            }
        }
        return allowances;
    }

    void used(Allowance allowance) {
        used.add(allowance.by());
    }

    /** The rows that changed nothing so far, in the order of their texts. */
    public List<String> unused() {
        Set<String> all = new TreeSet<>();
        graded.values().forEach(row -> all.add(row.by()));
        ignored.values()
                .forEach(rows -> rows.forEach(row -> all.add(row.allowance().by())));
        all.removeAll(used);
        return List.copyOf(all);
    }
}
