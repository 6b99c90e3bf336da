package dev.assay.detectors.model.prototext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoTextDecoderTest {
    private static RecordedReport scan(String name, String text) {
        return new TestScan(AllDetectors.ALL).run(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void operatorsAreJudgedAsInTheBinaryFormats() {
        RecordedReport report = scan("saved_model.pbtxt", ProtoTextSamples.TENSORFLOW);
        assertThat(report.ruleIds())
                .containsExactlyInAnyOrder("model/tensorflow-file-write", "model/tensorflow-python-call");
        assertThat(report.gaps()).isEmpty();
        assertThat(report.findings()).extracting(Finding::message).anyMatch(text -> text.contains("/etc/cron.d"));
        assertThat(scan("deploy.prototxt", ProtoTextSamples.CAFFE).ruleIds())
                .containsExactly("model/caffe-python-layer");
        assertThat(scan("deploy.prototxt", ProtoTextSamples.CAFFE)
                        .findings()
                        .getFirst()
                        .message())
                .contains("evil.Layer");
        assertThat(scan("m.pbtxt", ProtoTextSamples.ONNX).ruleIds()).containsExactly("model/onnx-custom-operator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "node { op: 'Py' \"Func\" }|model/tensorflow-python-call",
                "node { op: '\\x50\\171Func' }|model/tensorflow-python-call",
                "node: [ { op: 'PyFunc' }, { op: 'MatMul' } ]|model/tensorflow-python-call",
                "a: [1, 2] b: [] [x.y] { z: 1 } node { op: 'PyFunc' }|model/tensorflow-python-call",
                "a: -1.5e+3 # node { op: 'PyFunc' }|''",
                "a: 'node { op: \"PyFunc\" }'|''",
            })
    void textsAreReadAsTheyAreMeant(String text, String rule) {
        RecordedReport report = scan("x.pbtxt", text);
        assertThat(report.gaps()).isEmpty();
        assertThat(String.join(",", report.ruleIds())).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {", "a: 'b", "a: 1 }", "a: 1 >", "a: [1", "a { b: 1 >", "a: ", "a: 1 %"})
    void whatIsBrokenIsAGap(String text) {
        assertThat(scan("x.pbtxt", text).gaps()).hasSize(1);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(scan("x.pbtxt", "a{".repeat(100_000)).gaps())
                .extracting(Gap::reason)
                .containsExactly("messages are nested more than 100 levels deep");
    }

    @Test
    void manyListsNeedNoStack() {
        assertThat(scan("x.pbtxt", "a: [] b: [1, 2]\n".repeat(100_000) + "node { op: 'PyFunc' }")
                        .ruleIds())
                .containsExactly("model/tensorflow-python-call");
    }

    @Test
    void otherTextsAreNone() {
        assertThat(scan("x.txt", ProtoTextSamples.TENSORFLOW).inOrder()).isEmpty();
        assertThat(scan("x.pbtxt", "To be read first").inOrder()).isEmpty();
    }
}
