package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions, classes and modules up to the word that ends them. */
final class EndDeclarationParser {
    private static final String STATIC = "static";
    private static final Set<String> READERS = Set.of("attr_reader", "attr_accessor");
    private static final Set<String> MIXES = Set.of("include", "extend", "prepend");

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;
    /** Whether functions are of the type and not of its objects. */
    private boolean ofType;

    EndDeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** {@code def name(a, b = 1)}, {@code def self.name}, {@code def name = value}. */
    void function(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        boolean isStatic = ofType;
        if (cursor.is(cursor.at + 1, Signs.DOT) && cursor.kind() == Tokens.NAME) {
            cursor.at += 2;
            isStatic = true;
        }
        String name = name();
        Set<String> around = parser.calls.enter();
        List<Statement.Parameter> parameters = new ArrayList<>(2);
        if (cursor.opens('(')) {
            int open = cursor.at;
            cursor.at++;
            parameters(tokens.data[open], parameters);
            cursor.at = open;
            cursor.skipGroup();
        } else if (!tokens.has(cursor.at, Tokens.AFTER_LINE) && !cursor.is(Signs.ASSIGN)) {
            parameters(lineEnd(), parameters);
        }
        boolean wasOfType = ofType;
        ofType = false;
        List<Statement> body = new ArrayList<>();
        if (cursor.accept(Signs.ASSIGN)) {
            Expression value = parser.expressions.expression();
            body.add(new Statement.Return(value, value.start(), value.end()));
        } else {
            parser.ends.attempt(body);
        }
        ofType = wasOfType;
        parser.calls.leave(around);
        List<String> modifiers = isStatic ? List.of(STATIC) : List.of();
        out.add(new Statement.Function(name, parameters, body, modifiers, start, Math.max(start, cursor.lastEnd())));
    }

    private int lineEnd() {
        int at = cursor.at;
        while (!tokens.has(at, Tokens.AFTER_LINE)
                && tokens.kind(at) != Tokens.SEMICOLON
                && tokens.kind(at) != Tokens.END) {
            at++;
        }
        return at;
    }

    /** A name, that of a setter with its sign, an operator. */
    private String name() {
        int from = cursor.at;
        boolean isName = cursor.kind() == Tokens.NAME;
        cursor.at++;
        if (isName) {
            boolean sets = cursor.is(Signs.ASSIGN)
                    && tokens.touches(cursor.at - 1)
                    && (tokens.opens(cursor.at + 1, '(') || cursor.kind(1) == Tokens.NAME && tokens.touches(cursor.at));
            cursor.at += sets ? 1 : 0;
        } else {
            if (tokens.opens(from, '[')) {
                cursor.at = cursor.afterGroup(from);
                cursor.accept(Signs.ASSIGN);
            }
            while (cursor.kind() == Tokens.OPERATOR && tokens.touches(cursor.at - 1)) {
                cursor.at++;
            }
        }
        return cursor.slice(from, cursor.at);
    }

    /** Names up to a token, with their values where nobody gives them. */
    void parameters(int end, List<Statement.Parameter> parameters) {
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.kind() == Tokens.NAME) {
                String name = cursor.name();
                cursor.at++;
                parser.calls.declare(name);
                boolean hasValue = cursor.accept(Signs.COLON) || cursor.accept(Signs.ASSIGN);
                @Nullable Expression value = null;
                if (hasValue && cursor.at < end && cursor.kind() != Tokens.COMMA) {
                    value = parser.expressions.expression();
                }
                parameters.add(new Statement.Parameter(name, "", value));
            }
            while (cursor.at < end
                    && cursor.kind() != Tokens.COMMA
                    && (cursor.at == before || cursor.kind() != Tokens.NAME)) {
                boolean isGroup = cursor.kind() == Tokens.OPEN && cursor.at > before;
                cursor.at = isGroup ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            if (cursor.at < end && cursor.kind() == Tokens.COMMA) {
                cursor.at++;
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.at = Math.max(cursor.at, Math.min(end, tokens.count));
    }

    /** {@code class A::B < C}, {@code class << self}. */
    void type(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        if (cursor.kind() == Tokens.OPERATOR) { // of the type itself
            while (!cursor.atEnd() && !tokens.has(cursor.at, Tokens.AFTER_LINE)) {
                cursor.at++;
            }
            boolean around = ofType;
            ofType = true;
            parser.ends.attempt(out);
            ofType = around;
            return;
        }
        String name = path();
        List<String> supertypes = new ArrayList<>(1);
        if (cursor.accept(Signs.LESS)) {
            int from = cursor.at;
            parser.expressions.expression();
            supertypes.add(cursor.slice(from, cursor.at).replace("::", "."));
        }
        members(name, supertypes, start, out);
    }

    /** {@code module A}. */
    void module(List<Statement> out) {
        int start = cursor.start();
        cursor.at++;
        members(path(), new ArrayList<>(0), start, out);
    }

    private String path() {
        int from = cursor.at;
        while (cursor.kind() == Tokens.NAME && !tokens.has(cursor.at, Tokens.AFTER_LINE) || cursor.is(Signs.SCOPE)) {
            cursor.at++;
        }
        String path = cursor.slice(from, cursor.at).replace("::", ".");
        return path.startsWith(".") ? path.substring(1) : path;
    }

    private void members(String name, List<String> supertypes, int start, List<Statement> out) {
        boolean wasOfType = ofType;
        ofType = false;
        Set<String> around = parser.calls.enter();
        List<Statement> body = new ArrayList<>();
        parser.ends.attempt(body);
        parser.calls.leave(around);
        ofType = wasOfType;
        List<Statement> members = new ArrayList<>(body.size());
        for (Statement member : body) {
            members.add(member);
            if (member instanceof Statement.Evaluation it && it.expression() instanceof Expression.Call call) {
                readers(call, members);
            }
        }
        out.add(new Statement.Type(name, supertypes, members, start, Math.max(start, cursor.lastEnd())));
    }

    /** Functions that give a field, which a call makes. */
    private static void readers(Expression.Call call, List<Statement> members) {
        if (!(call.callee() instanceof Expression.Name(String name, int start, int end)) || !READERS.contains(name)) {
            return;
        }
        for (Expression.Argument argument : call.arguments()) {
            if (argument.value() instanceof Expression.Text(String field, boolean _, int _, int _)) {
                Expression self = new Expression.Name(CallParser.SELF, start, end);
                Expression value = new Expression.Member(self, "@" + field, start, end);
                List<Statement> body = List.of(new Statement.Return(value, start, end));
                members.add(new Statement.Function(field, List.of(), body, List.of(), start, end));
            }
        }
    }

    /** {@code include A}: what is in a module may be called by its name alone. */
    void include(List<Statement> out) {
        int start = cursor.start();
        boolean mixes = MIXES.contains(cursor.name()) && cursor.kind(1) == Tokens.NAME;
        if (!mixes) {
            parser.statements.evaluate(parser.expressions.expression(), start, out);
            return;
        }
        cursor.at++;
        do {
            String path = path();
            if (!path.isEmpty()) {
                out.add(new Statement.Import(path, "*", "*", start, cursor.lastEnd()));
            }
        } while (cursor.acceptKind(Tokens.COMMA));
    }
}
