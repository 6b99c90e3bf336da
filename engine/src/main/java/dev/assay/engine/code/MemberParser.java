package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members that no word declares: the methods and fields of JavaScript's classes. */
final class MemberParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Parser parser;

    MemberParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
    }

    /** Reads a member of a class; false, consuming nothing, if there is none. */
    boolean member(List<String> modifiers, boolean constant, int start, List<Statement> out) {
        int from = cursor.at;
        List<String> all = new ArrayList<>(modifiers);
        while ((cursor.word() == Word.ASYNC || cursor.word() == Word.MODIFIER) && beginsName(cursor.at + 1)
                || cursor.is(Signs.STAR)) {
            all.add(cursor.name());
            cursor.at++;
        }
        String name;
        int nameStart = cursor.start();
        if (cursor.kind() == Tokens.NAME || cursor.kind() == Tokens.NUMBER) {
            name = cursor.name();
            cursor.at++;
        } else if (cursor.kind() == Tokens.STRING) {
            name = parser.literals.text() instanceof Expression.Text text ? text.value() : "";
        } else if (cursor.opens('[')) {
            int open = cursor.at;
            Expression key = parser.groups.grouped();
            name = cursor.slice(open, cursor.at);
            if (key instanceof Expression.Call) {
                out.add(new Statement.Evaluation(key, nameStart, cursor.lastEnd()));
            }
        } else {
            cursor.at = from;
            return false;
        }
        int nameEnd = cursor.lastEnd();
        if (cursor.is(Signs.QUESTION) || cursor.is(Signs.BANG)) {
            cursor.at++;
        }
        if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        if (cursor.opens('(')) {
            parser.functions.finish(name, all, start, out);
            return true;
        }
        String type = "";
        if (cursor.accept(Signs.COLON)) {
            int typeFrom = cursor.at;
            int after = parser.types.after(typeFrom);
            cursor.at = after > 0 ? after : typeFrom;
            type = cursor.slice(typeFrom, cursor.at);
        }
        @Nullable Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
        out.add(new Statement.Assignment(
                new Expression.Name(name, nameStart, nameEnd), "=", value, type, constant, start, cursor.lastEnd()));
        return true;
    }

    private boolean beginsName(int i) {
        if (tokens.has(i, Tokens.AFTER_LINE)) {
            return false;
        }
        return switch (tokens.kind(i)) {
            case Tokens.NAME, Tokens.STRING, Tokens.NUMBER -> true;
            case Tokens.OPEN -> tokens.opens(i, '[');
            case Tokens.OPERATOR -> cursor.is(i, Signs.STAR);
            default -> false;
        };
    }
}
