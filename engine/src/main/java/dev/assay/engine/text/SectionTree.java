package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads INI and TOML that is at hand into a {@link Tree}: sections by their dotted names, one object within the other, and
 * keys likewise. Values that are written as texts, lists or objects are read as such, since programs read those of INI as
 * JSON (spaCy, thinc). What the two dialects refuse about keys that are there twice is not refused here. Takes time in
 * proportion to the size.
 */
public final class SectionTree {
    /** How a value ends, and what is no value. */
    public enum Dialect {
        /** A value ends with its line, or with the indented lines that follow; there is no fault. */
        INI,
        /** A value ends as it is written, and what is none is a fault: no reader of TOML goes on behind one. */
        TOML
    }

    /** A section, while it may still grow. */
    private record Open(Mapping mapping, Map<String, Open> sections) {
        static Open at(long offsetBytes) {
            return new Open(new Mapping(new ArrayList<>(4), "", offsetBytes), new HashMap<>());
        }
    }

    private final byte[] bytes;
    private final int end;
    private final Dialect dialect;
    private final TreeRoom room;
    private final InlineValue inline;
    private final Open root = Open.at(0);
    private Open section = root;
    private int sectionDepth;
    private int at;

    /** Up to here lines are known not to be one value together; so each is looked at twice at most. */
    private int settled;

    private SectionTree(byte[] bytes, int length, Dialect dialect, TreeRoom room) {
        this.bytes = bytes;
        this.end = length;
        this.dialect = dialect;
        this.room = room;
        this.inline = new InlineValue(bytes, room);
    }

    /**
     * Reads one document.
     *
     * @param length how many of the bytes count
     * @param room where the tree is counted
     */
    public static Tree read(byte[] bytes, int length, Dialect dialect, TreeRoom room) throws MalformedException {
        SectionTree reading = new SectionTree(bytes, length, dialect, room);
        if (length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            reading.at = 3;
        }
        room.node(0, 0);
        while (reading.at < length) {
            reading.line();
        }
        return reading.root.mapping();
    }

    private void line() throws MalformedException {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        int from = at;
        int to = lineEnd(from);
        int c = from < to ? bytes[from] : '#';
        if (c == '[') {
            header(from, to);
            at = to;
        } else if (c == '#' || c == ';') {
            at = to;
        } else {
            entry(from, to);
        }
    }

    private void header(int from, int to) throws MalformedException {
        boolean isList = dialect == Dialect.TOML && from + 1 < to && bytes[from + 1] == '[';
        int begin = from + (isList ? 2 : 1);
        int close = skipQuoted(begin, to, ']');
        MalformedException.check(dialect == Dialect.INI || close < to, from, "a section's name has no end");
        List<String> path = path(begin, Math.min(close, to));
        section = root;
        sectionDepth = 0;
        for (int i = 0; i < path.size(); i++) {
            section = open(section, path.get(i), isList && i == path.size() - 1, from);
        }
    }

    /** The object of a name within another; a new one if there is none yet, or if it is one more of a list. */
    private Open open(Open around, String name, boolean isNew, int from) throws MalformedException {
        sectionDepth++;
        Open there = around.sections().get(name);
        if (there != null && !isNew) {
            return there;
        }
        room.node(sectionDepth, from);
        Open made = Open.at(from);
        around.sections().put(name, made);
        around.mapping().entries().add(new Entry(name, made.mapping()));
        return made;
    }

    private void entry(int from, int to) throws MalformedException {
        int sign = Math.min(skipQuoted(from, to, '='), dialect == Dialect.INI ? skipQuoted(from, to, ':') : to);
        at = to;
        if (sign >= to) {
            MalformedException.check(dialect == Dialect.INI, from, "a key has no value");
            return; // a line of its own, or the rest of a text
        }
        List<String> path = path(from, sign);
        int depth = sectionDepth;
        Open into = section;
        for (String name : path.subList(0, path.size() - 1)) {
            into = open(into, name, false, from);
        }
        int begin = sign + 1;
        while (begin < to && isBlank(bytes[begin])) {
            begin++;
        }
        Tree value = dialect == Dialect.TOML ? tomlValue(begin) : iniValue(begin, to);
        sectionDepth = depth;
        into.mapping().entries().add(new Entry(path.getLast(), value, from));
    }

    private Tree tomlValue(int begin) throws MalformedException {
        Tree value = inline.read(begin, end, sectionDepth + 1, true);
        at = inline.position();
        while (at < end && bytes[at] != '\n' && isBlank(bytes[at])) {
            at++;
        }
        MalformedException.check(
                at >= end || bytes[at] == '\n' || bytes[at] == '#', at, "there is something behind a value");
        at = lineEnd(at);
        return value;
    }

    /** What the line and the indented ones behind it are together, or else the line as it is. */
    private Tree iniValue(int begin, int to) throws MalformedException {
        int c = begin < to ? bytes[begin] : ' ';
        int last = begin < settled ? to : continued(to);
        if (c == '"' || c == '[' || c == '{' || last > to && begin == to) {
            settled = Math.max(settled, last);
            try {
                Tree value = inline.read(begin, last, sectionDepth + 1, false);
                if (inline.isAtEnd(last)) {
                    at = last;
                    return value;
                }
            } catch (MalformedException e) {
                // then it is a text that merely begins like a value
            }
        }
        room.node(sectionDepth + 1, begin);
        return new Scalar(text(begin, to), false, "", begin);
    }

    /** Where the indented lines behind a line end. */
    private int continued(int lineEnd) {
        int last = lineEnd;
        while (last + 1 < end && (bytes[last + 1] == ' ' || bytes[last + 1] == '\t')) {
            last = lineEnd(last + 1);
        }
        return last;
    }

    /** The parts of a dotted name, each without its quotes. */
    private List<String> path(int from, int to) throws MalformedException {
        List<String> parts = new ArrayList<>(2);
        for (int begin = from; begin <= to; ) {
            int dot = skipQuoted(begin, to, '.');
            String part = text(begin, dot);
            if (part.length() > 1 && isQuote(part.charAt(0)) && part.charAt(part.length() - 1) == part.charAt(0)) {
                part = part.substring(1, part.length() - 1);
            }
            MalformedException.check(parts.size() < TreeRoom.MOST_DEPTH, from, "a name with too many parts");
            parts.add(part);
            begin = dot + 1;
        }
        return parts;
    }

    /** The first such character outside of quotes, or {@code to}. */
    private int skipQuoted(int from, int to, char sought) {
        int quote = 0;
        for (int i = from; i < to; i++) {
            int c = bytes[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == sought) {
                return i;
            } else if (isQuote(c) && (i == from || bytes[i - 1] == '.' || isBlank(bytes[i - 1]))) {
                quote = c; // where a part begins; elsewhere it is part of the name
            }
        }
        return to;
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'';
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private String text(int from, int to) {
        return from >= to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
