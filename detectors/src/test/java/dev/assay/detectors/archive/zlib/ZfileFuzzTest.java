package dev.assay.detectors.archive.zlib;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ZfileFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ZfileDecoder(), bytes);
    }
}
