package dev.assay.bench;

import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.EvidenceJudge;
import dev.assay.detectors.name.Judgement;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PopularNames;
import dev.assay.detectors.name.UserNameRows;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * How the judgement of names moves with its threshold: {@code NameScore --published FILE --plot FILE.svg}. Prints tables in
 * Markdown. Whatever is judged here is judged by name alone.
 *
 * <p>Found: names published to be taken for one in the list, and misspellings of each name of the lists, both against whole lists.
 * Flagged: the popular names behind the first 4,000 of PyPI and npm, against those 4,000.
 */
public final class NameScore {
    private static final List<Ecosystem> LARGE = List.of(Ecosystem.PYPI, Ecosystem.NPM);
    private static final int INDEXED = 4000;
    private static final int FIRST = 30;
    private static final int LAST = 85;
    private static final int STEP = 5;
    private static final int SCORES = 101;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /** How many names have which score. */
    private static final class Scores {
        private final int[] counts = new int[SCORES];

        void add(int score) {
            counts[score]++;
        }

        int total() {
            int total = 0;
            for (int count : counts) {
                total += count;
            }
            return total;
        }

        double percentFrom(int threshold) {
            int from = 0;
            for (int score = threshold; score < counts.length; score++) {
                from += counts[score];
            }
            return total() == 0 ? 0 : 100.0 * from / total();
        }
    }

    private final NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE);
    private final Map<String, Scores> published = new TreeMap<>();
    private final Map<String, Map<String, Scores>> targets = new TreeMap<>();
    private final Map<String, Scores> generated = new TreeMap<>();
    private final Map<String, Scores> byLength = new TreeMap<>();
    private final Map<String, Scores> flagged = new TreeMap<>();
    private final Scores allPublished = new Scores();
    private final Scores allGenerated = new Scores();
    private final Scores allFlagged = new Scores();

    private NameScore() {}

    /** Measures, prints, draws. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            named.put(arguments[i], arguments[i + 1]);
        }
        NameScore score = new NameScore();
        score.published(Path.of(named.getOrDefault("--published", "bench/names/published.tsv")));
        score.generated();
        score.flagged();
        score.print();
        Files.writeString(Path.of(named.getOrDefault("--plot", "docs/package-names.svg")), score.plot());
    }

    private int score(NameJudge by, Ecosystem ecosystem, String name) {
        return by.judge(PackageName.of(ecosystem, name)).score();
    }

    /** What a registry says of a package on the day after it was published: there since yesterday, by somebody, without a source. */
    private static RegistryRecord young(PackageName name) {
        long yesterday =
                DAY.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Coordinates coordinates = new Coordinates(name.ecosystem().type(), name.namespace(), name.base());
        return new RegistryRecord(
                coordinates,
                RegistryRecord.Existence.EXISTS,
                new RegistryRecord.Releases(1, yesterday, yesterday, 1, 1),
                RegistryRecord.Downloads.UNKNOWN,
                List.of("somebody"),
                "",
                Map.of(),
                -1,
                Map.of(Aspect.DATES, "registry", Aspect.RELEASES, "registry", Aspect.REPOSITORY, "registry"));
    }

    private void published(Path file) throws IOException {
        EvidenceJudge evidence = new EvidenceJudge(DAY);
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] row = line.split("\t", -1);
                PackageName name = PackageName.of(Ecosystem.ofType(row[0]).orElseThrow(), row[1]);
                Judgement byName = judge.judge(name);
                int score = byName.score();
                targets.computeIfAbsent(row[0] + ", each target alike", _ -> new TreeMap<>())
                        .computeIfAbsent(row[2], _ -> new Scores())
                        .add(score);
                Judgement asked = evidence.judge(byName, young(name), Optional.empty());
                published
                        .computeIfAbsent(row[0] + ", and there since yesterday without a source", _ -> new Scores())
                        .add(asked.score());
                published
                        .computeIfAbsent(row[0] + ", " + row[3], _ -> new Scores())
                        .add(score);
                allPublished.add(score);
            }
        }
    }

    private void generated() {
        for (Ecosystem ecosystem : LARGE) {
            List<String> names = PopularNames.builtIn(ecosystem).orElseThrow().names();
            Set<String> known = new HashSet<>(names);
            Misspellings misspellings = new Misspellings(1);
            for (String name : names) {
                misspellings.of(name).forEach((kind, typo) -> {
                    PackageName typed = PackageName.of(ecosystem, typo);
                    PackageName meant = PackageName.of(ecosystem, name);
                    // nobody but its owner can publish under a scope
                    boolean inScope =
                            !meant.namespace().isEmpty() && meant.namespace().equals(typed.namespace());
                    if (!known.contains(typed.canonical()) && !inScope) {
                        int score = judge.judge(typed).score();
                        generated
                                .computeIfAbsent(ecosystem.type() + ", " + kind, _ -> new Scores())
                                .add(score);
                        byLength.computeIfAbsent(lengths(name), _ -> new Scores())
                                .add(score);
                        allGenerated.add(score);
                    }
                });
            }
        }
    }

    private static String lengths(String name) {
        int letters = (int) name.chars().filter(Character::isLetterOrDigit).count();
        return letters < 4 ? "1 to 3" : letters < 8 ? Integer.toString(letters) : "8 and more";
    }

    private void flagged() {
        for (Ecosystem ecosystem : LARGE) {
            PopularNames all = PopularNames.builtIn(ecosystem).orElseThrow();
            NameJudge byFirst = new NameJudge(
                    _ -> Optional.of(all.ranks(0, INDEXED)),
                    NamePolicy.NONE,
                    KnownBad.NONE,
                    UserNameRows.NONE,
                    NameJudge.REVIEW);
            for (String name : all.ranks(INDEXED, all.names().size()).names()) {
                int score = score(byFirst, ecosystem, name);
                flagged.computeIfAbsent(ecosystem.type(), _ -> new Scores()).add(score);
                allFlagged.add(score);
            }
        }
    }

    private void print() {
        System.out.println("| threshold | published found | generated found | popular flagged | of PyPI | of npm |");
        System.out.println("|---|---|---|---|---|---|");
        for (int threshold = FIRST; threshold <= LAST; threshold += STEP) {
            System.out.printf(
                    "| %d%s | %.1f %% | %.1f %% | %.2f %% | %.1f %% | %.1f %% |%n",
                    threshold,
                    threshold == NameJudge.REVIEW ? " (review)" : "",
                    allPublished.percentFrom(threshold),
                    allGenerated.percentFrom(threshold),
                    allFlagged.percentFrom(threshold),
                    flagged.getOrDefault("pypi", new Scores()).percentFrom(threshold),
                    flagged.getOrDefault("npm", new Scores()).percentFrom(threshold));
        }
        System.out.println();
        System.out.println("| at the threshold for review | names | found |");
        System.out.println("|---|---|---|");
        rows("published: ", published);
        targets.forEach((name, each) -> System.out.printf(
                "| published: %s | %d | %.1f %% |%n",
                name,
                each.size(),
                each.values().stream()
                        .mapToDouble(scores -> scores.percentFrom(NameJudge.REVIEW))
                        .average()
                        .orElseThrow()));
        rows("generated: ", generated);
        rows("generated, characters: ", byLength);
        rows("popular, flagged: ", flagged);
    }

    private static void rows(String title, Map<String, Scores> all) {
        all.forEach((name, scores) -> System.out.printf(
                "| %s%s | %d | %.1f %% |%n", title, name, scores.total(), scores.percentFrom(NameJudge.REVIEW)));
    }

    private String plot() {
        List<LinePlot.Line> lines = new ArrayList<>();
        lines.add(line("published, found", "#1b6ca8", allPublished::percentFrom));
        lines.add(line("generated, found", "#2e8b57", allGenerated::percentFrom));
        lines.add(line("popular, flagged (times 10)", "#b03a2e", threshold -> 10 * allFlagged.percentFrom(threshold)));
        return new LinePlot(
                        "score from which a name is reported", "percent of names", FIRST, LAST, NameJudge.REVIEW, lines)
                .svg();
    }

    private interface Percent {
        double from(int threshold);
    }

    private static LinePlot.Line line(String title, String colour, Percent percent) {
        IntUnaryOperator height = threshold -> (int) Math.round(10 * percent.from(threshold));
        return new LinePlot.Line(title, colour, height);
    }
}
