package dev.assay.detectors.model.tensorflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class TensorFlowFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        TensorFlowDecoder.all().forEach(decoder -> FuzzedDecoder.run(decoder, bytes));
    }
}
