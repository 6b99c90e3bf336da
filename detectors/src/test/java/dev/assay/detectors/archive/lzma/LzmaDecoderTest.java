package dev.assay.detectors.archive.lzma;

import static dev.assay.detectors.archive.ArchiveFixtures.concat;
import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LzmaDecoderTest {
    private static final LzmaDecoder DECODER = new LzmaDecoder();
    private static final byte[] PYTHON = ArchiveFixtures.read("python.lzma");
    private static final byte[] SIZED = ArchiveFixtures.read("sized.lzma");

    private static boolean matches(byte[] bytes) {
        return DECODER.format().magic().matches(Head.of("x", bytes));
    }

    @Test
    void whatIsNoLzmaIsNotTakenForIt() {
        assertThat(matches(PYTHON)).isTrue();
        assertThat(matches(with(PYTHON, 13, 1)))
                .as("not the first byte of the bits")
                .isFalse();
        assertThat(matches(with(PYTHON, 0, 225))).as("no such properties").isFalse();
        assertThat(matches(with(PYTHON, 1, 1))).as("an unusual dictionary").isFalse();
        assertThat(matches(with(SIZED, 10, 1))).as("more than 256 GiB").isFalse();
        assertThat(matches(new byte[100])).as("zeros").isFalse();
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[4096];
            random.nextBytes(bytes);
            System.arraycopy(PYTHON, 0, bytes, 0, 14);
            assertThat(matches(bytes)).as("random bits behind a right header").isFalse();
        }
        for (int properties : new int[] {0, 45, 0x5d}) {
            byte[] numbers = with(new byte[4096], 0, properties, 0, 0, 1, 0, 9);
            assertThat(matches(numbers)).as("zeros behind " + properties).isEqualTo(properties == 0x5d);
        }
    }

    @Test
    void comparesTheSizeAndReadsOn() {
        byte[] whole = content(decode(DECODER, SIZED));
        byte[] less = with(SIZED, 5, 100, 0);
        RecordingSink sink = decode(DECODER, less);
        assertThat(sink.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(content(sink)).isEqualTo(whole);
        RecordingSink more = decode(DECODER, with(SIZED, 7, 1));
        assertThat(more.anomalies()).containsExactly("archive/size-mismatch");
        assertThat(content(more)).isEqualTo(whole);
    }

    @Test
    void readsOnAsPythonDoes() {
        RecordingSink both = decode(DECODER, concat(PYTHON, SIZED));
        assertThat(content(both)).isEqualTo(concat(content(decode(DECODER, PYTHON)), content(decode(DECODER, SIZED))));
        assertThat(both.anomalies()).isEmpty();
        RecordingSink xz = decode(DECODER, concat(PYTHON, ArchiveFixtures.read("crc64.xz")));
        assertThat(xz.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
        assertThat(content(xz)).isEqualTo(content(decode(DECODER, PYTHON)));
    }

    /** As {@code xz} has it: 1.5 MiB or 4 GiB are headers like others, and cost nothing. */
    @Test
    void aLargeDictionaryTakesNoMemoryByItself() {
        byte[] large = with(PYTHON, 1, 0xff, 0xff, 0xff, 0xff);
        assertThat(matches(large)).isTrue();
        assertThat(content(ArchiveFixtures.within(1 << 20, Limits.DEFAULT, DECODER, large)))
                .isEqualTo(content(decode(DECODER, PYTHON)));
    }
}
