package dev.assay.detectors.archive.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipDecoderTest {
    private static final GzipDecoder DECODER = new GzipDecoder();

    private static RecordingSink read(byte[] bytes) {
        return RecordingSink.of(DECODER, new MemorySource(bytes));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** With each part that a header can have. */
    private static byte[] full(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipBytes.Out out = new ZipBytes.Out().i32(0x1e088b1f).i32(0).i16(0);
        out.i16(3).bytes(new byte[] {1, 2, 3});
        out.bytes((name + "\0a comment\0").getBytes(StandardCharsets.ISO_8859_1))
                .i16(0);
        return out.bytes(ZipBytes.deflate(content))
                .i32(crc.getValue())
                .i32(content.length)
                .toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ZipBytes.Out out = new ZipBytes.Out();
        Arrays.stream(parts).forEach(out::bytes);
        return out.toByteArray();
    }

    @Test
    void readsAllMembersAsOne() {
        RecordingSink sink = read(concat(full("x.pkl", "one"), gzip("two"), gzip("three"), new byte[100]));
        assertThat(sink.contents()).containsExactly("x.pkl=onetwothree");
        assertThat(sink.facts()).isEmpty();
        assertThat(sink.gaps()).isEmpty();
    }

    @Test
    void keepsOnlyTheLastPartOfAName() {
        RecordingSink sink = read(full("../../etc/x", "one"));
        assertThat(sink.contents()).containsExactly("x=one");
        assertThat(sink.facts()).singleElement().isInstanceOf(ArchiveEntry.class);
    }

    @Test
    void comparesTheTrailer() {
        byte[] sum = gzip("one");
        sum[sum.length - 5] ^= 1;
        assertThat(read(sum).anomalies()).containsExactly("archive/crc-mismatch");
        byte[] size = gzip("one");
        size[size.length - 1] ^= 1;
        assertThat(read(size).anomalies()).containsExactly("archive/size-mismatch");
        assertThat(read(concat(gzip("one"), new byte[] {0, 0, 7})).anomalies())
                .containsExactly("archive/trailing-data");
    }

    @Test
    void saysWhereItIsCutOff() {
        byte[] bytes = full("name", "some content");
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length)).gapKinds())
                    .as("cut to %d", length)
                    .containsExactly(GapKind.MALFORMED);
        }
        for (int i = 0; i < bytes.length; i++) {
            byte[] wrong = bytes.clone();
            wrong[i] ^= (byte) 0xff;
            assertThat(read(wrong)).isNotNull();
        }
    }

    @Test
    void stopsABombAtItsBudget() {
        byte[] bytes = gzip("\0".repeat(20_000_000));
        Limits limits = new Limits(16, 100_000, 1_000_000, 3_000_000, 1_000_000, 0, 1_000, 10, Duration.ofHours(1));
        Budget budget = RecordingSink.budget(limits, bytes.length);
        RecordingSink sink = new RecordingSink(budget);
        assertThatThrownBy(() -> sink.run(DECODER, new MemorySource(bytes)))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(budget.expandedBytes()).isBetween(3_000_000L, 3_200_000L);
    }
}
