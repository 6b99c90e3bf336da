package dev.assay.detectors.model.pickle;

import org.jspecify.annotations.Nullable;

/** The operands that protocol 0 writes as lines of text, read as the C unpickler reads them. */
final class TextOperands {
    private static final int NUL = 0;

    private TextOperands() {}

    /** What STRING pushes for {@code 'a\x62'}, its bytes as Latin-1; lenient with escapes that Python would refuse. */
    static String quoted(byte[] line, int from, int to) {
        int start = from;
        int end = to;
        while (end > start && (line[end - 1] & 0xff) <= ' ' && (line[end - 1] & 0xff) != 0) {
            end--; // Python 2 strips what follows the quote
        }
        if (end - start >= 2 && (line[start] == '\'' || line[start] == '"')) {
            end -= line[end - 1] == line[start] ? 1 : 0;
            start++;
        }
        StringBuilder text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            int c = line[i] & 0xff;
            if (c != '\\' || i + 1 == end) {
                text.append((char) c);
                continue;
            }
            int escape = line[++i] & 0xff;
            switch (escape) {
                case '\n' -> {}
                case '\\', '\'', '"' -> text.append((char) escape);
                case 'a' -> text.append('\u0007');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'v' -> text.append('\u000b');
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int value = escape - '0';
                    for (int n = 1; n < 3 && i + 1 < end && line[i + 1] >= '0' && line[i + 1] <= '7'; n++) {
                        value = value * 8 + line[++i] - '0';
                    }
                    text.append((char) (value & 0xff));
                }
                case 'x' -> {
                    int value = hex(line, i + 1, Math.min(i + 3, end));
                    text.append(value < 0 || i + 3 > end ? "\\x" : String.valueOf((char) value));
                    i += value < 0 || i + 3 > end ? 0 : 2;
                }
                default -> text.append('\\').append((char) escape);
            }
        }
        return text.toString();
    }

    /** What UNICODE pushes: {@code \\uXXXX} and {@code \\UXXXXXXXX} are escapes, all else is Latin-1. */
    static String rawUnicodeEscape(byte[] line, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            int c = line[i] & 0xff;
            int digits = c != '\\' || i + 1 == to ? 0 : line[i + 1] == 'u' ? 4 : line[i + 1] == 'U' ? 8 : 0;
            int value = digits == 0 || i + 2 + digits > to ? -1 : hex(line, i + 2, i + 2 + digits);
            if (value >= 0 && value <= Character.MAX_CODE_POINT) {
                text.appendCodePoint(value);
                i += 1 + digits;
            } else if (c == '\\' && i + 1 < to) {
                text.append('\\').append((char) (line[++i] & 0xff)); // the second of two backslashes escapes nothing
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    private static int hex(byte[] line, int from, int to) {
        int value = from < to ? 0 : -1;
        for (int i = from; i < to && value >= 0; i++) {
            int digit = Character.digit(line[i], 16);
            value = digit < 0 || value > 0x0fff_ffff ? -1 : value << 4 | digit;
        }
        return value;
    }

    /**
     * Whether {@code strtol} or {@code int()} with base 0 takes the text up to its first NUL: what follows a NUL is not
     * looked at, since C ends its strings there.
     */
    static boolean isInteger(byte[] line, int length) {
        int end = beforeNul(line, length);
        int i = 0;
        while (i < end && isSpace(line[i])) {
            i++;
        }
        while (end > i && isSpace(line[end - 1])) {
            end--;
        }
        if (i < end && (line[i] == '-' || line[i] == '+')) {
            i++;
        }
        int base = 10;
        if (i + 1 < end && line[i] == '0') {
            base = switch (line[i + 1] | 0x20) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 10; // strtol takes 010 as octal: a number as well
            };
            i += base == 10 ? 0 : 2;
        }
        boolean digit = false;
        for (; i < end; i++) {
            boolean now = Character.digit(line[i], base) >= 0;
            if (!now && (line[i] != '_' || !digit && base == 10)) {
                return false;
            }
            digit |= now;
        }
        return digit;
    }

    /** Whether only C takes an integer: with a NUL, or in C's way of writing octal numbers. */
    static boolean isOnlyForC(byte[] line, int length) {
        int end = beforeNul(line, length);
        int i = end > 0 && (line[0] == '-' || line[0] == '+') ? 1 : 0;
        boolean octal = end - i > 1 && line[i] == '0' && line[i + 1] >= '0' && line[i + 1] <= '9';
        for (int k = i; octal && k < end; k++) {
            octal = line[k] >= '0' && line[k] <= '7';
        }
        boolean bool = end == 2 && i == 0 && (line[1] == '0' || line[1] == '1');
        return end < length || octal && !bool;
    }

    /**
     * A number in base 10 as {@code int()} takes it up to a NUL: its digits without leading zeros, with a minus if it is
     * negative; null if it is none.
     */
    static @Nullable String decimal(byte[] line, int length) {
        int end = beforeNul(line, length);
        int i = 0;
        while (i < end && isSpace(line[i])) {
            i++;
        }
        while (end > i && isSpace(line[end - 1])) {
            end--;
        }
        boolean negative = i < end && line[i] == '-';
        i += i < end && (line[i] == '-' || line[i] == '+') ? 1 : 0;
        StringBuilder digits = new StringBuilder(Math.min(end - i, 32));
        boolean any = false;
        for (; i < end; i++) {
            boolean digit = line[i] >= '0' && line[i] <= '9';
            if (!digit && (line[i] != '_' || !any)) {
                return null;
            }
            any |= digit;
            if (digit && (line[i] != '0' || !digits.isEmpty())) {
                digits.append((char) line[i]);
            }
        }
        if (!any) {
            return null;
        }
        return digits.isEmpty() ? "0" : negative ? "-" + digits : digits.toString();
    }

    /** The value of a small decimal number, or -1 for anything that needs no exact value. */
    static long smallDecimal(byte[] line, int length) {
        int end = beforeNul(line, length);
        long value = 0;
        for (int i = 0; i < end; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 100) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return end == 0 ? -1 : value;
    }

    /** Whether {@code float()} takes a text that C does not: with white space around it, or underscores within. */
    static boolean isFloatOnlyForPython(byte[] line, int length) {
        byte[] plain = new byte[length];
        int n = 0;
        for (int i = 0; i < length; i++) {
            boolean between = i > 0 && i + 1 < length && isDigit(line[i - 1]) && isDigit(line[i + 1]);
            if (line[i] == NUL) {
                return false;
            }
            if (!isSpace(line[i]) && (line[i] != '_' || !between)) {
                plain[n++] = line[i];
            } else if (isSpace(line[i]) && between) {
                return false;
            }
        }
        return n < length && isFloat(plain, n);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** Whether C's {@code PyOS_string_to_double} takes the text up to its first NUL. */
    static boolean isFloat(byte[] line, int length) {
        int end = beforeNul(line, length);
        int i = end > 0 && (line[0] == '-' || line[0] == '+') ? 1 : 0;
        String word = new String(line, i, Math.clamp(end - i, 0, 9), java.nio.charset.StandardCharsets.ISO_8859_1)
                .toLowerCase(java.util.Locale.ROOT);
        if (word.equals("inf") || word.equals("nan") || word.equals("infinity")) {
            return true;
        }
        int digits = 0;
        boolean dot = false;
        for (; i < end && (line[i] >= '0' && line[i] <= '9' || line[i] == '.' && !dot); i++) {
            dot |= line[i] == '.';
            digits += line[i] == '.' ? 0 : 1;
        }
        if (digits == 0 || i == end) {
            return digits > 0;
        }
        if ((line[i] | 0x20) != 'e') {
            return false;
        }
        i++;
        i += i < end && (line[i] == '-' || line[i] == '+') ? 1 : 0;
        int exponentFrom = i;
        while (i < end && line[i] >= '0' && line[i] <= '9') {
            i++;
        }
        return i == end && i > exponentFrom;
    }

    private static int beforeNul(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] == NUL) {
                return i;
            }
        }
        return length;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
