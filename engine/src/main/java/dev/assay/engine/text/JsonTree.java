package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that is at hand into a {@link Tree}, as leniently as any reader of configurations does: {@code NaN} and
 * {@code Infinity} as Python writes them, comments, trailing commas, control characters and lone surrogates in texts, bytes
 * that are no UTF-8, and, where nobody asks for it, whatever stands behind the value. What a lenient reader runs, a strict one would not
 * have seen.
 */
public final class JsonTree {
    /** Objects around one that is read part by part. */
    private static final int MOST_AROUND = 4;

    private final byte[] bytes;
    private final int end;
    private final boolean keepsFront;
    private TreeRoom room;
    private int at;
    private @Nullable MalformedException fault;

    /**
     * What was read.
     *
     * @param fault behind which nothing was; null if the value is whole
     */
    public record Front(Tree tree, @Nullable MalformedException fault) {}

    /** Takes what an object holds. */
    @FunctionalInterface
    public interface Parts {
        /** The value behind a key, or, where that is a list with any, one of its items; not to be kept. In front of a fault it is what was read of it. */
        void part(String key, Tree value) throws MalformedException;
    }

    private JsonTree(byte[] bytes, int length, TreeRoom room, boolean keepsFront) {
        this.keepsFront = keepsFront;
        this.bytes = bytes;
        this.end = length;
        this.room = room;
        boolean marked = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        this.at = marked ? 3 : 0;
    }

    /**
     * Reads one value.
     *
     * @param length how many of the bytes count
     * @param room where the tree is counted
     */
    public static Tree read(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        return new JsonTree(bytes, length, room, false).value(0);
    }

    /** The same, of bytes that hold one value and nothing behind it but white space and comments. */
    public static Tree whole(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        JsonTree reading = new JsonTree(bytes, length, room, false);
        Tree tree = reading.value(0);
        reading.checkEnd();
        return tree;
    }

    /**
     * The same, up to a fault: objects and lists around it have what stands in front of it, and the value within which it is is none of
     * them. What stands behind the value is a fault.
     *
     * @throws MalformedException if nothing stands in front of it
     */
    public static Front front(byte[] bytes, int length, TreeRoom room) throws MalformedException {
        JsonTree reading = new JsonTree(bytes, length, room, true);
        Tree tree = reading.value(0);
        try {
            if (reading.fault == null) {
                reading.checkEnd();
            }
        } catch (MalformedException behind) {
            MalformedException.check(!(tree instanceof Scalar), behind.offsetBytes(), "neither an object nor a list");
            reading.stop(behind);
        }
        return new Front(tree, reading.fault);
    }

    /**
     * Reads an object value by value, and what is a list item by item, so that one of them is held at a time however many there are. What
     * stands behind the object is a fault.
     *
     * @param rooms gives the room for each, which is closed behind it
     */
    public static void parts(byte[] bytes, int length, Supplier<TreeRoom> rooms, Parts out) throws MalformedException {
        parts(bytes, length, rooms, Set.of(), out);
    }

    /**
     * The same; what an object behind one of the keys {@code around} holds is handed on as what the outermost object holds.
     *
     * @param around keys of the outermost object, and of those that are read so
     */
    public static void parts(byte[] bytes, int length, Supplier<TreeRoom> rooms, Set<String> around, Parts out)
            throws MalformedException {
        try (TreeRoom first = rooms.get()) {
            JsonTree reading = new JsonTree(bytes, length, first, true);
            reading.parts(rooms, around, 0, out);
            reading.checkEnd();
        }
    }

    private void parts(Supplier<TreeRoom> rooms, Set<String> around, int depth, Parts out) throws MalformedException {
        MalformedException.check(significant() == '{', at, "it is no object");
        at++;
        for (int c = significant(); c != '}'; c = significant()) {
            MalformedException.check(c == '"', at, "an object's key must be a string");
            String key = string();
            MalformedException.check(significant() == ':', at, "a ':' must follow a key");
            at++;
            if (significant() == '[') {
                int from = at++;
                if (significant() == ']') {
                    out.part(key, new Sequence(List.of(), "", from));
                }
                while (significant() != ']') {
                    part(key, depth + 2, rooms, out);
                    comma(']');
                }
                at++;
            } else if (significant() == '{' && depth < MOST_AROUND && around.contains(key)) {
                parts(rooms, around, depth + 1, out);
            } else {
                part(key, depth + 1, rooms, out);
            }
            comma('}');
        }
        at++;
    }

    private void part(String key, int depth, Supplier<TreeRoom> rooms, Parts out) throws MalformedException {
        try (TreeRoom own = rooms.get()) {
            room = own;
            Tree value = value(depth);
            if (isKept(value)) {
                out.part(key, value);
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    private Tree value(int depth) throws MalformedException {
        int c = significant();
        room.node(depth, at);
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> {
                int from = at;
                yield new Scalar(string(), true, "", from);
            }
            default -> word(depth);
        };
    }

    private Tree object(int depth) throws MalformedException {
        int from = at++;
        List<Entry> entries = new ArrayList<>(4);
        try {
            for (int c = significant(); c != '}' && fault == null; c = significant()) {
                MalformedException.check(c == '"', at, "an object's key must be a string");
                int keyAt = at;
                String key = string();
                MalformedException.check(significant() == ':', at, "a ':' must follow a key");
                at++;
                Tree value = value(depth + 1);
                if (isKept(value)) {
                    entries.add(new Entry(key, value, keyAt));
                }
                comma('}');
            }
            at++;
        } catch (MalformedException e) {
            stop(e);
        }
        return new Mapping(entries, "", from);
    }

    /** What has a fault in it, and nothing in front of that, says nothing. */
    private boolean isKept(Tree value) {
        return fault == null
                || switch (value) {
                    case Scalar _ -> true;
                    case Mapping mapping -> !mapping.entries().isEmpty();
                    case Sequence list -> !list.items().isEmpty();
                };
    }

    /** Of what is open the front is kept, each by its own level; where the fault is they all stop. */
    private void stop(MalformedException e) throws MalformedException {
        if (!keepsFront) {
            throw e;
        }
        if (fault == null) {
            fault = e;
        }
    }

    private Tree array(int depth) throws MalformedException {
        int from = at++;
        List<Tree> items = new ArrayList<>(4);
        try {
            while (significant() != ']' && fault == null) {
                Tree value = value(depth + 1);
                if (isKept(value)) {
                    items.add(value);
                }
                comma(']');
            }
            at++;
        } catch (MalformedException e) {
            stop(e);
        }
        return new Sequence(items, "", from);
    }

    private void comma(char close) throws MalformedException {
        int c = significant();
        MalformedException.check(c == ',' || c == close, at, "a ',' or '" + close + "' must follow a value");
        if (c == ',') {
            at++;
        }
    }

    /** A number, {@code true}, {@code NaN} and the like. */
    private Tree word(int depth) throws MalformedException {
        int from = at;
        while (at < end && isWord(bytes[at])) {
            at++;
        }
        MalformedException.check(at > from, at, "no value where one must be");
        if (at == end && depth > 0) {
            throw new TruncatedException(at, 1); // half a number would be another one
        }
        return new Scalar(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1), false, "", from);
    }

    private static boolean isWord(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '-' || c == '.';
    }

    private String string() throws MalformedException {
        int from = ++at;
        while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (at < end && bytes[at] == '"') {
            return new String(bytes, from, at++ - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(new String(bytes, from, at - from, StandardCharsets.UTF_8));
        while (true) {
            int run = at;
            while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
            text.append(new String(bytes, run, at - run, StandardCharsets.UTF_8));
            if (at + 1 >= end && (at >= end || bytes[at] != '"')) {
                throw new TruncatedException(at, 1);
            }
            if (bytes[at++] == '"') {
                return text.toString();
            }
            escape(text);
        }
    }

    private void escape(StringBuilder text) throws MalformedException {
        int c = bytes[at++];
        switch (c) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = at < end ? Character.digit(bytes[at++], 16) : -1;
                    MalformedException.check(digit >= 0, at, "an escape without four hexadecimal digits");
                    unit = unit << 4 | digit;
                }
                text.append((char) unit);
            }
            default -> text.append((char) (c & 0xff));
        }
    }

    /** Readers differ in what they make of a second value, or of anything else behind the first one. */
    private void checkEnd() throws MalformedException {
        skipSpace();
        MalformedException.check(at >= end, at, "something stands behind the end of the document");
    }

    /** Skips white space and comments; the character behind them. */
    private int significant() throws MalformedException {
        skipSpace();
        if (at >= end) {
            throw new TruncatedException(at, 1);
        }
        return bytes[at];
    }

    private void skipSpace() {
        while (at < end) {
            int c = bytes[at];
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '/' && at + 1 < end && bytes[at + 1] == '/') {
                skipTo("\n");
            } else if (c == '/' && at + 1 < end && bytes[at + 1] == '*') {
                at++; // so that the comment's star does not end it
                skipTo("*/");
            } else {
                return;
            }
        }
    }

    private void skipTo(String close) {
        at++;
        while (at < end) {
            boolean closes = bytes[at] == close.charAt(0)
                    && (close.length() == 1 || at + 1 < end && bytes[at + 1] == close.charAt(1));
            at += closes ? close.length() : 1;
            if (closes) {
                return;
            }
        }
    }
}
