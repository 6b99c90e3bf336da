package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.Texts;
import org.junit.jupiter.api.Test;

class JinjaRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        Texts.assertExamples("model/jinja-", "chat_template.jinja");
    }
}
