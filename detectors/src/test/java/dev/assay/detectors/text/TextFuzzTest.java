package dev.assay.detectors.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import java.util.List;

class TextFuzzTest {
    private static final List<Decoder> DECODERS = TextDecoder.all(UserPatterns.NONE, List.of(), Families.ALL);

    @FuzzTest
    void decodes(byte[] bytes) {
        for (Decoder decoder : DECODERS) {
            FuzzedDecoder.run(decoder, bytes);
        }
    }
}
