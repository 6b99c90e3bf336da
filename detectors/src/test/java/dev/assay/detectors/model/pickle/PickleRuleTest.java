package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.RuleExamples;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PickleRuleTest {
    @TestFactory
    Stream<DynamicTest> everyRowReportsItsExamplesAndNotTheOthers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (RuleInfo rule : RuleExamples.of("model/pickle-")) {
            assertThat(rule.match()).as(rule.id()).isNotEmpty();
            assertThat(rule.silent()).as(rule.id()).isNotEmpty();
            for (String sample : rule.match()) {
                tests.add(DynamicTest.dynamicTest(
                        rule.id() + " reports " + sample,
                        () -> assertThat(reported(sample)).contains(rule.id())));
            }
            for (String sample : rule.silent()) {
                tests.add(DynamicTest.dynamicTest(
                        rule.id() + " does not report " + sample,
                        () -> assertThat(reported(sample)).doesNotContain(rule.id())));
            }
        }
        return tests.stream();
    }

    private static Set<String> reported(String sample) {
        Set<String> ids = new TreeSet<>();
        for (Finding finding : Decoding.of(Samples.get(sample)).findings()) {
            ids.add(finding.ruleId());
        }
        return ids;
    }

    @Test
    void benignSamplesHaveNothingAtMediumOrAbove() {
        for (String sample : List.of("plain-data", "ordered-dict", "numpy-array", "bound-timezone")) {
            Decoding decoding = Decoding.of(Samples.get(sample));
            assertThat(decoding.refused).as(sample).isNull();
            assertThat(decoding.findings())
                    .as(sample)
                    .noneMatch(finding -> finding.severity().compareTo(Severity.LOW) > 0);
        }
    }

    @Test
    void severityIsThatOfTheRow() {
        assertThat(worst("os-system-p4")).isEqualTo(Severity.CRITICAL);
        assertThat(worst("named-only-system")).isEqualTo(Severity.CRITICAL);
        assertThat(worst("dotted-re-export")).isEqualTo(Severity.CRITICAL);
        assertThat(worst("getattr-system")).isEqualTo(Severity.CRITICAL);
        assertThat(worst("unknown-named")).isEqualTo(Severity.INFO);
        assertThat(worst("unknown-called")).isEqualTo(Severity.MEDIUM);
        assertThat(worst("unknown-operand")).isEqualTo(Severity.MEDIUM);
        assertThat(worst("computed-name")).isEqualTo(Severity.HIGH);
    }

    @Test
    void oneFindingForEachCallableHoweverOftenItIsNamed() {
        byte[] twice = PickleBytes.proto(4)
                .stackGlobal("os", "system")
                .op(Opcodes.POP)
                .global("os", "system")
                .stop();
        List<Finding> findings = Decoding.of(twice).findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().evidence()).containsEntry("count", "2").containsEntry("callable", "os.system");
    }

    @Test
    void evidenceShowsTheArguments() {
        Finding finding = Decoding.of(Samples.get("os-system-p4")).findings().getFirst();
        assertThat(finding.evidence()).containsEntry("arguments", "'rm -rf /'").containsEntry("category", "process");
        assertThat(finding.message())
                .contains("os.system")
                .contains("'rm -rf /'")
                .doesNotContain("{");
    }

    private static Severity worst(String sample) {
        return Decoding.of(Samples.get(sample)).findings().stream()
                .map(Finding::severity)
                .max(Severity::compareTo)
                .orElseThrow();
    }
}
