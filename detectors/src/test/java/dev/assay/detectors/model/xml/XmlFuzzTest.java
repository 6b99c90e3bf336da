package dev.assay.detectors.model.xml;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.engine.decode.Decoder;

class XmlFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : XmlDecoder.all()) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
