package dev.assay.connectors.registry;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Downloads;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Releases;
import dev.assay.engine.fact.RegistryRecord.Trait;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes what one answer says, as it comes, within bounds. Belongs to one thread. */
final class RecordBuilder {
    /** Releases whose times are kept; of more, spikes are told by these. */
    private static final int MOST_TIMES = 50_000;

    private static final int MOST_OWNER = 100;

    /** Before there were any of these registries: what some write for a release that is not listed. */
    private static final long OLDEST_MILLIS =
            Instant.parse("1995-01-01T00:00:00Z").toEpochMilli();

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();

    private final Coordinates coordinates;
    private final String source;
    private final Map<Trait, Boolean> traits = new EnumMap<>(Trait.class);
    private final Map<Aspect, String> sources = new EnumMap<>(Aspect.class);
    private final List<String> owners = new ArrayList<>(2);
    private Existence existence = Existence.EXISTS;
    private Downloads downloads = Downloads.UNKNOWN;
    private String repository = "";
    private long sizeBytes = -1;
    private long count = -1;
    private long firstMillis = -1;
    private long latestMillis = -1;
    private long[] times = new long[16];
    private int timed;

    /** @param source who says it */
    RecordBuilder(Coordinates coordinates, String source) {
        this.coordinates = coordinates;
        this.source = source;
        said(Aspect.EXISTENCE);
    }

    Coordinates coordinates() {
        return coordinates;
    }

    private void said(Aspect aspect) {
        sources.put(aspect, source);
    }

    void removed() {
        existence = Existence.REMOVED;
    }

    /** How many releases there are. */
    void releases(long n) {
        count = n;
        said(Aspect.RELEASES);
    }

    /** The same where the registry names every one: a package of which there is none is not there to be had. */
    void allReleases(long n) {
        releases(n);
        if (n == 0) {
            removed();
        }
    }

    /** When one was published (ISO 8601 with an offset); a text that is no such date says nothing. */
    void released(String time) {
        try {
            released(IsoTime.millis(time));
        } catch (DateTimeException e) {
            return; // it may be anything
        }
    }

    /** When the latest was published, of which nobody said whether it is the first. */
    void updated(long millis) {
        if (millis >= OLDEST_MILLIS) {
            said(Aspect.DATES);
            latestMillis = Math.max(latestMillis, millis);
        }
    }

    void released(long millis) {
        if (millis < OLDEST_MILLIS) {
            return;
        }
        said(Aspect.DATES);
        firstMillis = firstMillis < 0 ? millis : Math.min(firstMillis, millis);
        latestMillis = Math.max(latestMillis, millis);
        if (timed == times.length && timed < MOST_TIMES) {
            times = Arrays.copyOf(times, Math.min(timed * 2, MOST_TIMES));
        }
        if (timed < times.length) {
            times[timed++] = millis;
        }
    }

    void downloads(long n, int days) {
        if (n >= 0) {
            downloads = new Downloads(n, days);
            said(Aspect.DOWNLOADS);
        }
    }

    void owner(String account) {
        said(Aspect.OWNERS);
        if (owners.size() < RegistryRecord.MOST_OWNERS
                && !account.isEmpty()
                && account.length() <= MOST_OWNER
                && !owners.contains(account)) {
            owners.add(account);
        }
    }

    /** As the publisher writes it; what leads to no host says nothing. */
    void repository(String address) {
        String plain = RepositoryUrl.plain(address);
        if (!plain.isEmpty() && repository.isEmpty()) {
            repository = plain;
        }
    }

    /** That the answer would have a repository if there were one. */
    void repositoryTold() {
        said(Aspect.REPOSITORY);
    }

    String repository() {
        return repository;
    }

    void trait(Trait trait, boolean is) {
        traits.put(trait, is);
        said(Aspect.TRAITS);
    }

    void size(long bytes) {
        if (bytes >= 0) {
            sizeBytes = Math.max(sizeBytes, bytes);
            said(Aspect.SIZE);
        }
    }

    RegistryRecord build() {
        int inDay = -1;
        int inWeek = -1;
        if (timed > 0 && (timed == MOST_TIMES || 2L * timed >= count)) { // of a few releases' times nothing follows
            Arrays.sort(times, 0, timed);
            inDay = mostWithin(DAY_MILLIS);
            inWeek = mostWithin(WEEK_MILLIS);
        }
        return new RegistryRecord(
                coordinates,
                existence,
                new Releases(count, firstMillis, latestMillis, inDay, inWeek),
                downloads,
                owners,
                repository,
                traits,
                sizeBytes,
                sources);
    }

    private int mostWithin(long spanMillis) {
        int most = 0;
        for (int from = 0, to = 0; to < timed; to++) {
            while (times[to] - times[from] > spanMillis) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
