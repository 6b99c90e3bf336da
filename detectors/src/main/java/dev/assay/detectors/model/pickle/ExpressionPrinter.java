package dev.assay.detectors.model.pickle;

import dev.assay.detectors.model.pickle.Expression.Kind;
import dev.assay.detectors.model.pickle.Expression.Naming;
import dev.assay.engine.fact.Program.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes expressions as Python would, in lines of bounded length. All text that comes from the file is escaped, quotes
 * included, so that nothing in it can pass for code; literals are shortened like the evidence of findings.
 */
final class ExpressionPrinter {
    /** Where a line is broken if it can be. */
    private static final int WRAP = 100;

    /** Where it is cut. */
    static final int MOST_COLUMNS = 240;

    private static final int MOST_TEXT = 120;
    private static final int MOST_BYTES = 32;

    /** By how much escapes may make a literal longer. */
    private static final int MOST_ESCAPES = 40;

    private static final int MOST_NAME = 120;
    private static final int MOST_BRIEF = 160;
    private static final int INDENT = 4;

    private final Texts texts;
    private final Memo noMemo;
    private List<Line> lines = new ArrayList<>();
    private boolean wrapped;

    /** @param noMemo where no text is looked for that is found by its offset */
    ExpressionPrinter(Texts texts, Memo noMemo) {
        this.texts = texts;
        this.noMemo = noMemo;
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    static String hex(long offset) {
        return "+0x" + Long.toHexString(offset);
    }

    /** How an imported thing is written: by its name, or as the call that finds it if that is none. */
    static String global(String module, String name) {
        return isDotted(module) && isDotted(name)
                ? module + "." + name
                : "find_class(" + quoted(module) + ", " + quoted(name) + ")";
    }

    static String importOf(String module, String name) {
        return isDotted(module) && isDotted(name) ? "from " + module + " import " + name : global(module, name);
    }

    /** Whether it is made of names of ASCII letters with dots between, such as {@code os.path} or {@code f.<locals>.g}. */
    private static boolean isDotted(String name) {
        if (name.length() > MOST_NAME) {
            return false;
        }
        int from = 0;
        while (true) {
            int dot = name.indexOf('.', from);
            if (!isName(name.substring(from, dot < 0 ? name.length() : dot))) {
                return false;
            }
            if (dot < 0) {
                return true;
            }
            from = dot + 1;
        }
    }

    private static boolean isName(String part) {
        if (part.equals("<locals>") || part.equals("<lambda>")) {
            return true;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean letter = c == '_' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /** A literal of a text, shortened. */
    static String quoted(String text) {
        return quoted("'", text, MOST_TEXT);
    }

    private static String quoted(String open, String text, int most) {
        int end = Math.min(text.length(), most);
        String printable;
        do { // what is escaped gets longer
            end -= end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            printable = Escape.printable(text.substring(0, end), Integer.MAX_VALUE);
            end = printable.length() > most + MOST_ESCAPES ? end * 3 / 4 : end;
        } while (printable.length() > most + MOST_ESCAPES);
        if (open.startsWith("b")) {
            printable = ascii(printable);
        }
        return open + printable.replace("'", "\\'") + "'" + (end < text.length() ? "..." : "");
    }

    private static String ascii(String latin1) {
        StringBuilder out = new StringBuilder(latin1.length());
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            out.append(c < 0x7f ? String.valueOf(c) : "\\x" + Integer.toHexString(c));
        }
        return out.toString();
    }

    /** The text that a {@link Kind#TEXT} stands for, cut as {@link Texts} does. */
    String text(Expression value) throws IOException {
        // The offset is its own place: so the tag, which has the low bits of it, tells all of it.
        String text = texts.get(Tag.of(Tag.STRING, (int) value.offset), noMemo, value.offset);
        return text == null ? "" : text;
    }

    /** Where the next lines go, and whether to break long ones. */
    void begin(List<Line> into, boolean breakLong) {
        lines = into;
        wrapped = breakLong;
    }

    /** Writes what an expression is, even if there is a variable for it. */
    void body(String before, Expression value, long offset) throws IOException {
        statement(before, value, true, offset);
    }

    /** Writes an expression as it appears where it is used. */
    void value(String before, Expression value, long offset) throws IOException {
        statement(before, value, false, offset);
    }

    /** Some values in one line that is no statement. */
    void remark(String before, List<Expression> values) throws IOException {
        StringBuilder out = new StringBuilder("# ").append(before);
        for (int i = 0; i < values.size(); i++) {
            write(out.append(i == 0 ? "" : ", "), values.get(i));
        }
        if (!values.isEmpty()) {
            line(0, out, -1);
        }
    }

    void setItem(Expression target, Expression key, Expression mapped, long offset) throws IOException {
        StringBuilder before = new StringBuilder();
        write(before, target);
        before.append('[');
        write(before, key);
        statement(before.append("] = ").toString(), mapped, false, offset);
    }

    private void statement(String before, Expression value, boolean whole, long offset) throws IOException {
        write(before, value, whole, "", 0, offset);
    }

    /** An expression in one line if it fits, else with a line for each item. */
    private void write(String before, Expression value, boolean whole, String after, int indent, long offset)
            throws IOException {
        StringBuilder one = new StringBuilder(before);
        if (whole) {
            writeBody(one, value);
        } else {
            write(one, value);
        }
        one.append(after);
        boolean inParts = value.count() + (value.more() > 0 ? 1 : 0) > (value.kind == Kind.CALL ? 1 : 0)
                && (whole || value.naming == Naming.INLINE)
                && value.kind != Kind.UNPACKED;
        if (!wrapped || !inParts || indent + one.length() <= WRAP) {
            line(indent, one, offset);
            return;
        }
        StringBuilder open = new StringBuilder(before);
        if (value.kind == Kind.CALL) {
            write(open, value.item(0));
            open.append(value.word).append('(');
            Expression only = value.item(value.count() - 1);
            if (value.count() == 2 && value.more() == 0 && only.naming == Naming.INLINE && !only.isAtom()) {
                write(open.toString(), only, false, ")" + after, indent, offset);
                return;
            }
        } else {
            open.append(open(value.kind));
        }
        line(indent, open, offset);
        if (value.kind == Kind.DICT) {
            for (int i = 0; i + 1 < value.count(); i += 2) {
                StringBuilder key = new StringBuilder();
                write(key, value.item(i));
                Expression item = value.item(i + 1);
                write(key.append(": ").toString(), item, false, ",", indent + INDENT, place(item));
            }
        } else {
            packed(value, value.kind == Kind.CALL ? 1 : 0, indent + INDENT);
        }
        if (value.more() > 0) {
            line(
                    indent + INDENT,
                    new StringBuilder("... ").append(count(value.more())).append(" more"),
                    -1);
        }
        line(indent, new StringBuilder(close(value.kind)).append(after), -1);
    }

    /** Items, as many on a line as fit. */
    private void packed(Expression value, int from, int indent) throws IOException {
        StringBuilder row = new StringBuilder();
        long offset = -1;
        for (int i = from; i < value.count(); i++) {
            Expression item = value.item(i);
            StringBuilder one = new StringBuilder();
            write(one, item);
            boolean fits = indent + one.length() < WRAP;
            if (!row.isEmpty() && (!fits || indent + row.length() + one.length() + 1 >= WRAP)) {
                line(indent, row, offset);
                row = new StringBuilder();
                offset = -1;
            }
            if (fits) {
                row.append(row.isEmpty() ? "" : " ").append(one).append(',');
                offset = offset < 0 ? place(item) : offset;
            } else {
                write("", item, false, ",", indent, place(item));
            }
        }
        if (!row.isEmpty()) {
            line(indent, row, offset);
        }
    }

    /** Where a call lies that is written within something else; one without arguments is not worth it. */
    private static long place(Expression value) {
        return value.kind == Kind.CALL && value.naming == Naming.INLINE && value.count() > 1 ? value.offset : -1;
    }

    private void line(int indent, StringBuilder text, long offset) {
        int room = MOST_COLUMNS - indent;
        if (text.length() > room) {
            text.setLength(Character.isHighSurrogate(text.charAt(room - 4)) ? room - 4 : room - 3);
            text.append("...");
        }
        lines.add(new Line(" ".repeat(indent) + text, offset));
    }

    /** Writes a line that is no expression. */
    void line(String text, long offset) {
        line(0, new StringBuilder(text), offset);
    }

    /** A name for it in a remark or as a key, with what is in it left out. */
    String brief(Expression value) {
        return switch (value.kind) {
            case GLOBAL, WORD, UNKNOWN ->
                value.word.length() > MOST_BRIEF ? value.word.substring(0, MOST_BRIEF) : value.word;
            case CALL -> brief(callee(value)) + "()";
            case TUPLE, LIST, DICT, SET, FROZENSET -> open(value.kind) + "..." + close(value.kind);
            case INT, FLOAT, TEXT, BYTES, BYTEARRAY, UNPACKED -> "a value";
        };
    }

    /** What a call calls, or what that is a result of. */
    private static Expression callee(Expression call) {
        Expression callee = call.item(0);
        return callee.kind == Kind.CALL ? Expression.word("...", callee.offset) : callee;
    }

    private void write(StringBuilder out, Expression value) throws IOException {
        if (out.length() > MOST_COLUMNS) {
            return; // it will be cut, or written in parts
        }
        switch (value.naming) {
            case INLINE -> writeBody(out, value);
            case VARIABLE -> out.append('v').append(value.variable);
            case LEFT_OUT -> {
                if (value.kind == Kind.CALL) {
                    out.append(brief(callee(value))).append(value.word).append("(...)");
                } else {
                    out.append(brief(value));
                }
            }
        }
    }

    private void writeBody(StringBuilder out, Expression value) throws IOException {
        switch (value.kind) {
            case INT -> out.append(value.value);
            case FLOAT -> out.append(number(Double.longBitsToDouble(value.value)));
            case TEXT -> out.append(shortened("'", text(value), MOST_TEXT, value.value, false));
            case BYTES -> bytes(out, value);
            case BYTEARRAY -> {
                bytes(out.append("bytearray("), value);
                out.append(')');
            }
            case WORD, UNKNOWN, GLOBAL -> out.append(value.word);
            case UNPACKED -> write(out.append(value.word), value.item(0));
            case CALL -> {
                write(out, value.item(0));
                items(out.append(value.word).append('('), value, 1);
                out.append(')');
            }
            case TUPLE, LIST, DICT, SET, FROZENSET -> {
                if (value.kind == Kind.SET && value.count() == 0 && value.more() == 0) {
                    out.append("set()");
                    return;
                }
                items(out.append(open(value.kind)), value, 0);
                boolean single = value.kind == Kind.TUPLE && value.count() == 1 && value.more() == 0;
                out.append(single ? "," : "").append(close(value.kind));
            }
        }
    }

    private void items(StringBuilder out, Expression value, int from) throws IOException {
        boolean pairs = value.kind == Kind.DICT;
        for (int i = from; i < value.count(); i++) {
            out.append(i == from ? "" : pairs && i % 2 == 1 ? ": " : ", ");
            write(out, value.item(i));
        }
        if (value.more() > 0) {
            out.append(value.count() > from ? ", " : "")
                    .append("... ")
                    .append(count(value.more()))
                    .append(" more");
        }
    }

    private void bytes(StringBuilder out, Expression value) throws IOException {
        String known = texts.bytes(Tag.of(Tag.BYTES, (int) value.offset), value.offset);
        out.append(shortened("b'", known, MOST_BYTES, value.value, true));
    }

    /**
     * @param length of all of it, of which {@code known} may be the beginning
     * @param exact whether each of these bytes is a character of {@code known}
     */
    private static String shortened(String open, @Nullable String known, int most, long length, boolean exact) {
        String text = known == null ? "" : known;
        String literal = quoted(open, text, most);
        boolean cut = literal.endsWith("...") || exact && text.length() < length;
        String ending = cut && !literal.endsWith("...") ? "..." : "";
        return cut ? literal + ending + " (" + count(length) + " bytes)" : literal;
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return Double.isNaN(value)
                ? "nan"
                : Double.isInfinite(value)
                        ? value > 0 ? "inf" : "-inf"
                        : ("" + value).replace(".0E", "e").replace('E', 'e');
    }

    private static String open(Kind kind) {
        return switch (kind) {
            case LIST -> "[";
            case DICT, SET -> "{";
            case FROZENSET -> "frozenset({";
            default -> "(";
        };
    }

    private static String close(Kind kind) {
        return switch (kind) {
            case LIST -> "]";
            case DICT, SET -> "}";
            case FROZENSET -> "})";
            default -> ")";
        };
    }
}
