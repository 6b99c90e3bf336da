package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Texts;
import org.junit.jupiter.api.Test;

class PythonRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        Texts.assertExamples("code/python-", "tool.py");
    }
}
