package dev.assay.detectors.archive.bzip2;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class Bzip2FuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new Bzip2Decoder(), bytes);
    }
}
