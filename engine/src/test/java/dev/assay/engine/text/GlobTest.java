package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.pkl, a.pkl, true",
        "*.pkl, d/e/a.pkl, true",
        "*.pkl, a.pkl/b, false",
        "d/*.pkl, d/a.pkl, true",
        "d/*.pkl, d/e/a.pkl, false",
        "d/**, d/e/a.pkl, true",
        "d/**, dd/a, false",
        "**/a.pkl, a.pkl, true",
        "**/a.pkl, d/e/a.pkl, true",
        "**/a.pkl, d/xa.pkl, false",
        "d/**/a, d/a, true",
        "d/**/a, d/x/y/a, true",
        "d/**/a, d/xa, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a, b, false",
        "*, anything, true",
        "'', anything, false",
        "[a], [a], true"
    })
    void matches(String pattern, String path, boolean matches) {
        assertThat(new Glob(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    @Timeout(10)
    void aPatternOfStarsTakesNoLongerThanItsLength() {
        assertThat(new Glob("*a".repeat(200) + "b").matches("a".repeat(20_000))).isFalse();
    }
}
