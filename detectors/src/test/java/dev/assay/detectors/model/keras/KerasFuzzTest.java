package dev.assay.detectors.model.keras;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class KerasFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new KerasDecoder(), bytes);
        FuzzedDecoder.run(new KerasArchiveDecoder(), bytes);
    }
}
