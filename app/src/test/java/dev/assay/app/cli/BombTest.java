package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.TarBytes;
import dev.assay.detectors.archive.ZipBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cost more than they are worth: each ends at its limit, which is said, with what was found until then. */
@Timeout(60)
class BombTest {
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    private Report scan(byte[] bytes, String... options) throws IOException {
        Path file = Files.write(folder.resolve("target"), bytes);
        return Report.of(
                new Cli(folder),
                Stream.concat(Stream.of(options), Stream.of(file.toString())).toArray(String[]::new));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static void stopsAtALimit(Report report) {
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.verdict()).isEqualTo("incomplete");
        assertThat(report.gaps()).isNotEmpty().allMatch(gap -> gap.endsWith(" limit"));
    }

    /** 100 GB of zeros: 100,000 gzip members of a megabyte each, in a gzip, in a zip with other members of 9 MB. */
    private static byte[] gzipBomb() throws IOException {
        byte[] member = gzip(new byte[MEGABYTE]);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(twice)) {
            for (int i = 0; i < 100_000; i++) {
                gzip.write(member);
            }
        }
        byte[] noise = new byte[9 * MEGABYTE];
        new java.util.Random(5).nextBytes(noise);
        ZipBytes zip = new ZipBytes();
        zip.stored("noise.bin", noise);
        zip.stored("bomb.gz", twice.toByteArray());
        byte[] bomb = zip.build();
        assertThat(bomb.length).isBetween(9 * MEGABYTE, 10 * MEGABYTE);
        return bomb;
    }

    /** 200 MB of zeros, which fit into a few kilobytes. */
    @ParameterizedTest
    @ValueSource(strings = {"zeros.7z", "zeros.bz2", "zeros.lzma", "zeros.xz", "zeros.zst"})
    void aBombOfEachCompressionEndsAtItsLimit(String name) throws IOException {
        byte[] bomb;
        try (InputStream in = Objects.requireNonNull(BombTest.class.getResourceAsStream("/bombs/" + name))) {
            bomb = in.readAllBytes();
        }
        assertThat(bomb).hasSizeLessThan(30_000);
        stopsAtALimit(scan(bomb, "--limits.expanded-bytes", "20m"));
        Report byDefault = scan(bomb);
        stopsAtALimit(byDefault);
        assertThat(byDefault.reasons()).anyMatch(reason -> reason.contains("times its size of " + bomb.length));
    }

    /** Zips of ten zips of ten zips, down to 10 MB of zeros each: 100 GB in four levels. */
    private static byte[] zipBomb() {
        ZipBytes innermost = new ZipBytes();
        innermost.deflated("zeros", new byte[10 * MEGABYTE]);
        byte[] level = innermost.build();
        for (int i = 0; i < 4; i++) {
            ZipBytes zip = new ZipBytes();
            for (int copy = 0; copy < 10; copy++) {
                zip.deflated("copy-" + copy + ".zip", level);
            }
            level = zip.build();
        }
        return level;
    }

    @Test
    void aGzipOf100GigabytesEndsAtItsLimit() throws IOException {
        Report report = scan(gzipBomb(), "--limits.expanded-bytes", "50m");
        stopsAtALimit(report);
        assertThat(report.gaps()).contains("!bomb.gz!content!content limit");
        assertThat(report.reasons()).anyMatch(reason -> reason.contains("expands to more than " + (50 << 20)));
        assertThat(report.performance("bytesRead")).isLessThan(22L * MEGABYTE);
    }

    @Test
    void aGzipOf100GigabytesEndsByTheRatioToo() throws IOException {
        Report report = scan(gzipBomb(), "--limits.expansion-ratio", "3", "--limits.expansion-free-bytes", "1m");
        stopsAtALimit(report);
        assertThat(report.reasons()).anyMatch(reason -> reason.contains("expands to more than 3 times its size"));
    }

    @Test
    void aZipOf100GigabytesEndsAtItsLimit() throws IOException {
        byte[] bomb = zipBomb();
        assertThat(bomb).hasSizeLessThan(10 * MEGABYTE);
        stopsAtALimit(scan(bomb, "--limits.expanded-bytes", "50m"));
        stopsAtALimit(scan(bomb, "--limits.expansion-ratio", "10"));
        Report shallow = scan(bomb, "--limits.depth", "2");
        assertThat(shallow.gaps()).hasSize(1_000).allMatch(gap -> gap.endsWith(" limit"));
    }

    /** Spent is what decompression gave, not what was read of the file: the same limit for a stream. */
    @Test
    void aBombOnStandardInputEndsAtItsLimit() throws IOException {
        Report report = Report.of(new Cli(folder).stdin(gzipBomb()), "--limits.expanded-bytes", "50m", "-");
        stopsAtALimit(report);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 15})
    void nestingEndsAtTheDepth(int depth) throws IOException {
        byte[] nested = Cli.EVIL;
        for (int level = 0; level < depth; level++) {
            nested = gzip(nested);
        }
        assertThat(scan(nested, "--limits.depth", Integer.toString(depth)).findings())
                .hasSize(1);
        Report report = scan(nested, "--limits.depth", Integer.toString(depth - 1));
        stopsAtALimit(report);
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.reasons()).containsExactly("nested more than " + (depth - 1) + " levels deep");
    }

    @Test
    void entriesEndAtTheirNumberAndWhatCameBeforeCounts() throws IOException {
        ZipBytes zip = new ZipBytes();
        TarBytes tar = new TarBytes();
        for (int i = 0; i < 100; i++) {
            zip.stored("m" + i + ".pkl", i == 2 ? Cli.EVIL : Cli.BENIGN);
            tar.file("m" + i + ".pkl", new String(i == 2 ? Cli.EVIL : Cli.BENIGN, StandardCharsets.ISO_8859_1));
        }
        for (byte[] archive : List.of(zip.build(), tar.end().build())) {
            for (String limit : List.of("--limits.entries-per-archive", "--limits.entries")) {
                Report report = scan(archive, limit, "10");
                assertThat(report.code()).isEqualTo(1);
                assertThat(report.findings()).containsExactly("!m2.pkl model/pickle-dangerous-callable");
                assertThat(report.gaps()).containsExactly(" limit");
                assertThat(scan(archive, limit, "2").code()).isEqualTo(2);
            }
            assertThat(scan(archive, "--limits.entries-per-archive", "100").gaps())
                    .isEmpty();
        }
    }

    @Test
    void findingsBeyondTheirNumberStillMakeTheVerdict() throws IOException {
        StringBuilder pickle = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            pickle.append("charmless").append(i).append("\nthing\n0"); // named only: information
        }
        pickle.append(new String(Cli.EVIL, StandardCharsets.US_ASCII));
        String named = pickle.toString().replace("charmless", "cmodule_");
        byte[] bytes = named.getBytes(StandardCharsets.US_ASCII);
        Report all = scan(bytes);
        assertThat(all.findings()).hasSize(51);
        assertThat(all.count("critical")).isEqualTo(1);
        Report few = scan(bytes, "--limits.findings", "3");
        assertThat(few.findings()).hasSize(3);
        assertThat(few.count("uncounted")).isEqualTo(48);
        assertThat(few.code()).isEqualTo(1);
        assertThat(few.verdict()).isEqualTo("unsafe");
    }

    @Test
    void factsEndAtTheirNumber() throws IOException {
        StringBuilder pickle = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            pickle.append("cmodule_").append(i).append("\nthing\n0");
        }
        Report report = scan(pickle.append("N.").toString().getBytes(StandardCharsets.US_ASCII), "--limits.facts", "5");
        stopsAtALimit(report);
    }

    /** A byte each 20 ms, of a pickle that has no end. */
    private static final class Trickle extends InputStream {
        private final AtomicLong given = new AtomicLong();

        @Override
        public int read() throws IOException {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            long n = given.getAndIncrement();
            return n < 2 ? 0x80 + (int) n * (4 - 0x80) : 'N';
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            into[from] = (byte) read();
            return 1;
        }
    }

    @Test
    void timeIsUpForAStreamThatTrickles() {
        Trickle trickle = new Trickle();
        Report report = Report.of(new Cli(folder).stdin(trickle), "--timeout", "1s", "-");
        stopsAtALimit(report);
        assertThat(report.reasons()).containsExactly("the time for this target is up");
        assertThat(trickle.given.get()).isLessThan(1_000);
    }

    @Test
    void timeIsUpForAStreamThatHangs() throws IOException {
        Path bad = Files.write(folder.resolve("bad.pkl"), Cli.EVIL);
        CountDownLatch never = new CountDownLatch(1);
        InputStream hanging = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        Report report =
                Report.of(new Cli(folder).stdin(hanging), "--jobs", "2", "--timeout", "1s", "-", bad.toString());
        never.countDown();
        assertThat(report.code()).isEqualTo(1);
        assertThat(report.gaps()).containsExactly(" limit");
        assertThat(report.findings()).containsExactly(" model/pickle-dangerous-callable");
    }

    @Test
    void memoryMayBeLowered() throws IOException {
        assertThat(scan(Cli.EVIL, "--max-memory", "64m").code()).isEqualTo(1);
        assertThat(scan(gzip(Cli.BENIGN), "--max-memory", "1k").code()).isZero();
    }
}
