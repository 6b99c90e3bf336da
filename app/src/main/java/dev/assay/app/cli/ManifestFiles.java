package dev.assay.app.cli;

import dev.assay.connectors.local.LocalConnector;
import dev.assay.connectors.registry.RegistryOrigins;
import dev.assay.connectors.stdin.StdinConnector;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.manifest.GivenListRule;
import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.detectors.manifest.python.PipPlacesRule;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Pressure;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.ScanOptions;
import dev.assay.engine.scan.Scanner;
import dev.assay.engine.scan.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files among what {@code assay check} is given: which these are, and the packages that they name, by the same line as a scan
 * that reads nothing but manifests. Belongs to one thread.
 */
final class ManifestFiles {
    private static final String UNKNOWN = "unknown";

    private static final String NOT_KNOWN =
            "is no manifest, lockfile or bill of materials that is known by its name, and no list of"
                    + " requirements by its lines; for a package of that name write pkg:TYPE/NAME, for a list of names"
                    + " --files-from FILE, for a list without versions --stdin-name requirements.txt - and the list on standard input";

    /** An index has all packages. */
    private static final Dependency.Coordinates ANY_OF_PYPI =
            new Dependency.Coordinates(Ecosystem.PYPI.type(), "", "any");

    /** No system has longer ones. */
    private static final int LONGEST_PATH = 4096;

    /** Notes that are kept; of a long list of files the first say it. */
    private static final int MOST_NOTES = 20;

    private final Path folder;
    private final LocalDate day;
    private final Detectors detectors;
    private final Set<Path> given = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, AtomicLong> besideWithoutNames = new ConcurrentHashMap<>(); // by target
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param origins which registries are those by which packages are judged
     * @param arguments all that are known: what a list includes is read if it is one of these
     */
    ManifestFiles(Path folder, LocalDate day, RegistryOrigins origins, Collection<String> arguments) {
        this.folder = folder;
        this.day = day;
        this.detectors = Catalog.manifests(
                this::isGiven,
                new PipPlacesRule(
                        address -> origins.publishes(
                                ANY_OF_PYPI, new Dependency.Origin(Dependency.Origin.Kind.REGISTRY, address)),
                        at -> besideWithoutNames
                                .computeIfAbsent(at.target(), _ -> new AtomicLong())
                                .incrementAndGet()),
                new GivenListRule(at -> unknown.add(at.target())));
        arguments.forEach(this::give);
    }

    /** One more argument. */
    void give(String argument) {
        if (isFile(argument)) {
            given.add(path(folder, argument));
        }
    }

    /**
     * Whether an argument is a file and not a package: what is written as a path, what is called as manifests are (with an ending,
     * as there are packages called Pipfile), and what there is a file of that name for.
     */
    boolean isFile(String argument) {
        if (PackageUrl.isOne(argument) || argument.isEmpty() || argument.contains("://")) {
            return false; // an address is none, with an end as of a folder or not
        }
        return argument.startsWith("/")
                || argument.startsWith("./")
                || argument.startsWith("../")
                || argument.equals(".")
                || argument.endsWith("/")
                || argument.indexOf('.') > 0 && detectors.goesByName(Location.lastPart(argument))
                || isThere(argument);
    }

    private boolean isThere(String argument) {
        try {
            return Files.isRegularFile(folder.resolve(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path path(Path folder, String argument) {
        try {
            return folder.resolve(argument).normalize();
        } catch (InvalidPathException e) {
            return folder; // a gap as soon as it is read
        }
    }

    private boolean isGiven(Location included) {
        Path target = path(folder, included.target());
        Path base = Files.isDirectory(target) ? target : target.resolveSibling("");
        return given.contains(path(base, included.path()));
    }

    /** Whether it is a file that is there, of which several are read together: what one includes may be another. */
    boolean isPlain(String argument) {
        return argument.length() <= LONGEST_PATH && isFile(argument) && isThere(argument);
    }

    /** Hands on what a file, or a folder, names, in its order. */
    void read(String file, NameCheck check) {
        if (file.length() > LONGEST_PATH) {
            Location at = Location.of(ShownInput.of(file), "");
            check.gap(GapKind.UNREADABLE, at, "a path of " + file.length() + " characters");
            return;
        }
        read(List.of(file), check);
    }

    /** The same of files that are read together. */
    void read(List<String> files, NameCheck check) {
        read(files, new LocalConnector(folder, false, false), check);
    }

    /** The same of a stream that is called like a file. */
    void read(String name, InputStream stream, NameCheck check) {
        read(List.of(name), new StdinConnector(name, stream), check);
    }

    private void read(List<String> files, Connector connector, NameCheck check) {
        Handed handed = new Handed(check);
        besideWithoutNames.clear();
        unknown.clear();
        Summary summary = new Scanner(
                        List.of(connector),
                        detectors,
                        Enricher.NONE,
                        FactCache.none(),
                        IdentityMemo.none(),
                        options(),
                        new Progress())
                .scan(files, handed);
        Coverage coverage = summary.coverage();
        check.read(coverage);
        boolean isOne = files.size() == 1;
        for (String file : new LinkedHashSet<>(files)) {
            Handed.Counts counts = handed.of(file);
            long beside = counts.beside
                    + besideWithoutNames.getOrDefault(file, new AtomicLong()).get();
            boolean isUnknown =
                    isOne ? coverage.byFormat().keySet().stream().allMatch(UNKNOWN::equals) : unknown.contains(file);
            boolean isEmpty = isOne ? coverage.files() == 1 && coverage.bytesTotal() == 0 : isEmpty(file);
            boolean isOfNothing = isEmpty && ManifestDecoder.mayBeEmpty(Location.lastPart(file));
            if (counts.gaps == 0 && isUnknown && !isOfNothing) {
                check.gap(GapKind.UNSUPPORTED, Location.of(file, ""), NOT_KNOWN);
            } else if (beside > 0) {
                note(file + ": " + beside
                        + (beside == 1 ? " package that lies beside it is" : " packages that lie beside it are")
                        + " not looked into; assay scan is for what lies there");
            } else if (counts.named == 0 && counts.gaps == 0) {
                note(file + ": names no package that a registry would have");
            }
        }
    }

    private boolean isEmpty(String file) {
        try {
            return Files.size(folder.resolve(file)) == 0;
        } catch (IOException e) {
            return false; // a gap of its own
        }
    }

    private void note(String text) {
        if (notes.size() < MOST_NOTES) {
            notes.add(text);
        }
    }

    /** What somebody should know who takes a clean report for an answer about all that the files name. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private ScanOptions options() {
        return new ScanOptions(
                Severity.MEDIUM,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                1,
                Pace.FREE,
                ScanArguments.contentMemory(0),
                Pressure.DEFAULT,
                Long.MAX_VALUE,
                Limits.DEFAULT,
                day,
                new Occurrences(),
                true,
                Policy.none(),
                Selection.all());
    }

    /** Of a scan's report what names packages, and what could not be read. */
    private static final class Handed implements ReportSink {
        private final NameCheck check;
        private final Map<String, Counts> byTarget = new HashMap<>();

        private static final class Counts {
            private long named;
            private long beside;
            private long gaps;
        }

        Handed(NameCheck check) {
            this.check = check;
        }

        Counts of(String target) {
            return byTarget.computeIfAbsent(target, _ -> new Counts());
        }

        @Override
        public void dependency(FoundDependency dependency) {
            Counts counts = of(dependency.location().target());
            counts.named++;
            if (dependency.dependency().origin().kind() == Dependency.Origin.Kind.PATH) {
                counts.beside++;
            }
            check.check(dependency);
        }

        @Override
        public void gap(Gap gap) {
            of(gap.location().target()).gaps++;
            check.gap(gap);
        }

        @Override
        public void finding(Finding finding) {} // of manifests themselves there are none

        @Override
        public void suppressed(Suppressed suppressed) {}

        @Override
        public void end(Summary summary) {} // of the file alone
    }
}
