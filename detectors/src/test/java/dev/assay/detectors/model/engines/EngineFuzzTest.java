package dev.assay.detectors.model.engines;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;

class EngineFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        EngineDecoder.all().forEach(decoder -> FuzzedDecoder.run(decoder, bytes));
    }
}
