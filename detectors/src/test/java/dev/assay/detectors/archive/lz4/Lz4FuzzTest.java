package dev.assay.detectors.archive.lz4;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class Lz4FuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new Lz4Decoder(), bytes);
    }
}
