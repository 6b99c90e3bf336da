package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.version.Requirement;
import dev.assay.detectors.indicator.version.Version;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.report.Location;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All mentions of one package in a target, by what is asked of them: a hostile file names one package any number of times, and each question
 * is answered without going through them all. Versions and ranges are read once, and compared once for each pair that differs. Belongs to
 * one thread.
 */
final class Mentions {
    /**
     * What may settle a choice: a kind of file in a folder.
     *
     * @param by the format of a lockfile, or how a tool lays out what it has installed
     */
    record Place(String by, String folder) {}

    /** A mention in a file. */
    private record Stand(Location file, long offsetBytes) {}

    /** What is taken at a place, and what that answers to each range. */
    private static final class Choice {
        private final Set<String> versions = new HashSet<>();
        private final Map<String, Boolean> answers = new HashMap<>();
    }

    /** How much may be compared, which all packages of a target share. */
    static final class Budget {
        private static final long MOST_WORK = 50_000_000;

        /** What a comparison costs however short both are; measured, half a million of these take less than two seconds. */
        private static final int LEAST = 100;

        /** How many pairs of characters cost as much as one of a pattern and a folder. */
        private static final int PAIRS = 16;

        private long work;

        /** Whether it is still to be done. */
        boolean spend(long units) {
            work += units;
            return work <= MOST_WORK;
        }

        /** Whether two texts are to be compared, of which one has conditions that may each go through the other. */
        boolean compare(String range, String version) {
            return spend(LEAST + (long) range.length() * version.length() / PAIRS);
        }
    }

    private final Budget budget;
    private final Map<Place, Choice> taken = new HashMap<>();
    private final Map<String, TreeSet<String>> askedIn = new HashMap<>();
    private final Map<Stand, Integer> lastPart = new HashMap<>();
    private final Map<String, Optional<Version>> parsed = new HashMap<>();

    Mentions(Budget budget) {
        this.budget = budget;
    }

    /**
     * Adds one.
     *
     * @param part which part of what was seen has it; what was completed is behind what the files say
     * @param places for which it says what is taken
     */
    void add(Dependency each, int part, Location file, String folder, List<Place> places) {
        if (!each.version().isEmpty()) {
            for (Place place : places) {
                taken.computeIfAbsent(place, _ -> new Choice()).versions.add(each.version());
            }
        }
        if (each.relation() != Relation.CONSTRAINT && each.relation() != Relation.SELF) {
            askedIn.computeIfAbsent(wanted(each), _ -> new TreeSet<>()).add(folder);
        }
        if (!each.version().isEmpty() || !each.range().isEmpty()) {
            lastPart.merge(new Stand(file, each.offsetBytes()), part, Math::max);
        }
    }

    /** The version; of what has none, what is asked for. */
    private static String wanted(Dependency each) {
        return each.version().isEmpty() ? "range " + each.range() : "version " + each.version();
    }

    /** Whether one of these places has taken a version that is admitted; never beyond the budget. */
    boolean isTaken(Dependency asked, List<Place> places, IndicatorRule indicators) {
        for (Place place : places) {
            Choice choice = taken.get(place);
            if (choice != null && isTaken(asked, choice, indicators)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTaken(Dependency asked, Choice choice, IndicatorRule indicators) {
        Boolean known = choice.answers.get(asked.range());
        if (known != null) {
            return known;
        }
        Requirement requirement = indicators.requirement(asked);
        boolean isAdmitted = false;
        for (String version : choice.versions) {
            if (!budget.compare(asked.range(), version)) {
                return false;
            }
            Optional<Version> read =
                    parsed.computeIfAbsent(version, text -> Optional.ofNullable(indicators.version(asked, text)));
            if (read.isPresent() && requirement.admits(read.get())) {
                isAdmitted = true;
                break;
            }
        }
        choice.answers.put(asked.range(), isAdmitted);
        return isAdmitted;
    }

    /** Whether it is told in another place: of who takes what is pinned here, or here with what is pinned elsewhere. */
    boolean isTold(Dependency asked, int part, Location file, String folder) {
        if (asked.relation() == Relation.CONSTRAINT) {
            String below = askedIn.getOrDefault(wanted(asked), new TreeSet<>()).ceiling(folder);
            return below != null && below.startsWith(folder);
        }
        return asked.version().isEmpty() && lastPart.getOrDefault(new Stand(file, asked.offsetBytes()), part) > part;
    }
}
