package dev.assay.engine.code;

/** Finds where a type ends, by looking only: what looks like none gives -1. Looks at a bounded number of tokens. */
final class TypeScanner {
    private static final int MOST_TOKENS = 200;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final TypeForms others;

    TypeScanner(Cursor cursor) {
        this.others = new TypeForms(cursor, this);
        this.cursor = cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    /** The token after the type that begins at {@code i}, or -1. */
    int after(int i) {
        if (profile.has(Trait.PREFIX_TYPES)) {
            return others.prefixed(i);
        }
        if (profile.has(Trait.TYPE_AFTER_COLON)) {
            return others.annotated(i);
        }
        int at = i;
        while (tokens.word(at) == Word.MODIFIER
                || tokens.word(at) == Word.CONSTANT
                || (tokens.word(at) == Word.TYPE || tokens.word(at) == Word.ENUM) && profile.has(Trait.POINTERS)) {
            at++;
        }
        if (tokens.word(at) == Word.PRIMITIVE) {
            do {
                at++;
            } while (tokens.word(at) == Word.PRIMITIVE);
        } else {
            at = afterName(at);
        }
        return at < 0 ? -1 : afterSuffixes(at);
    }

    /** The same of one type, of which no others are alternatives. */
    int single(int i) {
        return profile.has(Trait.TYPE_AFTER_COLON) ? others.one(i) : after(i);
    }

    private int afterName(int i) {
        int at = i;
        if (cursor.is(at, Signs.SCOPE)) {
            at++;
        }
        while (true) {
            if (!isName(at)) {
                return -1;
            }
            at++;
            if (cursor.is(at, Signs.LESS) && (profile.has(Trait.GENERICS) || profile.has(Trait.GENERIC_CALLS))) {
                at = afterArguments(at);
                if (at < 0) {
                    return -1;
                }
            }
            if (tokens.kind(at) == Tokens.OPERATOR
                    && (tokens.data[at] == Signs.DOT || tokens.data[at] == Signs.SCOPE)
                    && (isName(at + 1) || isAnnotation(at + 1))) {
                at++;
                at = skipAnnotations(at);
            } else {
                return at;
            }
        }
    }

    boolean isName(int i) {
        return tokens.kind(i) == Tokens.NAME
                && (tokens.word(i) == Word.NONE || profile.isSoft(cursor.names.of(tokens.starts[i], tokens.ends[i])));
    }

    private boolean isAnnotation(int i) {
        return cursor.is(i, Signs.AT) && tokens.kind(i + 1) == Tokens.NAME;
    }

    /** The token after annotations and what they are given. */
    int skipAnnotations(int i) {
        int at = i;
        while (profile.has(Trait.ANNOTATIONS) && isAnnotation(at) && tokens.word(at + 1) != Word.TYPE) {
            at += 2;
            while ((cursor.is(at, Signs.DOT)
                            || cursor.is(at, Signs.COLON)
                                    && tokens.touches(at - 1)
                                    && profile.has(Trait.TYPE_AFTER_COLON))
                    && tokens.kind(at + 1) == Tokens.NAME) {
                at += 2;
            }
            if (tokens.opens(at, '(')) {
                at = cursor.afterGroup(at);
            }
        }
        return at;
    }

    private int afterSuffixes(int i) {
        int at = i;
        while (true) {
            int annotated = skipAnnotations(at);
            if (tokens.opens(annotated, '[')) {
                boolean empty = tokens.kind(annotated + 1) == Tokens.CLOSE
                        || tokens.kind(annotated + 1) == Tokens.COMMA && profile.has(Trait.TYPE_FIRST);
                if (!empty || tokens.kind(tokens.data[annotated]) != Tokens.CLOSE) {
                    return at;
                }
                at = cursor.afterGroup(annotated);
            } else if (cursor.is(annotated, Signs.ELLIPSIS)) {
                at = annotated + 1;
            } else if (profile.has(Trait.POINTERS) && isPointer(at)) {
                at++;
                while (tokens.word(at) == Word.MODIFIER || tokens.word(at) == Word.CONSTANT) {
                    at++;
                }
            } else if (cursor.is(at, Signs.QUESTION)
                    && profile.has(Trait.TYPE_FIRST)
                    && tokens.touches(at - 1)
                    && !profile.has(Trait.PREPROCESSOR)
                    && profile.lambda() == Signs.FAT_ARROW) {
                at++;
            } else {
                return at;
            }
        }
    }

    private boolean isPointer(int i) {
        return cursor.is(i, Signs.STAR)
                || cursor.is(i, Signs.DOUBLE_STAR)
                || cursor.is(i, Signs.AND)
                || cursor.is(i, Signs.DOUBLE_AND);
    }

    /** The token after {@code <...>}, or -1 if that is no list of types. */
    int afterArguments(int open) {
        int depth = 0;
        int at = open;
        boolean computes = false;
        boolean both = false;
        for (int seen = 0; seen < MOST_TOKENS; seen++) {
            switch (tokens.kind(at)) {
                case Tokens.OPERATOR -> {
                    int operator = tokens.data[at];
                    computes |= operator == Signs.PLUS || operator == Signs.MINUS;
                    both |= operator == Signs.DOUBLE_AND;
                    if (computes && both && profile.has(Trait.BRACE_CREATES)) {
                        return -1; // two comparisons
                    }
                    if (operator == Signs.LESS) {
                        depth++;
                    } else if (operator == Signs.MORE) {
                        if (--depth == 0) {
                            return at + 1;
                        }
                    } else if (operator == Signs.MORE_OR_SAME) {
                        return -1;
                    } else if (!mayStandInType(operator)) {
                        return -1;
                    }
                }
                case Tokens.NAME -> {
                    Word word = tokens.word(at);
                    boolean fits = switch (word) {
                        case NONE,
                                PRIMITIVE,
                                EXTENDS,
                                MODIFIER,
                                CONSTANT,
                                IN,
                                TYPE,
                                ENUM,
                                NOTHING,
                                TRUE,
                                FALSE,
                                AS,
                                FUNCTION,
                                OPERATOR,
                                NEW,
                                DEFAULT,
                                FROM,
                                WITH -> true;
                        default -> profile.isSoft(cursor.names.of(tokens.starts[at], tokens.ends[at]));
                    };
                    if (!fits) {
                        return -1;
                    }
                }
                case Tokens.OTHER -> {
                    if (tokens.kind(at + 1) != Tokens.NAME
                            || cursor.names
                                            .of(tokens.starts[at], tokens.ends[at])
                                            .charAt(0)
                                    != '\'') {
                        return -1;
                    }
                    at++; // how long a reference lives
                }
                case Tokens.COMMA -> {}
                case Tokens.NUMBER, Tokens.STRING -> {
                    if (profile.has(Trait.TYPE_FIRST) && !profile.has(Trait.POINTERS)) {
                        return -1;
                    }
                }
                case Tokens.OPEN -> {
                    if (tokens.has(at, Tokens.WITHIN_TEXT) || tokens.opens(at, '{') && profile.has(Trait.TYPE_FIRST)) {
                        return -1;
                    }
                    int after = cursor.afterGroup(at);
                    if (tokens.kind(after - 1) != Tokens.CLOSE) {
                        return -1;
                    }
                    at = after - 1;
                }
                default -> {
                    return -1;
                }
            }
            at++;
        }
        return -1;
    }

    private boolean mayStandInType(int operator) {
        return operator == Signs.DOT
                || operator == Signs.QUESTION
                || operator == Signs.AND
                || operator == Signs.SCOPE
                || operator == Signs.AT
                || operator == Signs.STAR
                || operator == Signs.ELLIPSIS
                || !profile.has(Trait.TYPE_FIRST)
                        && (operator == Signs.OR
                                || operator == Signs.COLON
                                || operator == Signs.ARROW
                                || operator == Signs.FAT_ARROW
                                || operator == Signs.ASSIGN
                                || operator == Signs.PLUS
                                || operator == Signs.MINUS)
                || profile.has(Trait.BRACE_CREATES) && (operator == Signs.PLUS || operator == Signs.MINUS)
                || profile.has(Trait.POINTERS)
                        && (operator == Signs.DOUBLE_AND || operator == Signs.DOUBLE_STAR || operator == Signs.ASSIGN);
    }
}
