package dev.assay.detectors.model.cntk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.ProtobufBytes;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CntkDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : RuleExamples.of("model/cntk-")) {
            RuleExamples.check(rule, rule.match(), true, "x.cmf", CntkSamples::model);
            RuleExamples.check(rule, rule.silent(), false, "x.cmf", CntkSamples::model);
        }
    }

    @Test
    void aModelIsKnownByItsContentWhateverItsName() {
        RecordedReport report = scan("x", CntkSamples.model("uid=a / module=evil class=Layer"));
        assertThat(report.summary().coverage().byFormat()).containsOnlyKeys("cntk");
        assertThat(report.findings().getFirst().message()).contains("'evil' and in it 'Layer'");
        assertThat(scan("x", CntkSamples.model("uid=a / uid=b op=Times")).inOrder())
                .isEmpty();
    }

    @Test
    void whatOnlyBeginsLikeOneIsAGapByItsName() {
        byte[] model = CntkSamples.model("uid=a");
        byte[] damaged = Arrays.copyOf(model, model.length + 20);
        Arrays.fill(damaged, model.length, damaged.length, (byte) 'o');
        assertThat(scan("x.dnn", damaged).gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
        assertThat(scan("x.dat", damaged).inOrder()).isEmpty();
    }

    @Test
    void anEntryMayHaveItsValueFirst() {
        ProtobufBytes value = new ProtobufBytes().number(1, 1).number(2, 6).text(8, "evil");
        ProtobufBytes entry = new ProtobufBytes().message(2, value).text(1, "module");
        byte[] model = new ProtobufBytes().number(1, 1).message(2, entry).build();
        assertThat(scan("x.cmf", model).ruleIds()).containsExactly("model/cntk-user-code");
    }
}
