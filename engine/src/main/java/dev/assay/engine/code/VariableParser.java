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

    /** Fields whose names are those of variables, with a type perhaps; false, consuming nothing, if there are none. */
    boolean properties(int start, List<Statement> out) {
        int from = cursor.at;
        int at = from;
        while (cursor.isTypePart(at)) {
            at++;
        }
        if (!cursor.isVariable(at)) {
            return false;
        }
        String type = cursor.slice(from, at);
        cursor.at = at;
        int first = start;
        do {
            int nameStart = cursor.start();
            Expression.Name name = new Expression.Name(
                    cursor.type.isEmpty() || cursor.inFunction ? cursor.name() : cursor.property(),
                    nameStart,
                    cursor.tokens.ends[cursor.at]);
            cursor.at++;
            @Nullable Expression value = cursor.accept(Signs.ASSIGN) ? parser.expressions.expression() : null;
            out.add(new Statement.Assignment(
                    name, "=", value, withoutSign(type), false, first, Math.max(first, cursor.lastEnd())));
            first = cursor.start();
        } while (cursor.acceptKind(Tokens.COMMA) && cursor.isVariable(cursor.at));
        if (cursor.opens('{')) {
            out.addAll(parser.statements.block()); // what runs when it is asked for, or set
        }
        return true;
    }

    /** A type without the sign that there may be nothing. */
    static String withoutSign(String type) {
        return type.startsWith("?") ? type.substring(1) : type;
    }

    /** At the word. */
    boolean declare(int start, List<Statement> out) {
        boolean constant = cursor.word() == Word.CONSTANT;
        cursor.at++;
        while (cursor.word() == Word.VARIABLE || cursor.word() == Word.CONSTANT || cursor.word() == Word.MODIFIER) {
            constant &= cursor.word() != Word.VARIABLE;
            cursor.at++;
        }
        if (profile.namesWithSign() && cursor.kind(1) == Tokens.NAME) {
            cursor.at++; // its type
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
            boolean isGiven = cursor.accept(Signs.ASSIGN) || delegates();
            @Nullable Expression value = isGiven ? parser.expressions.expression() : null;
            if (value == null
                    && target instanceof Expression.Name name
                    && parser.accessors.getter(name.name(), from, out)) {
                break;
            }
            parser.modules.assigned(target, value, type, constant, from, out);
            if (target instanceof Expression.Name name && parser.accessors.follow()) {
                parser.accessors.functions(name.name(), from, out);
            }
            if (cursor.at == before || !cursor.acceptKind(Tokens.COMMA)) {
                break;
            }
            from = cursor.start();
        }
        return true;
    }

    /** Whether what makes a property is named behind it; its word is passed. */
    private boolean delegates() {
        boolean isWord = profile.has(Trait.DELEGATES) && cursor.kind() == Tokens.NAME && cursor.isWord("by");
        cursor.at += isWord ? 1 : 0;
        return isWord;
    }
}
