package dev.assay.detectors.model.mxnet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class SymbolFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new SymbolDecoder(), bytes);
    }
}
