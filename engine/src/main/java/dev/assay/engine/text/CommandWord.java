package dev.assay.engine.text;

import java.util.Arrays;
import java.util.BitSet;

/** One word of a command without its quotes, and where each character of it stands in the text. Belongs to one thread. */
final class CommandWord {
    /** How far a credential of several words goes, where quotes are passed over. */
    private static final int MOST_QUOTED = 200;

    private final String text;

    /** Whether quotes are passed over. */
    private final boolean isFlat;

    private final StringBuilder word = new StringBuilder();

    /** -1 for what is expanded. */
    private int[] places = new int[64];

    private boolean isThere;
    private boolean isQuoted;

    CommandWord(String text, boolean isFlat) {
        this.text = text;
        this.isFlat = isFlat;
    }

    void append(char c, int place) {
        if (word.length() == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[word.length()] = place;
        word.append(c);
        isThere = true;
    }

    /** Says that there is one, which may be empty. */
    void quote() {
        isThere = true;
        isQuoted = true;
    }

    boolean isThere() {
        return isThere;
    }

    boolean isQuoted() {
        return isQuoted;
    }

    /** The next one. */
    void clear() {
        word.setLength(0);
        isThere = false;
        isQuoted = false;
    }

    String said(int mostCharacters) {
        return word.length() > mostCharacters ? word.substring(0, mostCharacters) : word.toString();
    }

    /** Whether it has more than what is expanded, and a colon. */
    boolean isWritten(int from) {
        for (int i = from; i < word.length(); i++) {
            if (places[i] >= 0 && word.charAt(i) != ':') {
                return true;
            }
        }
        return false;
    }

    /** Marks the word from here on, but for what is expanded in it. */
    void hide(int from, BitSet in) {
        hide(from, word.length(), in);
        int first = from < word.length() ? places[from] : -1;
        boolean isBehind = isFlat && first > 0 && isQuote(text.charAt(first - 1));
        int close = isBehind
                ? text.indexOf(text.charAt(first - 1), first, Math.min(first + MOST_QUOTED, text.length()))
                : -1;
        String quoted = close < 0 ? "" : text.substring(first, close);
        boolean isOne = close >= 0 && quoted.indexOf('$') < 0 && quoted.indexOf('`') < 0 && quoted.indexOf('|') < 0;
        if (isOne) {
            in.set(first, close);
        }
    }

    void hide(int from, int to, BitSet in) {
        for (int i = from; i < to; i++) {
            if (places[i] >= 0) {
                in.set(places[i]);
            }
        }
    }

    static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }
}
