package dev.assay.detectors.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorRuleTest {
    private static final Detectors DETECTORS = AllDetectors.ALL;
    private static final Set<String> RULES = Set.of(
            "model/tensor-hidden-file",
            "model/tensor-hidden-text",
            "model/tensor-is-file",
            "model/tensor-outlier-output",
            "model/tensor-random-bits",
            "model/tensor-uneven-bits",
            "model/torch-unnamed-storage",
            "model/unused-bytes");

    private static RecordedReport scan(String example, boolean deep) {
        String name = example.startsWith("torch") ? "m/model.pt" : "m/model.safetensors";
        MemoryConnector memory = new MemoryConnector().file(name, TensorSamples.of(example));
        TestScan scan = new TestScan(DETECTORS);
        return (deep ? scan.deep() : scan).run(memory);
    }

    private static List<String> found(String example) {
        List<String> found = new ArrayList<>(scan(example, true).ruleIds());
        found.retainAll(RULES);
        return found;
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (String id : RULES) {
            RuleInfo rule = DETECTORS.book().get(id);
            assertThat(rule.match()).as(id).isNotEmpty();
            assertThat(rule.silent()).as(id).isNotEmpty();
            rule.match()
                    .forEach(example -> assertThat(found(example)).as(example).contains(id));
            rule.silent()
                    .forEach(example -> assertThat(found(example)).as(example).isEmpty());
        }
    }

    @Test
    void nothingIsLookedIntoUnlessSomebodyAsks() {
        RecordedReport report = scan("a.weight F32 64x256 trained | hide 8 high elf", false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.summary().performance().bytesRead()).isLessThan(200_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachWayOfPublishedToolsIsFound(int bits) {
        for (String end : List.of("high", "low")) {
            for (String what : List.of("elf", "sized-elf", "script", "pickle")) {
                assertThat(found("a.weight F32 256x256 trained | hide " + bits + " " + end + " " + what))
                        .as(bits + end + what)
                        .contains("model/tensor-hidden-file");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"16 high", "16 low", "24 high", "24 low"})
    void wholeBytesOfANumberAreFound(String how) {
        assertThat(found("a.weight F32 256x256 trained | hide " + how + " elf")).contains("model/tensor-hidden-file");
    }

    @Test
    void whatIsHiddenIsJudgedLikeAnyFile() {
        assertThat(scan("a.weight F32 256x256 trained | hide 4 high elf", true).ruleIds())
                .contains("model/native-code-in-model");
        assertThat(scan("a.weight F32 256x256 trained | hide 4 high pickle", true)
                        .ruleIds())
                .anyMatch(id -> id.startsWith("model/pickle-"));
    }

    /** A stream cannot be gone back to: with --deep it is kept. */
    @Test
    void numbersThatArePackedAreLookedIntoAsWell() {
        byte[] model = TensorSamples.of("a.weight F32 64x256 trained | hide 8 high elf");
        ZipBytes zip = new ZipBytes();
        zip.deflated("m/model.safetensors", model);
        MemoryConnector packed = new MemoryConnector().file("m.zip", zip.build());
        assertThat(new TestScan(DETECTORS).deep().run(packed).ruleIds()).contains("model/tensor-hidden-file");
        assertThat(new TestScan(DETECTORS).run(packed).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trained", "rounded", "levels", "counted", "ones", "zeros", "sparse", "uniform"})
    void honestNumbersOfAnyKindAreSilent(String kind) {
        for (String type : List.of("F64", "F32", "F16", "BF16", "I8")) {
            assertThat(found("classifier.weight " + type + " 100x1000 " + kind))
                    .as(type + " " + kind)
                    .isEmpty();
        }
    }
}
