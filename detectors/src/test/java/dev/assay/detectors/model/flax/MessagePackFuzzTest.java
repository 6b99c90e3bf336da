package dev.assay.detectors.model.flax;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class MessagePackFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new MessagePackDecoder(), bytes);
    }
}
