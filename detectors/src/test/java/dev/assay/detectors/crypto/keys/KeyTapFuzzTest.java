package dev.assay.detectors.crypto.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.detectors.FuzzedDecoder;
import dev.assay.detectors.text.TextDecoder;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import java.util.List;

class KeyTapFuzzTest {
    private static final Decoder TEXT = TextDecoder.all(UserPatterns.NONE, List.of(new KeyTap()), Families.ALL).stream()
            .filter(decoder -> decoder.format().id().equals("text"))
            .findFirst()
            .orElseThrow();

    @FuzzTest
    void looksThrough(byte[] bytes) {
        FuzzedDecoder.run(TEXT, bytes);
    }
}
