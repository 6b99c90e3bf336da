package dev.assay.detectors.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.decode.Decoder;
import java.util.List;

class TextFuzzTest {
    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : TextDecoder.all(UserPatterns.NONE, List.of())) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
