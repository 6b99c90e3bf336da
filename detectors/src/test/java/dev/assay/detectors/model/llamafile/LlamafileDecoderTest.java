package dev.assay.detectors.model.llamafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LlamafileDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void anHonestOneIsLow() {
        RecordedReport report = scan("x.llamafile", LlamafileSamples.file("-m\nmodel.gguf\n--host=127.0.0.1\n"));
        assertThat(report.ruleIds()).contains("model/llamafile", "model/native-code");
        assertThat(report.findings()).extracting(Finding::severity).doesNotContain(Severity.MEDIUM, Severity.HIGH);
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void itIsKnownWithoutItsName() {
        assertThat(scan("program.exe", LlamafileSamples.file("")).ruleIds()).contains("model/llamafile");
    }

    @Test
    void argumentsThatNobodyAskedForAreFound() {
        RecordedReport report =
                scan("x.llamafile", LlamafileSamples.file("-m\nmodel.gguf\n--unsecure\n--log-file=/tmp/x\n"));
        assertThat(report.ruleIds())
                .filteredOn("model/llamafile-argument"::equals)
                .hasSize(2);
    }

    @Test
    void theModelIsJudged() {
        byte[] overflow = LlamafileSamples.MODEL.clone();
        overflow[15] = 0x7f;
        RecordedReport report =
                scan("x.llamafile", LlamafileSamples.file(LlamafileSamples.program(), Map.of("m.gguf", overflow)));
        assertThat(report.ruleIds()).contains("model/gguf-count-overflow");
    }

    @Test
    void aProgramWithAnotherZipIsNone() {
        byte[] other = LlamafileSamples.file(
                LlamafileSamples.program(), Map.of("readme.txt", "x".getBytes(StandardCharsets.US_ASCII)));
        assertThat(scan("setup.exe", other).ruleIds()).doesNotContain("model/llamafile");
    }

    @Test
    void aNameWithoutAModelIsAGap() {
        assertThat(scan("x.llamafile", LlamafileSamples.program()).gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }
}
