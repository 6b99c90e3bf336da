package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What expressions are made of: names, constants, brackets with what is in them, calls, what makes objects. */
final class PrimaryParser {
    private static final int ABOVE_CONDITIONAL = 21;
    /** Above all operators between two operands. */
    private static final int HIGHEST = 200;

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
                String number = number(cursor.name());
                cursor.at++;
                yield new Expression.Numeral(number, start, cursor.lastEnd());
            }
            case Tokens.STRING, Tokens.PIECE, Tokens.LAST_PIECE -> texts();
            case Tokens.PATTERN -> {
                cursor.at++;
                yield new Expression.Other(List.of(), start, cursor.lastEnd());
            }
            case Tokens.OPEN -> open(start);
            case Tokens.OPERATOR -> operator(start);
            default -> nothing(start);
        };
    }

    private static Expression nothing(int start) {
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
                        return parser.expressions.expression(HIGHEST);
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
                    return parser.declarations.typeExpression(start);
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

    private Expression plainName(int start) {
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
            Expression value = grouped();
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
    private Expression ofType(int from, int start) {
        String type = cursor.slice(from, cursor.at);
        if (profile.has(Trait.PREFIX_TYPES)) {
            if (cursor.opens('{')) {
                return parser.braces.value(type, start);
            }
            if (cursor.opens('(')) {
                Expression value = grouped();
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

    /** The number without what parts its digits and without its type. */
    private String number(String written) {
        String number = written;
        if (number.indexOf('_') >= 0) {
            number = number.replace("_", "");
        }
        if (profile.digitSeparator() >= 0) {
            number = number.replace(String.valueOf((char) profile.digitSeparator()), "");
        }
        boolean hex = number.length() > 1 && number.charAt(0) == '0' && (number.charAt(1) | 0x20) == 'x';
        boolean more = true;
        while (more && number.length() > 1 && !Character.isDigit(number.charAt(number.length() - 1))
                || more && number.length() > 2) {
            more = false;
            for (String suffix : profile.suffixes()) {
                if (number.length() > suffix.length()
                        && number.endsWith(suffix)
                        && (!hex || Character.digit(suffix.charAt(0), 16) < 0)) {
                    number = number.substring(0, number.length() - suffix.length());
                    more = true;
                    break;
                }
            }
        }
        return number;
    }

    /** Texts, several of them side by side where the language makes one of them. */
    private Expression texts() {
        int start = cursor.start();
        if (profile.form(tokens.data[cursor.at] & 0xff).words()) {
            return words(start);
        }
        Expression first = text();
        if (!profile.has(Trait.ADJACENT_STRINGS) || !isText()) {
            return first;
        }
        List<Expression> all = new ArrayList<>();
        all.add(first);
        while (isText()) {
            all.add(text());
        }
        if (all.stream().allMatch(Expression.Text.class::isInstance)) {
            StringBuilder value = new StringBuilder();
            boolean bytes = false;
            for (Expression part : all) {
                if (part instanceof Expression.Text text) {
                    value.append(text.value());
                    bytes |= text.bytes();
                }
            }
            return new Expression.Text(value.toString(), bytes, start, cursor.lastEnd());
        }
        List<Expression> parts = new ArrayList<>();
        for (Expression part : all) {
            if (part instanceof Expression.Operation it) {
                parts.addAll(it.operands());
            } else {
                parts.add(part);
            }
        }
        return new Expression.Operation("+", parts, start, cursor.lastEnd());
    }

    /** A text that stands for the words in it. */
    private Expression words(int start) {
        String all = TextValue.of(tokens, cursor.at, profile.form(tokens.data[cursor.at] & 0xff));
        cursor.at++;
        List<Expression> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= all.length(); i++) {
            if (i == all.length() || all.charAt(i) <= ' ') {
                if (i > from) {
                    words.add(new Expression.Text(all.substring(from, i), false, start, cursor.lastEnd()));
                }
                from = i + 1;
            }
        }
        return new Expression.Sequence("", words, start, cursor.lastEnd());
    }

    private boolean isText() {
        return cursor.kind() == Tokens.STRING || cursor.kind() == Tokens.PIECE;
    }

    /** One text; with expressions in it, the sum of its parts. */
    Expression text() {
        int start = cursor.start();
        StringForm form = profile.form(tokens.data[cursor.at] & 0xff);
        if (cursor.kind() != Tokens.PIECE) {
            String value = TextValue.of(tokens, cursor.at, form);
            cursor.at++;
            return new Expression.Text(value, form.bytes(), start, cursor.lastEnd());
        }
        List<Expression> parts = new ArrayList<>();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        while (true) {
            int kind = cursor.kind();
            if (kind == Tokens.PIECE || kind == Tokens.LAST_PIECE) {
                String value = TextValue.of(tokens, cursor.at, form);
                if (!value.isEmpty()) {
                    parts.add(new Expression.Text(value, form.bytes(), cursor.start(), tokens.ends[cursor.at]));
                }
                cursor.at++;
                if (kind == Tokens.LAST_PIECE) {
                    break;
                }
            }
            if (kind == Tokens.OPEN && tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
                parts.add(interpolation());
            } else if (kind == Tokens.NAME && tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
                parts.add(
                        profile.has(Trait.SCRIPTS) ? parser.scripts.named(cursor.start()) : plainName(cursor.start()));
            } else if (kind != Tokens.PIECE) {
                break;
            }
        }
        cursor.mode = mode;
        return new Expression.Operation("+", parts, start, cursor.lastEnd());
    }

    private Expression interpolation() {
        int open = cursor.at++;
        int end = tokens.data[open];
        // How to write the value comes after it: !r.
        boolean converted =
                end - 2 > cursor.at && cursor.is(end - 2, Signs.BANG) && tokens.kind(end - 1) == Tokens.NAME;
        Expression value = elements(converted ? end - 2 : end);
        cursor.at = open;
        cursor.skipGroup();
        return value;
    }

    /** All up to a token, as one expression. */
    private Expression elements(int end) {
        int start = cursor.start();
        List<Expression> parts = new ArrayList<>(1);
        while (cursor.at < end) {
            int before = cursor.at;
            parts.add(element(end, true));
            if (cursor.at < end
                    && (cursor.at == before || cursor.kind() == Tokens.COMMA || cursor.kind() == Tokens.SEMICOLON)) {
                cursor.at++;
            }
        }
        return parts.size() == 1
                ? parts.getFirst()
                : new Expression.Other(parts, start, Math.max(start, cursor.lastEnd()));
    }

    /**
     * One of several in brackets, up to a comma or the end; what is not understood in it is passed over.
     *
     * @param colon whether a colon ends it too
     */
    Expression element(int end, boolean colon) {
        int start = cursor.start();
        Expression first = parser.expressions.expression();
        if (cursor.word() == Word.FOR || cursor.word() == Word.ASYNC && tokens.word(cursor.at + 1) == Word.FOR) {
            first = comprehension(first, start);
        }
        if (isElementEnd(end, colon)) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(first);
        while (!isElementEnd(end, colon)) {
            int before = cursor.at;
            Expression more = parser.expressions.expression();
            if (cursor.at == before) {
                cursor.at++;
            } else {
                parts.add(more);
            }
        }
        return new Expression.Other(parts, start, Math.max(start, cursor.lastEnd()));
    }

    private boolean isElementEnd(int end, boolean colon) {
        return cursor.at >= end
                || cursor.is(Signs.ELLIPSIS) && cursor.at + 1 >= end
                || cursor.kind() == Tokens.COMMA
                || cursor.kind() == Tokens.SEMICOLON
                || colon && cursor.is(Signs.COLON);
    }

    /** {@code for} with what is made before it: the element, {@code in} with names and what they run through, conditions. */
    Expression comprehension(Expression element, int start) {
        List<Expression> parts = new ArrayList<>(4);
        parts.add(element);
        while (true) {
            if (cursor.word() == Word.ASYNC && tokens.word(cursor.at + 1) == Word.FOR) {
                cursor.at++;
            }
            if (cursor.accept(Word.FOR)) {
                int from = cursor.start();
                Expression targets = parser.statements.targets();
                if (cursor.operator() == Signs.IN) {
                    cursor.at++;
                    Expression through = parser.expressions.expression(ABOVE_CONDITIONAL);
                    parts.add(new Expression.Operation("in", List.of(targets, through), from, cursor.lastEnd()));
                }
            } else if (cursor.accept(Word.IF)) {
                parts.add(parser.expressions.expression(ABOVE_CONDITIONAL));
            } else {
                return new Expression.Operation("for", parts, start, cursor.lastEnd());
            }
        }
    }

    private Expression open(int start) {
        if (tokens.has(cursor.at, Tokens.WITHIN_TEXT)) {
            return nothing(start);
        }
        return switch (tokens.first(cursor.at)) {
            case '(' -> parenthesis(start);
            case '[' ->
                profile.has(Trait.SCRIPTS)
                        ? bracket(start)
                        : parser.lambdas.isCapture() ? parser.lambdas.ofCapture(start) : list(start);
            default -> parser.braces.value("", start);
        };
    }

    private Expression bracket(int start) {
        Expression type = parser.scripts.type(start);
        return type == null ? list(start) : type;
    }

    private Expression parenthesis(int start) {
        int after = cursor.afterGroup(cursor.at);
        if (parser.lambdas.isParameters(after)) {
            return parser.lambdas.ofParameters(start);
        }
        if (profile.has(Trait.PREFIX_TYPES)
                && tokens.opens(after, '(')
                && isPrefixType(cursor.at + 1)
                && parser.types.after(cursor.at + 1) == cursor.match()) {
            String type = cursor.slice(cursor.at + 1, cursor.match());
            cursor.at = after;
            Expression value = grouped();
            return new Expression.Operation("cast:" + type, List.of(value), start, cursor.lastEnd());
        }
        if (profile.has(Trait.CASTS)) {
            int end = cursor.match();
            int type = castType(end);
            if (type > 0) {
                String name = cursor.slice(cursor.at + 1, end);
                cursor.at = after;
                Expression value = cursor.opens('{') && profile.has(Trait.POINTERS)
                        ? parser.braces.value(name, cursor.start())
                        : parser.expressions.expression(profile.prefix(Signs.BANG));
                return new Expression.Operation("cast:" + name, List.of(value), start, cursor.lastEnd());
            }
        }
        return grouped();
    }

    /** Whether this is a type and can be nothing else: {@code *[2]byte}, {@code func()}. */
    private boolean isPrefixType(int from) {
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
    private int castType(int end) {
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

    /** What is in the brackets here: a value in parentheses, a tuple. */
    Expression grouped() {
        int start = cursor.start();
        int open = cursor.at;
        List<Expression> parts = new ArrayList<>(2);
        boolean comma = group(parts);
        if (parts.size() == 1 && !comma) {
            return parts.getFirst();
        }
        int end = tokens.ends[cursor.at - 1];
        if (profile.has(Trait.TUPLES) || parts.isEmpty() && cursor.at > open) {
            return new Expression.Sequence("", parts, start, end);
        }
        return new Expression.Operation(",", parts, start, end);
    }

    /** {@code sizeof (...)}, of a type or a value. */
    Expression sizeOf(int start) {
        Expression value = grouped();
        return new Expression.Operation("sizeof", List.of(value), start, cursor.lastEnd());
    }

    private Expression list(int start) {
        if (profile.has(Trait.ARROW_ENTRIES)) {
            return parser.braces.members("", start);
        }
        if (profile.has(Trait.PREFIX_TYPES)) {
            int from = cursor.at;
            int after = parser.types.after(from);
            if (after > 0) {
                cursor.at = after;
                return ofType(from, start);
            }
        }
        if (profile.has(Trait.BRACKET_MAPPING)) {
            Expression mapping = bracketMapping(start);
            if (mapping != null) {
                return mapping;
            }
        }
        List<Expression> parts = new ArrayList<>();
        boolean repeats = repeats();
        group(parts);
        if (repeats && parts.size() >= 2) {
            return new Expression.Operation(
                    "repeat", List.of(parts.getFirst(), parts.getLast()), start, Math.max(start, cursor.lastEnd()));
        }
        return new Expression.Sequence("", parts, start, Math.max(start, cursor.lastEnd()));
    }

    /** {@code [k: v]} and {@code [:]}; null, consuming nothing, if the brackets here hold elements. */
    private @Nullable Expression bracketMapping(int start) {
        int open = cursor.at;
        int end = cursor.match();
        boolean isEmpty = cursor.is(open + 1, Signs.COLON) && end == open + 2;
        if (!isEmpty && !holdsKey(open, end)) {
            return null;
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Expression.Entry> entries = new ArrayList<>();
        cursor.at = isEmpty ? end : open + 1;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            Expression key = element(end, true);
            if (cursor.at < end && cursor.accept(Signs.COLON)) {
                entries.add(new Expression.Entry(key, element(end, false)));
            }
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return new Expression.Mapping("", entries, start, Math.max(start, cursor.lastEnd()));
    }

    /** Whether a colon comes before the first comma; of a conditional it belongs to the question mark. */
    private boolean holdsKey(int open, int end) {
        for (int i = open + 1;
                i < end;
                i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (cursor.is(i, Signs.COLON)) {
                return true;
            }
            if (tokens.kind(i) == Tokens.COMMA || cursor.is(i, Signs.QUESTION) && tokens.has(i, Tokens.AFTER_SPACE)) {
                return false;
            }
        }
        return false;
    }

    /** What is called: a type between brackets is that of an array, or of a dictionary. */
    Expression made(Expression callee) {
        if (!profile.has(Trait.BRACKET_MAPPING)) {
            return callee;
        }
        return switch (callee) {
            case Expression.Sequence it -> new Expression.Name("Array", it.start(), it.end());
            case Expression.Mapping it -> new Expression.Name("Dictionary", it.start(), it.end());
            default -> callee;
        };
    }

    /** Whether the group here is {@code [x; n]}. */
    private boolean repeats() {
        if (!profile.has(Trait.TYPE_PATHS)) {
            return false;
        }
        int end = cursor.match();
        for (int i = cursor.at + 1; i < end; i = tokens.kind(i) == Tokens.OPEN ? cursor.afterGroup(i) : i + 1) {
            if (tokens.kind(i) == Tokens.SEMICOLON) {
                return true;
            }
        }
        return false;
    }

    /** Reads elements of a group, and says whether a comma was among them. */
    boolean group(List<Expression> parts) {
        int open = cursor.at;
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        boolean comma = false;
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                if (before == open + 1 || tokens.kind(before - 1) == Tokens.COMMA) {
                    // Nothing between two commas keeps its place.
                    parts.add(nothing(tokens.starts[before]));
                }
                comma = true;
                continue;
            }
            Expression element = element(end, false);
            parts.add(element);
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return comma;
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
                return parser.expressions.expression(HIGHEST);
            }
        }
        if (operator == Signs.SCOPE) {
            cursor.at++;
            return profile.has(Trait.POINTERS) ? primary() : parser.expressions.expression(HIGHEST);
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
                return parser.expressions.expression(HIGHEST);
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

    /** A call of what has been read. */
    Expression call(Expression callee, int start, boolean creates) {
        List<Expression.Argument> arguments = arguments();
        Expression call = parser.braces.call(callee, arguments, start, creates);
        return profile.has(Trait.SCRIPTS) && call instanceof Expression.Call it ? parser.scripts.made(it) : call;
    }

    List<Expression.Argument> arguments() {
        int open = cursor.at;
        int end = cursor.match();
        if (end == open + 1) {
            cursor.skipGroup();
            return List.of();
        }
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        List<Expression.Argument> arguments = new ArrayList<>(4);
        cursor.at++;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.acceptKind(Tokens.COMMA)) {
                continue;
            }
            arguments.add(argument(end));
            if (cursor.at == before || cursor.kind() == Tokens.SEMICOLON) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return arguments;
    }

    private Expression.Argument argument(int end) {
        String name = null;
        boolean spread = false;
        if (cursor.kind() == Tokens.NAME) {
            boolean equals = cursor.is(cursor.at + 1, Signs.ASSIGN)
                    && (profile.infix(Signs.ASSIGN) == 0 || profile.has(Trait.EQUALS_ARGUMENTS));
            boolean colon = profile.has(Trait.COLON_ARGUMENTS) && cursor.is(cursor.at + 1, Signs.COLON);
            if (equals || colon) {
                name = cursor.name();
                cursor.at += 2;
            }
        } else if (cursor.is(Signs.ELLIPSIS)
                || cursor.is(Signs.STAR) && !profile.has(Trait.POINTERS) && !profile.has(Trait.PREFIX_TYPES)
                || cursor.is(Signs.DOUBLE_STAR) && !profile.has(Trait.POINTERS)) {
            spread = true;
            cursor.at++;
        }
        int from = cursor.at;
        Expression value = element(end, false);
        if (profile.has(Trait.PLACEHOLDERS)
                && cursor.at > from + 1
                && parser.lambdas.holdsPlaceholder(from, cursor.at)) {
            value = LambdaParser.ofPlaceholder(value);
        }
        if (cursor.is(Signs.ELLIPSIS)) {
            spread = true;
            cursor.at++;
        }
        return new Expression.Argument(name, value, spread);
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
