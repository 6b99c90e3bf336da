package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.text.Literals.Literal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The matcher and the window against the plainest search there is. */
class LiteralsProperties {
    private static List<String> naive(List<Literal> literals, String text, int from, int to, int end) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            Literal literal = literals.get(i);
            int n = literal.text().length();
            for (int at = from; at < to && at + n <= end; at++) {
                if (isAt(text, at, literal)) {
                    all.add(i + "@" + at);
                }
            }
        }
        Collections.sort(all);
        return all;
    }

    private static boolean isAt(String text, int at, Literal literal) {
        for (int i = 0; i < literal.text().length(); i++) {
            char one = text.charAt(at + i);
            char two = literal.text().charAt(i);
            if (one != two && !(literal.anyCase() && lower(one) == lower(two))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Property(tries = 2_000)
    void findsWhatIsThereAndNothingElse(
            @ForAll("literals") List<Literal> literals,
            @ForAll("texts") String text,
            @ForAll @IntRange(max = 9) int cut) {
        int from = Math.min(cut, text.length());
        int to = Math.max(from, text.length() - cut / 2);
        List<String> found = new ArrayList<>();
        new Literals(literals)
                .search(bytes(text), from, to, text.length(), (literal, at) -> found.add(literal + "@" + at));
        Collections.sort(found);
        assertThat(found).isEqualTo(naive(literals, text, from, to, text.length()));
    }

    @Property(tries = 1_000)
    void bordersOfBlocksHideNothing(
            @ForAll("literals") List<Literal> literals,
            @ForAll("texts") String text,
            @ForAll @IntRange(min = 1, max = 20) int block,
            @ForAll @IntRange(min = 1, max = 12) int room) {
        Literals all = new Literals(literals);
        int overlap = all.mostBytes();
        List<String> found = new ArrayList<>();
        Window window = new Window(new byte[2 * overlap + room], overlap, overlap, (at, from, to) -> {
            assertThat((long) from).isGreaterThanOrEqualTo(Math.min(overlap, at.positionOf(from)));
            all.search(
                    at.bytes(),
                    from,
                    to,
                    at.end(),
                    (literal, index) -> found.add(literal + "@" + at.positionOf(index)));
        });
        byte[] bytes = bytes(text);
        for (int i = 0; i < bytes.length; i += block) {
            window.accept(bytes, i, Math.min(i + block, bytes.length));
        }
        window.finish();
        Collections.sort(found);
        assertThat(found).isEqualTo(naive(literals, text, 0, text.length(), text.length()));
    }

    /** Few letters, so that occurrences overlap and share their pairs. */
    @Provide
    Arbitrary<List<Literal>> literals() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('a', 'b', 'A', '_', '\u00e9')
                .ofMinLength(3)
                .ofMaxLength(6);
        return Combinators.combine(text, Arbitraries.of(true, false))
                .as(Literal::new)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'b', 'A', 'B', '_', '\u00e9')
                .ofMaxLength(120);
    }

    @Example
    void whatIsTooShortIsRefused() {
        assertThatThrownBy(() -> Literal.exact("ab")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Literal.exact("ab\u1234")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(new byte[8], 4, 4, (at, from, to) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
