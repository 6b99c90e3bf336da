package dev.assay.detectors.model.coreml;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class CoreMlFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new CoreMlDecoder(), bytes);
    }
}
