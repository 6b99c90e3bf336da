package dev.assay.detectors.model.torchscript;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class TorchScriptFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new TorchScriptDecoder(), bytes);
    }
}
