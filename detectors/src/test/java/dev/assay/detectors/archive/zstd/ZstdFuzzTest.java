package dev.assay.detectors.archive.zstd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ZstdFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ZstdDecoder(), bytes);
    }
}
