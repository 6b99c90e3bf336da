package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** What stands in front of a declaration: modifiers, annotations, attributes. */
final class ModifierParser {
    private static final int LONGEST_MODIFIER = 200;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;
    /** Whether one of those that were read last says that what follows does not change. */
    boolean isConstant;

    ModifierParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** Words and annotations before a declaration, as written; annotations that run are also evaluated. */
    List<String> modifiers(List<Statement> out) {
        isConstant = false;
        List<String> modifiers = new ArrayList<>(2);
        while (true) {
            int from = cursor.at;
            if (cursor.is(Signs.AT) && tokens.word(from + 1) == Word.TYPE && profile.has(Trait.ANNOTATIONS)) {
                cursor.at++;
                return modifiers;
            }
            if (cursor.is(Signs.AT) && profile.has(Trait.DECORATORS)) {
                int start = cursor.start();
                cursor.at++;
                Expression decorator = parser.expressions.expression();
                out.add(new Statement.Evaluation(decorator, start, Math.max(start, cursor.lastEnd())));
                modifiers.add(written(from));
                while (cursor.acceptKind(Tokens.NEWLINE)) {}
                continue;
            }
            if (skipAttribute()) {
                continue;
            }
            int annotated = parser.types.skipAnnotations(from);
            if (annotated > from) {
                cursor.at = annotated;
                modifiers.add(written(from));
                continue;
            }
            if (!isModifier(from)) {
                return modifiers;
            }
            isConstant |= cursor.word() == Word.CONSTANT;
            if (profile.has(Trait.BRACKET_TYPES) && tokens.opens(from + 1, '[')) {
                cursor.at = cursor.afterGroup(from + 1); // within what it is private
                continue;
            }
            boolean template = cursor.isWord("template");
            modifiers.add(cursor.name());
            cursor.at++;
            if (template && cursor.is(Signs.LESS)) {
                int after = parser.types.afterArguments(cursor.at);
                cursor.at = after > 0 ? after : cursor.at;
                parser.cDeclarations.skipConstraint();
            } else if (profile.has(Trait.POINTERS) && cursor.kind() == Tokens.STRING) {
                cursor.at++;
            }
        }
    }

    /** Skips what says something of a declaration to a compiler only. */
    boolean skipAttribute() {
        if (cursor.kind() == Tokens.OTHER && tokens.first(cursor.at) == '#' && tokens.opens(cursor.at + 1, '[')) {
            cursor.at++;
            cursor.skipGroup();
            return true;
        }
        if (cursor.word() == Word.ATTRIBUTE) {
            do {
                cursor.at++;
            } while (cursor.word() == Word.MODIFIER && tokens.opens(cursor.at + 1, '('));
            if (cursor.opens('(')) {
                cursor.skipGroup();
            }
            return true;
        }
        if (profile.has(Trait.TYPE_FIRST)
                && cursor.opens('[')
                && (tokens.opens(cursor.at + 1, '[') || profile.lambda() == Signs.FAT_ARROW)) {
            cursor.skipGroup();
            return true;
        }
        return false;
    }

    private String written(int from) {
        String text = cursor.slice(from, cursor.at);
        return text.length() > LONGEST_MODIFIER ? text.substring(0, LONGEST_MODIFIER) : text;
    }

    private boolean isModifier(int i) {
        Word word = tokens.word(i);
        return switch (word) {
            case MODIFIER ->
                tokens.kind(i + 1) != Tokens.COMMA
                        && !cursor.is(i + 1, Signs.ASSIGN)
                        && !cursor.is(i + 1, Signs.DOT)
                        && !(cursor.is(i + 1, Signs.SCOPE) && !profile.has(Trait.POINTERS))
                        && tokens.kind(i + 1) != Tokens.CLOSE
                        && (!tokens.opens(i + 1, '(') || profile.has(Trait.TYPE_FIRST))
                        && tokens.kind(i + 1) != Tokens.SEMICOLON
                        && !cursor.is(i + 1, Signs.COLON);
            case CONSTANT -> profile.has(Trait.TYPE_FIRST) || tokens.word(i + 1) == Word.ENUM;
            case WITH, DEFAULT ->
                profile.has(Trait.TYPE_FIRST) && !cursor.type.isEmpty() && tokens.kind(i + 1) == Tokens.NAME;
            case ASYNC -> tokens.word(i + 1) == Word.FUNCTION || tokens.word(i + 1) == Word.CONSTANT;
            default -> false;
        };
    }

    void skipModifiers() {
        while (true) {
            int annotated = parser.types.skipAnnotations(cursor.at);
            if (annotated > cursor.at) {
                cursor.at = annotated;
            } else if (cursor.is(Signs.AT) && profile.has(Trait.DECORATORS)) {
                cursor.at++;
                parser.expressions.expression();
            } else if (isModifier(cursor.at)) {
                cursor.at++;
            } else if (!skipAttribute()) {
                return;
            }
        }
    }
}
