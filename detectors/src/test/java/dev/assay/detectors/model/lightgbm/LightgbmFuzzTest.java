package dev.assay.detectors.model.lightgbm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class LightgbmFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new LightgbmDecoder(), bytes);
    }
}
