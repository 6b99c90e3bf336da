package dev.assay.detectors.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that call {@code os.system}, in what programs wrote around them: each is found where it lies. */
class WrappedPicklesTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.pkl.bz2", "evil.pkl.xz", "evil.pkl.lzma", "evil.pkl.zst", "evil.pkl.lz4", "evil.tar.bz2",
                "evil.tar.xz", "evil.tar.zst", "evil.tar.lz4", "evil-model.7z", "evil-torch.7z", "evil-broken.7z"
            })
    void isFound(String fixture) {
        for (String name : new String[] {fixture, "pytorch_model.bin"}) {
            RecordedReport report = scan(name, ArchiveFixtures.read(fixture));
            assertThat(report.findings())
                    .as(fixture + " as " + name)
                    .anyMatch(finding -> finding.ruleId().equals("model/pickle-dangerous-callable"));
        }
    }

    /** Also where the other archive ends with it, so that it is found from that one's end as well. */
    @Test
    void aZipInAnotherArchiveIsReadOnceAndOneBehindItAsWell() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("a/evil.pkl"));
            out.write("cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] zip = bytes.toByteArray();
        byte[] tar = new TarBytes()
                .member("app.jar", "", header -> header.size = zip.length)
                .data(zip)
                .end()
                .build();
        assertThat(places(scan("x.tar", tar))).containsExactly("memory/x.tar!app.jar!a/evil.pkl");
        byte[] behind = ArchiveFixtures.concat(
                new TarBytes().file("a.txt", "text").end().build(), zip);
        assertThat(places(scan("x.tar", behind))).containsExactly("memory/x.tar!a/evil.pkl");
    }

    private static List<String> places(RecordedReport report) {
        return report.findings().stream()
                .filter(finding -> finding.ruleId().equals("model/pickle-dangerous-callable"))
                .map(finding -> finding.location().at(-1).toString())
                .toList();
    }

    /** What a broken pickle says before its fault has run already when a loader refuses the rest. */
    @Test
    void aBrokenOneIsAGapAsWell() {
        RecordedReport report = scan("pytorch_model.bin", ArchiveFixtures.read("evil-broken.7z"));
        assertThat(report.gaps()).anyMatch(gap -> gap.kind() == GapKind.MALFORMED);
    }

    /** A loader that reads as it decompresses has run it before it comes to the fault. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.pkl.xz", "evil.pkl.lzma", "evil.pkl.zst"})
    void isFoundInWhatIsLeftOfACompression(String fixture) {
        byte[] bytes = ArchiveFixtures.read(fixture);
        RecordedReport report = scan(fixture, Arrays.copyOf(bytes, bytes.length - 2));
        assertThat(report.findings()).anyMatch(finding -> finding.ruleId().equals("model/pickle-dangerous-callable"));
        assertThat(report.gaps()).anyMatch(gap -> gap.kind() == GapKind.MALFORMED);
    }

    @Test
    void theOldFilesOfJoblibAreReadToo() {
        byte[] pickle = "cos\nsystem\n(S'id'\ntR.".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
            out.write(pickle);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (String padding : new String[] {"", " "}) {
            String header = "ZF" + String.format("%-19s", "0x" + Integer.toHexString(pickle.length)) + padding;
            byte[] bytes = ArchiveFixtures.concat(header.getBytes(StandardCharsets.ISO_8859_1), data.toByteArray());
            RecordedReport report = scan("model.pkl", bytes);
            assertThat(report.findings()).hasSize(1);
            assertThat(report.gaps()).isEmpty();
            bytes[5] = '9';
            assertThat(scan("model.pkl", bytes).findings())
                    .anyMatch(finding -> finding.ruleId().equals("archive/size-mismatch"));
        }
    }

    @Test
    void aTarThatIsNoneIsAGapWhateverItsCompressionIsCalled() {
        byte[] text = ArchiveFixtures.read("plain.bz2");
        assertThat(scan("data.bz2", text).gaps()).isEmpty();
        assertThat(scan("data.tbz2", text).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("named .tar"));
    }

    @Test
    void whatIsNotReadIsSaidAtItsPlace() {
        byte[] plain = ArchiveFixtures.read("plain.bz2");
        RecordedReport report = scan("x.bz2", ArchiveFixtures.with(plain, 14, plain[14] | 0x80));
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.UNSUPPORTED);
            assertThat(gap.reason()).contains("randomised");
        });
    }
}
