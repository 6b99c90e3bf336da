package dev.assay.detectors.manifest.actions;

import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The combinations that a job of a workflow runs with ({@code strategy.matrix}), as GitHub makes them: each value of one list with each of
 * the others, without what is excluded; what is included adds to those that it does not contradict, or is one more. Immutable.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude">Workflow
 *     syntax</a>
 */
final class JobMatrix {
    /** GitHub runs no more jobs of one matrix. */
    private static final int MOST_ROWS = 256;

    private static final String OPENS = "${{";
    private static final String CLOSES = "}}";
    private static final String MATRIX = "matrix.";

    static final JobMatrix NONE = new JobMatrix(List.of());

    private final List<Map<String, Tree>> rows;

    private JobMatrix(List<Map<String, Tree>> rows) {
        this.rows = rows;
    }

    /** Of a job without one, or with one that an expression gives, there are no rows. */
    static JobMatrix of(Mapping job) {
        Mapping matrix = job.mapping("strategy").mapping("matrix");
        List<Map<String, Tree>> rows = new ArrayList<>();
        rows.add(Map.of());
        Set<String> axes = new LinkedHashSet<>();
        for (Entry axis : matrix.entries()) {
            if (axis.key().equals("include") || axis.key().equals("exclude")) {
                if (!(axis.value() instanceof Sequence)) {
                    return new JobMatrix(List.of());
                }
            } else if (axis.value() instanceof Sequence values) { // else nothing is known of this one
                axes.add(axis.key());
                rows = with(rows, axis.key(), values);
            }
        }
        rows.removeIf(row -> isExcluded(row, matrix));
        if (axes.isEmpty()) {
            rows.clear();
        }
        include(rows, axes, matrix);
        return new JobMatrix(rows.size() > MOST_ROWS ? List.of() : rows);
    }

    private static List<Map<String, Tree>> with(List<Map<String, Tree>> rows, String axis, Sequence values) {
        List<Map<String, Tree>> all = new ArrayList<>();
        for (Map<String, Tree> row : rows) {
            for (Tree value : values.items()) {
                if (all.size() <= MOST_ROWS) { // one more than there may be says that there are too many
                    Map<String, Tree> longer = new HashMap<>(row);
                    longer.put(axis, value);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static boolean isExcluded(Map<String, Tree> row, Mapping matrix) {
        for (Tree excluded : matrix.items("exclude")) {
            if (excluded instanceof Mapping values
                    && values.entries().stream().allMatch(entry -> isSame(row.get(entry.key()), entry.value()))) {
                return true;
            }
        }
        return false;
    }

    private static void include(List<Map<String, Tree>> rows, Set<String> axes, Mapping matrix) {
        int made = rows.size();
        for (Tree included : matrix.items("include")) {
            if (!(included instanceof Mapping values) || rows.size() > MOST_ROWS) {
                continue;
            }
            boolean adds = false;
            for (Map<String, Tree> row : rows.subList(0, made)) {
                boolean contradicts = values.entries().stream()
                        .anyMatch(entry -> axes.contains(entry.key()) && !isSame(row.get(entry.key()), entry.value()));
                if (!contradicts) {
                    values.entries().forEach(entry -> row.put(entry.key(), entry.value()));
                    adds = true;
                }
            }
            if (!adds) {
                Map<String, Tree> row = new HashMap<>();
                values.entries().forEach(entry -> row.put(entry.key(), entry.value()));
                rows.add(row);
            }
        }
    }

    private static boolean isSame(@Nullable Tree one, Tree other) {
        return one instanceof Scalar a && other instanceof Scalar b && a.text().equals(b.text());
    }

    /** What a text is for each combination; empty if it has an expression that is of something else, or that a combination lacks. */
    Set<String> texts(String text) {
        Set<String> all = new LinkedHashSet<>();
        for (Map<String, Tree> row : rows) {
            String filled = filled(text, row);
            if (filled == null) {
                return Set.of();
            }
            all.add(filled);
        }
        return all;
    }

    private static @Nullable String filled(String text, Map<String, Tree> row) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int opens = text.indexOf(OPENS); opens >= 0; opens = text.indexOf(OPENS, at)) {
            int closes = text.indexOf(CLOSES, opens);
            if (closes < 0) {
                return null;
            }
            String value = value(text.substring(opens + OPENS.length(), closes).strip(), row);
            if (value == null) {
                return null;
            }
            filled.append(text, at, opens).append(value);
            at = closes + CLOSES.length();
        }
        return filled.append(text, at, text.length()).toString();
    }

    private static @Nullable String value(String expression, Map<String, Tree> row) {
        if (!expression.startsWith(MATRIX)) {
            return null;
        }
        String name = expression.substring(MATRIX.length());
        int dot = name.indexOf('.');
        Tree value = row.get(dot < 0 ? name : name.substring(0, dot));
        if (dot >= 0) {
            value = value instanceof Mapping mapping ? mapping.get(name.substring(dot + 1)) : null;
        }
        return value instanceof Scalar scalar && !scalar.text().contains(OPENS) ? scalar.text() : null;
    }
}
