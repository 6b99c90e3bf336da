package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSetTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0x9e37_79b9_7f4a_7c15L})
    void eachNameIsNewOnceWhateverTheSeed(long seed) {
        NameSet names = new NameSet(seed);
        for (int i = 0; i < 10_000; i++) {
            assertThat(names.add("name" + i, true)).isTrue();
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(names.add("name" + i, true)).isFalse();
        }
    }

    @Test
    void aPartIsNeverThereAlready() {
        NameSet names = new NameSet();
        assertThat(names.add("name", false)).isTrue();
        assertThat(names.add("name", false)).isTrue();
        assertThat(names.add("name", true)).isTrue();
    }

    /** Names that lie in one slot without a seed: with one that nobody knew they lie apart. */
    @Test
    void namesThatWereChosenForTheirSlotsDoNotStayTogether() {
        NameSet known = new NameSet(0);
        for (int i = 0; i < 600; i++) {
            known.add("so that there are more than a thousand slots " + i, true);
        }
        NameSet aimedAt = new NameSet(0);
        NameSet other = new NameSet(12_345);
        for (int i = 0, chosen = 0; chosen < 300; i++) {
            if (known.slot("n" + i) % 1024 == 0) {
                chosen++;
                aimedAt.add("n" + i, true);
                other.add("n" + i, true);
            }
        }
        assertThat(aimedAt.longestRun()).isEqualTo(300);
        assertThat(other.longestRun()).isLessThan(100);
    }
}
