package dev.assay.detectors.model.numpy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class NpyFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new NpyDecoder(), bytes);
    }
}
