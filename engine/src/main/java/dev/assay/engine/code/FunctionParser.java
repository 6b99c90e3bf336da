package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** Declarations of functions: parameters, results, bodies. */
final class FunctionParser {
    /** Of a function that is called by its name alone. */
    static final String GETTER = "get";

    /** The object at hand. */
    private static final String SELF = "this";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    FunctionParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    boolean function(List<String> modifiers, int start, List<Statement> out) {
        cursor.at++;
        if (profile.has(Trait.TYPE_LAST)) {
            return parser.goDeclarations.function(modifiers, start, out);
        }
        cursor.accept(Signs.STAR);
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        String name = "";
        int first = cursor.at;
        int dot = -1;
        while (cursor.kind() == Tokens.NAME
                || cursor.kind() == Tokens.OPERATOR && !cursor.is(Signs.LESS) && !cursor.is(Signs.COLON)) {
            if (cursor.kind() == Tokens.NAME) {
                name = cursor.name();
            }
            dot = cursor.is(Signs.DOT) ? cursor.at : dot;
            cursor.at++;
            if (cursor.is(Signs.LESS) && profile.has(Trait.TRAILING_BLOCK)) {
                int after = parser.types.afterArguments(cursor.at);
                boolean isReceiver = after > 0 && (cursor.is(after, Signs.DOT) || cursor.is(after, Signs.SAFE_DOT));
                cursor.at = isReceiver ? after : cursor.at;
            }
            if (profile.has(Trait.BRACKET_TYPES) && !goesOnInName()) {
                break;
            }
        }
        List<String> types = List.of();
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            types = after > 0 ? types(cursor.at + 1, after - 1) : types;
            cursor.at = after > 0 ? after : cursor.at + 1;
        }
        if (cursor.opens('[')
                && (profile.has(Trait.BRACKET_TYPES) || tokens.opens(cursor.afterGroup(cursor.at), '('))) {
            cursor.skipGroup();
        }
        int before = out.size();
        finish(name, modifiers, start, out);
        if (!types.isEmpty() && out.size() > before && out.getLast() instanceof Statement.Function it) {
            out.set(
                    out.size() - 1,
                    new Statement.Function(
                            it.name(), types, it.parameters(), it.body(), it.modifiers(), it.start(), it.end()));
        }
        if (dot > first && profile.has(Trait.TRAILING_BLOCK) && out.size() > before) {
            out.set(before, extending(cursor.slice(first, dot), (Statement.Function) out.get(before)));
        }
        return true;
    }

    /** The names of types between these tokens: of each that is named, the first word. */
    List<String> types(int from, int end) {
        List<String> types = new ArrayList<>(1);
        boolean begins = true;
        for (int i = from; i < end; i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (begins && tokens.kind(i) == Tokens.NAME) {
                types.add(cursor.slice(i, i + 1));
            }
            begins = tokens.kind(i) == Tokens.COMMA;
        }
        return types;
    }

    /** A function that is called like one of another type, whose object it has. */
    private static Statement extending(String type, Statement.Function function) {
        int at = function.start();
        List<Statement> body = new ArrayList<>();
        body.add(new Statement.Assignment(new Expression.Name(SELF, at, at), "=", null, type, true, at, at));
        body.addAll(function.body());
        return new Statement.Function(
                function.name(),
                function.types(),
                function.parameters(),
                body,
                function.modifiers(),
                at,
                function.end());
    }

    /** Whether signs here are of a function's name as well, such as {@code unary_!} and {@code x_=}. */
    private boolean goesOnInName() {
        return cursor.kind() == Tokens.OPERATOR
                && tokens.touches(cursor.at - 1)
                && (!cursor.is(Signs.ASSIGN) || tokens.opens(cursor.at + 1, '('));
    }

    /** A function from its parameters on. One without a body is none. */
    void finish(String name, List<String> modifiers, int start, List<Statement> out) {
        List<Statement> before = new ArrayList<>(0);
        boolean isValue = profile.has(Trait.BRACKET_TYPES) && !cursor.opens('(');
        List<Statement.Parameter> parameters = cursor.opens('(') ? parser.parameters.list(before) : List.of();
        List<List<Statement.Parameter>> further = List.of();
        if (profile.has(Trait.BRACKET_TYPES)) {
            parameters = new ArrayList<>(parameters);
            further = furtherParameters(parameters);
        }
        if (profile.has(Trait.POINTERS)) {
            before.addAll(parser.cDeclarations.afterParameters());
        }
        skipResult();
        List<Statement> body;
        if (profile.layout() == Profile.Layout.INDENT && cursor.is(Signs.COLON) || cursor.opens('{')) {
            body = parser.statements.functionBody();
            if (!before.isEmpty()) {
                List<Statement> all = new ArrayList<>(before);
                all.addAll(body);
                body = all;
            }
        } else if (cursor.is(Signs.FAT_ARROW) || cursor.is(Signs.ASSIGN) && !profile.has(Trait.PREPROCESSOR)) {
            cursor.at++;
            body = parser.statements.functionBody();
        } else if (cursor.is(Signs.ASSIGN)) {
            // Without a body, or one that the compiler makes.
            while (cursor.kind() != Tokens.SEMICOLON && !cursor.atEnd()) {
                cursor.at++;
            }
            return;
        } else {
            cursor.acceptKind(Tokens.SEMICOLON);
            return;
        }
        List<String> all = modifiers;
        if (isValue) {
            all = new ArrayList<>(modifiers);
            all.add(GETTER);
        }
        int end = Math.max(start, cursor.lastEnd());
        for (List<Statement.Parameter> each : further.reversed()) {
            body = List.of(new Statement.Return(new Expression.Lambda(each, body, start, end), start, end));
        }
        out.add(new Statement.Function(name, parameters, body, all, start, end));
    }

    /**
     * Further lists of parameters, each of a function that is given back; of what the compiler gives by itself, those are of the first
     * list.
     */
    private List<List<Statement.Parameter>> furtherParameters(List<Statement.Parameter> first) {
        List<List<Statement.Parameter>> further = new ArrayList<>(0);
        while (cursor.opens('(')) {
            boolean isGiven = cursor.isNameAt(cursor.at + 1, "implicit") || cursor.isNameAt(cursor.at + 1, "using");
            List<Statement.Parameter> list = parser.parameters.list();
            if (isGiven) {
                first.addAll(list);
            } else {
                further.add(list);
            }
        }
        return further;
    }

    /** Skips what stands between parameters and the body: the result's type, exceptions, constraints. */
    void skipResult() {
        if (profile.has(Trait.PREFIX_TYPES) || profile.has(Trait.TYPE_AFTER_COLON)) {
            skipResultType();
            return;
        }
        boolean indent = profile.layout() == Profile.Layout.INDENT;
        while (!cursor.opens('{')
                && !cursor.atEnd()
                && !cursor.is(Signs.FAT_ARROW)
                && !cursor.is(Signs.ASSIGN)
                && cursor.kind() != Tokens.COMMA
                && !(indent && cursor.is(Signs.COLON))) {
            if (cursor.kind() == Tokens.OPEN) {
                cursor.skipGroup();
                continue;
            }
            if (profile.has(Trait.BRACE_CREATES)) {
                int after = cursor.is(Signs.ARROW) ? parser.types.after(cursor.at + 1) : -1;
                int before = cursor.at;
                cursor.at = after > 0 ? after : cursor.at;
                parser.cDeclarations.skipConstraint();
                if (cursor.at > before) {
                    continue;
                }
            }
            boolean more = cursor.word() == Word.THROWS;
            cursor.at++;
            while (more && cursor.kind() != Tokens.OPEN && !cursor.atEnd() && !cursor.is(Signs.FAT_ARROW)) {
                cursor.at++;
            }
        }
    }

    void skipResultType() {
        if (profile.has(Trait.PREFIX_TYPES)) {
            int after = cursor.opens('(')
                    ? cursor.afterGroup(cursor.at)
                    : cursor.atEnd() ? -1 : parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
            return;
        }
        while (cursor.word() == Word.THROWS || cursor.word() == Word.ASYNC) {
            cursor.at++;
        }
        if (cursor.accept(Signs.COLON) || cursor.accept(Signs.ARROW)) {
            int after = parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        if (cursor.word() == Word.WITH) {
            // Constraints of generic parameters.
            while (!cursor.opens('{')
                    && cursor.kind() != Tokens.SEMICOLON
                    && cursor.kind() != Tokens.END
                    && cursor.kind() != Tokens.CLOSE) {
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
        }
    }
}
