package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void wordsLieBetweenBlanksAndTabs() {
        assertThat(Parts.words(" \ta  b\tc ")).containsExactly("a", "b", "c");
        assertThat(Parts.words("a\nb")).containsExactly("a\nb");
        assertThat(Parts.words("")).isEmpty();
        assertThat(Parts.words(" \t")).isEmpty();
    }
}
