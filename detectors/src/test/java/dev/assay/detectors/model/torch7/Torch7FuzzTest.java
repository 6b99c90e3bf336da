package dev.assay.detectors.model.torch7;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class Torch7FuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new Torch7Decoder(), bytes);
    }
}
