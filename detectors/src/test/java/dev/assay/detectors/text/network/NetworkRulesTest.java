package dev.assay.detectors.text.network;

import dev.assay.detectors.text.Texts;
import org.junit.jupiter.api.Test;

class NetworkRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        Texts.assertExamples("network/", "settings.conf");
    }
}
