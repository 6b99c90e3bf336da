package dev.assay.detectors.crypto.setup;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class SetupFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : SetupFacts.DECODERS) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
