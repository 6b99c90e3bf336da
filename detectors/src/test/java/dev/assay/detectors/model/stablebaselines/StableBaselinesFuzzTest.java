package dev.assay.detectors.model.stablebaselines;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class StableBaselinesFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new StableBaselinesDecoder(), bytes);
    }
}
