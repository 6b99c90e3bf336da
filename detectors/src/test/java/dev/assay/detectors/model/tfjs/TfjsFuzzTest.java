package dev.assay.detectors.model.tfjs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class TfjsFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new TfjsDecoder(), bytes);
    }
}
