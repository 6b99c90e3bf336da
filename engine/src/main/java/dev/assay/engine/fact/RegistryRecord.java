package dev.assay.engine.fact;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a registry says of a package. Says what was answered, never whether that is good; what nobody answered is not known, which
 * is another thing than no. Texts are the publisher's own, bounded by who makes it. Immutable.
 *
 * @param repository the address of the source as the publisher gives it, without credentials; empty if there is none
 * @param owners who may publish it, as accounts of the registry, in the order of the answer; at most {@link #MOST_OWNERS}
 * @param traits what is so and what is not; a trait that is not in it is not known
 * @param sizeBytes of the latest release as it is downloaded, of several files the largest; -1 if not known
 * @param sources which host said what; an aspect that is not in it is not known
 */
public record RegistryRecord(
        Dependency.Coordinates coordinates,
        Existence existence,
        Releases releases,
        Downloads downloads,
        List<String> owners,
        String repository,
        Map<Trait, Boolean> traits,
        long sizeBytes,
        Map<Aspect, String> sources)
        implements Fact {
    /** Owners that are kept. */
    public static final int MOST_OWNERS = 32;

    public RegistryRecord {
        owners = List.copyOf(owners);
        traits = Map.copyOf(traits);
        sources = Map.copyOf(sources);
    }

    /** Whether there is such a package. */
    public enum Existence {
        EXISTS,
        /** The registry has none of this name, and as far as is known never had. */
        ABSENT,
        /** There was one, and the registry took it away or holds its name back. */
        REMOVED;

        /** As it stands in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is or is not so of the latest release, or of the package. */
    public enum Trait {
        /** Its publisher wants nobody to use it any longer. */
        DEPRECATED,
        /** Every release, or the latest one, was taken back without being removed. */
        YANKED,
        /** Installing it runs a program of its own. */
        INSTALL_SCRIPTS,
        /** The registry has a signed statement from which source it was built. */
        PROVENANCE
    }

    /** What can be told of a package. */
    public enum Aspect {
        EXISTENCE,
        RELEASES,
        DATES,
        DOWNLOADS,
        OWNERS,
        REPOSITORY,
        TRAITS,
        SIZE;

        /** As it stands in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it was published. -1 where it is not known.
     *
     * @param firstMillis when the first release came, since 1970
     * @param latestMillis when the latest one came
     * @param mostInDay the most releases within any 24 hours
     * @param mostInWeek the most within any 7 days
     */
    public record Releases(long count, long firstMillis, long latestMillis, int mostInDay, int mostInWeek) {
        public static final Releases UNKNOWN = new Releases(-1, -1, -1, -1, -1);
    }

    /**
     * How often it was downloaded.
     *
     * @param count -1 if it is not known
     * @param days within so many; 0 for since there is such a package
     */
    public record Downloads(long count, int days) {
        public static final Downloads UNKNOWN = new Downloads(-1, 0);
    }

    /** That there is none, or none any more. */
    public static RegistryRecord without(Dependency.Coordinates coordinates, Existence existence, String source) {
        return new RegistryRecord(
                coordinates,
                existence,
                Releases.UNKNOWN,
                Downloads.UNKNOWN,
                List.of(),
                "",
                Map.of(),
                -1,
                Map.of(Aspect.EXISTENCE, source));
    }

    /** Whether a trait is known and so. */
    public boolean is(Trait trait) {
        return Boolean.TRUE.equals(traits.get(trait));
    }

    public boolean knows(Aspect aspect) {
        return sources.containsKey(aspect);
    }

    /** With what another answer about the same package says of what this one does not know. */
    public RegistryRecord and(RegistryRecord other) {
        Map<Trait, Boolean> allTraits = new EnumMap<>(Trait.class);
        allTraits.putAll(other.traits);
        allTraits.putAll(traits);
        Map<Aspect, String> allSources = new EnumMap<>(Aspect.class);
        allSources.putAll(other.sources);
        allSources.putAll(sources);
        return new RegistryRecord(
                coordinates,
                existence,
                new Releases(
                        known(releases.count, other.releases.count),
                        known(releases.firstMillis, other.releases.firstMillis),
                        known(releases.latestMillis, other.releases.latestMillis),
                        (int) known(releases.mostInDay, other.releases.mostInDay),
                        (int) known(releases.mostInWeek, other.releases.mostInWeek)),
                downloads.count < 0 ? other.downloads : downloads,
                knows(Aspect.OWNERS) ? owners : other.owners,
                repository.isEmpty() ? other.repository : repository,
                allTraits,
                known(sizeBytes, other.sizeBytes),
                allSources);
    }

    private static long known(long one, long other) {
        return one < 0 ? other : one;
    }

    @Override
    public long offsetBytes() {
        return -1;
    }
}
