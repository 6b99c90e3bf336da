package dev.assay.detectors.model.hdf5;

import static dev.assay.detectors.FlatBytes.little;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5DecoderTest {
    private static final Path FIXTURES = Path.of("src/test/resources/dev/assay/detectors/model/hdf5");
    private static final String OUTSIDE = "model/hdf5-file-outside";
    private static final String BESIDE = "model/hdf5-file-beside";
    private static final String BYTECODE = "model/bytecode-reach";

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(FIXTURES.resolve(name));
    }

    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("x.h5", bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "legacy.h5",
                "legacy-fixed.h5",
                "legacy-latest.h5",
                "many-groups.h5",
                "cycle.h5",
                "virtual-same.h5"
            })
    void honestFilesAreSilent(String name) throws IOException {
        RecordedReport report = scan(fixture(name));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().byFormat()).containsKey("hdf5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h5py-external.h5", "h5py-virtual.h5"})
    void whatH5pyWritesToLeadElsewhereIsTold(String name) throws IOException {
        RecordedReport report = scan(fixture(name));
        assertThat(report.ruleIds()).containsExactly(BESIDE);
        assertThat(report.gaps()).isEmpty();
    }

    /** As a vlen text, in dense attributes, of a committed type, in every version of the headers. */
    @ParameterizedTest
    @ValueSource(strings = {"lambda.h5", "lambda-latest.h5", "many-links.h5", "committed.h5"})
    void theConfigurationIsFoundWhereverItLies(String name) throws IOException {
        RecordedReport report = scan(fixture(name));
        assertThat(report.ruleIds()).contains("model/keras-lambda", BYTECODE);
        assertThat(report.gaps()).isEmpty();
        Finding code = report.findings().stream()
                .filter(finding -> finding.ruleId().equals(BYTECODE))
                .findFirst()
                .orElseThrow();
        assertThat(code.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(code.location().entries().getFirst()).isEqualTo("model_config.keras.json");
    }

    @ParameterizedTest
    @CsvSource({
        "external-beside.h5, model/hdf5-file-beside, MEDIUM, the link 'x' leads to the file 'other.h5'",
        "external-outside.h5, model/hdf5-file-outside, HIGH, the link 'x' leads to the file '/etc/other.h5'",
        "values-beside.h5, model/hdf5-file-beside, MEDIUM, values of 'x' are read from the file 'raw.bin'",
        "values-outside.h5, model/hdf5-file-outside, HIGH, values of 'x' are read from the file '/etc/passwd'",
    })
    void whatLeadsOutIsSaid(String name, String rule, Severity severity, String detail) throws IOException {
        assertSaid(name, rule, severity, detail);
    }

    @Test
    void aFilterThatIsAPluginIsSaid() throws IOException {
        assertSaid("plugin-filter.h5", "model/hdf5-filter-plugin", Severity.LOW, "packed by the filter 32015");
    }

    @Test
    void aUserBlockIsSaid() throws IOException {
        assertSaid("user-block.h5", "model/hdf5-user-block", Severity.LOW, "1024 bytes come before it");
    }

    private static void assertSaid(String name, String rule, Severity severity, String detail) throws IOException {
        RecordedReport report = scan(fixture(name));
        assertThat(report.ruleIds()).containsExactly(rule);
        assertThat(report.findings().getFirst().severity()).isEqualTo(severity);
        assertThat(report.findings().getFirst().message()).contains(detail);
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void eachMappingOfAVirtualDatasetIsRead() throws IOException {
        RecordedReport report = scan(fixture("virtual-outside.h5"));
        assertThat(report.ruleIds()).containsExactlyInAnyOrder(BESIDE, OUTSIDE);
        assertThat(report.findings().toString()).contains("here.h5", "../../there.h5");
    }

    @Test
    void datasetsOfBytesAreLookedAtAndNumbersAreOpaque() throws IOException {
        RecordedReport report = scan(fixture("layouts.h5"));
        assertThat(report.ruleIds()).containsExactly("model/pickle-dangerous-callable");
        assertThat(report.findings().getFirst().location().entries()).containsExactly("bytes");
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void whatFollowsTheEndIsLookedAtByItself() throws IOException {
        assertThat(scan(fixture("trailing.h5")).ruleIds())
                .containsExactlyInAnyOrder("model/hdf5-trailing-data", "model/pickle-dangerous-callable");
    }

    @Test
    void aStreamGivesTheSame() throws IOException {
        byte[] bytes = fixture("lambda.h5");
        MemoryConnector files = new MemoryConnector()
                .file("x.h5", bytes.length, _ -> new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN));
        assertThat(new TestScan(AllDetectors.ALL).run(files).ruleIds())
                .isEqualTo(scan(bytes).ruleIds());
    }

    /** One that is cut, or says that it is longer, is not all there. */
    @Test
    void aFileThatEndsEarlyIsAGap() throws IOException {
        byte[] bytes = fixture("lambda.h5");
        RecordedReport report = scan(Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(report.ruleIds()).contains(BYTECODE);
        assertThat(report.gaps()).isNotEmpty();
    }

    /** Ten gigabytes between structures and a few pages read. */
    @Test
    void aLargeFileCostsAFewPages() throws IOException {
        byte[] bytes = fixture("values-outside.h5");
        long size = 10L << 30;
        AtomicLong read = new AtomicLong();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(40, size);
        MemoryConnector files = new MemoryConnector().file("x.h5", size, _ -> new Padded(bytes, size, read));
        RecordedReport report = new TestScan(AllDetectors.ALL).run(files);
        assertThat(report.ruleIds()).containsExactly(OUTSIDE);
        assertThat(report.gaps()).isEmpty();
        assertThat(read.get()).isLessThan(300_000);
    }

    /** Bytes, and zeros behind them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Padded(byte[] bytes, long sizeBytes, AtomicLong read) implements ByteSource {
        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) {
            if (positionBytes >= sizeBytes) {
                return -1;
            }
            int n = (int) Math.min(into.remaining(), sizeBytes - positionBytes);
            read.addAndGet(n);
            for (int i = 0; i < n; i++) {
                long at = positionBytes + i;
                into.put(at < bytes.length ? bytes[(int) at] : 0);
            }
            return n;
        }
    }

    @Test
    void headersThatGoRoundAreRefused() throws IOException {
        byte[] bytes = fixture("legacy.h5");
        int found = 0;
        // each continuation message (type 16, size 16) is made to lead to the block that it is in
        for (int at = 0; at + 24 < bytes.length; at += 8) {
            if (bytes[at] == 16 && bytes[at + 1] == 0 && bytes[at + 2] == 16 && bytes[at + 3] == 0) {
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at + 8, at);
                found++;
            }
        }
        assertThat(found).isPositive();
        RecordedReport report = scan(bytes);
        assertThat(report.gaps()).isNotEmpty();
        assertThat(report.gaps().toString()).contains("goes round in a circle");
    }

    @Test
    void aSignatureAloneIsAGap() {
        byte[] bytes = "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(scan(Arrays.copyOf(bytes, 48)).gaps()).isNotEmpty();
        assertThat(scan(bytes).gaps()).isNotEmpty();
    }

    /** Kinds of links from 65 on are whatever a program registers. */
    @Test
    void linksOfAProgramsOwnAreSaid() throws IOException {
        byte[] bytes = fixture("external-beside.h5");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("xother.h5") - 1;
        int name = text.indexOf("other.h5");
        int kind = text.lastIndexOf("@", name);
        assertThat(List.of(at, name)).allMatch(each -> each != 0);
        bytes[kind] = 65;
        assertThat(scan(bytes).ruleIds()).containsExactly("model/hdf5-user-link");
    }

    /** Two thousand objects whose headers go on in one and the same block. */
    @Test
    void objectsThatShareTheirHeadersAreALimit() {
        int objects = 2_000;
        int objectBytes = 10 + 20;
        int links = objects * (4 + 3 + 1 + 8);
        long first = 48 + 10 + links + 4;
        long shared = first + (long) objects * objectBytes;
        int messageBytes = 60_000;
        long end = shared + 4 + 4 + messageBytes + 4;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(Superblock.SIGNATURE, (byte) 2, (byte) 8, (byte) 8, (byte) 0, 0L, -1L, end, 48L, 0));
        out.writeBytes(little("OHDR", (byte) 2, (byte) 2, links));
        for (int i = 0; i < objects; i++) {
            byte[] link = little((byte) 1, (byte) 0, (byte) 1, "x", first + (long) i * objectBytes);
            out.writeBytes(little((byte) Message.LINK, (short) link.length, (byte) 0, link));
        }
        out.writeBytes(little(0));
        for (int i = 0; i < objects; i++) {
            out.writeBytes(little("OHDR", (byte) 2, (byte) 2, 20));
            out.writeBytes(
                    little((byte) Message.CONTINUATION, (short) 16, (byte) 0, shared, 4L + 4 + messageBytes + 4));
        }
        out.writeBytes(little("OCHK", (byte) 0, (short) messageBytes, (byte) 0, new byte[messageBytes], 0));
        RecordedReport report = scan(out.toByteArray());
        assertThat(report.gaps()).extracting(Gap::kind).containsExactly(GapKind.LIMIT);
        assertThat(report.gaps().getFirst().reason()).contains("share so much");
    }
}
