package dev.assay.detectors.model.executorch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ExecutorchFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ExecutorchDecoder(), bytes);
    }
}
