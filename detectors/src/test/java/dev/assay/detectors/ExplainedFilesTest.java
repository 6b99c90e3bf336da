package dev.assay.detectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Fixtures.Fixture;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Program;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** {@code --explain} through the whole line: pickles wherever they lie, and nothing else is changed by it. */
class ExplainedFilesTest {
    private static final Detectors DETECTORS = Catalog.load("explained");
    private static final int ROUNDS = Boolean.getBoolean("contract.full") ? 12 : 3;
    private static final byte[] EVIL = "cos\nsystem\n(S'id'\ntR.".getBytes(ISO_8859_1);

    private static byte[] zip(int members, String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < members; i++) {
                zip.putNextEntry(new ZipEntry(i + name));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static List<String> texts(Explained program) {
        return program.lines().stream().map(Program.Line::text).toList();
    }

    @Test
    void picklesAreFoundWhereverTheyLie() throws IOException {
        RecordedReport report = new TestScan(DETECTORS).explain().run("outer.zip", zip(2, ".pkl.gz", gzip(EVIL)));
        assertThat(report.programs()).hasSize(2);
        assertThat(report.programs().get(1).location().toString()).endsWith("outer.zip!1.pkl.gz!content:+0");
        assertThat(texts(report.programs().get(1)))
                .contains("from os import system", "v1 = os.system('id')", "return v1");
        assertThat(new TestScan(DETECTORS)
                        .run("outer.zip", zip(2, ".pkl", EVIL))
                        .programs())
                .isEmpty();
        Path real = Path.of("src", "test", "resources", "real");
        for (String file : List.of("numpy/1.24.2/object.npy", "torch/2.13.0/module-gru-cell-zip.pt")) {
            Path path = real.resolve(file);
            RecordedReport one =
                    new TestScan(DETECTORS).explain().run(path.getFileName().toString(), Files.readAllBytes(path));
            assertThat(one.programs()).as(file).isNotEmpty();
        }
    }

    @Test
    void aFileHasABoundedNumberOfLines() throws IOException {
        RecordedReport report = new TestScan(DETECTORS).explain().run("many.zip", zip(4_000, ".pkl", EVIL));
        assertThat(report.programs().stream()
                        .mapToInt(program -> program.lines().size())
                        .sum())
                .isBetween(9_000, 11_000);
        assertThat(texts(report.programs().getLast()).getFirst()).startsWith("# no more is shown of this file");
        assertThat(report.findings()).hasSize(4_000);
    }

    /** Findings and gaps must not depend on who reads along. */
    @Test
    void explainingChangesNothingElse() throws IOException {
        int programs = 0;
        for (Fixture fixture : Fixtures.all()) {
            Decoded plain = decode(new TestScan(DETECTORS), fixture.name(), fixture.bytes());
            Decoded explained = decode(new TestScan(DETECTORS).explain(), fixture.name(), fixture.bytes());
            programs += (int) explained.parts().stream()
                    .flatMap(part -> part.facts().stream())
                    .filter(Program.class::isInstance)
                    .count();
            assertThat(judged(explained)).as(fixture.path()).containsAll(judged(plain));
            assertThat(explained.byFormat()).as(fixture.path()).isEqualTo(plain.byFormat());
            assertThat(explained.opaqueBytes()).as(fixture.path()).isEqualTo(plain.opaqueBytes());
        }
        assertThat(programs).isGreaterThan(700);
    }

    private static List<String> judged(Decoded decoded) {
        return decoded.parts().stream()
                .flatMap(part -> Stream.concat(
                        part.facts().stream()
                                .filter(fact -> !(fact instanceof Program))
                                .map(Fact::toString),
                        part.gaps().stream().map(gap -> gap.kind() == GapKind.LIMIT ? "limit" : gap.toString())))
                .toList();
    }

    private static Decoded decode(TestScan scan, String name, byte[] bytes) throws IOException {
        return scan.decode(name, new MemorySource(bytes));
    }

    /** {@link DecoderContractTest} breaks files in many more ways, but does not have their programs shown. */
    @Test
    void brokenFilesHaveNoInternalGaps() throws IOException {
        Random random = new Random(9);
        for (Fixture fixture : Fixtures.all()) {
            byte[] bytes = fixture.bytes();
            for (int round = 0; round < ROUNDS && bytes.length > 0; round++) {
                byte[] broken = Arrays.copyOf(bytes, round % 3 == 0 ? random.nextInt(bytes.length) : bytes.length);
                for (int i = 0; i < round % 3 && broken.length > 0; i++) {
                    broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Decoded decoded = decode(new TestScan(DETECTORS).explain(), fixture.name(), broken);
                assertThat(decoded.parts())
                        .as(fixture.path() + " in round " + round)
                        .noneMatch(part -> part.gaps().stream().anyMatch(gap -> gap.kind() == GapKind.INTERNAL));
            }
        }
    }
}
