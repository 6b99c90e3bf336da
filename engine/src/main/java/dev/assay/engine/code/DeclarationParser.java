package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types, functions and variables where they are declared. */
final class DeclarationParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    DeclarationParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Reads a declaration; false, consuming at most what stands before one, if there is none. */
    boolean declare(List<Statement> out) {
        int start = cursor.start();
        int from = cursor.at;
        List<String> modifiers = parser.modifiers.modifiers(out);
        boolean isConstant = parser.modifiers.isConstant;
        if (!cursor.type.isEmpty()
                && profile.lines() == Profile.Lines.LENIENT
                && parser.members.member(modifiers, isConstant, start, out)) {
            return true;
        }
        Word word = cursor.word();
        if (word != Word.NONE && !parser.primaries.isSoftName()) {
            switch (word) {
                case TYPE, ENUM, IMPL -> {
                    if (parser.typeDeclarations.type(start, out)) {
                        return true;
                    }
                }
                case PACKAGE -> {
                    return parser.imports.statement(word, out);
                }
                case FUNCTION -> {
                    return parser.functions.function(modifiers, start, out);
                }
                case CONSTRUCTOR -> {
                    if (parser.accessors.constructor(modifiers, start, out)) {
                        return true;
                    }
                }
                case ALIAS -> {
                    if (profile.has(Trait.TYPE_PATHS)) {
                        return parser.typePaths.alias(start, out);
                    }
                    return alias(start, out);
                }
                case CONSTANT, VARIABLE -> {
                    if (profile.has(Trait.TYPE_LAST)) {
                        return parser.goDeclarations.variables(out);
                    }
                    if (!profile.has(Trait.TYPE_FIRST)) {
                        return parser.variables.declare(start, out);
                    }
                }
                default -> {}
            }
        }
        if (profile.has(Trait.TYPE_FIRST) && parser.typeFirst.typeFirst(modifiers, isConstant, start, out)) {
            return true;
        }
        if (cursor.at > from && profile.namesWithSign() && parser.variables.properties(start, out)) {
            return true;
        }
        if (cursor.at > from && cursor.word() != Word.NONE && parser.control.statement(cursor.word(), out)) {
            return true;
        }
        if (cursor.at > from && cursor.opens('{') && profile.layout() == Profile.Layout.BRACES) {
            // An initializer.
            out.addAll(profile.has(Trait.POINTERS) ? parser.statements.block() : parser.statements.functionBody());
            return true;
        }
        return false;
    }

    /** Another name for a type, of which nothing is kept but a structure's members. */
    private boolean alias(int start, List<Statement> out) {
        if (profile.has(Trait.TYPE_LAST)) {
            return parser.goDeclarations.types(out);
        }
        cursor.at++;
        if (profile.has(Trait.TYPE_FIRST)) {
            return parser.statements.aliased(start, out);
        }
        while (!cursor.is(Signs.ASSIGN) && !cursor.atEnd()) {
            cursor.at = cursor.kind() == Tokens.OPEN ? cursor.afterGroup(cursor.at) : cursor.at + 1;
        }
        if (cursor.accept(Signs.ASSIGN)) {
            int after = parser.types.after(cursor.at);
            cursor.at = after > 0 ? after : cursor.at;
        }
        return true;
    }

    /** A variable in a condition or the head of a loop; false, consuming nothing, if there is none. */
    boolean variable(List<Statement> out) {
        int from = cursor.at;
        int start = cursor.start();
        if (profile.has(Trait.TYPE_FIRST)) {
            parser.modifiers.skipModifiers();
            int after = parser.types.after(cursor.at);
            if (after > 0 && tokens.kind(after) == Tokens.NAME && cursor.is(after + 1, Signs.ASSIGN)) {
                variables(cursor.at, after, false, start, out);
                return true;
            }
        } else if (cursor.word() == Word.CONSTANT || cursor.word() == Word.VARIABLE) {
            return parser.variables.declare(start, out);
        }
        cursor.at = from;
        return false;
    }

    boolean hasBody(int i) {
        return tokens.opens(i, '{')
                || tokens.word(i) == Word.THROWS
                || profile.has(Trait.POINTERS) && (cursor.is(i, Signs.COLON) || tokens.is(i, "noexcept"));
    }

    /** The declared names after a type. */
    void variables(int typeFrom, int after, boolean isConstant, int start, List<Statement> out) {
        String type = cursor.slice(typeFrom, after);
        cursor.at = after;
        names(type, isConstant, start, out);
    }

    void names(String type, boolean isConstant, int start, List<Statement> out) {
        int from = start;
        while (cursor.kind() == Tokens.NAME) {
            int nameStart = cursor.start();
            Expression.Name name = new Expression.Name(cursor.name(), nameStart, tokens.ends[cursor.at]);
            cursor.at++;
            int named = cursor.at;
            while (cursor.opens('[')) {
                cursor.skipGroup();
            }
            String suffix = cursor.slice(named, cursor.at);
            @Nullable
            Expression value = cursor.accept(Signs.ASSIGN)
                    ? parser.expressions.expression()
                    : cursor.opens('{') && profile.has(Trait.BRACE_CREATES)
                            ? parser.typeFirst.made(type + suffix, cursor.start())
                            : null;
            out.add(new Statement.Assignment(
                    name, "=", value, type + suffix, isConstant, from, Math.max(from, cursor.lastEnd())));
            if (cursor.kind() != Tokens.COMMA || cursor.kind(1) != Tokens.NAME && cursor.kind(1) != Tokens.OPERATOR) {
                return;
            }
            cursor.at++;
            while (cursor.kind() == Tokens.OPERATOR) {
                cursor.at++;
            }
            from = cursor.start();
        }
    }
}
