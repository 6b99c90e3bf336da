package dev.assay.detectors.archive.lzma;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class LzmaFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new LzmaDecoder(), bytes);
    }
}
