package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Functions of a type that are declared without a word for it: what makes an object, what gives and sets a variable. */
final class AccessorParser {
    /** What gives a variable, among the words in front of its braces. */
    private static final List<String> GIVES = List.of("get", "_read", "unsafeAddress");

    private static final List<String> SETS = List.of("set", "willSet", "didSet", "_modify", "init");
    private static final String SETTER_VALUE = "newValue";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    AccessorParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** {@code init(...) {...}}: a function by the name of its word; false, consuming nothing, if it is something else. */
    boolean constructor(List<String> modifiers, int start, List<Statement> out) {
        int at = cursor.at + 1;
        while (cursor.is(at, Signs.QUESTION) || cursor.is(at, Signs.BANG)) {
            at++;
        }
        int after = cursor.is(at, Signs.LESS) ? parser.types.afterArguments(at) : at;
        if (after < 0 || !tokens.opens(after, '(') && !tokens.opens(after, '{') || cursor.type.isEmpty()) {
            return false;
        }
        String name = cursor.name();
        cursor.at = after;
        parser.functions.finish(name, modifiers, start, out);
        return true;
    }

    /** {@code get() = ...} behind a property without a value: a function of its name; false, consuming nothing, if it is something else. */
    boolean getter(String name, int start, List<Statement> out) {
        boolean isGetter = cursor.profile.has(Trait.DELEGATES)
                && cursor.kind() == Tokens.NAME
                && cursor.isWord("get")
                && tokens.opens(cursor.at + 1, '(')
                && cursor.afterGroup(cursor.at + 1) == cursor.at + 3;
        if (isGetter) {
            cursor.at++;
            parser.functions.finish(name, List.of(FunctionParser.GETTER), start, out);
        }
        return isGetter;
    }

    /** Whether functions in braces follow a variable here. */
    boolean follow() {
        return cursor.profile.has(Trait.ACCESSORS)
                && cursor.opens('{')
                && !cursor.noBlock()
                && !tokens.has(cursor.at, Tokens.AFTER_LINE);
    }

    /** The functions in the braces here, by the variable's name. */
    void functions(String name, int start, List<Statement> out) {
        int open = cursor.at;
        int end = tokens.data[open];
        int first = open + 1;
        while (first < end && (tokens.word(first) == Word.MODIFIER || tokens.kind(first) == Tokens.OPERATOR)) {
            first++;
        }
        if (!isAccessor(first)) {
            List<Statement> body = parser.statements.functionBody();
            out.add(new Statement.Function(
                    name, List.of(), body, List.of(FunctionParser.GETTER), start, Math.max(start, cursor.lastEnd())));
            return;
        }
        for (cursor.at = first; cursor.at < end; ) {
            int from = cursor.at;
            if (isAccessor(cursor.at)) {
                accessor(name, out);
            }
            if (cursor.at == from) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
        }
        cursor.at = open;
        cursor.skipGroup();
    }

    private boolean isAccessor(int at) {
        if (tokens.kind(at) != Tokens.NAME) {
            return false;
        }
        String word = cursor.names.of(tokens.starts[at], tokens.ends[at]);
        return GIVES.contains(word) || SETS.contains(word);
    }

    private void accessor(String name, List<Statement> out) {
        int start = cursor.start();
        boolean gives = GIVES.contains(cursor.name());
        String word = cursor.name();
        cursor.at++;
        List<Statement.Parameter> parameters = new ArrayList<>(1);
        if (cursor.opens('(')) {
            parameters.addAll(parser.parameters.list());
        } else if (!gives) {
            parameters.add(new Statement.Parameter(SETTER_VALUE, "", null));
        }
        while (!cursor.opens('{') && !cursor.atEnd()) {
            cursor.at++; // what it may throw
        }
        if (cursor.opens('{')) {
            List<Statement> body = parser.statements.functionBody();
            int end = Math.max(start, cursor.lastEnd());
            out.add(
                    gives
                            ? new Statement.Function(name, List.of(), body, List.of(FunctionParser.GETTER), start, end)
                            : new Statement.Function(word + ":" + name, parameters, body, List.of(), start, end));
        }
    }
}
