package dev.assay.detectors.model.tensorflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class CheckpointFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new CheckpointDecoder(), bytes);
    }
}
