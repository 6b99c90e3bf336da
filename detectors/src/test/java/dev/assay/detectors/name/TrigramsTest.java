package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrigramsTest {
    private static Trigrams of(List<String> words) {
        Trigrams trigrams = new Trigrams();
        words.forEach(word -> trigrams.add(Form.of(word, 0), 0));
        return trigrams;
    }

    private static List<String> words(int count, String... words) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(words[i % words.length]);
        }
        return all;
    }

    @Test
    void whatWasChangedIsRareWhereHardlyAWordHasIt() {
        Trigrams trigrams = of(words(4000, "request", "quest", "client"));
        assertThat(trigrams.rare(Form.of("request", 0), 0, 2, 3)).isZero();
        assertThat(trigrams.rare(Form.of("rexuest", 0), 0, 2, 3)).isEqualTo(3); // rex, exu, xue
        assertThat(trigrams.rare(Form.of("rquest", 0), 0, 1, 1))
                .isEqualTo(2); // what lies around the gap: rq at the beginning, rqu
        assertThat(trigrams.rare(Form.of("requestx", 0), 0, 7, 8)).isEqualTo(2); // stx and tx at the end
    }

    @Test
    void charactersOfOtherWordsDoNotCount() {
        Trigrams trigrams = of(words(4000, "request", "client"));
        Form form = Form.of("zzz-request", 0);
        assertThat(trigrams.rare(form, 1, 3, 4)).isZero();
    }

    @Test
    void aSmallListTellsNothing() {
        assertThat(of(words(1000, "request")).rare(Form.of("rexuest", 0), 0, 2, 3))
                .isEqualTo(-1);
    }
}
