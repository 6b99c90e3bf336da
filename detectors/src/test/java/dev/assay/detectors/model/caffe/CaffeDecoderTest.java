package dev.assay.detectors.model.caffe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CaffeDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : RuleExamples.of("model/caffe-")) {
            RuleExamples.check(rule, rule.match(), true, "x.caffemodel", CaffeSamples::net);
            RuleExamples.check(rule, rule.silent(), false, "x.caffemodel", CaffeSamples::net);
        }
    }

    @Test
    void aNetworkIsKnownByItsContentWhateverItsName() {
        assertThat(scan("x", CaffeSamples.net("Python evil Layer")).ruleIds())
                .containsExactly("model/caffe-python-layer");
        assertThat(scan("x", CaffeSamples.old()).summary().coverage().byFormat())
                .containsOnlyKeys("caffe");
        assertThat(scan("x.caffemodel", "not a network".getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void blobsAreOpaque() {
        RecordedReport report = scan("x.caffemodel", CaffeSamples.net("Convolution"));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().bytesOpaque()).isEqualTo(40);
    }
}
