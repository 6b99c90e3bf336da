package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivenTextsTest {
    @Test
    void theFirstOnesAreKeptAndDotsStandForTheRest() {
        GivenTexts texts = new GivenTexts();
        assertThat(texts.toString()).isEmpty();
        texts.add("a");
        texts.add("b,\n");
        assertThat(texts.toString()).isEqualTo("a, b,\n");
        for (int i = 0; i < 1_000; i++) {
            texts.add("x".repeat(1_000));
        }
        assertThat(texts.toString())
                .startsWith("a, b,\n, xxx")
                .endsWith("x" + GivenTexts.DOTS)
                .hasSizeLessThan(500);
    }
}
