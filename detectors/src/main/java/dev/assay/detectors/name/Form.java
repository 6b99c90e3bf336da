package dev.assay.detectors.name;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name as it is compared: its letters and digits, small and in ASCII, in a row, with the places where delimiters parted
 * it. What looks like a letter of ASCII counts as that one ({@link Confusables}). Beside it the hash of each prefix, from
 * which that of any part follows at once, and that of the name without any one or two characters.
 *
 * <p>The hash is a polynomial modulo 2^64. Somebody may make two names meet in it; so whatever it finds is compared.
 */
final class Form {
    /** Longer names resemble none in any list. */
    static final int MOST = 128;

    private static final int MOST_TOKENS = 24;
    private static final long BASE = 0x9E3779B97F4A7C15L | 1;
    private static final long[] POWER = powers();

    /** For names that are not compared. */
    static final Form NONE = new Form(new byte[0], 0, new int[0], 0, 0, true);

    private final byte[] text;
    private final int length;
    private final int[] ends;
    private final int tokens;
    private final int namespaceTokens;
    private final boolean ascii;
    private final long[] prefix;

    private Form(byte[] text, int length, int[] ends, int tokens, int namespaceTokens, boolean ascii) {
        this.text = text;
        this.length = length;
        this.ends = ends;
        this.tokens = tokens;
        this.namespaceTokens = namespaceTokens;
        this.ascii = ascii;
        long[] hashes = new long[length + 1];
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * BASE + text[i];
            hashes[i + 1] = hash;
        }
        this.prefix = hashes;
    }

    private static long[] powers() {
        long[] powers = new long[MOST + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * BASE;
        }
        return powers;
    }

    static Form of(PackageName name) {
        return of(name.canonical(), name.namespace().length());
    }

    /** @param namespaceLength of the name, in characters */
    static Form of(String name, int namespaceLength) {
        if (name.length() > 2 * MOST) {
            return NONE;
        }
        byte[] text = new byte[Math.min(name.length(), MOST)];
        int[] ends = new int[4];
        int length = 0;
        int tokens = 0;
        int namespaceTokens = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                return ofForeign(name, namespaceLength);
            }
            if (i == namespaceLength) {
                namespaceTokens = tokens + (length > (tokens == 0 ? 0 : ends[tokens - 1]) ? 1 : 0);
            }
            int folded = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            if (folded >= 'a' && folded <= 'z' || folded >= '0' && folded <= '9') {
                if (length == MOST) {
                    return NONE;
                }
                text[length++] = (byte) folded;
            } else if (length > (tokens == 0 ? 0 : ends[tokens - 1])) {
                if (tokens == MOST_TOKENS) {
                    return NONE;
                }
                ends = tokens == ends.length ? Arrays.copyOf(ends, 2 * tokens) : ends;
                ends[tokens++] = length;
            }
        }
        if (length > (tokens == 0 ? 0 : ends[tokens - 1])) {
            ends = tokens == ends.length ? Arrays.copyOf(ends, tokens + 1) : ends;
            ends[tokens++] = length;
        }
        return new Form(text, length, ends, tokens, namespaceTokens, true);
    }

    private static Form ofForeign(String name, int namespaceLength) {
        String front = Confusables.ascii(name.substring(0, namespaceLength));
        Form form = of(front + Confusables.ascii(name.substring(namespaceLength)), front.length());
        return new Form(form.text, form.length, form.ends, form.tokens, form.namespaceTokens, false);
    }

    /** The same without the digits at its end. */
    Form withoutDigits() {
        int shorter = length;
        while (shorter > 0 && text[shorter - 1] <= '9') {
            shorter--;
        }
        return shorter == length ? this : upTo(shorter);
    }

    /** With one letter in place of three and more that are the same. */
    Form withoutLongRuns() {
        int from = 0;
        while (from + 2 < length && !isLongRun(from)) {
            from++;
        }
        if (from + 2 >= length) {
            return this;
        }
        byte[] left = new byte[length];
        int[] shifted = Arrays.copyOf(ends, tokens);
        int kept = 0;
        for (int i = 0, token = 0; i < length; i++) {
            if (kept == 0 || !isInLongRun(i) || text[i] != text[i - 1]) {
                left[kept++] = text[i];
            }
            if (i + 1 == ends[token]) {
                shifted[token++] = kept;
            }
        }
        return new Form(left, kept, shifted, tokens, namespaceTokens, ascii);
    }

    /** Whether this letter and the two behind it are the same. */
    private boolean isLongRun(int at) {
        return text[at] > '9' && text[at] == text[at + 1] && text[at] == text[at + 2];
    }

    private boolean isInLongRun(int at) {
        for (int from = Math.max(at - 2, 0); from <= Math.min(at, length - 3); from++) {
            if (isLongRun(from)) {
                return true;
            }
        }
        return false;
    }

    /** Its first characters. */
    Form upTo(int shorter) {
        int left = 0;
        while (left < tokens && start(left) < shorter) {
            left++;
        }
        int[] cut = Arrays.copyOf(ends, left);
        if (left > 0) {
            cut[left - 1] = shorter;
        }
        return new Form(text, shorter, cut, left, Math.min(namespaceTokens, left), ascii);
    }

    /** With a character behind. */
    Form and(char c) {
        byte[] longer = Arrays.copyOf(text, length + 1);
        longer[length] = (byte) c;
        int[] shifted = Arrays.copyOf(ends, tokens);
        shifted[tokens - 1]++;
        return new Form(longer, length + 1, shifted, tokens, namespaceTokens, ascii);
    }

    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Whether the name was in ASCII as it was written. */
    boolean ascii() {
        return ascii;
    }

    int tokens() {
        return tokens;
    }

    /** How many of the tokens are the namespace's. */
    int namespaceTokens() {
        return namespaceTokens;
    }

    int start(int token) {
        return token == 0 ? 0 : ends[token - 1];
    }

    int end(int token) {
        return ends[token];
    }

    /** The token as text. */
    String token(int token) {
        return part(start(token), end(token));
    }

    /** These characters as text. */
    String part(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }

    /** In which token this character is. */
    int tokenAt(int index) {
        int token = 0;
        while (token < tokens - 1 && ends[token] <= index) {
            token++;
        }
        return token;
    }

    /** Whether the token is a number, or one behind a v. */
    boolean isVersion(int token) {
        int from = start(token);
        from += text[from] == 'v' && end(token) - from > 1 ? 1 : 0;
        for (int i = from; i < end(token); i++) {
            if (text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Of the whole name. */
    long hash() {
        return prefix[length];
    }

    /** Of the characters from {@code from} to before {@code to}. */
    long hash(int from, int to) {
        return prefix[to] - prefix[from] * POWER[to - from];
    }

    /** Of the name without the character at {@code gap}. */
    long hashWithout(int gap) {
        return prefix[gap] * POWER[length - gap - 1] + hash(gap + 1, length);
    }

    /**
     * Adding this to {@link #hashWithout(int)} of a later character takes the one at {@code gap} away as well: of two gaps, the
     * hash is a sum.
     */
    long without(int gap) {
        return (prefix[gap] - prefix[gap + 1]) * POWER[length - gap - 2];
    }

    /** The hash of one text, followed by another. */
    static long join(long hash, long next, int nextLength) {
        return hash * POWER[nextLength] + next;
    }

    static long step(long hash, int character) {
        return hash * BASE + character;
    }

    /** The hash of a text in ASCII, such as a row's word. */
    static long hashOf(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }

    /** Whether the characters from {@code from} on are these. */
    boolean hasAt(int from, byte[] word) {
        return from >= 0
                && from + word.length <= length
                && Arrays.equals(text, from, from + word.length, word, 0, word.length);
    }

    /** About, with the headers of its arrays. */
    long sizeBytes() {
        return 48 + 3 * 16 + text.length + 4L * ends.length + 8L * prefix.length;
    }
}
