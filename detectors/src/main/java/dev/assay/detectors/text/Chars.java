package dev.assay.detectors.text;

/** Questions about single bytes of text. */
public final class Chars {
    private Chars() {}

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** A letter or digit of ASCII. */
    public static boolean isAlphanumeric(int c) {
        return isLetter(c) || isDigit(c);
    }

    /** What begins a name of Python's or Jinja's; all beyond ASCII may. */
    public static boolean isNameStart(int c) {
        return isLetter(c) || c == '_' || c >= 0x80;
    }

    /** What may stand in such a name. */
    public static boolean isName(int c) {
        return isNameStart(c) || isDigit(c);
    }

    /** A byte as 0 to 255, or -1 beyond the end. */
    public static int at(byte[] bytes, int index, int end) {
        return index >= 0 && index < end ? bytes[index] & 0xff : -1;
    }
}
