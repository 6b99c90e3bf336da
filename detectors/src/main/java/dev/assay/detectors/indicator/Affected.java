package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.version.Requirement;
import dev.assay.detectors.indicator.version.Span;
import dev.assay.detectors.indicator.version.Version;
import dev.assay.detectors.indicator.version.VersionScheme;
import dev.assay.engine.text.PathGlob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which versions are meant, as they are written: they are understood when one is compared. Immutable.
 *
 * @param versions these very ones
 * @param patterns those that match, with {@code *}
 * @param ranges those between two
 * @param except those that are not meant, whatever else says so
 * @param isOpen whether of all others nothing is known, as of commits between two that a history would tell
 */
public record Affected(
        List<String> versions, List<String> patterns, List<Bounds> ranges, List<String> except, boolean isOpen) {
    /** All versions. */
    public static final Affected ALL =
            new Affected(List.of(), List.of(), List.of(new Bounds("", true, "", true)), List.of(), false);

    public Affected {
        versions = List.copyOf(versions);
        patterns = List.copyOf(patterns);
        ranges = List.copyOf(ranges);
        except = List.copyOf(except);
    }

    /** Two versions; an empty one is no bound. */
    public record Bounds(String low, boolean lowIsIn, String high, boolean highIsIn) {
        /** Whether every version is between them. */
        public boolean isAll() {
            return low.isEmpty() && high.isEmpty();
        }

        /** Null if one of them is no version of the scheme. */
        public @Nullable Span span(VersionScheme scheme) {
            Version from = low.isEmpty() ? null : scheme.parse(low);
            Version to = high.isEmpty() ? null : scheme.parse(high);
            return from == null && !low.isEmpty() || to == null && !high.isEmpty()
                    ? null
                    : new Span(from, lowIsIn, to, highIsIn);
        }
    }

    /** What is known of a version. */
    public enum Answer {
        AFFECTED,
        NOT_AFFECTED,
        /** It cannot be compared. */
        UNKNOWN
    }

    /** Whether whatever version there is, is meant. */
    public boolean isAll() {
        return except.isEmpty() && ranges.stream().anyMatch(Bounds::isAll);
    }

    /** Whether this very version is written in it. */
    boolean names(String version) {
        return versions.contains(version)
                || except.contains(version)
                || patterns.stream().anyMatch(pattern -> new PathGlob(pattern).matches(version));
    }

    /** Whether a version is meant. What cannot be compared is never said to be unaffected. */
    public Answer answer(Ecosystems.Ecosystem ecosystem, String version) {
        if (except.contains(version)) {
            return Answer.NOT_AFFECTED;
        }
        if (versions.contains(version)
                || patterns.stream().anyMatch(pattern -> new PathGlob(pattern).matches(version))
                || isAll()) {
            return Answer.AFFECTED;
        }
        if (isOther(ecosystem, version)) {
            return Answer.NOT_AFFECTED;
        }
        VersionScheme scheme = ecosystem.scheme();
        Version parsed = ecosystem.isCommit(version) ? null : scheme.parse(version);
        boolean listed = !(versions.isEmpty() && except.isEmpty());
        if (parsed == null) {
            // without an order others are other by what is written; with one, a branch or a commit may be any of them
            boolean isSome = listed || ecosystem.tags() && !patterns.isEmpty();
            boolean isOther = !ecosystem.isCommit(version)
                    && (scheme == VersionScheme.NONE || ecosystem.texts() && !ecosystem.tags());
            return isSome && !isOther || !ranges.isEmpty() || isOpen ? Answer.UNKNOWN : Answer.NOT_AFFECTED;
        }
        Version released = parsed.released(); // what is built of a release anew has what is wrong with it
        if (listed && (isAmong(except, parsed, scheme) || isAmong(except, released, scheme))) {
            return Answer.NOT_AFFECTED;
        }
        if (listed && (isAmong(versions, parsed, scheme) || isAmong(versions, released, scheme))) {
            return Answer.AFFECTED;
        }
        boolean isKnown = !isOpen;
        for (Bounds bounds : ranges) {
            Span span = bounds.span(scheme);
            if (span != null && (span.contains(parsed) || span.contains(released))) {
                return Answer.AFFECTED;
            }
            isKnown &= span != null;
        }
        return isKnown ? Answer.NOT_AFFECTED : Answer.UNKNOWN;
    }

    /**
     * Whether nothing but commits is named, and a version is none of these: another commit, or a tag of an action, of which the list would say
     * so if it still led there.
     */
    boolean isOther(Ecosystems.Ecosystem ecosystem, String version) {
        boolean isOfCommits = !versions.isEmpty()
                && patterns.isEmpty()
                && ranges.isEmpty()
                && !isOpen
                && versions.stream().allMatch(ecosystem::isCommit);
        return isOfCommits && !versions.contains(version) && (ecosystem.isCommit(version) || ecosystem.tags());
    }

    /** Whether a moving tag may stand where one of these does: {@code 1.2} at {@code 1.2.3}, {@code latest} anywhere. */
    boolean mayBeTagged(String tag) {
        return !patterns.isEmpty()
                || isOpen
                || !ranges.isEmpty()
                || versions.stream().anyMatch(each -> tag.equals(Ecosystems.LATEST) || each.startsWith(tag + "."));
    }

    /** Whether a resolver may take a build of a version that is meant for that ({@code ==2.5.0} and {@code 2.5.0+cu118}). */
    boolean hasBuild(String version, Requirement requirement, VersionScheme scheme) {
        Version release = scheme.parse(version);
        for (String each : release == null ? List.<String>of() : versions) {
            Version build = scheme.parse(each);
            if (build != null
                    && !build.released().equals(build)
                    && build.released().compareTo(release) == 0
                    && requirement.admits(build)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAmong(List<String> versions, Version version, VersionScheme scheme) {
        for (String each : versions) {
            Version other = scheme.parse(each);
            if (other != null && other.compareTo(version) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a resolver may take a version that is meant. */
    public boolean mayBeTaken(Requirement requirement, VersionScheme scheme) {
        if (!patterns.isEmpty() || isOpen) {
            return true;
        }
        for (String each : versions) {
            Version version = scheme.parse(each);
            if (version == null || requirement.admits(version)) {
                return true;
            }
        }
        for (Bounds bounds : ranges) {
            Span span = bounds.span(scheme);
            if (span == null || requirement.meets(span)) {
                return true;
            }
        }
        return false;
    }
}
