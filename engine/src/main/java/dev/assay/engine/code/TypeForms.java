package dev.assay.engine.code;

/** Types as languages write them that do not put them before names. Part of {@link TypeScanner}. */
final class TypeForms {
    private static final int MOST_TOKENS = 400;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final TypeScanner types;

    TypeForms(Cursor cursor, TypeScanner types) {
        this.cursor = cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
        this.types = types;
    }

    /** Go: {@code *T}, {@code []T}, {@code map[K]V}, {@code chan T}, {@code func(T) U}, {@code struct {...}}. */
    int prefixed(int i) {
        int at = i;
        for (int seen = 0; seen < MOST_TOKENS; seen++) {
            if (cursor.is(at, Signs.STAR) || cursor.is(at, Signs.RECEIVE) || cursor.is(at, Signs.ELLIPSIS)) {
                at++;
            } else if (tokens.opens(at, '[')) {
                at = cursor.afterGroup(at);
            } else if (tokens.word(at) == Word.PRIMITIVE) {
                at++;
            } else if (tokens.word(at) == Word.TYPE) {
                return tokens.opens(at + 1, '{') ? cursor.afterGroup(at + 1) : -1;
            } else if (tokens.word(at) == Word.FUNCTION) {
                if (!tokens.opens(at + 1, '(')) {
                    return -1;
                }
                at = cursor.afterGroup(at + 1);
                if (tokens.opens(at, '(')) {
                    return cursor.afterGroup(at);
                }
                if (tokens.has(at, Tokens.AFTER_LINE) || !beginsType(at)) {
                    return at;
                }
            } else if (tokens.opens(at, '(') && at > i) {
                return cursor.afterGroup(at);
            } else if (tokens.kind(at) == Tokens.NAME && tokens.word(at) == Word.NONE) {
                at++;
                if (cursor.is(at, Signs.DOT) && tokens.kind(at + 1) == Tokens.NAME) {
                    at += 2;
                }
                return tokens.opens(at, '[') && tokens.touches(at - 1) && tokens.kind(at + 1) != Tokens.CLOSE
                        ? cursor.afterGroup(at)
                        : at;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private boolean beginsType(int i) {
        return switch (tokens.kind(i)) {
            case Tokens.NAME ->
                switch (tokens.word(i)) {
                    case NONE, PRIMITIVE, TYPE, FUNCTION -> true;
                    default -> false;
                };
            case Tokens.OPERATOR -> cursor.is(i, Signs.STAR) || cursor.is(i, Signs.RECEIVE);
            case Tokens.OPEN -> tokens.first(i) == '[';
            default -> false;
        };
    }

    /** After a colon or {@code as}: TypeScript, Kotlin, Rust, Swift, Scala. */
    int annotated(int i) {
        int at = i;
        int conditions = 0;
        for (int seen = 0; seen < MOST_TOKENS; seen++) {
            at = prefixes(at);
            int after = single(at);
            if (after < 0) {
                return -1;
            }
            at = suffixes(after);
            if (tokens.kind(at) != Tokens.NAME && tokens.kind(at) != Tokens.OPERATOR) {
                return at;
            }
            if (cursor.is(at, profile.lambda()) && tokens.closes(at - 1, ')')
                    || cursor.is(at, Signs.ARROW) && tokens.closes(at - 1, ')')
                    || cursor.is(at, Signs.OR)
                    || cursor.is(at, Signs.AND)
                    || cursor.is(at, Signs.PLUS) && profile.has(Trait.BRACE_BLOCK)) {
                at++;
            } else if (tokens.word(at) == Word.EXTENDS
                    && profile.has(Trait.TERNARY)
                    && !tokens.has(at, Tokens.AFTER_LINE)
                    && conditional(at)) {
                at++;
                conditions++;
            } else if (conditions > 0 && cursor.is(at, Signs.QUESTION)) {
                at++;
            } else if (conditions > 0 && cursor.is(at, Signs.COLON)) {
                at++;
                conditions--;
            } else if (tokens.is(at, "is") && tokens.kind(at) == Tokens.NAME && profile.has(Trait.TERNARY)) {
                at++;
            } else {
                return at;
            }
        }
        return -1;
    }

    /** Whether {@code extends} begins a condition of types rather than a class's supertypes: a question mark comes. */
    private boolean conditional(int from) {
        int at = from + 1;
        for (int seen = 0; seen < MOST_TOKENS; seen++) {
            if (cursor.is(at, Signs.QUESTION)) {
                return true;
            }
            if (tokens.kind(at) == Tokens.OPEN) {
                at = cursor.afterGroup(at);
            } else if (tokens.kind(at) == Tokens.NAME
                    || tokens.kind(at) == Tokens.OPERATOR && !cursor.is(at, Signs.ASSIGN)
                    || tokens.kind(at) == Tokens.STRING
                    || tokens.kind(at) == Tokens.COMMA) {
                at++;
            } else {
                return false;
            }
        }
        return false;
    }

    /** One of what a sign may join. */
    int one(int i) {
        int after = single(prefixes(i));
        return after < 0 ? -1 : suffixes(after);
    }

    private int prefixes(int i) {
        int at = i;
        while (true) {
            boolean sign = cursor.is(at, Signs.AND)
                    || cursor.is(at, Signs.DOUBLE_AND)
                    || cursor.is(at, Signs.STAR)
                    || cursor.is(at, Signs.OR)
                    || cursor.is(at, Signs.MINUS)
                    || cursor.is(at, Signs.ELLIPSIS);
            boolean word = tokens.kind(at) == Tokens.NAME
                    && (tokens.kind(at + 1) == Tokens.NAME && tokens.operator(at + 1) == 0
                            || tokens.opens(at + 1, '(')
                            || cursor.is(at + 1, Signs.LESS))
                    && (isPrefix(at)
                            || tokens.word(at) == Word.MODIFIER
                            || tokens.word(at) == Word.CONSTANT
                            || tokens.word(at) == Word.VARIABLE
                            || tokens.word(at) == Word.NEW
                            || tokens.operator(at) == Operators.id("typeof"));
            if (tokens.kind(at) == Tokens.STRING && profile.has(Trait.BRACE_BLOCK)) {
                at++;
            } else if (!sign && !word) {
                return at;
            } else {
                at++;
            }
        }
    }

    private boolean isPrefix(int at) {
        return !tokens.has(at + 1, Tokens.AFTER_LINE)
                && (tokens.is(at, "keyof")
                        || tokens.is(at, "readonly")
                        || tokens.is(at, "unique")
                        || tokens.is(at, "infer")
                        || tokens.is(at, "asserts")
                        || tokens.is(at, "dyn")
                        || tokens.is(at, "impl")
                        || tokens.is(at, "mut")
                        || tokens.is(at, "suspend")
                        || tokens.is(at, "inout")
                        || tokens.is(at, "some")
                        || tokens.is(at, "any"));
    }

    private int single(int at) {
        return switch (tokens.kind(at)) {
            case Tokens.NAME -> name(at);
            case Tokens.STRING, Tokens.NUMBER -> at + 1;
            case Tokens.PIECE -> template(at);
            case Tokens.OPEN -> cursor.afterGroup(at);
            case Tokens.OPERATOR -> {
                if (!cursor.is(at, Signs.LESS)) {
                    yield -1;
                }
                int after = types.afterArguments(at);
                yield after > 0 && tokens.opens(after, '(') ? cursor.afterGroup(after) : after;
            }
            default -> -1;
        };
    }

    private int template(int i) {
        int at = i;
        while (tokens.kind(at) != Tokens.LAST_PIECE && tokens.kind(at) != Tokens.END) {
            at = tokens.kind(at) == Tokens.OPEN ? Math.max(at + 1, cursor.afterGroup(at)) : at + 1;
        }
        return tokens.kind(at) == Tokens.END ? at : at + 1;
    }

    private int name(int i) {
        int at = i;
        while (tokens.kind(at) == Tokens.NAME) {
            at++;
            if (cursor.is(at, Signs.LESS) && !tokens.has(at, Tokens.AFTER_LINE)) {
                int after = types.afterArguments(at);
                if (after < 0) {
                    return at;
                }
                at = after;
            }
            if (tokens.opens(at, '(') && tokens.touches(at - 1) && profile.has(Trait.TYPE_PATHS)) {
                at = cursor.afterGroup(at);
            }
            if ((cursor.is(at, Signs.DOT) || cursor.is(at, Signs.SCOPE)) && tokens.kind(at + 1) == Tokens.NAME) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private int suffixes(int i) {
        int at = i;
        while (true) {
            boolean here = !tokens.has(at, Tokens.AFTER_LINE);
            if (here && tokens.opens(at, '[') && tokens.touches(at - 1)) {
                at = cursor.afterGroup(at);
            } else if (here
                    && (!profile.has(Trait.TERNARY) || profile.has(Trait.TRAILING_BLOCK))
                    && (cursor.is(at, Signs.QUESTION) || cursor.is(at, Signs.BANG) || cursor.is(at, Signs.DOUBLE_BANG))
                    && tokens.touches(at - 1)) {
                at++;
            } else {
                return at;
            }
        }
    }
}
