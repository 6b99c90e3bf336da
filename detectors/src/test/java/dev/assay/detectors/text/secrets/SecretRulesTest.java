package dev.assay.detectors.text.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.text.Texts;
import dev.assay.engine.rule.RuleInfo;
import org.junit.jupiter.api.Test;

class SecretRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        for (RuleInfo rule : Texts.rules("secret/")) {
            for (String example : rule.match()) {
                assertThat(Texts.scan("settings.conf", Texts.example(example)).ruleIds())
                        .as(rule.id() + ": " + example)
                        .contains(rule.id());
            }
            for (String example : rule.silent()) {
                assertThat(Texts.scan("settings.conf", Texts.example(example)).ruleIds())
                        .as(rule.id() + ": " + example)
                        .doesNotContain(rule.id());
            }
        }
    }
}
