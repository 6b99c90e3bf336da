package dev.assay.detectors.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.model.arrow.ArrowSamples;
import dev.assay.detectors.model.catboost.CatboostSamples;
import dev.assay.detectors.model.engines.EngineSamples;
import dev.assay.detectors.model.executorch.ExecutorchSamples;
import dev.assay.detectors.model.flax.MessagePackSamples;
import dev.assay.detectors.model.lightgbm.LightgbmSamples;
import dev.assay.detectors.model.mxnet.MxnetSamples;
import dev.assay.detectors.model.ort.OrtSamples;
import dev.assay.detectors.model.rdata.RSamples;
import dev.assay.detectors.model.tfjs.TfjsSamples;
import dev.assay.detectors.model.tflite.TfliteSamples;
import dev.assay.detectors.model.torch7.Torch7Samples;
import dev.assay.detectors.model.xgboost.XgboostSamples;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of each made file of the binary formats: all of it, and nothing else. */
class FormatCasesTest {
    static Stream<FormatCase> cases() {
        return Stream.of(
                        ArrowSamples.cases(),
                        CatboostSamples.cases(),
                        EngineSamples.cases(),
                        ExecutorchSamples.cases(),
                        LightgbmSamples.cases(),
                        MessagePackSamples.cases(),
                        MxnetSamples.cases(),
                        OrtSamples.cases(),
                        RSamples.cases(),
                        TfjsSamples.cases(),
                        TfliteSamples.cases(),
                        Torch7Samples.cases(),
                        XgboostSamples.cases())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsThere(FormatCase each) {
        RecordedReport report = new TestScan(AllDetectors.ALL).run(each.name(), each.bytes());
        List<String> said = new ArrayList<>(report.ruleIds());
        report.gaps().forEach(gap -> said.add("gap:" + gap.kind().id()));
        assertThat(said).as(report.inOrder().toString()).containsExactlyInAnyOrderElementsOf(each.says());
        assertThat(report.findings()).allMatch(finding -> !finding.message().contains("{"));
    }
}
