package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings folded for reading, under a heading for whom or what they concern; under none where they are not grouped. Holds a
 * bounded number of them, whatever the size of the report.
 */
final class Sections {
    private static final int MOST = 200;
    static final String OTHERS = "others";

    private final int mostVariants;
    private final int mostPlaces;
    private final Map<String, Section> sections = new HashMap<>();

    /** What stands under one heading, which is empty where there is none. */
    record Section(String heading, Map<Severity, Long> counts, Folded folded) {}

    Sections(int mostVariants, int mostPlaces) {
        this.mostVariants = mostVariants;
        this.mostPlaces = mostPlaces;
    }

    void add(Finding finding) {
        String heading = String.join(", ", finding.groups());
        if (sections.size() >= MOST && !sections.containsKey(heading)) {
            heading = OTHERS;
        }
        Section section = sections.computeIfAbsent(
                heading,
                title -> new Section(title, new EnumMap<>(Severity.class), new Folded(mostVariants, mostPlaces)));
        section.counts().merge(finding.severity(), 1L, Long::sum);
        section.folded().add(finding);
    }

    boolean has(Severity severity) {
        return sections.values().stream().anyMatch(each -> each.counts().containsKey(severity));
    }

    boolean isEmpty() {
        return sections.isEmpty();
    }

    /** Those with the worst findings first; what has no section of its own at the end. */
    List<Section> worstFirst() {
        List<Section> sorted = new ArrayList<>(sections.values());
        sorted.sort(FolderTotals.worstFirst(Section::counts).thenComparing(Section::heading));
        sorted.sort((one, other) ->
                Boolean.compare(one.heading().equals(OTHERS), other.heading().equals(OTHERS)));
        return sorted;
    }
}
