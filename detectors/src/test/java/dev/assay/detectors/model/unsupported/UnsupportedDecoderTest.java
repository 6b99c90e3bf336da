package dev.assay.detectors.model.unsupported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnsupportedDecoderTest {
    @Test
    void eachIsAGapAndNothingElse() {
        Set<String> seen = new TreeSet<>();
        UnsupportedSamples.all().forEach((name, bytes) -> {
            RecordedReport report = new TestScan(AllDetectors.ALL).run(name, bytes);
            assertThat(report.findings()).isEmpty();
            assertThat(report.gaps()).as(name).singleElement().satisfies(gap -> {
                assertThat(gap.kind()).isEqualTo(GapKind.UNSUPPORTED);
                assertThat(gap.reason()).startsWith("is ").endsWith(", which this version does not read");
                assertThat(gap.bytesUnread()).isEqualTo(bytes.length);
            });
            String id =
                    report.summary().coverage().byFormat().keySet().iterator().next();
            assertThat(name).startsWith(id + "-");
            seen.add(id);
        });
        assertThat(seen)
                .containsExactlyElementsOf(UnsupportedDecoder.all().stream()
                        .map(decoder -> decoder.format().id())
                        .toList());
    }

    @Test
    void ordinaryFilesAreNoneOfThem() {
        List<String> texts = List.of(
                "BZh91 is how bzip2 begins",
                "Rar! That was loud.",
                "X\n1,2,3\n",
                "RDX is an explosive",
                "TFL3",
                "]\u0000\u0000",
                "]\u0000\u0000\u0005\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001",
                "]\u0000\u0000\u0004\u0000\u0001\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0001",
                "]\u0000\u0000\u0004\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001\u0001",
                "GGU",
                "%PDF-1.7",
                "{\"a\": 1}",
                "PK\u0003\u0004",
                "");
        for (String text : texts) {
            for (Decoder decoder : UnsupportedDecoder.all()) {
                Head head = Head.of("notes.txt", text.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(decoder.format().magic().matches(head)).as(text).isFalse();
            }
        }
    }

    @Test
    void someCountForTheirNameOnly() {
        byte[] bytes = {0x1f, (byte) 0x9d, 0};
        assertThat(new TestScan(AllDetectors.ALL).run("x.dat", bytes).gaps()).isEmpty();
        assertThat(new TestScan(AllDetectors.ALL).run("x.Z", bytes).gaps()).hasSize(1);
    }
}
