package dev.assay.detectors.name;

import java.util.Arrays;

/** What two names have in common that look alike to people and are far from one another in edits. */
enum DerivedKey {
    /** Letters and digits in a row: delimiters and scopes do not count. */
    WHOLE(1),
    /** The words sorted. */
    ORDER(2),
    /** What looks alike made the same. */
    LOOK(3),
    /** Without words that say nothing, and without digits at the end. */
    CORE(4),
    /** Without digits at the end. */
    DIGITS(5),
    /** No character twice in a row. */
    RUNS(6),
    /** The characters sorted, behind the first. */
    LETTERS(7);

    private static final String DIGITS_READ = "olzeasbtbg";
    private static final long[] LETTER = letters();

    private final int kind;

    DerivedKey(int kind) {
        this.kind = kind;
    }

    /** Tells the keys apart that share a table. */
    int kind() {
        return kind;
    }

    /**
     * The hash of the key of a name, without the key where that can be had; 0 if the name has none. Equal keys have equal
     * hashes.
     */
    long hash(Form form, Words words, byte[] room) {
        return switch (this) {
            case WHOLE -> form.hash();
            case ORDER -> ofTokens(form);
            case DIGITS -> form.hash(0, withoutDigits(form.text(), form.length()));
            case LETTERS -> ofLetters(form);
            case CORE -> hasCore(form, words) ? hashOf(room, derive(form, words, room)) : form.hash();
            case LOOK, RUNS -> hashOf(room, derive(form, words, room));
        };
    }

    private static boolean hasCore(Form form, Words words) {
        for (int token = 0; token < form.tokens(); token++) {
            if ((words.classes(form, token) & Words.AFFIX) != 0) {
                return true;
            }
        }
        return form.length() > 0 && form.text()[form.length() - 1] <= '9';
    }

    /** The same whatever their order. */
    private static long ofTokens(Form form) {
        long sum = 0;
        for (int token = 0; token < form.tokens(); token++) {
            sum += HashTable.mix(form.hash(form.start(token), form.end(token)), 1);
        }
        return form.tokens() < 2 ? 0 : sum;
    }

    private static long ofLetters(Form form) {
        byte[] text = form.text();
        long sum = text[0];
        for (int i = 1; i < form.length(); i++) {
            sum += LETTER[text[i]];
        }
        return sum;
    }

    private static long hashOf(byte[] text, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = Form.step(hash, text[i]);
        }
        return hash;
    }

    private static long[] letters() {
        long[] letters = new long[128];
        for (int c = 0; c < letters.length; c++) {
            letters[c] = HashTable.mix(c, 2);
        }
        return letters;
    }

    /**
     * Writes the key of a name.
     *
     * @param out with room for the name
     * @return its length; 0 if the name has no such key
     */
    int derive(Form form, Words words, byte[] out) {
        return switch (this) {
            case WHOLE -> copy(form, 0, form.length(), out, 0);
            case ORDER -> sorted(form, out);
            case LOOK -> looks(form, out);
            case CORE -> core(form, words, out);
            case DIGITS -> withoutDigits(out, copy(form, 0, form.length(), out, 0));
            case RUNS -> runs(form, out);
            case LETTERS -> letters(form, out);
        };
    }

    private static int letters(Form form, byte[] out) {
        int length = copy(form, 0, form.length(), out, 0);
        if (length > 1) {
            Arrays.sort(out, 1, length);
        }
        return length;
    }

    private static int copy(Form form, int from, int to, byte[] out, int at) {
        System.arraycopy(form.text(), from, out, at, to - from);
        return at + to - from;
    }

    static int withoutDigits(byte[] out, int length) {
        int end = length;
        while (end > 0 && out[end - 1] <= '9') {
            end--;
        }
        return end;
    }

    private static int sorted(Form form, byte[] out) {
        int tokens = form.tokens();
        if (tokens < 2) {
            return 0;
        }
        int[] order = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            int at = i;
            while (at > 0 && compare(form, order[at - 1], i) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        int length = 0;
        for (int token : order) {
            length = copy(form, form.start(token), form.end(token), out, length);
        }
        return length;
    }

    private static int compare(Form form, int one, int other) {
        return Arrays.compare(
                form.text(), form.start(one), form.end(one), form.text(), form.start(other), form.end(other));
    }

    private static int looks(Form form, byte[] out) {
        byte[] text = form.text();
        int length = 0;
        for (int i = 0; i < form.length(); i++) {
            int c = text[i];
            int next = i + 1 < form.length() ? text[i + 1] : 0;
            if (c == 'r' && next == 'n') {
                out[length++] = 'm';
                i++;
            } else if (c == 'v' && next == 'v') {
                out[length++] = 'w';
                i++;
            } else {
                out[length++] = c == 'i' ? (byte) 'l' : c <= '9' ? (byte) DIGITS_READ.charAt(c - '0') : (byte) c;
            }
        }
        return length;
    }

    private static int core(Form form, Words words, byte[] out) {
        int length = 0;
        int kept = 0;
        for (int token = 0; token < form.tokens(); token++) {
            if ((words.classes(form, token) & Words.AFFIX) == 0) {
                length = copy(form, form.start(token), form.end(token), out, length);
                kept++;
            }
        }
        return kept == 0 ? 0 : withoutDigits(out, length);
    }

    private static int runs(Form form, byte[] out) {
        byte[] text = form.text();
        int length = 0;
        for (int i = 0; i < form.length(); i++) {
            if (i == 0 || text[i] != text[i - 1]) {
                out[length++] = text[i];
            }
        }
        return length;
    }
}
