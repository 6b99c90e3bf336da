package dev.assay.detectors.model.stablebaselines;

import static dev.assay.detectors.model.stablebaselines.StableBaselinesSamples.BENIGN;
import static dev.assay.detectors.model.stablebaselines.StableBaselinesSamples.HOSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StableBaselinesDecoderTest {
    private static RecordedReport scan(String member, String json) {
        return new TestScan(AllDetectors.ALL).run("model.zip", StableBaselinesSamples.zip(member, json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"policy_class\": {\":type:\": \"abc\", \":serialized:\": \"%s\"}}",
                " \n{\":serialized:\": \"%s\"}",
                "{\"a\": NaN, \"b\": [-Infinity, \"\\ud800\"], \":serialized:\": \"%s\"}",
                "{\"a\": {\":serialized:\": \"AAAA\", \":serialized:\": \"%s\"}}",
                "{\"a\": [{\"b\": {\"\\u003aserialized:\": \"!%s\"}}], \"c\": 1}"
            })
    void everySerializedPickleIsJudged(String json) {
        RecordedReport report = scan("data", String.format(json, HOSTILE));
        assertThat(report.ruleIds()).contains("model/pickle-dangerous-callable");
        assertThat(report.inOrder().stream().filter(Finding.class::isInstance).map(Object::toString))
                .anyMatch(finding -> finding.contains("serialized@"));
    }

    @Test
    void aPickleOfPlainThingsIsSilent() {
        RecordedReport report =
                scan("data", "{\"a\": {\":type:\": \"x\", \":serialized:\": \"" + BENIGN + "\"}, \"b\": 1}");
        assertThat(report.inOrder()).isEmpty();
    }

    @Test
    void otherTextsAndOtherMembersAreNotDecoded() {
        assertThat(scan("data", "{\"a\": \"" + HOSTILE + "\"}").ruleIds()).isEmpty();
        assertThat(scan("config", "{\":serialized:\": \"" + HOSTILE + "\"}").ruleIds())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\":serialized:\": \"gASVA\"}", "{\":serialized:\": nan}", "{\"a\": "})
    void whatCannotBeReadIsAGap(String json) {
        assertThat(scan("data", json).inOrder()).anyMatch(Gap.class::isInstance);
    }

    @Test
    void aPickleThatIsTooLargeIsAGap() {
        RecordedReport report = scan("data", "{\":serialized:\": \"" + "A".repeat(5 << 20) + "\"}");
        assertThat(report.inOrder()).anyMatch(Gap.class::isInstance);
    }

    @Test
    void behindItsPaddingPythonReadsNothing() {
        assertThat(scan("data", "{\":serialized:\": \"AA==" + HOSTILE + "\"}").ruleIds())
                .isEmpty();
    }
}
