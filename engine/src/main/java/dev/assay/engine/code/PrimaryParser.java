package dev.assay.engine.code;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What expressions are made of: names, constants, brackets with what is in them, calls, what makes objects. */
final class PrimaryParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    PrimaryParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** Consumes nothing where no value begins. */
    Expression primary() {
        int start = cursor.start();
        return switch (cursor.kind()) {
            case Tokens.NAME -> name(start);
            case Tokens.NUMBER -> {
                String number = parser.literals.number(cursor.name());
                cursor.at++;
                yield new Expression.Numeral(number, start, cursor.lastEnd());
            }
            case Tokens.STRING, Tokens.PIECE, Tokens.LAST_PIECE -> parser.literals.texts();
            case Tokens.PATTERN -> {
                cursor.at++;
                yield new Expression.Other(List.of(), start, cursor.lastEnd());
            }
            case Tokens.OPEN -> parser.groups.open(start);
            case Tokens.OPERATOR -> operator(start);
            default -> nothing(start);
        };
    }

    static Expression nothing(int start) {
        return new Expression.Other(List.of(), start, start);
    }

    private Expression name(int start) {
        Word word = cursor.word();
        if (word == Word.NONE && profile.has(Trait.SCRIPTS)) {
            return parser.scripts.named(start);
        }
        if (profile.hasEnds()) {
            if (EndParser.hasValue(word)) {
                return parser.ends.value(start);
            }
            if (word == Word.NONE || word == Word.MODIFIER || word == Word.IMPORT) {
                return parser.calls.named(start);
            }
        }
        if (word == Word.NONE) {
            if (cursor.is(cursor.at + 1, profile.lambda()) && profile.lambda() >= 0 && !cursor.noLambda()) {
                return parser.lambdas.ofName(start);
            }
            return plainName(start);
        }
        switch (word) {
            case TRUE -> {
                return constant(Expression.Constant.Of.TRUE, start);
            }
            case FALSE -> {
                return constant(Expression.Constant.Of.FALSE, start);
            }
            case NOTHING -> {
                return constant(Expression.Constant.Of.NOTHING, start);
            }
            case NEW -> {
                if (!isSoftName()) {
                    return create(null, start);
                }
            }
            case LAMBDA -> {
                return parser.lambdas.ofWord(start);
            }
            case ASYNC -> {
                if (cursor.kind(1) == Tokens.NAME
                        || tokens.opens(cursor.at + 1, '(')
                        || tokens.opens(cursor.at + 1, '{')) {
                    int group = tokens.opens(cursor.at + 1, '(') ? cursor.afterGroup(cursor.at + 1) : -1;
                    if (group < 0 || cursor.is(group, profile.lambda())) {
                        cursor.at++;
                        return parser.expressions.expression(ExpressionParser.OPERAND);
                    }
                }
            }
            case FUNCTION -> {
                if (!isSoftName()) {
                    return parser.lambdas.ofFunction(start);
                }
            }
            case MODIFIER -> {
                if (parser.lambdas.isFunction(cursor.at + 1)) {
                    cursor.at++; // of a function that is a value
                    return primary();
                }
            }
            case TYPE, ENUM -> {
                if (profile.has(Trait.PREFIX_TYPES)) {
                    return primitive(start);
                }
                if (!isSoftName() && !profile.has(Trait.POINTERS)) {
                    return parser.typeDeclarations.typeExpression(start);
                }
            }
            case SWITCH -> {
                if (!isSoftName() && !cursor.noBlock()) {
                    return parser.switches.value(start);
                }
            }
            case IF -> {
                if (profile.has(Trait.BLOCK_VALUES)) {
                    return parser.switches.ifValue(start);
                }
                return nothing(start);
            }
            case OPERATOR -> {
                if (!profile.isSoft(cursor.name())) {
                    return nothing(start);
                }
            }
            case PRIMITIVE -> {
                return primitive(start);
            }
            case IMPORT -> {
                // Of JavaScript, a call.
                if (!tokens.opens(cursor.at + 1, '(') && !cursor.is(cursor.at + 1, Signs.DOT)) {
                    return nothing(start);
                }
            }
            case RETURN, THROW, JUMP -> {
                if (!isSoftName()) {
                    return jump(word, start);
                }
            }
            case FOR, WHILE, UNTIL, LOOP, DO, TRY, UNLESS -> {
                if (!isSoftName()) {
                    return profile.has(Trait.BLOCK_VALUES) ? parser.switches.blockValue(start) : nothing(start);
                }
            }
            case ELSE, ELIF, CATCH, FINALLY, CASE, DEFAULT, END, THEN -> {
                if (!isSoftName()) {
                    return nothing(start);
                }
            }
            default -> {}
        }
        if (cursor.is(cursor.at + 1, profile.lambda()) && !cursor.noLambda()) {
            return parser.lambdas.ofName(start);
        }
        return plainName(start);
    }

    /** Whether a word is a name in this place: it may be one, and nothing follows that it could begin. */
    boolean isSoftName() {
        if (!profile.isSoft(cursor.name())) {
            return false;
        }
        return switch (cursor.kind(1)) {
            case Tokens.NAME ->
                tokens.operator(cursor.at + 1) != 0 && tokens.word(cursor.at + 1) == Word.OPERATOR
                        || tokens.word(cursor.at + 1) == Word.IF
                        || tokens.word(cursor.at + 1) == Word.ELSE;
            case Tokens.STRING, Tokens.NUMBER, Tokens.PIECE -> false;
            case Tokens.OPEN -> !tokens.opens(cursor.at + 1, '{');
            default -> true;
        };
    }

    Expression plainName(int start) {
        if (profile.has(Trait.BRACE_CREATES) && cursor.isWord("requires")) {
            int body = tokens.opens(cursor.at + 1, '(') ? cursor.afterGroup(cursor.at + 1) : cursor.at + 1;
            if (tokens.opens(body, '{')) {
                return parser.lambdas.ofRequirement(start);
            }
        }
        if (profile.has(Trait.ARROW_ENTRIES)
                && tokens.opens(cursor.at + 1, '(')
                && (cursor.isWord("array") || cursor.isWord("list"))) {
            cursor.at++;
            return parser.braces.members("", start);
        }
        if (profile.has(Trait.PREPROCESSOR) && tokens.opens(cursor.at + 1, '(') && isOfCompiler()) {
            String name = cursor.name();
            cursor.at++;
            Expression value = parser.groups.grouped();
            return new Expression.Operation(name, List.of(value), start, cursor.lastEnd());
        }
        String name = cursor.name();
        cursor.at++;
        return new Expression.Name(name, start, cursor.lastEnd());
    }

    /** What looks like a call, and is done by the compiler. */
    private boolean isOfCompiler() {
        return cursor.isWord("static_assert")
                || cursor.isWord("_Static_assert")
                || cursor.isWord("offsetof")
                || cursor.isWord("decltype");
    }

    private Expression constant(Expression.Constant.Of of, int start) {
        cursor.at++;
        return new Expression.Constant(of, start, cursor.lastEnd());
    }

    /** {@code int.class}, {@code int[]::new}, {@code int(x)}. */
    private Expression primitive(int start) {
        int from = cursor.at;
        int after = parser.types.after(from);
        cursor.at = after > from ? after : from + 1;
        return ofType(from, start);
    }

    /** What is made of a type that has just been read: a value from fields, a value cast to it, or the type itself. */
    Expression ofType(int from, int start) {
        String type = cursor.slice(from, cursor.at);
        if (profile.has(Trait.PREFIX_TYPES)) {
            if (cursor.opens('{')) {
                return parser.braces.value(type, start);
            }
            if (cursor.opens('(')) {
                Expression value = parser.groups.grouped();
                return new Expression.Operation("cast:" + type, List.of(value), start, cursor.lastEnd());
            }
        }
        return new Expression.Name(type, start, Math.max(start, cursor.lastEnd()));
    }

    private Expression jump(Word word, int start) {
        cursor.at++;
        if (word == Word.JUMP || cursor.atEnd()) {
            return new Expression.Other(List.of(), start, cursor.lastEnd());
        }
        Expression value = parser.expressions.expression();
        return new Expression.Other(List.of(value), start, cursor.lastEnd());
    }

    /** {@code sizeof (...)}, of a type or a value. */
    Expression sizeOf(int start) {
        Expression value = parser.groups.grouped();
        return new Expression.Operation("sizeof", List.of(value), start, cursor.lastEnd());
    }

    private Expression operator(int start) {
        int operator = tokens.data[cursor.at];
        if (profile.has(Trait.SCRIPTS) && operator == Signs.AT) {
            Expression gathered = parser.scripts.gathered(start);
            if (gathered != null) {
                return gathered;
            }
        }
        if (profile.has(Trait.SCRIPTS) && (operator == Signs.AND || operator == Signs.DOT)) {
            return parser.scripts.invoked(start);
        }
        if (operator == Signs.ARROW && profile.hasEnds()) {
            return parser.calls.lambda(start);
        }
        if (operator == Signs.AT && profile.has(Trait.ANNOTATIONS)) {
            int after = parser.types.skipAnnotations(cursor.at);
            if (after > cursor.at) {
                cursor.at = after;
                return parser.expressions.expression(ExpressionParser.OPERAND);
            }
        }
        if (operator == Signs.SCOPE) {
            cursor.at++;
            return profile.has(Trait.POINTERS) ? primary() : parser.expressions.expression(ExpressionParser.OPERAND);
        }
        if (operator == Signs.LESS && profile.has(Trait.TYPE_PATHS)) {
            Expression type = parser.typePaths.qualified();
            if (type != null) {
                return type;
            }
        }
        if (operator == Signs.LESS && profile.has(Trait.GENERIC_CALLS)) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0) {
                // Parameters of a function that has no name, or a cast.
                cursor.at = after;
                return parser.expressions.expression(ExpressionParser.OPERAND);
            }
        }
        if (operator == Signs.OR || operator == Signs.DOUBLE_OR) {
            return parser.lambdas.ofBars(start);
        }
        if (operator == Signs.ELLIPSIS || operator == Signs.RANGE) {
            cursor.at++;
            return new Expression.Other(List.of(), start, cursor.lastEnd());
        }
        if (operator == Signs.STAR || operator == Signs.QUESTION && profile.has(Trait.GENERICS)) {
            cursor.at++;
            return new Expression.Other(List.of(), start, cursor.lastEnd());
        }
        if (operator == Signs.DOT && cursor.kind(1) == Tokens.NAME) {
            cursor.at += 2;
            return new Expression.Member(
                    new Expression.Name("", start, start),
                    cursor.slice(cursor.at - 1, cursor.at),
                    start,
                    cursor.lastEnd());
        }
        return nothing(start);
    }

    /** A block after a value: of a call its last argument, or the fields of what is made; null if it is neither. */
    @Nullable
    Expression braceAfter(Expression left, int start) {
        return parser.braces.after(left, start);
    }

    /** What comes after the word that makes something. */
    Expression create(@Nullable Expression outer, int start) {
        return parser.creations.create(outer, start);
    }
}
