package dev.assay.detectors.model.llamafile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class LlamafileFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new LlamafileDecoder(), bytes);
    }
}
