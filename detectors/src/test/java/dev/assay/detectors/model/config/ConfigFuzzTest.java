package dev.assay.detectors.model.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class ConfigFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : ConfigDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
