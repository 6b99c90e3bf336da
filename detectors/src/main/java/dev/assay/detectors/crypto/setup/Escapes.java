package dev.assay.detectors.crypto.setup;

/** Characters behind a backslash in Java's properties ({@code Properties.load}). Stateless. */
final class Escapes {
    private static final int DIGITS = 4;

    private Escapes() {}

    /** The text that is meant; {@code \\u} without four digits is left as it is, as other programs take it. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(++i);
            if (next == 'u') {
                int code = code(text, i + 1);
                plain.append(code < 0 ? "\\u" : Character.toString(code));
                i += code < 0 ? 0 : DIGITS;
            } else {
                plain.append(
                        switch (next) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 'f' -> '\f';
                            default -> next;
                        });
            }
        }
        return plain.toString();
    }

    private static int code(String text, int from) {
        int code = from + DIGITS <= text.length() ? 0 : -1;
        for (int i = from; code >= 0 && i < from + DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            code = digit < 0 ? -1 : code << 4 | digit;
        }
        return code;
    }
}
