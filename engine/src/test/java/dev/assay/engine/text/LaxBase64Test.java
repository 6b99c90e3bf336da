package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaxBase64Test {
    /** Right-hand sides are what Python's {@code binascii.a2b_base64} gives, of those that it does not refuse. */
    @ParameterizedTest
    @CsvSource({
        "YWJj, abc",
        "YW!J\u00e4j, abc",
        "YWI=, ab",
        "YQ==, a",
        "YQ==YWJj, a",
        "YWI=YWJj, ab",
        "Y=WJj, abc",
        "YW=Jj, abc",
        "=YWJj, abc",
        "YWJjY, abc"
    })
    void readsWhatPythonReads(String base64, String text) {
        assertThat(new String(LaxBase64.decode(base64), StandardCharsets.ISO_8859_1))
                .isEqualTo(text);
    }
}
