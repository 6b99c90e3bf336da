package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions, script blocks and classes of PowerShell, and what they take. */
final class ScriptDeclarationParser {
    private static final String PARAMETERS = "param";

    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;
    /** Of the function that is read; null outside of functions. */
    private @Nullable List<Statement.Parameter> parameters;

    ScriptDeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Reads a statement that is none in other languages; false, consuming nothing, for others. */
    boolean statement(List<Statement> out) {
        int start = cursor.start();
        if (cursor.kind() == Tokens.NAME) {
            switch (cursor.word()) {
                case FUNCTION -> {
                    function(start, out);
                    return true;
                }
                case TYPE, ENUM -> {
                    type(start, out);
                    return true;
                }
                case PACKAGE -> {
                    use(start, out);
                    return true;
                }
                case WITH -> {
                    if (tokens.opens(cursor.at + 1, '{')) { // of a function's blocks
                        cursor.at++;
                        out.addAll(parser.statements.block());
                        return true;
                    }
                }
                default -> {}
            }
            if (ScriptParser.lower(cursor.name()).equals(PARAMETERS) && tokens.opens(cursor.at + 1, '(')) {
                declared(out);
                return true;
            }
        }
        if (cursor.opens('[') && isAttribute()) {
            cursor.skipGroup();
            return true;
        }
        return false;
    }

    private boolean isAttribute() {
        return tokens.opens(cursor.at + 2, '(') && tokens.kind(cursor.at + 1) == Tokens.NAME;
    }

    /** {@code using namespace A.B}. */
    private void use(int start, List<Statement> out) {
        cursor.at++;
        boolean isNamespace = ScriptParser.lower(cursor.name()).equals("namespace");
        cursor.at++;
        String path = parser.scripts.bareword();
        if (isNamespace) {
            out.add(new Statement.Import(path, "*", "*", start, Math.max(start, cursor.lastEnd())));
        }
    }

    private void function(int start, List<Statement> out) {
        cursor.at++;
        String name = ScriptParser.lower(parser.scripts.bareword());
        List<Statement.Parameter> own = new ArrayList<>(2);
        if (cursor.opens('(')) {
            parameters(own);
        }
        List<Statement> body = body(own);
        out.add(new Statement.Function(name, own, body, List.of(), start, Math.max(start, cursor.lastEnd())));
    }

    private List<Statement> body(List<Statement.Parameter> own) {
        List<Statement.Parameter> around = parameters;
        parameters = own;
        List<Statement> body = cursor.opens('{') ? parser.statements.block() : new ArrayList<>(0);
        parameters = around;
        return body;
    }

    /** A script block. */
    Expression block(int start) {
        List<Statement.Parameter> own = new ArrayList<>(0);
        List<Statement> body = body(own);
        return new Expression.Lambda(own, body, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code param(...)}: what a function takes; what a script takes may be what it says, or anything. */
    private void declared(List<Statement> out) {
        cursor.at++;
        List<Statement.Parameter> own = parameters;
        List<Statement.Parameter> all = own == null ? new ArrayList<>(2) : own;
        int at = cursor.start();
        parameters(all);
        if (own == null) {
            for (Statement.Parameter parameter : all) {
                Expression value = parameter.value();
                at = value == null ? at : Math.max(at, value.start()); // in the order of the text
                Expression some = new Expression.Other(List.of(), at, at);
                Expression either = value == null
                        ? some
                        : new Expression.Operation("?:", List.of(some, value, some), value.start(), value.end());
                Expression name = new Expression.Name(parameter.name(), either.start(), either.start());
                out.add(new Statement.Assignment(name, "=", either, "", false, either.start(), either.end()));
            }
        }
    }

    private void parameters(List<Statement.Parameter> all) {
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode |= Cursor.IN_BRACKETS;
        cursor.at++;
        while (cursor.at < end) {
            if (cursor.isVariable(cursor.at)) {
                String name = ScriptParser.lower(cursor.name().substring(1));
                cursor.at++;
                Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
                all.add(new Statement.Parameter(name, "", value));
            } else {
                cursor.at = cursor.kind() == Tokens.OPEN
                        ? Math.max(cursor.at + 1, cursor.afterGroup(cursor.at))
                        : cursor.at + 1;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
    }

    private void type(int start, List<Statement> out) {
        cursor.at++;
        String name = cursor.name();
        cursor.at++;
        List<String> supertypes = new ArrayList<>(1);
        while (!cursor.opens('{') && !cursor.atEnd()) {
            if (cursor.kind() == Tokens.NAME) {
                supertypes.add(cursor.name());
            }
            cursor.at++;
        }
        List<Statement> members = new ArrayList<>();
        if (cursor.opens('{')) {
            int open = cursor.at;
            int end = cursor.match();
            cursor.at++;
            while (cursor.at < end) {
                int before = cursor.at;
                member(members);
                cursor.at += cursor.at == before ? 1 : 0;
            }
            cursor.at = open;
            cursor.skipGroup();
        }
        out.add(new Statement.Type(name, supertypes, members, start, Math.max(start, cursor.lastEnd())));
    }

    private void member(List<Statement> members) {
        int start = cursor.start();
        boolean isStatic = false;
        while (cursor.opens('[') || cursor.word() == Word.MODIFIER) {
            isStatic |= ScriptParser.lower(cursor.name()).equals("static");
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        if (cursor.isVariable(cursor.at)) {
            int nameStart = cursor.start();
            Expression field = new Expression.Name(cursor.name().substring(1), nameStart, tokens.ends[cursor.at]);
            cursor.at++;
            Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
            members.add(
                    new Statement.Assignment(field, "=", value, "", false, start, Math.max(start, cursor.lastEnd())));
        } else if (cursor.kind() == Tokens.NAME && tokens.opens(cursor.at + 1, '(')) {
            String name = cursor.name();
            cursor.at++;
            List<Statement.Parameter> own = new ArrayList<>(2);
            parameters(own);
            while (!cursor.opens('{') && !cursor.atEnd()) { // what it hands to the type above
                cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
            }
            List<String> modifiers = isStatic ? List.of("static") : List.of();
            members.add(
                    new Statement.Function(name, own, body(own), modifiers, start, Math.max(start, cursor.lastEnd())));
        }
    }
}
