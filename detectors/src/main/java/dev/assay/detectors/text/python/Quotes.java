package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Chars;

/**
 * Where texts in a source end, by section 2.4 of Python's reference: since Python 3.12 (PEP 701) the fields of an f-string
 * may hold texts in the same quotes, comments and ends of lines. Pure functions; each needs time in proportion to the
 * bytes up to what it finds.
 */
final class Quotes {
    private static final int NONE = -1;

    /** Fields in formats of fields in texts in fields. */
    private static final int MOST_NESTED = 40;

    private Quotes() {}

    static boolean isTriple(byte[] bytes, int quote, int end) {
        return Chars.at(bytes, quote + 1, end) == bytes[quote] && Chars.at(bytes, quote + 2, end) == bytes[quote];
    }

    /**
     * Behind the closing quotes; where Python refuses the text, behind its line or the source.
     *
     * @param from of the opening quote
     */
    static int plainEnd(byte[] bytes, int from, int end) {
        int found = end(bytes, from, end, false, 0);
        if (found != NONE) {
            return found;
        }
        if (isTriple(bytes, from, end)) {
            return end;
        }
        int i = from + 1;
        while (i < end && bytes[i] != '\n') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, end);
    }

    /** Behind the closing quotes of an f-string, or -1 if Python 3.12 and later would refuse it. */
    static int formattedEnd(byte[] bytes, int from, int end) {
        return end(bytes, from, end, true, 0);
    }

    /** Where the brace is that closes a field, or -1; {@code from} is behind the opening one. */
    static int fieldEnd(byte[] bytes, int from, int end) {
        return field(bytes, from, end, 0);
    }

    private static int end(byte[] bytes, int from, int end, boolean fields, int nested) {
        int quote = bytes[from];
        boolean triple = isTriple(bytes, from, end);
        int i = from + (triple ? 3 : 1);
        while (i < end) {
            int c = bytes[i];
            if (c == '\\') {
                i += 2;
            } else if (c == '\n' && !triple) {
                return NONE;
            } else if (c == quote && (!triple || isTriple(bytes, i, end))) {
                return i + (triple ? 3 : 1);
            } else if (fields && c == '{' && Chars.at(bytes, i + 1, end) == '{') {
                i += 2;
            } else if (fields && c == '{') {
                int close = field(bytes, i + 1, end, nested + 1);
                if (close == NONE) {
                    return NONE;
                }
                i = close + 1;
            } else {
                i++;
            }
        }
        return NONE;
    }

    private static int field(byte[] bytes, int from, int end, int nested) {
        int open = 0;
        int i = nested > MOST_NESTED ? end : from;
        while (i < end) {
            int c = bytes[i];
            if (c == '"' || c == '\'') {
                i = end(bytes, i, end, isFormatted(bytes, i, from), nested + 1);
                if (i == NONE) {
                    return NONE;
                }
                continue;
            }
            if (c == '}' && open == 0) {
                return i;
            }
            if (c == ':' && open == 0) {
                return format(bytes, i + 1, end, nested);
            }
            if (c == '#') {
                while (i < end && bytes[i] != '\n') {
                    i++;
                }
            }
            open += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            i++;
        }
        return NONE;
    }

    /** Quotes mean nothing in the format of a field; further fields may lie there. */
    private static int format(byte[] bytes, int from, int end, int nested) {
        int i = from;
        while (i < end && bytes[i] != '}' && bytes[i] != '\n') {
            if (bytes[i] == '{') {
                i = field(bytes, i + 1, end, nested + 1);
                if (i == NONE) {
                    return NONE;
                }
            }
            i++;
        }
        return i < end && bytes[i] == '}' ? i : NONE;
    }

    /** Whether the prefix in front of a quote makes an f-string. */
    private static boolean isFormatted(byte[] bytes, int quote, int from) {
        for (int i = quote - 1; i >= from && i >= quote - 2; i--) {
            int c = bytes[i] | 0x20;
            if (c == 'f' || c == 't') {
                return true;
            }
        }
        return false;
    }
}
