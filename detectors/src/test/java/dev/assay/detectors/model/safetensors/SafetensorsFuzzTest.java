package dev.assay.detectors.model.safetensors;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class SafetensorsFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new SafetensorsDecoder(), bytes);
    }
}
