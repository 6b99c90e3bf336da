package dev.assay.detectors.model.xgboost;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class XgboostFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new XgboostDecoder(), bytes);
    }
}
