package dev.assay.detectors.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditsTest {
    private static Edits between(String name, String target) {
        return Edits.between(bytes(name), name.length(), bytes(target), target.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "lodash,     lodash,   NONE,         0",
        "lodahs,     lodash,   SWAP,         75",
        "1odash,     lodash,   LOOKALIKE,    40",
        "loodash,    lodash,   REPEATED,     70",
        "lodsh,      lodash,   OMISSION,     100",
        "lodapsh,    lodash,   INSERTION,    100",
        "lodawsh,    lodash,   KEYBOARD,     85",
        "lidash,     lodash,   KEYBOARD,     85",
        "ledash,     lodash,   VOWEL,        85",
        "lodmsh,     lodash,   SUBSTITUTION, 100",
        "lodaqh,     lodash,   BIT,          95",
        "ldoahs,     lodash,   TWO,          150",
        "requestsaa, requests, TWO,          170",
        "rests,      requests, TWO,          1000",
        "abc,        xyz,      TWO,          1000",
    })
    void tellsWhatAHandDid(String name, String target, Edits.Edit edit, int cost) {
        Edits edits = between(name, target);
        assertThat(edits.cost()).isEqualTo(cost);
        assertThat(edits.edit()).isEqualTo(edit);
    }

    @Test
    void threeOnlyWhereTheyAreLookedFor() {
        byte[] name = bytes("webpack3undleanalyr");
        byte[] target = bytes("webpackbundleanalyzer");
        Edits edits = Edits.between(name, name.length, target, target.length, 3);
        assertThat(edits).isEqualTo(new Edits(300, Edits.Edit.THREE, 7, 18));
        assertThat(Edits.between(name, name.length, target, target.length).cost())
                .isEqualTo(Edits.FAR);
    }

    /** The plain distance, by the table of the textbook. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    @Property(tries = 2000)
    boolean findsWhatTheTextbookFinds(
            @ForAll @StringLength(min = 1, max = 9) @CharRange(from = 'a', to = 'd') String name,
            @ForAll @StringLength(min = 1, max = 9) @CharRange(from = 'a', to = 'd') String target) {
        int distance = distance(name, target);
        Edits edits = between(name, target);
        if (distance <= 1) {
            return edits.cost() <= Edits.PLAIN && (edits.edit() == Edits.Edit.NONE) == (distance == 0);
        }
        // weights are at most those of plain edits, and three cheap ones may cost no more than two plain ones
        return distance > 2 || edits.cost() <= 2 * Edits.PLAIN;
    }
}
