package dev.assay.detectors.manifest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class ManifestFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : ManifestDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
