package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions by precedence (V. Pratt, "Top down operator precedence", 1973). What stands between operators is read by
 * {@link PrimaryParser}.
 */
final class ExpressionParser {
    private static final int CONDITIONAL = 20;
    private static final int ANY = 1;
    /** Methods between two operands that are named by letters. */
    private static final int NAMED = 15;

    private final Cursor cursor;
    private final Tokens tokens;
    private final Profile profile;
    private final Parser parser;

    ExpressionParser(Parser parser) {
        this.parser = parser;
        this.cursor = parser.cursor;
        this.tokens = cursor.tokens;
        this.profile = cursor.profile;
    }

    Expression expression() {
        return expression(ANY);
    }

    /** An expression whose operators bind at least so strongly. Consumes nothing where none begins. */
    Expression expression(int least) {
        int outer = cursor.enter();
        if (outer < 0) {
            return cursor.giveUp();
        }
        int start = cursor.start();
        Expression left = infix(prefix(start), start, least);
        cursor.leave(outer);
        return left;
    }

    private Expression prefix(int start) {
        int operator = cursor.operator();
        if (operator != 0) {
            int precedence = profile.prefix(operator);
            if (precedence != 0 && !isNameHere(operator)) {
                cursor.at++;
                if (operator == Signs.TRY && (cursor.is(Signs.QUESTION) || cursor.is(Signs.BANG))) {
                    cursor.at++;
                }
                if (operator == Signs.YIELD) {
                    cursor.accept(Word.FROM);
                    cursor.accept(Signs.STAR);
                }
                if (operator == Signs.SIZEOF && cursor.opens('(')) {
                    return postfix(parser.primaries.sizeOf(start), start);
                }
                if (profile.has(Trait.TYPE_PATHS)) {
                    cursor.accept(Word.VARIABLE); // a way to something that may change it
                }
                Expression operand = expression(precedence);
                if (operator == Signs.AND && operand instanceof Expression.Mapping && profile.has(Trait.COMPOSITE)) {
                    return operand;
                }
                return new Expression.Operation(
                        profile.sign(operator), List.of(operand), start, Math.max(start, cursor.lastEnd()));
            }
        }
        return postfix(parser.primaries.primary(), start);
    }

    /** Whether an operator that is a word is a name in this place. */
    private boolean isNameHere(int operator) {
        return cursor.kind() == Tokens.NAME
                && profile.isSoft(Operators.text(operator))
                && switch (cursor.kind(1)) {
                    case Tokens.NAME, Tokens.STRING, Tokens.NUMBER, Tokens.PIECE -> false;
                    default -> true;
                };
    }

    /** What follows a value: members, calls, indexes. */
    Expression postfix(Expression primary, int start) {
        Expression left = primary;
        List<Expression> parts = new ArrayList<>(0);
        while (true) {
            if (cursor.height > Cursor.HIGHEST) {
                parts.add(left);
                left = new Expression.Other(List.of(), cursor.start(), cursor.start());
                cursor.height = 0;
            }
            Expression next = link(left, parts.isEmpty() ? start : left.start());
            if (next == null) {
                break;
            }
            left = next;
            cursor.height++;
        }
        if (parts.isEmpty()) {
            return left;
        }
        parts.add(left);
        cursor.height = Cursor.HIGHEST;
        return new Expression.Other(parts, start, cursor.lastEnd());
    }

    private @Nullable Expression link(Expression left, int start) {
        int kind = cursor.kind();
        if (profile.hasEnds()) {
            return parser.calls.isIndex() ? index(left, start) : parser.calls.link(left, start);
        }
        if (kind == Tokens.OPERATOR) {
            return operatorLink(left, start);
        }
        if (kind == Tokens.OPEN) {
            if (tokens.has(cursor.at, Tokens.WITHIN_TEXT) || cursor.endsLine()) {
                return null;
            }
            return switch (tokens.first(cursor.at)) {
                case '(' -> parser.primaries.call(parser.primaries.made(left), start, false);
                case '[' -> profile.has(Trait.BRACKET_TYPES) ? typed(left, start) : index(left, start);
                default -> parser.primaries.braceAfter(left, start);
            };
        }
        if ((kind == Tokens.STRING || kind == Tokens.PIECE)
                && profile.form(tokens.data[cursor.at] & 0xff).open().equals("`")
                && profile.lines() == Profile.Lines.LENIENT) {
            Expression text = parser.primaries.text();
            return new Expression.Call(
                    left,
                    List.of(new Expression.Argument(null, text, false)),
                    false,
                    List.of(),
                    start,
                    cursor.lastEnd());
        }
        return null;
    }

    private @Nullable Expression operatorLink(Expression left, int start) {
        int operator = tokens.data[cursor.at];
        if (profile.isMember(operator)) {
            return cursor.endsLine() ? null : member(left, start);
        }
        if (operator == Signs.COLON
                && profile.has(Trait.OPTIONAL_BRACES)
                && tokens.has(cursor.at + 1, Tokens.IMPLIED)
                && tokens.kind(cursor.at + 1) == Tokens.OPEN
                && !cursor.noBlock()) {
            cursor.at++;
            return parser.braces.call(left, List.of(), start, false);
        }
        if ((operator == Signs.INCREMENT || operator == Signs.DECREMENT) && !profile.has(Trait.INFIX_CALLS)) {
            if (tokens.has(cursor.at, Tokens.AFTER_LINE) && profile.lines() != Profile.Lines.NONE) {
                return null;
            }
            cursor.at++;
            return new Expression.Operation(Operators.text(operator), List.of(left), start, cursor.lastEnd());
        }
        if ((operator == Signs.BANG || operator == Signs.DOUBLE_BANG)
                && profile.has(Trait.TYPE_AFTER_COLON)
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            cursor.at++;
            return left;
        }
        if (operator == Signs.QUESTION
                && profile.has(Trait.TYPE_AFTER_COLON)
                && !profile.has(Trait.TERNARY)
                && !tokens.has(cursor.at, Tokens.AFTER_SPACE)) {
            cursor.at++;
            return left;
        }
        if (operator == Signs.LESS
                && profile.has(Trait.GENERIC_CALLS)
                && (left instanceof Expression.Name || left instanceof Expression.Member)) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0 && profile.has(Trait.KEPT_TYPES)) {
                return tokens.opens(after, '(') || cursor.is(after, Signs.DOT) ? kept(left, after, start) : null;
            }
            if (after > 0 && tokens.opens(after, '(') && profile.has(Trait.BRACE_CREATES)) {
                return parser.cDeclarations.templateCall(left, after, start);
            }
            if (after > 0 && profile.has(Trait.BRACE_CREATES) && endsValue(after)) {
                cursor.at = after; // no comparison ends so
                return left;
            }
            boolean brace = profile.has(Trait.BRACE_CREATES) && after > 0 && tokens.opens(after, '{');
            if (after > 0 && (brace || tokens.opens(after, '(') || cursor.is(after, Signs.SCOPE))) {
                cursor.at = after;
                return brace ? parser.primaries.braceAfter(left, start) : left;
            }
            return null;
        }
        if (operator == Signs.LESS && profile.has(Trait.GENERICS) && left instanceof Expression.Name) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0 && cursor.is(after, Signs.SCOPE)) {
                cursor.at = after;
                return left;
            }
        }
        return null;
    }

    /** What is made of the types up to {@code after}, each as it is written. */
    private Expression kept(Expression left, int after, int start) {
        List<Expression> types = new ArrayList<>(1);
        int from = cursor.at + 1;
        for (int i = from;
                i < after;
                i = tokens.kind(i) == Tokens.OPEN ? Math.max(i + 1, cursor.afterGroup(i)) : i + 1) {
            if (tokens.kind(i) == Tokens.COMMA || i == after - 1) {
                types.add(typeName(from, i));
                from = i + 1;
            }
        }
        cursor.at = after;
        return new Expression.Index(left, types, start, cursor.lastEnd());
    }

    private Expression typeName(int from, int to) {
        Expression type = null;
        int start = tokens.starts[from];
        for (int i = from; i < to; i += 2) {
            if (tokens.kind(i) != Tokens.NAME || i + 1 < to && !cursor.is(i + 1, Signs.DOT)) {
                return new Expression.Name(
                        cursor.slice(from, to), start, Math.max(start, tokens.ends[Math.max(from, to - 1)]));
            }
            String name = cursor.slice(i, i + 1);
            type = type == null
                    ? new Expression.Name(name, start, tokens.ends[i])
                    : new Expression.Member(type, name, start, tokens.ends[i]);
        }
        return type == null ? new Expression.Name("", start, start) : type;
    }

    private boolean endsValue(int i) {
        return switch (tokens.kind(i)) {
            case Tokens.SEMICOLON, Tokens.COMMA, Tokens.CLOSE -> true;
            case Tokens.OPERATOR -> cursor.is(i, Signs.DOUBLE_AND) || cursor.is(i, Signs.DOUBLE_OR);
            default -> false;
        };
    }

    /** A member by its name; what may come instead of one is read as what it means. */
    private @Nullable Expression member(Expression left, int start) {
        int operator = tokens.data[cursor.at];
        int before = cursor.at++;
        if (profile.has(Trait.BRACE_CREATES) && cursor.isWord("template")) {
            cursor.at++;
        }
        if (cursor.is(Signs.LESS) && profile.has(Trait.TYPE_PATHS)) {
            Expression with = parser.typePaths.arguments(left, start);
            if (with != null) {
                return with;
            }
        } else if (cursor.is(Signs.LESS)) {
            int after = parser.types.afterArguments(cursor.at);
            if (after > 0) {
                cursor.at = after;
            }
        }
        switch (cursor.kind()) {
            case Tokens.NAME, Tokens.NUMBER -> {
                if (cursor.word() == Word.NEW && profile.has(Trait.TYPE_FIRST) && operator == Signs.DOT) {
                    return parser.primaries.create(left, start);
                }
                if (cursor.isVariable(cursor.at) && operator != Signs.SCOPE) {
                    Expression name = parser.primaries.primary(); // whose name is in a variable
                    return new Expression.Index(left, List.of(name), start, cursor.lastEnd());
                }
                String name = cursor.property();
                cursor.at++;
                return new Expression.Member(left, name, start, cursor.lastEnd());
            }
            case Tokens.OPEN -> {
                if (cursor.opens('(')) {
                    if (operator != Signs.DOT) {
                        return parser.primaries.call(left, start, false);
                    }
                    // Go: an assertion of a type.
                    int end = cursor.match();
                    String type = cursor.slice(cursor.at + 1, end);
                    cursor.skipGroup();
                    return new Expression.Operation("cast:" + type, List.of(left), start, cursor.lastEnd());
                }
                if (cursor.opens('[')) {
                    return index(left, start);
                }
                if (cursor.opens('{') && operator != Signs.DOT) {
                    Expression name = parser.primaries.grouped();
                    return new Expression.Index(left, List.of(name), start, cursor.lastEnd());
                }
            }
            case Tokens.OPERATOR -> {
                if (cursor.is(Signs.TILDE) && cursor.kind(1) == Tokens.NAME) {
                    cursor.at += 2;
                    return new Expression.Member(
                            left, "~" + cursor.slice(cursor.at - 1, cursor.at), start, cursor.lastEnd());
                }
                if (cursor.is(Signs.STAR)) {
                    cursor.at++;
                    return new Expression.Member(left, "*", start, cursor.lastEnd());
                }
            }
            default -> {}
        }
        // A dot and nothing: what is being written in an editor.
        cursor.at = before + 1;
        return new Expression.Member(left, "", start, cursor.lastEnd());
    }

    /** {@code f[T](a)}: what it is made of for the types in the brackets is an argument called {@code <0>}. */
    private Expression typed(Expression left, int start) {
        List<Expression> types = new ArrayList<>(1);
        int from = cursor.at;
        parser.primaries.group(types);
        if (left instanceof Expression.Member(Expression of, String name, int _, int _)
                && name.equals("asInstanceOf")) {
            String type = cursor.slice(from + 1, cursor.at - 1);
            return new Expression.Operation("cast:" + type, List.of(of), start, cursor.lastEnd());
        }
        boolean isCalled = cursor.opens('(') && !cursor.endsLine();
        List<Expression.Argument> arguments = withTypes(isCalled ? parser.primaries.arguments() : List.of(), types);
        return isCalled
                ? parser.braces.call(left, arguments, start, false)
                : new Expression.Call(left, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    static List<Expression.Argument> withTypes(List<Expression.Argument> arguments, List<Expression> types) {
        List<Expression.Argument> all = new ArrayList<>(arguments.size() + types.size());
        for (int i = 0; i < types.size(); i++) {
            all.add(new Expression.Argument("<" + i + ">", types.get(i), false));
        }
        all.addAll(arguments);
        return all;
    }

    private Expression index(Expression left, int start) {
        int open = cursor.at;
        if (profile.has(Trait.TYPE_PATHS) && cursor.is(open - 1, Signs.BANG)) {
            return parser.primaries.primary(); // a macro that makes a list
        }
        int end = cursor.match();
        int mode = cursor.mode;
        cursor.mode = Cursor.IN_BRACKETS;
        cursor.at++;
        List<Expression> at = new ArrayList<>(2);
        boolean expects = true;
        while (cursor.at < end) {
            int before = cursor.at;
            if (cursor.is(Signs.COLON) || cursor.is(Signs.SCOPE)) {
                if (expects || cursor.is(Signs.SCOPE)) {
                    at.add(new Expression.Constant(Expression.Constant.Of.NOTHING, cursor.lastEnd(), cursor.lastEnd()));
                }
                cursor.at++;
                expects = true;
                if (cursor.at == end) {
                    at.add(new Expression.Constant(Expression.Constant.Of.NOTHING, cursor.lastEnd(), cursor.lastEnd()));
                }
                continue;
            }
            if (cursor.acceptKind(Tokens.COMMA)) {
                expects = true;
                continue;
            }
            at.add(parser.primaries.element(end, true));
            expects = false;
            if (cursor.at == before) {
                cursor.at++;
            }
        }
        cursor.mode = mode;
        cursor.at = open;
        cursor.skipGroup();
        return new Expression.Index(left, bounds(at), start, cursor.lastEnd());
    }

    /** A range as an index is a slice with its bounds. */
    private List<Expression> bounds(List<Expression> at) {
        if (!profile.has(Trait.TYPE_PATHS)
                || at.size() != 1
                || !(at.getFirst() instanceof Expression.Operation range)
                || !range.operator().startsWith("..")) {
            return at;
        }
        List<Expression> bounds = new ArrayList<>(2);
        boolean hasFrom = range.operands().size() > 1;
        bounds.add(hasFrom ? range.operands().getFirst() : leftOut(range.start()));
        Expression to = range.operands().getLast();
        bounds.add(to instanceof Expression.Other ? leftOut(range.end()) : to);
        return bounds;
    }

    private static Expression leftOut(int at) {
        return new Expression.Constant(Expression.Constant.Of.NOTHING, at, at);
    }

    private Expression infix(Expression first, int start, int least) {
        Expression left = first;
        List<Expression> parts = new ArrayList<>(0);
        int chained = 0;
        List<Expression> chain = List.of();
        while (true) {
            if (chained == 0 && least <= NAMED && cursor.height <= Cursor.HIGHEST) {
                Expression more = named(left, parts.isEmpty() ? start : left.start());
                if (more != null) {
                    left = more;
                    cursor.height++;
                    continue;
                }
            }
            int operator = infixOperator();
            int precedence = operator == 0 ? 0 : precedence(operator);
            if (precedence == 0 || precedence < least || cursor.endsLine()) {
                break;
            }
            if (chained != 0 && operator != chained) {
                left = new Expression.Operation(profile.sign(chained), chain, start, cursor.lastEnd());
                chained = 0;
                cursor.height++;
            }
            if (cursor.height > Cursor.HIGHEST) {
                parts.add(left);
                left = new Expression.Other(List.of(), cursor.start(), cursor.start());
                cursor.height = 0;
            }
            int leftStart = parts.isEmpty() ? start : left.start();
            if (operator == Signs.QUESTION) {
                left = conditional(left, leftStart);
                cursor.height++;
            } else if (isTypeOperator(operator)) {
                left = typeOperation(left, operator, leftStart);
                cursor.height++;
            } else {
                skipOperator(operator);
                Expression right = expression(Operators.groupsRight(operator) ? precedence : precedence + 1);
                if (isChained(operator) && parts.isEmpty()) {
                    if (chained == 0) {
                        chain = new ArrayList<>(4);
                        chain.add(left);
                        chained = operator;
                    }
                    chain.add(right);
                } else {
                    left = new Expression.Operation(
                            profile.sign(operator), List.of(left, right), leftStart, cursor.lastEnd());
                    cursor.height++;
                }
            }
        }
        if (chained != 0) {
            left = new Expression.Operation(profile.sign(chained), chain, start, cursor.lastEnd());
            cursor.height++;
        }
        left = conditionalWords(left, start, least);
        if (!parts.isEmpty()) {
            parts.add(left);
            cursor.height = Cursor.HIGHEST;
            return new Expression.Other(parts, start, cursor.lastEnd());
        }
        return left;
    }

    /** What goes on with a word behind a value: a choice by it, a call of a method by its bare name; null for nothing. */
    private @Nullable Expression named(Expression left, int start) {
        if (cursor.kind() != Tokens.NAME || cursor.endsLine()) {
            return null;
        }
        Word word = cursor.word();
        if (word == Word.SWITCH && profile.has(Trait.POSTFIX_SWITCH)) {
            return parser.matches.choice(left, start);
        }
        if (word != Word.NONE || !profile.has(Trait.INFIX_CALLS)) {
            return null;
        }
        String name = cursor.name();
        cursor.at++;
        Expression method = new Expression.Member(left, name, start, cursor.lastEnd());
        if (!beginsOperand()) {
            return method;
        }
        boolean grouped = cursor.opens('(');
        int from = cursor.at;
        Expression operand = expression(NAMED + 1);
        List<Expression.Argument> arguments = new ArrayList<>(1);
        if (grouped && operand instanceof Expression.Sequence several) {
            several.elements().forEach(each -> arguments.add(new Expression.Argument(null, each, false)));
        } else {
            boolean isFunction = profile.has(Trait.PLACEHOLDERS)
                    && cursor.at > from + 1
                    && parser.lambdas.holdsPlaceholder(grouped ? from + 1 : from, grouped ? cursor.at - 1 : cursor.at);
            arguments.add(
                    new Expression.Argument(null, isFunction ? LambdaParser.ofPlaceholder(operand) : operand, false));
        }
        return new Expression.Call(method, arguments, false, List.of(), start, Math.max(start, cursor.lastEnd()));
    }

    /** Whether a value begins here, on the same line. */
    private boolean beginsOperand() {
        if (cursor.endsLine()) {
            return false;
        }
        return switch (cursor.kind()) {
            case Tokens.NUMBER, Tokens.STRING, Tokens.PIECE -> true;
            case Tokens.OPEN -> !tokens.has(cursor.at, Tokens.WITHIN_TEXT) && !(cursor.noBlock() && cursor.opens('{'));
            case Tokens.NAME ->
                switch (cursor.word()) {
                    case NONE, NEW, TRUE, FALSE, NOTHING -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    /** Operands of these are kept side by side: long sums are flat. */
    private static boolean isChained(int operator) {
        return operator == Signs.PLUS
                || operator == Signs.DOUBLE_AND
                || operator == Signs.DOUBLE_OR
                || operator == Signs.OR
                || operator == Signs.AND_WORD
                || operator == Signs.OR_WORD;
    }

    private int precedence(int operator) {
        if (operator == Signs.QUESTION) {
            return profile.has(Trait.TERNARY) ? CONDITIONAL : 0;
        }
        return profile.infix(operator);
    }

    /** The operator here, of which some are several tokens: what may also close lists of types. */
    private int infixOperator() {
        int operator = cursor.operator();
        if (operator == Signs.MORE && tokens.touches(cursor.at)) {
            int next = tokens.operator(cursor.at + 1);
            if (next == Signs.MORE_OR_SAME) {
                return Signs.RIGHT_ASSIGN;
            }
            if (next == Signs.MORE) {
                if (tokens.touches(cursor.at + 1)) {
                    int third = tokens.operator(cursor.at + 2);
                    if (third == Signs.MORE_OR_SAME) {
                        return Signs.UNSIGNED_RIGHT_ASSIGN;
                    }
                    if (third == Signs.MORE) {
                        return Signs.UNSIGNED_RIGHT;
                    }
                }
                return Signs.RIGHT;
            }
        }
        if (operator == Signs.NOT && tokens.operator(cursor.at + 1) == Signs.IN) {
            return Signs.NOT_IN;
        }
        if (operator == Signs.IS && tokens.operator(cursor.at + 1) == Signs.NOT) {
            return Signs.NOT_IS;
        }
        return operator;
    }

    private void skipOperator(int operator) {
        if (operator == Signs.RIGHT || operator == Signs.RIGHT_ASSIGN) {
            cursor.at += cursor.is(Signs.MORE) ? 2 : 1;
        } else if (operator == Signs.UNSIGNED_RIGHT || operator == Signs.UNSIGNED_RIGHT_ASSIGN) {
            cursor.at += cursor.is(Signs.MORE) ? 3 : 1;
        } else if ((operator == Signs.NOT_IN || operator == Signs.NOT_IS)
                && cursor.kind() == Tokens.NAME
                && (cursor.operator() == Signs.NOT || cursor.operator() == Signs.IS)) {
            cursor.at += 2;
        } else {
            cursor.at++;
        }
    }

    private Expression conditional(Expression condition, int start) {
        cursor.at++;
        int mode = cursor.mode;
        cursor.mode &= ~Cursor.NO_LAMBDA;
        Expression then = cursor.is(Signs.COLON) ? condition : expression(ANY);
        cursor.mode = mode;
        if (!cursor.accept(Signs.COLON)) {
            return new Expression.Other(List.of(condition, then), start, cursor.lastEnd());
        }
        Expression otherwise = expression(Operators.ASSIGNMENT);
        return new Expression.Operation("?:", List.of(condition, then, otherwise), start, cursor.lastEnd());
    }

    /** {@code a if b else c}. */
    private Expression conditionalWords(Expression then, int start, int least) {
        if (least > CONDITIONAL || cursor.word() != Word.IF || !profile.has(Trait.TERNARY_WORDS)) {
            return then;
        }
        cursor.at++;
        Expression condition = expression(CONDITIONAL + 1);
        if (!cursor.accept(Word.ELSE)) {
            return new Expression.Other(List.of(then, condition), start, cursor.lastEnd());
        }
        Expression otherwise = expression(CONDITIONAL);
        cursor.height++;
        return new Expression.Operation("?:", List.of(condition, then, otherwise), start, cursor.lastEnd());
    }

    private boolean isTypeOperator(int operator) {
        if (operator == Signs.SATISFIES
                || operator == Signs.AS
                || operator == Signs.AS_OR_NULL
                || operator == Signs.AS_FORCED) {
            return true;
        }
        boolean typed = profile.has(Trait.TYPE_FIRST) || profile.has(Trait.TYPE_AFTER_COLON);
        return operator == Signs.INSTANCEOF && profile.has(Trait.TYPE_FIRST)
                || (operator == Signs.IS || operator == Signs.NOT_IS) && typed;
    }

    private Expression typeOperation(Expression left, int operator, int start) {
        cursor.at++;
        if (operator == Signs.AS
                && (cursor.is(Signs.QUESTION) || cursor.is(Signs.BANG))
                && tokens.touches(cursor.at - 1)) {
            cursor.at++;
        }
        boolean tests = operator == Signs.INSTANCEOF || operator == Signs.IS || operator == Signs.NOT_IS;
        if (tests && cursor.operator() == Signs.NOT) {
            cursor.at++;
        }
        cursor.at = parser.types.skipAnnotations(cursor.at);
        while (cursor.word() == Word.CONSTANT && cursor.profile.has(Trait.TYPE_FIRST)) {
            cursor.at++;
        }
        int from = cursor.at;
        int after = parser.types.after(from);
        if (after < 0) {
            Expression right = expression(profile.infix(operator) + 1);
            return new Expression.Operation(Operators.text(operator), List.of(left, right), start, cursor.lastEnd());
        }
        cursor.at = after;
        String type = cursor.slice(from, after);
        if (!tests) {
            return new Expression.Operation("cast:" + type, List.of(left), start, cursor.lastEnd());
        }
        List<Expression> operands = new ArrayList<>(3);
        operands.add(left);
        operands.add(new Expression.Name(type, tokens.starts[from], cursor.lastEnd()));
        if (cursor.opens('(')) {
            cursor.skipGroup();
        }
        if (cursor.kind() == Tokens.NAME
                && parser.types.isName(cursor.at)
                && profile.has(Trait.TYPE_FIRST)
                && !cursor.isWord("when")) {
            operands.add(new Expression.Name(cursor.name(), cursor.start(), tokens.ends[cursor.at]));
            cursor.at++;
        }
        return new Expression.Operation("instanceof", operands, start, cursor.lastEnd());
    }
}
