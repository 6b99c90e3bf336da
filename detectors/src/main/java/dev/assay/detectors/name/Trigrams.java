package dev.assay.detectors.name;

/**
 * Which three characters in a row the words of a list have, the beginning and the end of a word being one of them. Who chooses a
 * name writes what can be said; hands, chance and bits do not: a quarter of misspelt names have three rows that fewer than one
 * word in 2,000 has, and a twelfth of the honest names that are as near to a popular one (docs/package-names.md). Filled by one thread, then
 * shared.
 */
final class Trigrams {
    private static final int SYMBOLS = 37;
    private static final int END = 0;
    private static final int RARE = 2000;
    private static final byte MOST = Byte.MAX_VALUE;

    private final byte[] counts = new byte[SYMBOLS * SYMBOLS * SYMBOLS];
    private int words;

    /** A word of the list, each once. */
    void add(Form form, int token) {
        words++;
        for (int i = form.start(token) + 1; i <= form.end(token); i++) {
            int at = index(form, token, i);
            if (counts[at] < MOST) {
                counts[at]++;
            }
        }
    }

    /**
     * How many of those that have a character from {@code from} to before {@code to}, or lie around a gap there, are rare; -1 if the
     * list is too small to tell.
     */
    int rare(Form form, int token, int from, int to) {
        int few = words / RARE;
        if (few == 0) {
            return -1;
        }
        int rare = 0;
        int last = Math.min(to + 1, form.end(token));
        for (int i = Math.max(from, form.start(token) + 1); i <= last; i++) {
            rare += counts[index(form, token, i)] <= few ? 1 : 0;
        }
        return rare;
    }

    /** Of the three that end at {@code last}. */
    private static int index(Form form, int token, int last) {
        return (symbol(form, token, last - 2) * SYMBOLS + symbol(form, token, last - 1)) * SYMBOLS
                + symbol(form, token, last);
    }

    private static int symbol(Form form, int token, int at) {
        if (at < form.start(token) || at >= form.end(token)) {
            return END;
        }
        int c = form.text()[at];
        return c >= 'a' ? c - 'a' + 1 : c - '0' + 27;
    }

    long sizeBytes() {
        return counts.length;
    }
}
