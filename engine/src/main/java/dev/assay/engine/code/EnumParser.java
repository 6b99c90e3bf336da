package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** The body of a type that begins with its constants: each is an assignment of an object that is made, but of numbers in C and C++. */
final class EnumParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    EnumParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    List<Statement> body(String name) {
        int open = cursor.at;
        int end = tokens.data[open];
        List<Statement> members = new ArrayList<>();
        int outer = cursor.enter();
        if (outer < 0) {
            cursor.giveUp();
            return members;
        }
        String type = cursor.type;
        cursor.type = name.isEmpty() ? "?" : name;
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.IN_BRACKETS;
        cursor.at++;
        boolean isCase = false;
        while (cursor.at < end && (cursor.kind() != Tokens.SEMICOLON || isBetweenCases())) {
            if (cursor.acceptKind(Tokens.COMMA) || cursor.acceptKind(Tokens.SEMICOLON)) {
                continue;
            }
            int before = cursor.at;
            isCase = cursor.accept(Word.CASE) || isCase && tokens.kind(before - 1) == Tokens.COMMA;
            parser.modifiers.skipModifiers();
            if (cursor.kind() != Tokens.NAME || !isCase && !isConstant()) {
                cursor.at = before;
                break;
            }
            members.add(constant(name));
        }
        parser.statements.until(end, members);
        cursor.mode = mode;
        cursor.type = type;
        cursor.at = open;
        cursor.skipGroup();
        cursor.leave(outer);
        return members;
    }

    /** Whether another constant follows that begins with a word of its own. */
    private boolean isBetweenCases() {
        return tokens.word(cursor.at + 1) == Word.CASE;
    }

    private boolean isConstant() {
        int next = cursor.at + 1;
        return switch (tokens.kind(next)) {
            case Tokens.COMMA, Tokens.SEMICOLON, Tokens.CLOSE -> true;
            case Tokens.OPEN -> true;
            case Tokens.OPERATOR -> cursor.is(next, Signs.ASSIGN);
            default -> false;
        };
    }

    private Statement constant(String type) {
        int start = cursor.start();
        Expression.Name name = new Expression.Name(cursor.name(), start, tokens.ends[cursor.at]);
        cursor.at++;
        if (cursor.accept(Signs.ASSIGN)) {
            Expression value = parser.expressions.expression();
            return new Statement.Assignment(name, "=", value, type, true, start, Math.max(start, cursor.lastEnd()));
        }
        if (cursor.accept(Word.EXTENDS)) {
            int from = cursor.start();
            Expression above = parser.expressions.expression();
            Expression value = above instanceof Expression.Call call
                    ? new Expression.Call(call.callee(), call.arguments(), true, call.body(), from, call.end())
                    : above;
            return new Statement.Assignment(name, "=", value, type, true, start, Math.max(start, cursor.lastEnd()));
        }
        boolean isPlain = !cursor.opens('(') && !cursor.opens('{');
        if (isPlain && cursor.profile.has(Trait.POINTERS)) { // a number
            return new Statement.Assignment(name, "=", null, type, true, start, name.end());
        }
        List<Expression.Argument> arguments = cursor.opens('(') ? parser.groups.arguments() : List.of();
        List<Statement> body = cursor.opens('{') ? parser.typeDeclarations.body(type) : List.of();
        int end = Math.max(start, cursor.lastEnd());
        Expression made =
                new Expression.Call(new Expression.Name(type, start, name.end()), arguments, true, body, start, end);
        return new Statement.Assignment(name, "=", made, type, true, start, end);
    }
}
