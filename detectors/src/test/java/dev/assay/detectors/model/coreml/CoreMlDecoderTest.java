package dev.assay.detectors.model.coreml;

import static dev.assay.detectors.model.coreml.CoreMlSamples.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.ProtobufBytes;
import dev.assay.detectors.RuleExamples;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreMlDecoderTest {
    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : RuleExamples.of("model/coreml-")) {
            RuleExamples.check(rule, rule.match(), true, "x.mlmodel", CoreMlSamples::model);
            RuleExamples.check(rule, rule.silent(), false, "x.mlmodel", CoreMlSamples::model);
        }
    }

    @Test
    void aModelIsKnownByItsContentWhateverItsName() {
        assertThat(scan("x", model("custom A")).summary().coverage().byFormat()).containsOnlyKeys("coreml", "text");
        assertThat(scan("x.mlmodel", "not a model".getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.MALFORMED);
    }

    @Test
    void modelsWithinPipelinesAndNetworksWithinLoopsAreRead() {
        ProtobufBytes custom = new ProtobufBytes().message(500, new ProtobufBytes().text(10, "InLoop"));
        ProtobufBytes network = new ProtobufBytes().message(1, custom);
        ProtobufBytes loop = new ProtobufBytes().message(605, new ProtobufBytes().message(5, network));
        ProtobufBytes inner = new ProtobufBytes()
                .number(1, 4)
                .message(2, new ProtobufBytes())
                .message(403, new ProtobufBytes().message(1, loop));
        byte[] pipeline = new ProtobufBytes()
                .number(1, 4)
                .message(2, new ProtobufBytes())
                .message(200, new ProtobufBytes().message(1, new ProtobufBytes().message(1, inner)))
                .build();
        assertThat(scan("x.mlmodel", pipeline).ruleIds()).containsExactly("model/coreml-custom-class");
    }

    @Test
    void textsAndParametersAreHandedOn() {
        byte[] bytes = model("custom A script=import_os;metadata hook import os".replace("_", "\u00a0"));
        RecordingSink sink = RecordingSink.of(new CoreMlDecoder(), new MemorySource(bytes));
        assertThat(sink.children())
                .extracting(RecordingSink.Child::name)
                .containsExactly("description.txt", "metadata/hook.py", "layer/parameters/script.txt");
    }

    @Test
    void filesOfValuesAreFoundWhereverAValueMayStand() {
        ProtobufBytes value = new ProtobufBytes().message(5, new ProtobufBytes().text(1, "../../etc/passwd"));
        ProtobufBytes bound = new ProtobufBytes().message(1, new ProtobufBytes().message(2, value));
        ProtobufBytes tuple =
                new ProtobufBytes().message(3, new ProtobufBytes().message(2, new ProtobufBytes().message(1, value)));
        for (ProtobufBytes operation :
                List.of(new ProtobufBytes().entry(2, "x", bound), new ProtobufBytes().entry(5, "val", tuple))) {
            ProtobufBytes block = new ProtobufBytes().message(3, operation);
            ProtobufBytes program =
                    new ProtobufBytes().entry(2, "main", new ProtobufBytes().entry(3, "CoreML8", block));
            byte[] model = new ProtobufBytes()
                    .number(1, 8)
                    .message(2, new ProtobufBytes())
                    .message(502, program)
                    .build();
            assertThat(scan("x.mlmodel", model).ruleIds()).containsExactly("model/coreml-outside-path");
        }
    }
}
