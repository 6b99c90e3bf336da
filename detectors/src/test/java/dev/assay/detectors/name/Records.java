package dev.assay.detectors.name;

import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Downloads;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Releases;
import dev.assay.engine.fact.RegistryRecord.Trait;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What registries may say, for tests. */
final class Records {
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /** Of a package. */
    static final class Of {
        private final PackageName name;
        private LocalDate first = DAY.minusYears(8);
        private long releases = 40;
        private int mostInDay = 1;
        private long downloads = -1;
        private List<String> owners = List.of("somebody");
        private String repository = "https://github.com/somebody/some-thing";
        private final Map<Trait, Boolean> traits = new EnumMap<>(Trait.class);
        private final Set<Aspect> unknown = EnumSet.noneOf(Aspect.class);

        private Of(PackageName name) {
            this.name = name;
        }

        Of first(LocalDate day) {
            first = day;
            return this;
        }

        Of releases(long n, int inDay) {
            releases = n;
            mostInDay = inDay;
            return this;
        }

        Of downloads(long perMonth) {
            downloads = perMonth;
            return this;
        }

        Of owners(String... accounts) {
            owners = List.of(accounts);
            return this;
        }

        Of repository(String address) {
            repository = address;
            return this;
        }

        /** What nobody said. */
        Of without(Aspect aspect) {
            unknown.add(aspect);
            return this;
        }

        Of trait(Trait trait) {
            traits.put(trait, true);
            return this;
        }

        RegistryRecord record() {
            Map<Aspect, String> sources = new EnumMap<>(Aspect.class);
            for (Aspect aspect : Aspect.values()) {
                sources.put(aspect, "registry.example.org");
            }
            sources.keySet().removeAll(unknown);
            long millis = first.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            return new RegistryRecord(
                    name.coordinates(),
                    Existence.EXISTS,
                    new Releases(releases, millis, millis, mostInDay, mostInDay),
                    new Downloads(downloads, 30),
                    owners,
                    repository,
                    traits,
                    1000,
                    sources);
        }
    }

    private Records() {}

    static Of of(PackageName name) {
        return new Of(name);
    }

    /** Many years old and much used. */
    static RegistryRecord old(PackageName name) {
        return of(name).downloads(2_000_000).record();
    }

    /** Of the day before, used by nobody, and it runs something. */
    static RegistryRecord young(PackageName name) {
        return of(name).first(DAY.minusDays(1))
                .releases(2, 2)
                .downloads(3)
                .repository("")
                .trait(Trait.INSTALL_SCRIPTS)
                .record();
    }

    static RegistryRecord none(PackageName name, Existence existence) {
        return RegistryRecord.without(name.coordinates(), existence, "registry.example.org");
    }

    /** By the word that stands in brackets in the examples of rows. */
    static RegistryRecord byWord(PackageName name, String word) {
        return switch (word) {
            case "absent" -> none(name, Existence.ABSENT);
            case "removed" -> none(name, Existence.REMOVED);
            case "young" -> young(name);
            case "old" -> old(name);
            default -> throw new IllegalArgumentException(word);
        };
    }
}
