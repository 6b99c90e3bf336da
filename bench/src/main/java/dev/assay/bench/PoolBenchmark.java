package dev.assay.bench;

import dev.assay.detectors.Catalog;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.Pace;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.Policy;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.Enricher;
import dev.assay.engine.scan.Pressure;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.ScanOptions;
import dev.assay.engine.scan.Scanner;
import dev.assay.engine.scan.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the pool of buffers saves: run with {@code -prof gc} and compare {@code gc.alloc.rate.norm}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class PoolBenchmark {
    private static final int FILES = 1_000;
    private static final int FILE_BYTES = 20_000;

    /** How many buffers are kept: what a scan with one job keeps, or none. */
    @Param({"8", "0"})
    public int idle;

    private final List<Artifact> pickles = new ArrayList<>();
    private final List<Artifact> zip = new ArrayList<>();
    private final Detectors detectors = Catalog.load("bench");

    @Setup
    public void make() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream members = new ZipOutputStream(archive)) {
            for (int i = 0; i < FILES; i++) {
                ByteArrayOutputStream pickle = new ByteArrayOutputStream();
                DensePickle.write(pickle, FILE_BYTES, i);
                pickles.add(artifact(i + ".pkl", pickle.toByteArray()));
                members.putNextEntry(new ZipEntry(i + ".pkl"));
                members.write(pickle.toByteArray());
            }
        }
        zip.add(artifact("archive.zip", archive.toByteArray()));
    }

    private static Artifact artifact(String name, byte[] bytes) {
        return new Artifact(Location.of("bench", name), bytes.length, null, _ -> new MemorySource(bytes));
    }

    @Benchmark
    public Summary pickles() {
        return scan(pickles);
    }

    @Benchmark
    public Summary zipOfPickles() {
        return scan(zip);
    }

    private Summary scan(List<Artifact> artifacts) {
        ScanOptions options = new ScanOptions(
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
                256L << 20,
                Pressure.DEFAULT,
                Long.MAX_VALUE,
                Limits.DEFAULT,
                LocalDate.of(2026, 1, 1),
                new Occurrences(),
                true,
                Policy.none(),
                Selection.all());
        return new Scanner(
                        List.of(new Listed(artifacts)),
                        detectors,
                        Enricher.NONE,
                        FactCache.none(),
                        IdentityMemo.none(),
                        options,
                        new Progress(),
                        new Buffers(idle))
                .scan(List.of("bench"), new Nowhere());
    }

    private record Listed(List<Artifact> artifacts) implements Connector {
        @Override
        public boolean accepts(String target) {
            return true;
        }

        @Override
        public void walk(String target, Clock clock, ArtifactVisitor out) {
            artifacts.forEach(out::artifact);
        }
    }

    private record Nowhere() implements ReportSink {
        @Override
        public void finding(Finding finding) {}

        @Override
        public void gap(Gap gap) {}

        @Override
        public void suppressed(Suppressed suppressed) {}

        @Override
        public void end(Summary summary) {}
    }
}
