package dev.assay.detectors.archive.xz;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class XzDecoderTest {
    private static final XzDecoder DECODER = new XzDecoder();
    private static final byte[] PLAIN = ArchiveFixtures.read("crc64.xz");

    /** With the header of its first block changed, and its sum made right. */
    private static byte[] withBlockHeader(byte[] bytes, int at, int... values) {
        byte[] changed = with(bytes, 12 + at, values);
        int size = ((changed[12] & 0xff) + 1) * 4;
        CRC32 sum = new CRC32();
        sum.update(changed, 12, size - 4);
        for (int i = 0; i < 4; i++) {
            changed[12 + size - 4 + i] = (byte) (sum.getValue() >>> 8 * i);
        }
        return changed;
    }

    @Test
    void comparesEachCheckAndGivesTheContentAllTheSame() {
        for (String name : new String[] {"crc32.xz", "crc64.xz", "sha256.xz"}) {
            byte[] bytes = ArchiveFixtures.read(name);
            int indexBytes = ((bytes[bytes.length - 8] & 0xff) + 1) * 4;
            int at = bytes.length - 12 - indexBytes - 1;
            RecordingSink sink = decode(DECODER, with(bytes, at, bytes[at] ^ 1));
            assertThat(sink.anomalies()).as(name).containsExactly("archive/crc-mismatch");
            assertThat(sink.gaps()).as(name).isEmpty();
            assertThat(content(sink)).as(name).isEqualTo(content(decode(DECODER, bytes)));
        }
    }

    @Test
    void readsOnBehindAWrongCheck() {
        byte[] bytes = ArchiveFixtures.read("no-check.xz");
        byte[] wrong = PLAIN.clone();
        int at = wrong.length - 12 - ((wrong[wrong.length - 8] & 0xff) + 1) * 4 - 1;
        wrong[at] ^= 1;
        RecordingSink sink = decode(DECODER, concat(wrong, bytes));
        assertThat(content(sink)).isEqualTo(concat(content(decode(DECODER, PLAIN)), content(decode(DECODER, bytes))));
    }

    @Test
    void comparesTheIndex() {
        int at = PLAIN.length - 12 - ((PLAIN[PLAIN.length - 8] & 0xff) + 1) * 4 + 2;
        RecordingSink sink = decode(DECODER, with(PLAIN, at, PLAIN[at] ^ 1));
        assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(decode(DECODER, with(PLAIN, at - 1, 2)).gapKinds()).containsExactly(GapKind.MALFORMED);
    }

    @Test
    void aFilterThatIsNotReadIsAGap() {
        RecordingSink riscV = decode(DECODER, withBlockHeader(ArchiveFixtures.read("x86.xz"), 2, 0x0b));
        assertThat(riscV.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(riscV.gaps().getFirst().reason()).contains("filter b");
        assertThat(decode(DECODER, withBlockHeader(PLAIN, 2, 0x22)).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
    }

    @Test
    void whatPythonReadsOnWithIsAGap() {
        RecordingSink sink = decode(DECODER, concat(PLAIN, ArchiveFixtures.read("python.lzma")));
        assertThat(sink.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(content(sink)).isEqualTo(content(decode(DECODER, PLAIN)));
    }

    @Test
    void brokenHeadersAreRefused() {
        assertThat(decode(DECODER, with(PLAIN, 8, PLAIN[8] ^ 1)).gapKinds()).containsExactly(GapKind.MALFORMED);
        assertThat(decode(DECODER, with(PLAIN, 13, PLAIN[13] ^ 4)).gapKinds()).containsExactly(GapKind.MALFORMED);
        assertThat(decode(DECODER, withBlockHeader(PLAIN, 1, 0x3c)).gapKinds()).containsExactly(GapKind.MALFORMED);
        assertThat(decode(DECODER, withBlockHeader(PLAIN, 4, 41)).gapKinds()).containsExactly(GapKind.MALFORMED);
    }

    /** A dictionary costs what is in it, not what its header says. */
    @Test
    void aLargeDictionaryTakesNoMemoryByItself() {
        byte[] large = withBlockHeader(PLAIN, 4, 40);
        assertThat(content(ArchiveFixtures.within(1 << 20, Limits.DEFAULT, DECODER, large)))
                .isEqualTo(content(decode(DECODER, PLAIN)));
    }
}
