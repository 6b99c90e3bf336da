package dev.assay.detectors.archive.bzip2;

import static dev.assay.detectors.archive.ArchiveFixtures.content;
import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static dev.assay.detectors.archive.ArchiveFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Bzip2DecoderTest {
    private static final Bzip2Decoder DECODER = new Bzip2Decoder();
    private static final byte[] PLAIN = ArchiveFixtures.read("plain.bz2");

    @Test
    void comparesTheSumsAndGivesTheContentAllTheSame() {
        byte[] whole = content(decode(DECODER, PLAIN));
        RecordingSink block = decode(DECODER, with(PLAIN, 12, PLAIN[12] ^ 1));
        assertThat(block.anomalies()).containsExactly("archive/crc-mismatch");
        assertThat(block.gaps()).isEmpty();
        assertThat(content(block)).isEqualTo(whole);
        int last = PLAIN.length - 2; // within the sum of the stream, whatever its last bits are
        RecordingSink stream = decode(DECODER, with(PLAIN, last, PLAIN[last] ^ 0x10));
        assertThat(stream.anomalies()).containsExactly("archive/crc-mismatch");
        assertThat(content(stream)).isEqualTo(whole);
    }

    @Test
    void aRandomisedBlockIsAGap() {
        RecordingSink sink = decode(DECODER, with(PLAIN, 14, PLAIN[14] | 0x80));
        assertThat(sink.gapKinds()).containsExactly(GapKind.UNSUPPORTED);
    }

    @Test
    void takesItsMemoryBeforeItNeedsIt() {
        byte[] large = with(PLAIN, 3, '9');
        assertThatThrownBy(() -> ArchiveFixtures.within(1 << 20, Limits.DEFAULT, DECODER, large))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("memory");
        assertThat(content(ArchiveFixtures.within(8 << 20, Limits.DEFAULT, DECODER, large)))
                .hasSizeGreaterThan(1000);
    }

    @Test
    void isNotMistakenForText() {
        for (String text : new String[] {"BZh91 is how bzip2 begins", "BZh0" + "1AY&SY", "BZh91AY&S", "BZ", ""}) {
            Head head = Head.of("x", text.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(DECODER.format().magic().matches(head)).as(text).isFalse();
        }
    }
}
