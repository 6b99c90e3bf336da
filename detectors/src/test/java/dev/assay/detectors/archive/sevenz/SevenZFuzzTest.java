package dev.assay.detectors.archive.sevenz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class SevenZFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new SevenZDecoder(), bytes);
    }
}
