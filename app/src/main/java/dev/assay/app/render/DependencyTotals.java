package dev.assay.app.render;

import dev.assay.engine.report.FoundDependency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Dependencies counted by ecosystem, with the first ones. Holds a bounded number, whatever the size of the report. */
final class DependencyTotals {
    private static final int MOST = 10_000;

    private final List<FoundDependency> first = new ArrayList<>();
    private final Map<String, Long> byEcosystem = new TreeMap<>();
    private final Set<String> files = new HashSet<>();
    private long count;

    void add(FoundDependency dependency) {
        count++;
        byEcosystem.merge(dependency.dependency().coordinates().ecosystem(), 1L, Long::sum);
        if (files.size() < MOST) {
            files.add(dependency.location().at(-1).toString());
        }
        if (first.size() < MOST) {
            first.add(dependency);
        }
    }

    long count() {
        return count;
    }

    /** How many files name them, as far as they were counted. */
    int files() {
        return files.size();
    }

    Map<String, Long> byEcosystem() {
        return byEcosystem;
    }

    /** What a project asks for itself first, else as they came. */
    List<FoundDependency> directFirst() {
        List<FoundDependency> sorted = new ArrayList<>(first);
        sorted.sort(Comparator.comparing(each -> each.dependency().relation()));
        return sorted;
    }
}
