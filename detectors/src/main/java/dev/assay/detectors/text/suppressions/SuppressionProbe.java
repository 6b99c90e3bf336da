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
        if (isInText(bytes, from, index, end)) {
            return;
        }
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

    /**
     * Whether a text in quotes is open in front of the mark, no comment having begun, and closes behind it. JSON has no other comments than
     * values that are nothing else.
     */
    private static boolean isInText(byte[] bytes, int from, int index, int end) {
        int quote = 0;
        int opened = 0;
        for (int i = from; i < index; i++) {
            int c = bytes[i];
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
                opened = i;
            } else if (c == '#' || c == ';' || c == '%' || isPair(bytes, i, "///*--<!")) {
                return false;
            }
        }
        boolean isValue = opened == index - 1 && Chars.at(bytes, opened - 2, index) == ':';
        for (int i = index; quote != 0 && !isValue && i < end; i++) {
            if (bytes[i] == quote) {
                return true;
            }
        }
        return false;
    }

    /** Whether two of these signs, a pair after the other, stand here. */
    private static boolean isPair(byte[] bytes, int at, String pairs) {
        for (int i = 0; i < pairs.length(); i += 2) {
            if (bytes[at] == pairs.charAt(i) && bytes[at + 1] == pairs.charAt(i + 1)) {
                return true;
            }
        }
        return false;
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
