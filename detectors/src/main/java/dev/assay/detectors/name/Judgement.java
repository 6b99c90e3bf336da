package dev.assay.detectors.name;

import dev.assay.engine.fact.Dependency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be thought of a name.
 *
 * @param version the one that is known to be malicious, or that somebody has asked about; empty for all others, since those are
 *     judged by their names
 * @param score 0 to 100: the signals together, each by its weight
 * @param signals the heaviest first
 * @param imitates the popular names that it resembles, the most likely first; at most {@link #MOST_TARGETS}
 */
public record Judgement(
        PackageName name, String version, Verdict verdict, int score, List<Signal> signals, List<String> imitates) {
    public static final int MOST_TARGETS = 5;

    public Judgement {
        signals = List.copyOf(signals);
        imitates = List.copyOf(imitates);
    }

    public Judgement(PackageName name, Verdict verdict, int score, List<Signal> signals, List<String> imitates) {
        this(name, "", verdict, score, signals, imitates);
    }

    /** The name that it is most likely taken for; empty if there is none. */
    public String target() {
        if (!imitates.isEmpty()) {
            return imitates.getFirst();
        }
        for (Signal signal : signals) {
            if (!signal.target().isEmpty()) {
                return signal.target();
            }
        }
        return "";
    }

    /** Whether its registry takes no such name. */
    public boolean isImpossible() {
        return signals.stream().anyMatch(signal -> signal.kind() == SignalKind.INVALID);
    }

    /** Why nothing can be said of it, if its name is not known as a whole. */
    public Optional<String> notJudged() {
        return signals.stream()
                .filter(signal -> signal.kind() == SignalKind.VARIABLE)
                .map(signal -> "is not judged: its name " + signal.words())
                .findFirst();
    }

    /** The same of a version that somebody has asked about. */
    public Judgement ofVersion(String asked) {
        return new Judgement(name, asked, verdict, score, signals, imitates);
    }

    /**
     * The same of a package that is not taken from where its ecosystem publishes: that many use one of this name says nothing of it.
     * What the user said of the name holds.
     */
    public Judgement ofElsewhere() {
        boolean isByUse = signals.stream()
                .anyMatch(signal -> signal.kind() == SignalKind.LISTED || signal.kind() == SignalKind.UNRANKED);
        return verdict == Verdict.OK && isByUse
                ? new Judgement(name, version, Verdict.UNKNOWN, 0, List.of(), List.of())
                : this;
    }

    /** Why a package is not known by its name. */
    public static String elsewhere(Dependency.Origin origin) {
        String address = origin.address();
        int scheme = address.indexOf("://");
        int path = address.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        return "is not known by its name: it comes from "
                + (scheme < 0 || path < 0 ? address : address.substring(0, path))
                + " and not from the registry that has this name";
    }

    /** The answer, the worst last. */
    public enum Verdict {
        /** Known, and meant by many; or there, and nothing speaks against it. */
        OK,
        /** Nothing speaks against it, but nobody has looked whether it exists. */
        UNKNOWN,
        /** Somebody should look: it may be another package than the one that is meant. A name alone leads no further. */
        REVIEW,
        /** Evidence beyond the name speaks against it. */
        SUSPICIOUS,
        /** Known to be malicious. */
        MALICIOUS;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
