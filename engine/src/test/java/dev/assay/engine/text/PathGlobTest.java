package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
    @ParameterizedTest
    @CsvSource({
        "models/**,      models/a/b.pkl,  true",
        "models/**,      models/a.pkl,    true",
        "models/**,      other/models/a,  false",
        "**/m.pkl,       m.pkl,           true",
        "**/m.pkl,       a/b/m.pkl,       true",
        "**/m.pkl,       a/bm.pkl,        false",
        "a/**/z,         a/z,             true",
        "a/**/z,         a/b/c/z,         true",
        "a/**/z,         ab/z,            false",
        "*.pkl,          m.pkl,           true",
        "*.pkl,          a/m.pkl,         false",
        "m?.pkl,         m1.pkl,          true",
        "m?.pkl,         m.pkl,           false",
        "a?b,            a/b,             false",
        "**,             a/b/c,           true",
        "**b.c**,        a/b.c/d,         true",
        "**b.c**,        b.c,             true",
        "**b.c**,        a/bxc/d,         false",
        "**b?c**,        a/bxc/d,         true",
        "**/b**,         b/c,             true",
        "m.pkl,          mXpkl,           false",
        "[a].pkl,        a.pkl,           false",
        "*a*b*,          xxaxxbxx,        true",
        "*a*b*,          xxbxxaxx,        false"
    })
    void matches(String pattern, String path, boolean expected) {
        assertThat(new PathGlob(pattern).matches(path)).isEqualTo(expected);
    }

    /** A matcher that tries one way after the other would not come to an end. */
    @Test
    void needsNoMoreTimeForAHostilePath() {
        assertThat(new PathGlob("*a".repeat(40) + "b").matches("a".repeat(20_000)))
                .isFalse();
    }

    @Test
    void anEmptyPatternIsNone() {
        assertThatThrownBy(() -> new PathGlob("")).isInstanceOf(IllegalArgumentException.class);
    }
}
