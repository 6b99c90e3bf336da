package dev.assay.engine.code;

/** What a text in a program stands for: its escapes undone, its common indentation taken away. */
final class TextValue {
    private TextValue() {}

    /** The value of a token that is a text or a piece of one. */
    static String of(Tokens tokens, int token, StringForm form) {
        int data = tokens.data[token];
        int start = tokens.starts[token] + (data >>> StringLexer.OPEN_SHIFT & 0x3ff);
        int end = tokens.ends[token] - (data >>> StringLexer.CLOSE_SHIFT & 0xff);
        if (end <= start) {
            return "";
        }
        String value = Names.decode(tokens.text, start, end);
        if (form.indented()) {
            value = unindent(value);
        }
        if (form.specifier()) {
            value = value.replace("{{", "{").replace("}}", "}");
        }
        if (form.doubled()) {
            value = value.replace(form.close() + form.close(), form.close());
        }
        return form.escape() == 0 || form.raw() || value.indexOf(form.escape()) < 0 ? value : unescape(value, form);
    }

    private static String unindent(String value) {
        String lines = value.replace("\r\n", "\n").replace('\r', '\n');
        int first = lines.indexOf('\n');
        return first >= 0 && lines.substring(0, first).isBlank()
                ? lines.substring(first + 1).stripIndent()
                : lines;
    }

    private static String unescape(String value, StringForm form) {
        StringBuilder out = new StringBuilder(value.length());
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i++);
            if (c != form.escape() || i == value.length()) {
                out.append(c);
                continue;
            }
            char kind = value.charAt(i++);
            switch (kind) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'a' -> out.append('\u0007');
                case 'v' -> out.append('\u000b');
                case 'e' -> out.append('\u001b');
                case 's' -> out.append(' ');
                case '\n' -> {}
                case '\r' -> i += i < value.length() && value.charAt(i) == '\n' ? 1 : 0;
                case 'x' -> i = code(value, i, 2, out, kind);
                case 'u' -> i = code(value, i, 4, out, kind);
                case 'U' -> i = code(value, i, 8, out, kind);
                case 'N' -> i = named(value, i, out);
                default -> {
                    if (kind >= '0' && kind <= '7') {
                        int end = i;
                        while (end < value.length()
                                && end < i + 2
                                && value.charAt(end) >= '0'
                                && value.charAt(end) <= '7') {
                            end++;
                        }
                        out.append((char) Integer.parseInt(value.substring(i - 1, end), 8));
                        i = end;
                    } else {
                        out.append(kind);
                    }
                }
            }
        }
        return out.toString();
    }

    /** A character by its number in so many digits, or in braces. */
    private static int code(String value, int at, int digits, StringBuilder out, char kind) {
        int start = at;
        int most = digits;
        boolean braces = at < value.length() && value.charAt(at) == '{';
        if (braces) {
            start++;
            most = 8;
        }
        int end = start;
        int code = 0;
        while (end < value.length() && end - start < most) {
            int digit = Character.digit(value.charAt(end), 16);
            if (digit < 0) {
                break;
            }
            code = code << 4 | digit;
            end++;
        }
        if (end == start || !Character.isValidCodePoint(code)) {
            out.append(kind);
            return at;
        }
        out.appendCodePoint(code);
        return braces && end < value.length() && value.charAt(end) == '}' ? end + 1 : end;
    }

    private static int named(String value, int at, StringBuilder out) {
        int end = at < value.length() && value.charAt(at) == '{' ? value.indexOf('}', at) : -1;
        if (end < 0) {
            out.append('N');
            return at;
        }
        try {
            out.appendCodePoint(Character.codePointOf(value.substring(at + 1, end)));
        } catch (IllegalArgumentException e) {
            out.append('\ufffd');
        }
        return end + 1;
    }
}
