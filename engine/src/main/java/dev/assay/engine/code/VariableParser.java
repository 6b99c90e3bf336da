package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables that a word declares: {@code let}, {@code const}, {@code var}, {@code val}. */
final class VariableParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    VariableParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** At the word. */
    boolean declare(int start, List<Statement> out) {
        boolean constant = cursor.word() == Word.CONSTANT;
        cursor.at++;
        while (cursor.word() == Word.VARIABLE || cursor.word() == Word.CONSTANT || cursor.word() == Word.MODIFIER) {
            constant &= cursor.word() != Word.VARIABLE;
            cursor.at++;
        }
        int from = start;
        while (cursor.kind() == Tokens.NAME || cursor.kind() == Tokens.OPEN) {
            int before = cursor.at;
            Expression target = parser.expressions.expression(profile.infix(Signs.IN) + 1);
            String type = "";
            if (cursor.is(Signs.COLON)) {
                cursor.at++;
                type = type();
            }
            @Nullable Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
            out.add(new Statement.Assignment(
                    target, "=", value, type, constant, from, Math.max(from, cursor.lastEnd())));
            if (cursor.at == before || !cursor.acceptKind(Tokens.COMMA)) {
                break;
            }
            from = cursor.start();
        }
        return true;
    }

    /** A type up to the value or the statement's end, as written. */
    private String type() {
        int from = cursor.at;
        while (!cursor.atEnd() && cursor.kind() != Tokens.COMMA && !cursor.is(Signs.ASSIGN)) {
            int after = cursor.is(Signs.LESS) ? parser.types.afterArguments(cursor.at) : -1;
            cursor.at = after > 0 ? after : cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        return cursor.slice(from, cursor.at);
    }
}
