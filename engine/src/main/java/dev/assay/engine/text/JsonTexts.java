package dev.assay.engine.text;

import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks one JSON value and gives each text in it, with the names that lead there. For formats of which only some texts mean
 * something. Memory grows with the depth, which the reader bounds.
 */
public final class JsonTexts {
    /** What stands for an element of an array among the names. */
    public static final String ELEMENT = "[]";

    /** Of a name so much is given: as many may be open as there are levels. */
    private static final int MOST_NAME = 1_000;

    private static final List<String> WHOLE = List.of(ELEMENT);

    /** Takes texts. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A text.
         *
         * @param names what leads there, outermost first, never empty; changes when the visitor returns
         */
        void text(List<String> names, String text, long offsetBytes) throws IOException;
    }

    private final JsonReader json;
    private final Visitor visitor;
    private final List<String> names = new ArrayList<>();

    public JsonTexts(JsonReader json, Visitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    /** Reads on to the value's end. */
    public void read() throws IOException {
        for (Token token = json.next(); token != Token.END; token = json.next()) {
            take(token);
        }
    }

    private void take(Token token) throws IOException {
        switch (token) {
            case NAME -> names.set(names.size() - 1, Parts.first(json.text(), MOST_NAME));
            case BEGIN_OBJECT, BEGIN_ARRAY -> names.add(ELEMENT);
            case END_OBJECT, END_ARRAY -> names.removeLast();
            case STRING -> visitor.text(names.isEmpty() ? WHOLE : names, json.text(), json.position());
            case NUMBER, TRUE, FALSE, NULL, END -> {}
        }
    }
}
