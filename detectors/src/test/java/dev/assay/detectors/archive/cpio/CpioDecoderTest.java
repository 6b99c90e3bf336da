package dev.assay.detectors.archive.cpio;

import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CpioDecoderTest {
    private static final CpioDecoder DECODER = new CpioDecoder();
    private static final int FILE = 0100644;
    private static final int LINK = 0120777;
    private static final int DEVICE = 0020666;
    private static final int FOLDER = 0040755;
    private static final String TRAILER = portable("TRAILER!!!", 0, "");

    /** In the portable format, which fills up nothing. */
    private static String portable(String name, int mode, String content) {
        return String.format(
                "070707000000%06o%06o000000000000000001000000%011o%06o%011o%s\0%s",
                1, mode, 0, name.length() + 1, content.length(), name, content);
    }

    private static byte[] bytes(String... members) {
        return String.join("", members).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void linksDevicesAndNamesThatLeadOutAreStated() {
        RecordingSink sink = decode(
                DECODER,
                bytes(
                        portable("d", FOLDER, ""),
                        portable("d/l", LINK, "../../x"),
                        portable("n", DEVICE, ""),
                        portable("../e", FILE, "one"),
                        portable("far", LINK, "x".repeat(5000)),
                        TRAILER));
        assertThat(sink.contents()).containsExactly("../e=one");
        assertThat(sink.gaps()).isEmpty();
        assertThat(sink.facts())
                .extracting(fact -> ((ArchiveEntry) fact).name() + " " + ((ArchiveEntry) fact).linkTarget())
                .containsExactly("d/l ../../x", "n null", "../e null", "far null");
    }

    @Test
    void readsOnBehindTheEnd() {
        byte[] two = bytes(portable("a", FILE, "one"), TRAILER, "\0".repeat(300), portable("b", FILE, "two"), TRAILER);
        byte[] rest = bytes(portable("a", FILE, "one"), TRAILER, "\0\0", "no archive at all, but behind one");
        for (boolean seeks : new boolean[] {true, false}) {
            assertThat(read(two, seeks).contents()).containsExactly("a=one", "b=two");
            assertThat(read(two, seeks).gaps()).isEmpty();
            assertThat(read(rest, seeks).contents())
                    .containsExactly("a=one", "behind-the-end=no archive at all, but behind one");
        }
    }

    private static RecordingSink read(byte[] bytes, boolean seeks) {
        return seeks
                ? decode(DECODER, bytes)
                : RecordingSink.of(DECODER, new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN));
    }

    @Test
    void whatIsBrokenIsRefusedBehindWhatIsNot() {
        String sound = portable("a", FILE, "one");
        String[] broken = {
            "",
            "070707 is not how a header begins, whatever follows it; and so on for as long as a header is, and longer.",
            portable("b", FILE, "two").replace("000003b", "77777777b"),
            portable("b", FILE, "two").substring(0, 77),
            sound.replace("a\0one", "b\0o")
        };
        for (String each : broken) {
            for (boolean seeks : new boolean[] {true, false}) {
                RecordingSink sink = read(bytes(sound, each), seeks);
                assertThat(sink.contents()).as(each).startsWith("a=one");
                assertThat(sink.gapKinds()).as(each).containsExactly(GapKind.MALFORMED);
            }
        }
    }

    @Test
    void isNotMistakenForText() {
        for (String text :
                new String[] {"070701", "070707 is a number", "0707", "\u00c7q is how the binary one begins", ""}) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(DECODER.format().magic().matches(Head.of("x", bytes)))
                    .as(text)
                    .isFalse();
        }
        for (String name : new String[] {"newc.cpio", "odc.cpio", "bin.cpio", "hpbin.cpio"}) {
            Head head = Head.of("x", ArchiveFixtures.read(name));
            assertThat(DECODER.format().magic().matches(head)).as(name).isTrue();
        }
    }
}
