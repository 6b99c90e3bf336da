package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsidePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a",
                "a/../../b",
                "..",
                "a\\..\\..\\b",
                "/etc/passwd",
                "\\\\host\\share",
                "~/x",
                "C:\\x",
                "c:x",
                "https://a/b",
                "gs://bucket/x",
                "a\0b"
            })
    void leadsOut(String path) {
        assertThat(OutsidePath.reason(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "a/../b", "./a", "..a/b", "a..b", "ab:c"})
    void staysWithin(String path) {
        assertThat(OutsidePath.reason(path)).isEmpty();
    }
}
