package dev.assay.detectors.model.marshal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class MarshalFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : MarshalDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
