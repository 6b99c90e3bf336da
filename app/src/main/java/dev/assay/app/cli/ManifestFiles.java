package dev.assay.app.cli;

import dev.assay.connectors.local.LocalConnector;
import dev.assay.connectors.registry.RegistryOrigins;
import dev.assay.connectors.stdin.StdinConnector;
import dev.assay.detectors.Catalog;
import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.detectors.manifest.python.PipPlacesRule;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.fact.Dependency;
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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files among what {@code assay check} is given: which these are, and the packages that they name, by the same line as a scan
 * that reads nothing but manifests. Belongs to one thread.
 */
final class ManifestFiles {
    private static final String UNKNOWN = "unknown";

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
    private final AtomicLong besideWithoutNames = new AtomicLong();

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
                        _ -> besideWithoutNames.incrementAndGet()));
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

    /** Hands on what a file, or a folder, names, in its order. */
    void read(String file, NameCheck check) {
        if (file.length() > LONGEST_PATH) {
            Location at = Location.of(ShownInput.of(file), "");
            check.gap(GapKind.UNREADABLE, at, "a path of " + file.length() + " characters");
            return;
        }
        read(file, new LocalConnector(folder, false, false), check);
    }

    /** The same of a stream that is called like a file. */
    void read(String name, InputStream stream, NameCheck check) {
        read(name, new StdinConnector(name, stream), check);
    }

    private void read(String file, Connector connector, NameCheck check) {
        Handed handed = new Handed(check);
        besideWithoutNames.set(0);
        Summary summary = new Scanner(
                        List.of(connector),
                        detectors,
                        Enricher.NONE,
                        FactCache.none(),
                        IdentityMemo.none(),
                        options(),
                        new Progress())
                .scan(List.of(file), handed);
        check.read(summary.coverage());
        boolean isKnown = summary.coverage().byFormat().keySet().stream().anyMatch(format -> !format.equals(UNKNOWN));
        long beside = handed.beside + besideWithoutNames.get();
        boolean isOfNothing = summary.coverage().files() == 1
                && summary.coverage().bytesTotal() == 0
                && ManifestDecoder.mayBeEmpty(Location.lastPart(file));
        if (!isKnown && summary.gaps() == 0 && !isOfNothing) {
            check.gap(
                    GapKind.UNSUPPORTED,
                    Location.of(file, ""),
                    "is no manifest, lockfile or bill of materials that is known by its name; for a package of that"
                            + " name write pkg:TYPE/NAME");
        } else if (beside > 0) {
            note(file + ": " + beside
                    + (beside == 1 ? " package that lies beside it is" : " packages that lie beside it are")
                    + " not looked into; assay scan is for what lies there");
        } else if (handed.named == 0 && summary.gaps() == 0) {
            note(file + ": names no package that a registry would have");
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
        private long named;
        private long beside;

        Handed(NameCheck check) {
            this.check = check;
        }

        @Override
        public void dependency(FoundDependency dependency) {
            named++;
            if (dependency.dependency().origin().kind() == Dependency.Origin.Kind.PATH) {
                beside++;
            }
            check.check(dependency);
        }

        @Override
        public void gap(Gap gap) {
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
