package dev.assay.detectors.model.hdf5;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class Hdf5FuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new Hdf5Decoder(), bytes);
    }
}
