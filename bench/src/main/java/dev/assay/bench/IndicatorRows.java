package dev.assay.bench;

import dev.assay.detectors.indicator.Ecosystems;
import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.detectors.indicator.feed.FeedReader;
import dev.assay.detectors.indicator.feed.FeedSink;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.indicator.index.IndicatorIndex;
import dev.assay.engine.bytes.FileSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * As many advisories as OSV has of npm: how long a zip of them takes to be compiled, how large the index is, how long it takes to open, what
 * it holds in memory, and what it costs to look for a package that is in it and for one that is not.
 */
final class IndicatorRows {
    private static final int ADVISORIES = 200_000;
    private static final int ASKED = 1 << 20;
    private static final int ROUNDS = 7;

    private final PrintStream out;

    IndicatorRows(PrintStream out) {
        this.out = out;
    }

    void all() throws IOException {
        Path folder = Files.createTempDirectory("indicators");
        Path zip = folder.resolve("all.zip");
        Path index = folder.resolve("index");
        try {
            zip(zip);
            out.printf("%n%,d advisories of npm, one thread, processor time%n", ADVISORIES);
            compile(zip, index);
            open(index);
            try (IndicatorIndex opened = new IndicatorIndex(FileSource.open(index))) {
                lookUps(opened);
            }
        } finally {
            Files.deleteIfExists(zip);
            Files.deleteIfExists(index);
            Files.deleteIfExists(folder);
        }
    }

    private static String name(int i) {
        return i % 3 == 0 ? "@scope-" + i / 100 + "/package-" + i : "package-name-" + i;
    }

    private static void zip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.setLevel(1);
            for (int i = 0; i < ADVISORIES; i++) {
                zip.putNextEntry(new ZipEntry("MAL-2025-" + i + ".json"));
                zip.write("""
                        {"schema_version": "1.7.0", "id": "MAL-2025-%d", "modified": "2025-09-08T00:00:00Z",
                         "published": "2025-09-08T00:00:00Z", "aliases": ["GHSA-%x"],
                         "summary": "Malicious code in %s (npm)", "details": "%s",
                         "affected": [{"package": {"ecosystem": "npm", "name": "%s", "purl": "pkg:npm/x"},
                           "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}],
                           "versions": ["1.0.%d", "1.0.%d"]}],
                         "references": [{"type": "ADVISORY", "url": "https://github.com/advisories/x"}],
                         "database_specific": {"severity": "HIGH"}}
                        """.formatted(i, i, name(i), "It steals. ".repeat(30), name(i), i % 10, i % 10 + 1)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void compile(Path zip, Path index) throws IOException {
        long start = cpu();
        IndexBuilder builder = new IndexBuilder();
        FeedSink sink = new FeedSink() {
            @Override
            public void add(Ecosystem ecosystem, String name, Indicator indicator) {
                builder.add(ecosystem, name, indicator);
            }

            @Override
            public void problem(String place, String reason) {
                throw new IllegalStateException(place + ": " + reason);
            }

            @Override
            public void passedOver(String why) {}
        };
        try (InputStream in = Files.newInputStream(zip)) {
            new FeedReader(Ecosystems.read(), "osv", sink).read(in);
        }
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(index))) {
            builder.write(new Feed("osv/npm", "", "2025-09-08", "sha256:00"), to);
        }
        out.printf(
                "%-44s %9.1f s, of %.0f MB; the index is %.1f MB%n",
                "compiling the zip", (cpu() - start) / 1e9, Files.size(zip) / 1e6, Files.size(index) / 1e6);
    }

    private void open(Path index) throws IOException {
        double[] millis = new double[ROUNDS];
        long resident = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpu();
            try (IndicatorIndex opened = new IndicatorIndex(FileSource.open(index))) {
                resident = opened.residentBytes();
            }
            millis[round] = (cpu() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        out.printf(
                "%-44s %9.2f ms (the first %.2f), %.2f MB held; at most 50 MB%n",
                "opening it", millis[ROUNDS / 2], first, resident / 1e6);
    }

    private void lookUps(IndicatorIndex index) throws IOException {
        Ecosystem npm = Ecosystems.read().ofType("npm").orElseThrow();
        List<String> strangers = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            strangers.add(i % 3 == 0 ? "@other-" + i / 100 + "/thing-" + i : "honest-package-" + i);
            known.add(name(i % ADVISORIES));
        }
        row("a package that is in none; at most 200 ns", index, npm, strangers, 0);
        row("a package that is in one", index, npm, known.subList(0, ASKED / 16), ASKED / 16);
    }

    private void row(String title, IndicatorIndex index, Ecosystem npm, List<String> names, int expected)
            throws IOException {
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpu();
            int found = 0;
            for (String name : names) {
                found += index.find(npm, name).size();
            }
            nanos[round] = (double) (cpu() - start) / names.size();
            if (found != expected) {
                throw new IllegalStateException(found + " found instead of " + expected);
            }
        }
        Arrays.sort(nanos);
        out.printf("%-44s %9.0f ns (best %.0f)%n", title, nanos[ROUNDS / 2], nanos[0]);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
