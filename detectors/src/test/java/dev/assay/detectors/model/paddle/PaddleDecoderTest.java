package dev.assay.detectors.model.paddle;

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

class PaddleDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : RuleExamples.of("model/paddle-")) {
            RuleExamples.check(rule, rule.match(), true, "x.pdmodel", PaddleSamples::program);
            RuleExamples.check(rule, rule.silent(), false, "x.pdmodel", PaddleSamples::program);
        }
    }

    @Test
    void aProgramIsKnownByItsContentWhateverItsName() {
        assertThat(scan("x", PaddleSamples.program("py_func")).ruleIds()).containsExactly("model/paddle-python-call");
        assertThat(scan("x.pdmodel", "os.system('ls')".getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void ordinaryOperatorsAreNothingToSay() {
        assertThat(scan("x.pdmodel", PaddleSamples.program("some_custom_op path=a/b"))
                        .inOrder())
                .isEmpty();
        assertThat(scan("x.pdmodel", PaddleSamples.program("load file_path=/etc/passwd"))
                        .findings()
                        .getFirst()
                        .message())
                .contains("/etc/passwd")
                .doesNotContain("a.py");
    }
}
