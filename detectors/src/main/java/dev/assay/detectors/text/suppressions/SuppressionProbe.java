package dev.assay.detectors.text.suppressions;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.Probe;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Suppression;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.util.List;
import java.util.function.Consumer;

/**
 * Comments such as {@code # assay:ignore crypto/broken-hash expires=2027-01-31 reason=a checksum}, in whatever way a language
 * writes comments. Behind something it is for its own line; with nothing but signs in front of it, for the next one as well.
 * Immutable.
 */
public final class SuppressionProbe implements Probe {
    private static final String MARK = "assay:ignore";
    private static final List<Literal> LITERALS = List.of(Literal.exact(MARK));

    /** Lines that are passed on the way to the one that is meant: empty ones, and other comments of this kind. */
    private static final int MOST_LINES = 16;

    @Override
    public String family() {
        return SuppressionRule.FAMILY;
    }

    @Override
    public List<Literal> literals() {
        return LITERALS;
    }

    @Override
    public void look(Window at, int literal, int index, Consumer<Fact> found) {
        byte[] bytes = at.bytes();
        int least = Math.max(index - REACH_BYTES, 0);
        int most = Math.min(index + REACH_BYTES, at.end());
        int words = index + MARK.length();
        int before = Chars.at(bytes, index - 1, most);
        if (Chars.isName(before) || words < most && !isSpace(bytes[words]) && !isLineEnd(bytes[words])) {
            return; // a part of a longer word
        }
        int from = index;
        boolean alone = true;
        while (from > least && !isLineEnd(bytes[from - 1])) {
            from--;
            alone &= !Chars.isName(bytes[from] & 0xff);
        }
        int end = lineEnd(bytes, words, most);
        int to = alone ? nextLineEnd(bytes, end, most) : end;
        SuppressionText text = SuppressionText.of(bytes, words, end);
        found.accept(new Suppression(
                text.ruleIds(),
                text.reason(),
                text.expires(),
                at.positionOf(from),
                at.positionOf(to),
                at.positionOf(index)));
    }

    private static int nextLineEnd(byte[] bytes, int end, int most) {
        int at = end;
        for (int n = 0; n < MOST_LINES && at < most; n++) {
            int from = at;
            at = lineEnd(bytes, at + 1, most);
            if (!isPassed(bytes, from, at)) {
                return at;
            }
        }
        return at;
    }

    private static boolean isPassed(byte[] bytes, int from, int to) {
        boolean empty = true;
        for (int i = from; i < to; i++) {
            if (isMark(bytes, i, to)) {
                return true;
            }
            empty &= isSpace(bytes[i]) || isLineEnd(bytes[i]);
        }
        return empty;
    }

    private static boolean isMark(byte[] bytes, int from, int to) {
        if (to - from < MARK.length()) {
            return false;
        }
        for (int i = 0; i < MARK.length(); i++) {
            if (bytes[from + i] != MARK.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int lineEnd(byte[] bytes, int from, int most) {
        int at = Math.min(from, most);
        while (at < most && !isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }
}
