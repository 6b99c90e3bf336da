package dev.assay.detectors.model.stablebaselines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.detectors.model.pickle.PickleBytes;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StableBaselinesDecoderTest {
    private static final String HOSTILE = base64(
            PickleBytes.proto(4).stackGlobal("os", "system").str("id").call1().stop());
    private static final String BENIGN = base64(PickleBytes.proto(4)
            .stackGlobal("collections", "OrderedDict")
            .emptyTuple()
            .reduce()
            .stop());

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static RecordedReport scan(String member, String json) {
        ZipBytes zip = new ZipBytes();
        zip.stored(member, json);
        return new TestScan(Catalog.load("test")).run("model.zip", zip.build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"policy_class\": {\":type:\": \"abc\", \":serialized:\": \"%s\"}}",
                " \n{\":serialized:\": \"%s\"}",
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
    @ValueSource(
            strings = {
                "{\":serialized:\": \"gASVA\"}",
                "{\":serialized:\": NaN}",
                "{\"a\": ",
                "{\":serialized:\": \"AA==AAAA\"}"
            })
    void whatCannotBeReadIsAGap(String json) {
        assertThat(scan("data", json).inOrder()).anyMatch(Gap.class::isInstance);
    }

    @Test
    void aPickleThatIsTooLargeIsAGap() {
        RecordedReport report = scan("data", "{\":serialized:\": \"" + "A".repeat(5 << 20) + "\"}");
        assertThat(report.inOrder()).anyMatch(Gap.class::isInstance);
    }
}
