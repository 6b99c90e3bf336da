package dev.assay.detectors.archive.ar;

import static dev.assay.detectors.archive.ArchiveFixtures.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArDecoderTest {
    private static final ArDecoder DECODER = new ArDecoder();

    private static String member(String name, String content) {
        return member(name, Integer.toString(content.length()), content);
    }

    private static String member(String name, String size, String content) {
        return String.format("%-16s%-12s%-6s%-6s%-8s%-10s`\n%s", name, 0, 0, 0, "100644", size, content)
                + (content.length() % 2 == 0 ? "" : "\n");
    }

    private static byte[] bytes(String... members) {
        return ("!<arch>\n" + String.join("", members)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RecordingSink read(String... members) {
        return decode(DECODER, bytes(members));
    }

    @Test
    void tellsMembersFromTables() {
        RecordingSink sink =
                read(member("/", "table of symbols"), member("//", "a-long-name.o/\n"), member("/0", "one"));
        assertThat(sink.contents()).containsExactly("a-long-name.o=one");
        assertThat(sink.opaqueBytes()).isEqualTo("table of symbols".length());
        assertThat(read(member("#1/5", "a.txtone")).contents()).containsExactly("a.txt=one");
        assertThat(sink.gaps()).isEmpty();
    }

    @Test
    void namesThatLeadOutAndComeTwiceAreStated() {
        RecordingSink sink =
                read(member("//", "../../evil/\n"), member("/0", "one"), member("x", ""), member("x", "y"));
        assertThat(sink.contents()).containsExactly("../../evil=one", "x=", "x=y");
        assertThat(sink.facts()).anyMatch(fact -> fact.toString().contains("../../evil"));
        assertThat(sink.anomalies()).containsExactly("archive/duplicate-member");
        RecordingSink nowhere = read(member("/99", "one"));
        assertThat(nowhere.contents()).containsExactly("/99=one");
        assertThat(nowhere.anomalies()).containsExactly("archive/header-mismatch");
    }

    @Test
    void whatIsBrokenIsRefusedBehindWhatIsNot() {
        String[] broken = {
            member("b", "-1", ""),
            member("b", "x", ""),
            member("b", "", ""),
            member("b", "9999999999", "cut"),
            member("#1/9", "short"),
            member("//", "2000000", ""),
            "no header"
        };
        for (String each : broken) {
            for (boolean seeks : new boolean[] {true, false}) {
                byte[] all = bytes(member("a", "one"), each);
                RecordingSink sink = seeks
                        ? decode(DECODER, all)
                        : RecordingSink.of(
                                DECODER, new StreamSource(new ByteArrayInputStream(all), ByteSource.UNKNOWN));
                assertThat(sink.contents()).as(each).startsWith("a=one");
                assertThat(sink.gapKinds()).as(each).containsExactly(GapKind.MALFORMED);
            }
        }
        assertThat(decode(DECODER, bytes(member("b", "9999999999", "cut"))).contents())
                .containsExactly("b=cut\n");
    }

    @Test
    void aThinArchiveIsAGap() {
        byte[] thin = "!<thin>\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decode(DECODER, thin).gapKinds()).containsExactly(GapKind.UNSUPPORTED);
    }
}
