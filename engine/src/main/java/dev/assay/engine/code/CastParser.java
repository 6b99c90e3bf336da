package dev.assay.engine.code;

/** Whether what stands in parentheses is a type that a value is cast to, where only a look ahead tells. */
final class CastParser {
    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    CastParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = parser.cursor.tokens;
        this.profile = parser.cursor.profile;
    }

    /** Whether this is a type and can be nothing else: {@code *[2]byte}, {@code func()}. */
    boolean isPrefixType(int from) {
        int at = from;
        while (cursor.is(at, Signs.STAR)) {
            at++;
        }
        return tokens.opens(at, '[')
                || cursor.is(at, Signs.RECEIVE)
                || tokens.word(at) == Word.PRIMITIVE
                || tokens.word(at) == Word.TYPE
                || tokens.word(at) == Word.FUNCTION;
    }

    /** Whether what is in the parentheses here, up to {@code end}, is a type, and what follows a value of it. */
    int castType(int end) {
        int from = cursor.at + 1;
        if (tokens.kind(from) != Tokens.NAME && !cursor.is(from, Signs.AT) && !cursor.is(from, Signs.SCOPE)
                || cursor.isVariable(from)
                || tokens.kind(end) != Tokens.CLOSE) {
            return -1;
        }
        int at = parser.types.after(parser.types.skipAnnotations(from));
        while (at > 0 && at < end && cursor.is(at, Signs.AND)) {
            at = parser.types.after(at + 1);
        }
        if (at != end) {
            return -1;
        }
        int next = end + 1;
        boolean certain = tokens.word(from) == Word.PRIMITIVE
                || tokens.word(from) == Word.TYPE
                || tokens.word(from) == Word.CONSTANT
                || tokens.word(from) == Word.MODIFIER
                || tokens.kind(end - 1) == Tokens.OPERATOR && tokens.data[end - 1] != Signs.MORE;
        boolean value = switch (tokens.kind(next)) {
            case Tokens.NAME ->
                tokens.word(next) == Word.NONE
                        || tokens.word(next) == Word.OPERATOR && profile.infix(tokens.operator(next)) == 0
                        || profile.expectsValueAfter(tokens.word(next))
                                && tokens.word(next) != Word.OPERATOR
                                && tokens.word(next) != Word.ELSE
                                && tokens.word(next) != Word.IF
                        || isValueWord(tokens.word(next))
                        || parser.types.isName(next);
            case Tokens.NUMBER, Tokens.STRING, Tokens.PIECE -> true;
            case Tokens.OPEN ->
                switch (tokens.first(next)) {
                    case '(' -> certain || !profile.has(Trait.POINTERS) || looksLikeType(end - 1);
                    case '{' -> certain && profile.has(Trait.POINTERS) || profile.has(Trait.PREPROCESSOR);
                    default -> false;
                };
            case Tokens.OPERATOR -> {
                int operator = tokens.data[next];
                yield operator == Signs.BANG || operator == Signs.TILDE || certain && profile.prefix(operator) != 0;
            }
            default -> false;
        };
        return value ? end : -1;
    }

    private static boolean isValueWord(Word word) {
        return switch (word) {
            case TRUE, FALSE, NOTHING, NEW, SWITCH, PRIMITIVE, LAMBDA -> true;
            default -> false;
        };
    }

    /** In C, where {@code (a)(b)} may be a call: whether it is named as types are. */
    private boolean looksLikeType(int token) {
        String name = cursor.names.of(tokens.starts[token], tokens.ends[token]);
        return name.endsWith("_t") || name.endsWith("_T");
    }
}
