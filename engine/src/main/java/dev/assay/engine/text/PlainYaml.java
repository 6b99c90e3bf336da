package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the YAML that programs write: ASCII, one document, a mapping of mappings by indentation, values on one line, plain or in
 * quotes without escapes, lists of such values, and small mappings in braces. Of these it makes the tree that {@link YamlTree} makes,
 * several times faster: a lockfile of ten megabytes takes a fifth of a second. At anything else (anchors, merges, tags, several lines,
 * comments behind values, tabs ...) it gives up, and the whole is for {@code YamlTree}. Takes time in proportion to the size.
 */
public final class PlainYaml {
    private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

    /** YAML has at most 1,024 characters in a key that stands on one line. */
    private static final int MOST_KEY = 1_000;

    /** It is more than this reads; costs no stack trace. */
    private static final class NotPlain extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final byte[] bytes;
    private final int end;
    private final TreeRoom room;
    private int lineStart; // of the line with content that comes next; end if there is none
    private int contentStart;
    private int lineEnd; // without white space behind it
    private int at;

    private PlainYaml(byte[] bytes, int length, TreeRoom room) {
        this.bytes = bytes;
        this.end = length;
        this.room = room;
    }

    /**
     * Reads one document; null if it is not as plain as that.
     *
     * @param length how many of the bytes count
     * @param room where the tree is counted, also of what was given up
     */
    public static @Nullable Tree read(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        PlainYaml reading = new PlainYaml(bytes, length, room);
        try {
            reading.toLine(0);
            Tree tree = reading.isAtEnd() || reading.indent() > 0 ? null : reading.mapping(0, 0);
            return reading.isAtEnd() ? tree : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    private boolean isAtEnd() {
        return lineStart >= end;
    }

    private int indent() {
        return contentStart - lineStart;
    }

    /** Goes to the next line that is neither blank nor a comment. */
    private void toLine(int from) throws NotPlain {
        lineStart = from;
        while (lineStart < end) {
            int i = lineStart;
            while (i < end && bytes[i] == ' ') {
                i++;
            }
            contentStart = i;
            boolean isComment = i < end && bytes[i] == '#';
            int last = i;
            for (; i < end && bytes[i] != '\n'; i++) {
                int c = bytes[i];
                if (c > ' ' && c < 0x7f) {
                    last = i + 1;
                } else if (c != ' ' && !(c == '\r' && i + 1 < end && bytes[i + 1] == '\n')) {
                    throw new NotPlain();
                }
            }
            if (last > contentStart && !isComment) {
                lineEnd = last;
                return;
            }
            lineStart = i + 1;
        }
    }

    private void nextLine() throws NotPlain {
        int i = lineEnd;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        toLine(i + 1);
    }

    private boolean isItem() {
        return bytes[contentStart] == '-' && contentStart + 1 < lineEnd && bytes[contentStart + 1] == ' ';
    }

    private Mapping mapping(int indent, int depth) throws NotPlain, MalformedException {
        int from = contentStart;
        room.node(depth, from);
        List<Entry> entries = new ArrayList<>(4);
        while (!isAtEnd() && indent() == indent && !isItem()) {
            int keyAt = contentStart;
            at = contentStart;
            String key = key();
            at++; // the colon
            if (at < lineEnd) {
                if (bytes[at] != ' ') {
                    throw new NotPlain();
                }
                while (bytes[at] == ' ') {
                    at++;
                }
                entries.add(new Entry(key, inline(depth + 1), keyAt));
                nextLine();
                if (!isAtEnd() && indent() > indent) {
                    throw new NotPlain(); // a value that goes on
                }
            } else {
                int empty = at;
                nextLine();
                entries.add(new Entry(key, nested(indent, empty, depth + 1), keyAt));
            }
        }
        if (!isAtEnd() && indent() > indent) {
            throw new NotPlain();
        }
        return new Mapping(entries, "", from);
    }

    private Tree nested(int around, int empty, int depth) throws NotPlain, MalformedException {
        if (!isAtEnd() && indent() >= around && isItem()) {
            return sequence(indent(), depth);
        }
        if (!isAtEnd() && indent() > around) {
            return mapping(indent(), depth);
        }
        room.node(depth, empty);
        return new Scalar("", false, "", empty);
    }

    private Sequence sequence(int indent, int depth) throws NotPlain, MalformedException {
        int from = contentStart;
        room.node(depth, from);
        List<Tree> items = new ArrayList<>(4);
        while (!isAtEnd() && indent() == indent && isItem()) {
            at = contentStart + 2;
            while (bytes[at] == ' ') {
                at++;
            }
            items.add(inline(depth + 1));
            nextLine();
        }
        if (!isAtEnd() && indent() > indent) {
            throw new NotPlain();
        }
        return new Sequence(items, "", from);
    }

    /** The key at {@link #at}, up to its colon. */
    private String key() throws NotPlain {
        int from = at;
        int c = bytes[at];
        if (c == '\'' || c == '"') {
            String key = quoted(c, lineEnd);
            if (at >= lineEnd || bytes[at] != ':' || at - from > MOST_KEY) {
                throw new NotPlain();
            }
            return key;
        }
        begin(c);
        while (bytes[at] != ':' || at + 1 < lineEnd && bytes[at + 1] != ' ') {
            if (bytes[at] == '#' && bytes[at - 1] == ' ' || ++at >= lineEnd || at - from > MOST_KEY) {
                throw new NotPlain();
            }
        }
        return text(from, at);
    }

    /** Whether a plain text may begin so; rarer beginnings are not worth knowing. */
    private void begin(int c) throws NotPlain {
        boolean isMerge = c == '<' && at + 1 < lineEnd && bytes[at + 1] == '<';
        boolean isRare = (c == '-' || c == '?' || c == ':') && (at + 1 >= lineEnd || bytes[at + 1] == ' ');
        boolean isMark =
                at == lineStart && (c == '-' || c == '.') && at + 2 < end && bytes[at + 1] == c && bytes[at + 2] == c;
        if (isRare || isMark || isMerge || INDICATORS.indexOf(c) >= 0) {
            throw new NotPlain();
        }
    }

    private String text(int from, int to) {
        int last = to;
        while (last > from && bytes[last - 1] == ' ') {
            last--;
        }
        return new String(bytes, from, last - from, StandardCharsets.ISO_8859_1);
    }

    /** A value that ends with its line. */
    private Tree inline(int depth) throws NotPlain, MalformedException {
        int from = at;
        int c = bytes[at];
        if (c == '{' || c == '[') {
            Tree flow = flow(depth);
            if (at != lineEnd) {
                throw new NotPlain();
            }
            return flow;
        }
        room.node(depth, from);
        if (c == '\'' || c == '"') {
            String value = quoted(c, lineEnd);
            if (at != lineEnd) {
                throw new NotPlain();
            }
            return new Scalar(value, true, "", from);
        }
        begin(c);
        for (; at < lineEnd; at++) {
            boolean isSign = bytes[at] == ':' && (at + 1 == lineEnd || bytes[at + 1] == ' ')
                    || bytes[at] == '#' && bytes[at - 1] == ' ';
            if (isSign) {
                throw new NotPlain();
            }
        }
        return new Scalar(text(from, lineEnd), false, "", from);
    }

    /** {@code {a: b, c: d}} or {@code [a, b]}. */
    private Tree flow(int depth) throws NotPlain, MalformedException {
        int from = at;
        room.node(depth, from);
        boolean isMapping = bytes[at++] == '{';
        char close = isMapping ? '}' : ']';
        List<Entry> entries = new ArrayList<>(2);
        List<Tree> items = new ArrayList<>(isMapping ? 0 : 4);
        space();
        while (current() != close) {
            if (isMapping) {
                int keyAt = at;
                Scalar key = flowText();
                if (current() != ':' || at + 1 >= lineEnd || bytes[at + 1] != ' ') {
                    throw new NotPlain();
                }
                at++;
                space();
                entries.add(new Entry(key.text(), flowValue(depth + 1), keyAt));
            } else {
                items.add(flowValue(depth + 1));
            }
            space();
            if (current() == ',') {
                at++;
                space();
                if (current() == close) {
                    throw new NotPlain();
                }
            } else if (current() != close) {
                throw new NotPlain();
            }
        }
        at++;
        return isMapping ? new Mapping(entries, "", from) : new Sequence(items, "", from);
    }

    private Tree flowValue(int depth) throws NotPlain, MalformedException {
        int c = current();
        if (c == '{' || c == '[') {
            return flow(depth);
        }
        room.node(depth, at);
        return flowText();
    }

    private Scalar flowText() throws NotPlain {
        int from = at;
        int c = current();
        if (c == '\'' || c == '"') {
            return new Scalar(quoted(c, lineEnd), true, "", from);
        }
        begin(c);
        if (c == ':' || c == '-' || c == '?') {
            throw new NotPlain(); // readers differ in what these begin within braces
        }
        while (true) {
            int d = current();
            boolean isEnd = d == ',' || d == '}' || d == ']' || d == ':' && (at + 1 >= lineEnd || bytes[at + 1] == ' ');
            if (isEnd) {
                break;
            }
            boolean isOdd = d == '{' || d == '[' || d == '#' || d == ':' && ",[]{}".indexOf(bytes[at + 1]) >= 0;
            if (isOdd || at - from > MOST_KEY) {
                throw new NotPlain();
            }
            at++;
        }
        return new Scalar(text(from, at), false, "", from);
    }

    private void space() throws NotPlain {
        while (current() == ' ') {
            at++;
        }
    }

    private int current() throws NotPlain {
        if (at >= lineEnd) {
            throw new NotPlain();
        }
        return bytes[at];
    }

    /** A text in quotes without anything that is written otherwise than it reads. */
    private String quoted(int quote, int limit) throws NotPlain {
        int from = ++at;
        while (at < limit && bytes[at] != quote) {
            if (quote == '"' && bytes[at] == '\\') {
                throw new NotPlain();
            }
            at++;
        }
        boolean isEscaped = at + 1 < limit && bytes[at + 1] == quote;
        if (at >= limit || isEscaped) {
            throw new NotPlain();
        }
        at++;
        return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
    }
}
