package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables that a word declares: {@code let}, {@code const}, {@code var}, {@code val}. */
final class VariableParser {
    private final Cursor cursor;
    private final Profile profile;
    private final Parser parser;

    VariableParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
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
            cursor.accept(Signs.BANG);
            if (cursor.is(Signs.COLON)) {
                cursor.at++;
                int typeFrom = cursor.at;
                int after = parser.types.after(typeFrom);
                cursor.at = after > 0 ? after : typeFrom;
                type = cursor.slice(typeFrom, cursor.at);
            }
            @Nullable Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
            parser.modules.assigned(target, value, type, constant, from, out);
            if (cursor.at == before || !cursor.acceptKind(Tokens.COMMA)) {
                break;
            }
            from = cursor.start();
        }
        return true;
    }
}
