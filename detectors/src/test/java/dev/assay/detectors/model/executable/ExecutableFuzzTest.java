package dev.assay.detectors.model.executable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ExecutableFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ExecutableDecoder(), bytes);
    }
}
