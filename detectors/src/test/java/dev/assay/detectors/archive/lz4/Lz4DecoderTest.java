package dev.assay.detectors.archive.lz4;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import org.junit.jupiter.api.Test;

class Lz4DecoderTest {
    private static final Lz4Decoder DECODER = new Lz4Decoder();
    private static final byte[] PLAIN = ArchiveFixtures.read("plain.lz4");
    private static final byte[] CHECKED = ArchiveFixtures.read("checked.lz4");

    /** One frame with one block, no checksums but the header's, which is right. */
    private static byte[] frame(int flags, byte[] block, boolean stored) {
        byte[] header = {(byte) flags, 0x40};
        return new ZipBytes.Out()
                .i32(Lz4Frame.MAGIC)
                .bytes(header)
                .bytes(new byte[] {(byte) (XxHash32.of(header, 0, 2) >> 8)})
                .i32(block.length | (stored ? 1L << 31 : 0))
                .bytes(block)
                .i32(0)
                .toByteArray();
    }

    @Test
    void comparesTheSumsAndGivesTheContentAllTheSame() {
        byte[] whole = content(decode(DECODER, CHECKED));
        int block = 7 + 4 + (CHECKED[7] & 0xff | (CHECKED[8] & 0xff) << 8 | (CHECKED[9] & 0xff) << 16);
        for (int at : new int[] {6, block, CHECKED.length - 1}) {
            RecordingSink sink = decode(DECODER, with(CHECKED, at, CHECKED[at] ^ 1));
            assertThat(sink.anomalies()).as("%d", at).containsExactly("archive/crc-mismatch");
            assertThat(sink.gaps()).as("%d", at).isEmpty();
            assertThat(content(sink)).isEqualTo(whole);
        }
    }

    @Test
    void comparesTheSize() {
        byte[] header = {0x48 | 0x20, 0x40, 9, 0, 0, 0, 0, 0, 0, 0};
        byte[] bytes = new ZipBytes.Out()
                .i32(Lz4Frame.MAGIC)
                .bytes(header)
                .bytes(new byte[] {(byte) (XxHash32.of(header, 0, header.length) >> 8)})
                .i32(1L << 31 | 3)
                .bytes(new byte[] {'a', 'b', 'c'})
                .i32(0)
                .toByteArray();
        RecordingSink sink = decode(DECODER, bytes);
        assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(sink.contents()).containsExactly("content=abc");
    }

    @Test
    void givesWhatComesBeforeAFault() {
        byte[] block = {0x31, 'a', 'b', 'c', 9, 0, 0}; // a match nine bytes back, where three are
        RecordingSink sink = decode(DECODER, frame(0x60, block, false));
        assertThat(sink.contents()).containsExactly("content=abc");
        assertThat(sink.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED);
            assertThat(gap.reason()).contains("never there");
            assertThat(gap.offsetBytes()).isEqualTo(3);
        });
        byte[] good = {0x31, 'a', 'b', 'c', 3, 0, 0x10, 'x'};
        assertThat(decode(DECODER, frame(0x60, good, false)).contents()).containsExactly("content=abcabcabx");
    }

    @Test
    void independentBlocksDoNotReachBack() {
        byte[] first = frame(0x60, new byte[] {'a', 'b', 'c', 'd'}, true);
        byte[] second = {0x01, 4, 0, 0x10, 'x'};
        byte[] two = new ZipBytes.Out()
                .bytes(java.util.Arrays.copyOf(first, first.length - 4))
                .i32(second.length)
                .bytes(second)
                .i32(0)
                .toByteArray();
        assertThat(decode(DECODER, two).gapKinds()).containsExactly(GapKind.MALFORMED);
        byte[] header = {0x40, 0x40};
        byte[] linked = with(two, 4, 0x40, 0x40, XxHash32.of(header, 0, 2) >> 8);
        assertThat(decode(DECODER, linked).contents()).containsExactly("content=abcdabcdax");
    }

    @Test
    void aDictionaryIsAGap() {
        byte[] header = {0x61, 0x40, 1, 2, 3, 4, 0};
        RecordingSink sink = decode(
                DECODER, new ZipBytes.Out().i32(Lz4Frame.MAGIC).bytes(header).toByteArray());
        assertThat(sink.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(sink.gaps().getFirst().reason()).contains("dictionary");
    }

    @Test
    void framesToBeSkippedMayLeadToIt() {
        byte[] skipped =
                new ZipBytes.Out().i32(0x184d2a50).i32(3).bytes(new byte[3]).toByteArray();
        assertThat(DECODER.format().magic().matches(Head.of("x", concat(skipped, skipped, PLAIN))))
                .isTrue();
        assertThat(DECODER.format().magic().matches(Head.of("x", concat(skipped, skipped))))
                .isFalse();
        assertThat(DECODER.format().magic().matches(Head.of("x", skipped.clone())))
                .isFalse();
        byte[] cut =
                new ZipBytes.Out().i32(0x184d2a50).i32(300).bytes(new byte[3]).toByteArray();
        assertThat(DECODER.format().magic().matches(Head.of("x", cut))).isFalse();
        assertThat(decode(DECODER, concat(skipped, "nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                        .children())
                .isEmpty();
    }

    @Test
    void aLengthThatNeverEndsIsRefused() {
        byte[] block = new byte[60_000];
        java.util.Arrays.fill(block, (byte) 0xff);
        assertThat(decode(DECODER, frame(0x60, block, false)).gapKinds()).containsExactly(GapKind.MALFORMED);
    }
}
