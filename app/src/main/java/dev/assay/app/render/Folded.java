package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings and gaps folded for reading: what says the same in many places is said once. Holds a bounded number of them,
 * whatever the size of the report, and counts the rest.
 */
final class Folded {
    private final int mostVariants;
    private final int mostPlaces;
    private final Map<Severity, Map<String, Group>> findings = new TreeMap<>(Collections.reverseOrder());
    private final Map<GapKind, Map<String, Missed>> gaps = new EnumMap<>(GapKind.class);
    private final Map<GapKind, Long> unlistedGaps = new EnumMap<>(GapKind.class);

    /**
     * @param mostVariants of one rule or kind of gap
     * @param mostPlaces of each of these
     */
    Folded(int mostVariants, int mostPlaces) {
        this.mostVariants = mostVariants;
        this.mostPlaces = mostPlaces;
    }

    /** Where something was seen: the first few places, and how many there were. */
    static final class Places {
        final List<Location> first = new ArrayList<>(1);
        long count;

        private void add(Location at, int most) {
            count++;
            if (first.size() < most) {
                first.add(at);
            }
        }

        long unlisted() {
            return count - first.size();
        }
    }

    private record Same(String message, String remedy, Map<String, String> evidence) {}

    /** Findings that differ in nothing but their place. */
    record Variant(Finding example, Places places) {}

    /** The findings of one rule, with one severity. */
    static final class Group {
        private final Map<Same, Variant> variants = new LinkedHashMap<>();
        private String title = "";
        long count;
        long unlisted;

        /** The title of all of them; where these differ, as in what they are about, what they begin with. */
        String title() {
            return title;
        }

        List<Variant> variants() {
            return List.copyOf(variants.values());
        }
    }

    /** Gaps of one kind for the same reason. */
    static final class Missed {
        final Places places = new Places();
        /** Of those gaps that know it. */
        long bytesUnread;
    }

    void add(Finding finding) {
        Group group = findings.computeIfAbsent(finding.severity(), severity -> new LinkedHashMap<>())
                .computeIfAbsent(finding.ruleId(), rule -> new Group());
        group.title = group.count == 0 ? finding.title() : common(group.title, finding.title());
        group.count++;
        Same same = new Same(finding.message(), finding.remedy(), finding.evidence());
        Variant variant = group.variants.get(same);
        if (variant == null) {
            if (group.variants.size() == mostVariants) {
                group.unlisted++;
                return;
            }
            variant = new Variant(finding, new Places());
            group.variants.put(same, variant);
        }
        variant.places.add(finding.location(), mostPlaces);
    }

    /** Their common beginning, as far as a colon where there is more behind it; the first if there is none. */
    private static String common(String first, String second) {
        if (first.equals(second)) {
            return first;
        }
        int colon = first.indexOf(": ");
        String bare = colon < 0 ? first : first.substring(0, colon);
        return second.equals(bare) || second.startsWith(bare + ": ") ? bare : first;
    }

    void add(Gap gap) {
        Map<String, Missed> reasons = gaps.computeIfAbsent(gap.kind(), kind -> new LinkedHashMap<>());
        Missed missed = reasons.get(gap.reason());
        if (missed == null) {
            if (reasons.size() == mostVariants) {
                unlistedGaps.merge(gap.kind(), 1L, Long::sum);
                return;
            }
            missed = new Missed();
            reasons.put(gap.reason(), missed);
        }
        missed.places.add(gap.location(), mostPlaces);
        missed.bytesUnread += Math.max(gap.bytesUnread(), 0);
    }

    /** The groups of each severity, worst first, each in the order of its first finding. */
    Map<Severity, Map<String, Group>> findings() {
        return findings;
    }

    /** By kind and reason. */
    Map<GapKind, Map<String, Missed>> gaps() {
        return gaps;
    }

    /** Gaps of a kind beyond the reasons that are listed. */
    long unlisted(GapKind kind) {
        return unlistedGaps.getOrDefault(kind, 0L);
    }
}
