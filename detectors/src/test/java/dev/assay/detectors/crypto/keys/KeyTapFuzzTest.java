package dev.assay.detectors.crypto.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.text.TextDecoder;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.decode.Decoder;
import java.util.List;

class KeyTapFuzzTest {
    @FuzzTest
    void looksThrough(byte[] bytes) {
        Decoder text = TextDecoder.all(UserPatterns.NONE, List.of(new KeyTap())).stream()
                .filter(decoder -> decoder.format().id().equals("text"))
                .findFirst()
                .orElseThrow();
        FuzzedDecoder.run(text, bytes);
    }
}
