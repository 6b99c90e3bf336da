package dev.assay.bench;

import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Lockfiles of ten megabytes: read again and again in one process, and as whole processes. Beside each speed stands that at a fifth of the
 * size, as a ratio: one that is near 1 takes time in proportion to the size.
 */
final class LockfileRows {
    private static final int BYTES = 10_000_000;
    private static final int ROUNDS = 25;

    private final Path folder;
    private final SpeedTable table;

    LockfileRows(Path folder, SpeedTable table) {
        this.folder = folder;
        this.table = table;
    }

    private static final class Counting implements Sink {
        private int facts;

        @Override
        public void fact(Fact fact) {
            facts++;
        }

        @Override
        public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
            throw new IllegalStateException("at " + offsetBytes + ": " + reason);
        }

        @Override
        public void child(String name, ByteSource content) {
            throw new IllegalStateException("a lockfile has no members");
        }

        @Override
        public void opaque(long bytes) {}

        @Override
        public void format(String id) {}

        @Override
        public int programLines() {
            return 0;
        }

        @Override
        public boolean deep() {
            return false;
        }
    }

    void all() throws IOException {
        table.out().printf("%nLockfiles of 10 MB, read warm, one thread, processor time%n");
        for (Lockfiles each : Lockfiles.values()) {
            warm(each);
        }
        table.out().printf("%nThe same as whole processes%n");
        for (Lockfiles each : Lockfiles.values()) {
            Path file = Files.createDirectories(folder.resolve(each.name()))
                    .resolve(Path.of(each.fileName()).getFileName());
            Files.write(file, each.ofSize(BYTES));
            Measured measured = Measured.median(List.of(scan(file), scan(file), scan(file)));
            table.row(each.fileName() + " of 10 MB", measured, limit(each, "at most 600 ms", "at most 1,200 ms"));
        }
    }

    private Measured scan(Path file) throws IOException {
        return table.assay(List.of("scan", "--no-cache", "--offline", file.toString()), Map.of());
    }

    private static String limit(Lockfiles each, String npm, String pnpm) {
        return each == Lockfiles.PACKAGE_LOCK ? npm : each == Lockfiles.PNPM ? pnpm : "";
    }

    private void warm(Lockfiles each) throws IOException {
        Decoder decoder = ManifestDecoder.all().stream()
                .filter(one -> one.format().id().equals(format(each)))
                .findFirst()
                .orElseThrow();
        double small = megabytesPerSecond(decoder, each.ofSize(BYTES / 5), ROUNDS * 2);
        double large = megabytesPerSecond(decoder, each.ofSize(BYTES), ROUNDS);
        table.out()
                .printf(
                        "%-34s %9.0f MB/s, %.2f of that of 2 MB   %s%n",
                        each.fileName(), large, large / small, limit(each, "at least 150", "at least 40"));
    }

    private static String format(Lockfiles each) {
        return switch (each) {
            case PACKAGE_LOCK -> "npm-lock";
            case PNPM -> "pnpm-lock";
            case YARN -> "yarn-lock";
            case BERRY -> "yarn-lock";
            case POETRY -> "poetry-lock";
            case CARGO -> "cargo-lock";
        };
    }

    private static double megabytesPerSecond(Decoder decoder, byte[] bytes, int rounds) throws IOException {
        long[] nanos = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Budget budget =
                    new Budget(Limits.DEFAULT, Clock.endless(), new Memory(1L << 30, new Buffers(64)), bytes.length);
            Counting sink = new Counting();
            decoder.decode(new MemorySource(bytes), sink, budget);
            nanos[round] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            if (sink.facts < bytes.length / 2_000) {
                throw new IllegalStateException("only " + sink.facts + " dependencies of " + bytes.length + " bytes");
            }
        }
        Arrays.sort(nanos);
        return bytes.length / 1e6 / (nanos[rounds / 4] / 1e9);
    }
}
