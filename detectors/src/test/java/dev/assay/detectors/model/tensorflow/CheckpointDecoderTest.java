package dev.assay.detectors.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import org.junit.jupiter.api.Test;

class CheckpointDecoderTest {
    private static RecordedReport scan(byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run("variables.index", bytes);
    }

    @Test
    void aSoundIndexIsNothingToSay() {
        RecordedReport report = scan(CheckpointSamples.index(CheckpointSamples.entries(12), 0));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().byFormat()).containsOnlyKeys("tensorflow-checkpoint");
    }

    @Test
    void aTensorAtAnImpossiblePlaceIsFound() {
        RecordedReport report = scan(CheckpointSamples.index(CheckpointSamples.entries(-12), 0));
        assertThat(report.ruleIds()).containsExactly("model/tensorflow-checkpoint-place");
        assertThat(report.findings().getFirst().message()).contains("'dense/kernel'");
    }

    @Test
    void whatCannotBeReadIsAGap() {
        assertThat(scan(CheckpointSamples.index(CheckpointSamples.entries(12), 1))
                        .gaps())
                .extracting(Gap::kind)
                .containsExactly(GapKind.UNSUPPORTED);
        byte[] bytes = CheckpointSamples.index(CheckpointSamples.entries(12), 0);
        bytes[bytes.length - 45] = 0x7f; // the index lies elsewhere
        assertThat(scan(bytes).gaps()).extracting(Gap::kind).containsExactly(GapKind.MALFORMED);
    }
}
