package dev.assay.engine.code;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class ParserFuzzTest {
    /** The first byte chooses the language. */
    @FuzzTest
    void parses(byte[] bytes) {
        if (bytes.length > 0) {
            String language = Texts.LANGUAGES.get((bytes[0] & 0xff) % Texts.LANGUAGES.size());
            ParserProperties.check(language, Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }
}
