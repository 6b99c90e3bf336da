package dev.assay.detectors.indicator.command;

/** Characters that a text has by their numbers. Pure functions. */
final class Escapes {
    /** Of one character. */
    static final int MOST_LENGTH = 10;

    private static final int MOST_OCTAL = 3;

    private Escapes() {}

    /** With {@code \\x63}, {@code \\143}, {@code \\u0063} and {@code \\n} as what they stand for. */
    static String plain(String text) {
        return plain(text, MOST_OCTAL);
    }

    /** The same as {@code echo} and {@code %b} have it, where a zero stands before three digits: {@code \\0143}. */
    static String printed(String text) {
        return plain(text, MOST_OCTAL + 1);
    }

    private static String plain(String text, int mostWithZero) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (c != '\\') {
                plain.append(c);
                at++;
            } else if (next == 'x' || next == 'u' || next == 'U') {
                at = number(text, at + 2, next == 'x' ? 2 : next == 'u' ? 4 : 8, 16, plain);
            } else if (Character.digit(next, 8) >= 0) {
                at = number(text, at + 1, next == '0' ? mostWithZero : MOST_OCTAL, 8, plain);
            } else {
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
                at += 2;
            }
        }
        return plain.toString();
    }

    private static int number(String text, int from, int most, int radix, StringBuilder plain) {
        int at = from;
        int value = 0;
        while (at < text.length() && at < from + most && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at), radix);
            at++;
        }
        if (at > from) {
            plain.append((char) value);
        }
        return at;
    }
}
