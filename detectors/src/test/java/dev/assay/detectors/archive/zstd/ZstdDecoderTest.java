package dev.assay.detectors.archive.zstd;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import org.junit.jupiter.api.Test;

class ZstdDecoderTest {
    private static final ZstdDecoder DECODER = new ZstdDecoder();
    private static final byte[] PLAIN = ArchiveFixtures.read("plain.zst");
    private static final byte[] ABC = {'a', 'b', 'c'};

    /** A frame of one block of a kind, the last one. */
    private static byte[] frame(int window, int kind, int size, byte... block) {
        return new ZipBytes.Out()
                .i32(ZstdFrame.MAGIC)
                .bytes(new byte[] {0, (byte) window})
                .i16(size << 3 & 0xffff | kind << 1 | 1)
                .bytes(new byte[] {(byte) (size >> 13)})
                .bytes(block)
                .toByteArray();
    }

    @Test
    void readsBlocksThatAreNotCompressed() {
        assertThat(decode(DECODER, frame(0, 0, 3, ABC)).contents()).containsExactly("content=abc");
        assertThat(decode(DECODER, frame(0, 1, 5, (byte) 'x')).contents()).containsExactly("content=xxxxx");
        assertThat(decode(DECODER, frame(0, 3, 3, ABC)).gapKinds()).containsExactly(GapKind.MALFORMED);
        assertThat(decode(DECODER, frame(0, 1, 1025, (byte) 'x')).gapKinds())
                .as("more than the window")
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void givesWhatIsThereOfABlockThatIsCut() {
        RecordingSink sink = decode(DECODER, frame(0, 0, 9, ABC));
        assertThat(sink.contents()).containsExactly("content=abc");
        assertThat(sink.gapKinds()).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void comparesTheSumAndGivesTheContentAllTheSame() {
        int at = PLAIN.length - 1;
        RecordingSink sink = decode(DECODER, with(PLAIN, at, PLAIN[at] ^ 1));
        assertThat(sink.anomalies()).containsExactly("archive/crc-mismatch");
        assertThat(sink.gaps()).isEmpty();
        assertThat(content(sink)).isEqualTo(content(decode(DECODER, PLAIN)));
    }

    @Test
    void comparesTheSize() {
        byte[] sized = new ZipBytes.Out()
                .i32(ZstdFrame.MAGIC)
                .bytes(new byte[] {0x20, 9, 3 << 3 | 1, 0, 0})
                .bytes(ABC)
                .toByteArray();
        RecordingSink sink = decode(DECODER, sized);
        assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(sink.contents()).containsExactly("content=abc");
    }

    @Test
    void aDictionaryIsAGapAndAHugeWindowIsNot() {
        byte[] dictionary = new ZipBytes.Out()
                .i32(ZstdFrame.MAGIC)
                .bytes(new byte[] {1, 0, 7, 1, 0, 0})
                .toByteArray();
        assertThat(decode(DECODER, dictionary).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(decode(DECODER, frame(0xff, 0, 3, ABC)).contents()).containsExactly("content=abc");
        assertThat(decode(DECODER, frame(20 << 3, 0, 3, ABC)).contents()).containsExactly("content=abc");
    }

    @Test
    void aWindowIsTakenFromTheMemoryAsItFills() {
        byte[] block = with(frame(20 << 3, 1, 128 * 1024, (byte) 'x'), 6, 128 * 1024 << 3 & 0xff | 2);
        byte[] repeated = java.util.Arrays.copyOfRange(block, 6, block.length);
        byte[] head = java.util.Arrays.copyOf(block, 6);
        byte[] four = concat(head, repeated, repeated, repeated, with(repeated, 0, repeated[0] | 1));
        assertThat(content(ArchiveFixtures.within(4 << 20, Limits.DEFAULT, DECODER, four)))
                .hasSize(4 * 128 * 1024);
        byte[] much = four;
        for (int i = 0; i < 4; i++) {
            much = concat(
                    head,
                    java.util.Arrays.copyOfRange(with(much, much.length - 4, repeated[0]), 6, much.length),
                    java.util.Arrays.copyOfRange(much, 6, much.length));
        }
        byte[] all = much;
        assertThatThrownBy(() -> ArchiveFixtures.within(4 << 20, Limits.DEFAULT, DECODER, all))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void framesToBeSkippedMayLeadToIt() {
        byte[] skipped =
                new ZipBytes.Out().i32(0x184d2a5f).i32(3).bytes(new byte[3]).toByteArray();
        assertThat(DECODER.format().magic().matches(Head.of("x", concat(skipped, PLAIN))))
                .isTrue();
        byte[] beyond =
                new ZipBytes.Out().i32(0x184d2a5f).i32(500).bytes(new byte[200]).toByteArray();
        Head far = new Head("x", 100_000, beyond, beyond.length, new byte[0], 0);
        assertThat(DECODER.format().magic().matches(far)).as("nobody knows yet").isTrue();
        assertThat(decode(DECODER, concat(skipped, ArchiveFixtures.read("plain.lz4")))
                        .children())
                .as("the other format's")
                .isEmpty();
    }
}
