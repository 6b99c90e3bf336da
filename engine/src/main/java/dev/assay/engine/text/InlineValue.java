package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of TOML and of JSON as they stand behind a key: texts, lists, objects, and words of any kind. */
final class InlineValue {
    private static final String THREE = "\"\"\"";
    private static final String THREE_SINGLE = "'''";
    private static final List<String> WORDS = List.of("true", "false", "inf", "nan");

    private final byte[] bytes;
    private final TreeRoom room;
    private int at;
    private int end;
    private boolean toml;

    InlineValue(byte[] bytes, TreeRoom room) {
        this.bytes = bytes;
        this.room = room;
    }

    /**
     * Reads the value at {@code from}.
     *
     * @param toml whether texts may have single quotes or three of them, and a word ends with its line
     */
    Tree read(int from, int to, int depth, boolean toml) throws MalformedException {
        this.at = from;
        this.end = to;
        this.toml = toml;
        return value(depth, false);
    }

    /** Behind the value that was read. */
    int position() {
        return at;
    }

    /** Whether nothing but white space follows. */
    boolean isAtEnd(int to) {
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at >= to;
    }

    private Tree value(int depth, boolean within) throws MalformedException {
        if (within || !toml) {
            space();
        }
        room.node(depth, at);
        int from = at;
        int c = at < end ? bytes[at] : -1;
        if (c == '[') {
            return list(depth);
        }
        if (c == '{') {
            return object(depth);
        }
        if (c == '"' || toml && c == '\'') {
            return new Scalar(string(c), true, "", from);
        }
        return word(within);
    }

    private Tree list(int depth) throws MalformedException {
        int from = at++;
        List<Tree> items = new ArrayList<>(4);
        while (significant() != ']') {
            items.add(value(depth + 1, true));
            comma(']');
        }
        at++;
        return new Sequence(items, "", from);
    }

    private Tree object(int depth) throws MalformedException {
        int from = at++;
        List<Entry> entries = new ArrayList<>(4);
        while (significant() != '}') {
            int keyAt = at;
            int c = bytes[at];
            String key = c == '"' || c == '\'' ? string(c) : key();
            c = significant();
            MalformedException.check(c == ':' || c == '=', at, "a value must follow a key");
            at++;
            entries.add(new Entry(key, value(depth + 1, true), keyAt));
            comma('}');
        }
        at++;
        return new Mapping(entries, "", from);
    }

    private String key() throws MalformedException {
        int from = at;
        while (at < end && !isSpace(bytes[at]) && bytes[at] != '=' && bytes[at] != ':') {
            at++;
        }
        MalformedException.check(at > from, at, "a key without a name");
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private void comma(char close) throws MalformedException {
        int c = significant();
        MalformedException.check(c == ',' || c == close, at, "a ',' or '" + close + "' must follow a value");
        if (c == ',') {
            at++;
        }
    }

    /** A number, a date, {@code true} and whatever else has no quotes. */
    private Tree word(boolean within) throws MalformedException {
        int from = at;
        while (at < end && bytes[at] != '\n' && bytes[at] != '#' && !(within && isClose(bytes[at]))) {
            at++;
        }
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8).strip();
        MalformedException.check(!text.isEmpty(), from, "no value where one must be");
        MalformedException.check(!toml || isOfToml(text), from, "a word without quotation marks");
        return new Scalar(text, false, "", from);
    }

    /** Beside these words there are only numbers, dates and times. */
    private static boolean isOfToml(String word) {
        boolean isSigned = word.startsWith("+") || word.startsWith("-");
        String bare = isSigned ? word.substring(1) : word;
        return !bare.isEmpty() && Character.isDigit(bare.charAt(0)) || WORDS.contains(bare);
    }

    private static boolean isClose(int c) {
        return c == ',' || c == ']' || c == '}';
    }

    private String string(int quote) throws MalformedException {
        String three = quote == '"' ? THREE : THREE_SINGLE;
        boolean isLong = toml && has(three);
        int from = at;
        at += isLong ? 3 : 1;
        StringBuilder text = new StringBuilder();
        int run = at;
        while (at < end) {
            int c = bytes[at];
            if (c == quote && (!isLong || has(three))) {
                text.append(new String(bytes, run, at - run, StandardCharsets.UTF_8));
                at += isLong ? 3 : 1;
                return text.toString();
            }
            MalformedException.check(c != '\n' || isLong || !toml, at, "a text that does not end in its line");
            if (c == '\\' && quote == '"' && at + 1 < end) {
                text.append(new String(bytes, run, at - run, StandardCharsets.UTF_8));
                at++;
                escape(text);
                run = at;
            } else {
                at++;
            }
        }
        throw new MalformedException(from, "a text has no end");
    }

    private void escape(StringBuilder text) throws MalformedException {
        int c = bytes[at++];
        switch (c) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'e' -> text.append('\u001b');
            case 'x' -> text.appendCodePoint(hexadecimal(2));
            case 'u' -> text.append((char) hexadecimal(4));
            case 'U' -> {
                int character = hexadecimal(8);
                text.appendCodePoint(Character.isValidCodePoint(character) ? character : 0xfffd);
            }
            case '\r', '\n', ' ', '\t' -> { // a long text goes on behind the white space
                while (at < end && isSpace(bytes[at])) {
                    at++;
                }
            }
            default -> text.append((char) (c & 0xff));
        }
    }

    private int hexadecimal(int digits) throws MalformedException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < end ? Character.digit(bytes[at++], 16) : -1;
            MalformedException.check(digit >= 0, at, "an escape without its hexadecimal digits");
            value = value << 4 | digit;
        }
        return value;
    }

    private boolean has(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= end || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Skips white space, and comments as TOML has them. */
    private void space() {
        while (at < end) {
            int c = bytes[at];
            if (isSpace(c)) {
                at++;
            } else if (c == '#' && toml) {
                while (at < end && bytes[at] != '\n') {
                    at++;
                }
            } else {
                return;
            }
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private int significant() throws MalformedException {
        space();
        MalformedException.check(at < end, at, "a list or an object has no end");
        return bytes[at];
    }
}
