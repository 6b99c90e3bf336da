package dev.assay.detectors.indicator.version;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Semantic Versioning 2.0.0 (semver.org, 11), with what its users take besides: a {@code v} in front, and more or fewer than three
 * numbers, as NuGet and OSV do. A build ({@code +...}) has no part in the order, except for Pub (pub_semver).
 *
 * @param pre the identifiers behind the dash; empty for a release
 * @param build those behind the plus sign where they count, else empty
 */
record SemVersion(List<String> numbers, List<String> pre, List<String> build) implements Version {
    /** Whose habits. */
    enum Flavour {
        PLAIN,
        /** NuGet: case does not count. */
        FOLDED,
        /** Pub: builds count. */
        BUILDS
    }

    static @Nullable SemVersion parse(String text, Flavour flavour) {
        String folded = flavour == Flavour.FOLDED ? text.toLowerCase(Locale.ROOT) : text;
        String rest = folded.startsWith("v") || folded.startsWith("V") ? folded.substring(1) : folded;
        int plus = rest.indexOf('+');
        List<String> build = plus < 0 ? List.of() : identifiers(rest.substring(plus + 1));
        rest = plus < 0 ? rest : rest.substring(0, plus);
        int dash = rest.indexOf('-');
        List<String> pre = dash < 0 ? List.of() : identifiers(rest.substring(dash + 1));
        List<String> numbers = Digits.parts(dash < 0 ? rest : rest.substring(0, dash), '.');
        if (numbers == null || pre == null || build == null) {
            return null;
        }
        return new SemVersion(numbers, pre, flavour == Flavour.BUILDS ? build : List.of());
    }

    private static @Nullable List<String> identifiers(String text) {
        List<String> identifiers = Parts.of(text, '.');
        for (String each : identifiers) {
            if (each.isEmpty() || !each.chars().allMatch(c -> c == '-' || c < 128 && Character.isLetterOrDigit(c))) {
                return null;
            }
        }
        return List.copyOf(identifiers);
    }

    /** npm and Cargo: a version before a release is meant only by who names one of the same release. */
    @Override
    public boolean isAdmittedUnnamed(Iterable<Version> named) {
        if (pre.isEmpty()) {
            return true;
        }
        for (Version each : named) {
            if (each instanceof SemVersion(List<String> others, List<String> otherPre, List<String> _)
                    && !otherPre.isEmpty()
                    && Digits.compare(numbers, others, "") == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(Version version) {
        SemVersion other = (SemVersion) version;
        int order = Digits.compare(numbers, other.numbers, "");
        if (order != 0) {
            return order;
        }
        if (pre.isEmpty() != other.pre.isEmpty()) {
            return pre.isEmpty() ? 1 : -1;
        }
        order = compare(pre, other.pre);
        return order != 0 ? order : compare(build, other.build);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            String a = one.get(i);
            String b = other.get(i);
            boolean isNumber = Digits.all(a);
            int order =
                    isNumber != Digits.all(b) ? isNumber ? -1 : 1 : isNumber ? Digits.compare(a, b) : a.compareTo(b);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
