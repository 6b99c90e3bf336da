package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreeRoom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads data that stands in the literals of a language (Elixir, Erlang, Lua, opam, HCL) into a {@link Tree}: what is in brackets of
 * any kind is a list, texts in quotes are quoted, words and signs are not, and commas part nothing that is not parted anyway. What the
 * items mean is for who reads them; nothing is worked out. Linear in the document. Belongs to one thread.
 */
public final class Terms {
    /** What comments and texts look like. */
    public enum Dialect {
        ELIXIR("#"),
        ERLANG("%"),
        LUA("--"),
        OPAM("#"),
        HCL("#");

        private final String comment;

        Dialect(String comment) {
            this.comment = comment;
        }
    }

    private static final String SIGNS = "=<>!~&|+*/?^@$%;";

    /** A list that is not closed yet. */
    private record Open(char close, List<Tree> items, long offset) {}

    private final byte[] bytes;
    private final int length;
    private final Dialect dialect;
    private final TreeRoom room;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;

    private Terms(Document document, Dialect dialect) {
        this.bytes = document.bytes();
        this.length = document.length();
        this.dialect = dialect;
        this.room = document.room();
        boolean marked = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        this.at = marked ? 3 : 0;
    }

    /** All terms of a document; what stands in front of a fault, which is a gap. */
    public static List<Tree> read(Document document, Dialect dialect) throws MalformedException {
        document.budget().spendWork(document.length());
        Terms reading = new Terms(document, dialect);
        List<Tree> all = new ArrayList<>();
        reading.open.push(new Open('\0', all, reading.at));
        try {
            reading.run();
        } catch (MalformedException fault) {
            reading.closeAll();
            MalformedException.check(!all.isEmpty(), fault.offsetBytes(), String.valueOf(fault.getMessage()));
            document.tell(fault);
        }
        return all;
    }

    private void closeAll() {
        while (open.size() > 1) {
            Open last = open.pop();
            open.element().items().add(new Sequence(last.items(), "", last.offset()));
        }
    }

    private void run() throws MalformedException {
        while (at < length) {
            char c = (char) (bytes[at] & 0xff);
            if (c == '<' || c == '>') {
                conflict();
            }
            if (c <= ' ' || c == ',') {
                at++;
            } else if (starts(dialect.comment)) {
                comment();
            } else if (dialect == Dialect.OPAM && starts("(*")) {
                at = endOf("*)", at + 2, "a comment");
            } else if (c == '"' || c == '\'' && dialect == Dialect.LUA) {
                text(c);
            } else if (dialect == Dialect.LUA && starts("[[")) {
                int from = at + 2;
                int end = endOf("]]", from, "a text");
                scalar(string(from, end - 2), true, at);
                at = end;
            } else if ("([{".indexOf(c) >= 0) {
                room.node(open.size(), at);
                open.push(new Open(c == '(' ? ')' : c == '[' ? ']' : '}', new ArrayList<>(4), at++));
            } else if (")]}".indexOf(c) >= 0) {
                close(c);
            } else {
                word(SIGNS.indexOf(c) >= 0);
            }
        }
        Open last = open.element();
        MalformedException.check(last.close() == '\0', last.offset(), "a bracket that does not close");
    }

    private void conflict() throws MalformedException {
        boolean isStart = at == 0 || bytes[at - 1] == '\n';
        MalformedException.check(!isStart || !starts("<<<<<<< ") && !starts(">>>>>>> "), at, ConflictMarks.UNSETTLED);
    }

    private boolean starts(String sign) {
        for (int i = 0; i < sign.length(); i++) {
            if (at + i >= length || bytes[at + i] != sign.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void comment() throws MalformedException {
        if (starts("--[[")) {
            at = endOf("]]", at, "a comment");
            return;
        }
        while (at < length && bytes[at] != '\n') {
            at++;
        }
    }

    private int endOf(String sign, int from, String what) throws MalformedException {
        int start = at;
        for (at = from; at < length; at++) {
            if (starts(sign)) {
                int end = at + sign.length();
                at = start;
                return end;
            }
        }
        throw new MalformedException(start, what + " that does not end");
    }

    private void close(char c) throws MalformedException {
        MalformedException.check(open.element().close() == c, at, "a bracket closes that did not open");
        Open last = open.pop();
        open.element().items().add(new Sequence(last.items(), "", last.offset()));
        at++;
    }

    private void text(char quote) throws MalformedException {
        int from = at++;
        boolean isLong = dialect == Dialect.OPAM && at + 1 < length && bytes[at] == '"' && bytes[at + 1] == '"';
        if (isLong) {
            at += 2;
            int start = at;
            at = endOf("\"\"\"", start, "a text");
            scalar(string(start, at - 3), true, from);
            return;
        }
        StringBuilder escaped = new StringBuilder();
        int start = at;
        while (at < length && bytes[at] != quote) {
            if (bytes[at] == '\\' && at + 1 < length) {
                escaped.append(string(start, at));
                start = at + 1; // the sign behind it stands for itself; those that do not are in no name or version
                at++;
            }
            at++;
        }
        MalformedException.check(at < length, from, "a text that does not end");
        scalar(escaped.append(string(start, at)).toString(), true, from);
        at++;
    }

    private void word(boolean isSign) throws MalformedException {
        int from = at++;
        while (at < length && isWithin((char) (bytes[at] & 0xff), isSign) && !starts(dialect.comment)) {
            at++;
        }
        String word = string(from, at);
        if (!word.equals("<<") && !word.equals(">>") || dialect != Dialect.ERLANG) {
            scalar(word, false, from);
        }
    }

    private static boolean isWithin(char c, boolean isSign) {
        boolean isEnd = c <= ' ' || ",\"'()[]{}".indexOf(c) >= 0;
        return !isEnd && SIGNS.indexOf(c) >= 0 == isSign;
    }

    private void scalar(String text, boolean isQuoted, int from) throws MalformedException {
        room.node(open.size(), from);
        open.element().items().add(new Scalar(text, isQuoted, "", from));
    }

    private String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The list at a place of a list; an empty one if there is none. */
    public static List<Tree> list(List<Tree> items, int at) {
        return at >= 0 && at < items.size() && items.get(at) instanceof Sequence list ? list.items() : List.of();
    }

    /** The text or word at a place of a list; empty if there is none. */
    public static String word(List<Tree> items, int at) {
        return at >= 0 && at < items.size() && items.get(at) instanceof Scalar scalar ? scalar.text() : "";
    }
}
