package dev.assay.detectors.crypto.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class KeyFileFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : KeyFileDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
