package dev.assay.detectors.text.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.text.Texts;
import dev.assay.engine.rule.RuleInfo;
import org.junit.jupiter.api.Test;

class JinjaRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        for (RuleInfo rule : Texts.rules("model/jinja-")) {
            for (String example : rule.match()) {
                assertThat(Texts.scan("chat_template.jinja", Texts.example(example))
                                .ruleIds())
                        .as(rule.id() + ": " + example)
                        .contains(rule.id());
            }
            for (String example : rule.silent()) {
                assertThat(Texts.scan("chat_template.jinja", Texts.example(example))
                                .ruleIds())
                        .as(rule.id() + ": " + example)
                        .doesNotContain(rule.id());
            }
        }
    }
}
