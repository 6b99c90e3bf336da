package dev.assay.detectors.model.prototext;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class ProtoTextFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        FuzzedDecoder.run(new ProtoTextDecoder(), bytes);
    }
}
