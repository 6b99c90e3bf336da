package dev.assay.connectors.remote;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;

/** Walks JSON field by field; what nobody takes is passed over, and nothing is kept of it. Belongs to one thread. */
public final class Json {
    private static final int MOST_DEPTH = 64;

    /** Takes a field of an object. */
    @FunctionalInterface
    public interface Field {
        /** @param value the first token of it; whatever is left of it is passed over */
        void take(String name, Token value) throws IOException;
    }

    /** Takes an item of an array. */
    @FunctionalInterface
    public interface Item {
        void take(Token value) throws IOException;
    }

    private final JsonReader in;

    /** @param mostTextBytes how long a text may be: what is longer is as if it were none */
    public Json(ByteReader reader, int mostTextBytes) {
        this.in = new JsonReader(reader, Long.MAX_VALUE, MOST_DEPTH, mostTextBytes);
    }

    /** The one value that there is must be an object. */
    public void whole(Field field) throws IOException {
        Token first = in.next();
        MalformedException.check(first == Token.BEGIN_OBJECT, in.position(), "no object");
        object(first, field);
    }

    /** The one value that there is must be an array. */
    public void wholeArray(Item item) throws IOException {
        Token first = in.next();
        MalformedException.check(first == Token.BEGIN_ARRAY, in.position(), "no list");
        array(first, item);
    }

    /** The fields of an object; none of anything else. */
    public void object(Token first, Field field) throws IOException {
        if (first != Token.BEGIN_OBJECT) {
            return;
        }
        int inside = in.depth();
        while (in.next() == Token.NAME) {
            String name = in.text();
            field.take(name, in.next());
            leave(inside);
        }
    }

    /** The items of an array; none of anything else. */
    public void array(Token first, Item item) throws IOException {
        if (first != Token.BEGIN_ARRAY) {
            return;
        }
        int inside = in.depth();
        for (Token each = in.next(); each != Token.END_ARRAY; each = in.next()) {
            item.take(each);
            leave(inside);
        }
    }

    private void leave(int depth) throws IOException {
        while (in.depth() > depth) {
            in.next();
        }
    }

    /** The value as text; empty if it is none, or longer than anything that matters. */
    public String text(Token value) {
        return value == Token.STRING && in.isWhole() ? in.text() : "";
    }

    /** The value as a number; -1 if it is none that counts something. */
    public long number(Token value) {
        return value == Token.NUMBER ? Math.max(in.integer().orElse(-1), -1) : -1;
    }
}
