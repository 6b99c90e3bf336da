package dev.assay.app.render;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Findings counted by folder, as deep as {@link #DEPTH} within a target. Holds a bounded number of folders. */
final class FolderTotals {
    private static final int DEPTH = 2;
    private static final int MOST_FOLDERS = 10_000;
    static final String OTHERS = "other folders";

    private final Map<String, Total> totals = new HashMap<>();

    /** Findings in one folder, inventory left out. */
    record Total(String folder, Map<Severity, Long> counts) {
        long count() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    void add(Location at, Severity severity) {
        if (severity == Severity.INFO) {
            return;
        }
        String folder = folder(at);
        if (totals.size() >= MOST_FOLDERS && !totals.containsKey(folder)) {
            folder = OTHERS;
        }
        totals.computeIfAbsent(folder, name -> new Total(name, new EnumMap<>(Severity.class)))
                .counts()
                .merge(severity, 1L, Long::sum);
    }

    private static String folder(Location at) {
        String path = at.path();
        int end = 0;
        for (int depth = 0; depth < DEPTH; depth++) {
            int slash = path.indexOf('/', end == 0 ? 0 : end + 1);
            if (slash < 0) {
                break;
            }
            end = slash;
        }
        return Location.of(at.target(), path.substring(0, end)).toString();
    }

    /** The folders with the worst findings first, among equals those with most. */
    List<Total> worstFirst() {
        List<Total> sorted = new ArrayList<>(totals.values());
        sorted.sort(worstFirst(Total::counts).thenComparing(Total::folder));
        return sorted;
    }

    /** By the worst findings, then by how many there are of them; inventory left out. */
    static <T> Comparator<T> worstFirst(Function<T, Map<Severity, Long>> counts) {
        Comparator<T> order = Comparator.comparingLong(each -> 0);
        Severity[] severities = Severity.values();
        for (int i = severities.length - 1; i > 0; i--) {
            Severity severity = severities[i];
            order = order.thenComparing(
                    each -> counts.apply(each).getOrDefault(severity, 0L), Comparator.reverseOrder());
        }
        return order;
    }
}
