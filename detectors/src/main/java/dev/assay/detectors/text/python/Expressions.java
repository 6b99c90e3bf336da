package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;
import dev.assay.detectors.text.python.Value.Function;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expressions of a line and works out what is known of their values. By the grammar of Python's reference,
 * section 6, as far as it decides what is a call and of what; operators that only make conditions are read from left to
 * right. What no rule of the grammar takes is passed over, one token at a time.
 */
final class Expressions extends Tokens {
    private static final int MOST_NESTED = 150;
    private static final int MOST_ITEMS = 100_000;
    private static final Set<String> SUMS = Set.of("+", "-");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in", "is", "not");
    private static final Set<String> NO_OPERATORS = Set.of(",", ":", "=", ")", "]", "}", ";", ".", "(", "[", "{", "@");

    /** Keywords that end an expression, or begin another part of one. */
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "for", "async", "in", "is", "and", "or", "as", "from", "import", "while", "return");

    private final Source source;
    private final Functions functions;
    private final Calls calls;
    private final Arithmetic arithmetic;
    private int nested;

    Expressions(Source source, Functions functions, Calls calls, List<Token> tokens) {
        super(tokens);
        this.source = source;
        this.functions = functions;
        this.calls = calls;
        this.arithmetic = new Arithmetic(source);
    }

    /** Expressions with commas between, as one value. */
    Value list() {
        Value first = expression();
        if (!peek().is(",")) {
            return first;
        }
        List<Value> all = new ArrayList<>(List.of(first));
        while (take(",")) {
            if (isOver()) {
                break;
            }
            int before = position();
            all.add(expression());
            if (position() == before) {
                break;
            }
        }
        return Items.of(all);
    }

    /** All that is left, whatever it is. */
    void rest() {
        while (!atEnd()) {
            int before = position();
            expression();
            if (position() == before) {
                skip();
            }
        }
    }

    private boolean isOver() {
        Token token = peek();
        return atEnd() || token.is("=") || token.is(";") || token.is(":") || token.is(")") || token.is("]");
    }

    Value expression() {
        if (nested >= MOST_NESTED) {
            return Value.UNKNOWN; // whoever reads the rest passes over what is left
        }
        nested++;
        Value value = operations();
        while (peek().isName("if")) {
            skip();
            operations();
            if (takeName("else")) {
                Value other = expression();
                value = value instanceof Value.Other ? Value.joined(value, other) : value;
            }
        }
        nested--;
        return value;
    }

    private Value operations() {
        Value value = operands(SUMS);
        while (true) {
            Token token = peek();
            if (token.kind() == Kind.NAME && WORD_OPERATORS.contains(token.text())
                    || token.kind() == Kind.OPERATOR
                            && !NO_OPERATORS.contains(token.text())
                            && !token.is(":=")
                            && !isAssignment(token)) {
                skip();
                value = arithmetic.of(token.text(), value, operands(SUMS));
            } else {
                return value;
            }
        }
    }

    /** Sums of products, or products. */
    private Value operands(Set<String> operators) {
        boolean sums = operators.equals(SUMS);
        Value value = sums ? operands(PRODUCTS) : unary();
        while (peek().kind() == Kind.OPERATOR && operators.contains(peek().text())) {
            String operator = peek().text();
            skip();
            value = arithmetic.of(operator, value, sums ? operands(PRODUCTS) : unary());
        }
        return value;
    }

    private static boolean isAssignment(Token token) {
        String text = token.text();
        return text.length() >= 2
                && text.endsWith("=")
                && !text.equals("==")
                && !text.equals("!=")
                && !text.equals("<=")
                && !text.equals(">=");
    }

    /** {@code name += value}. */
    Value sum(Value one, Value other) {
        return arithmetic.sum(one, other);
    }

    private Value unary() {
        Token token = peek();
        if (take("-") || take("+") || take("~") || takeName("not") || takeName("await") || take("*") || take("**")) {
            if (nested >= MOST_NESTED) {
                return Value.UNKNOWN;
            }
            nested++;
            Value value = unary();
            nested--;
            return token.is("-") && value instanceof Int n ? new Int(-n.number()) : value;
        }
        Value value = postfix(primary());
        if (peek().is("**") && nested < MOST_NESTED) {
            nested++;
            skip();
            value = arithmetic.of("**", value, unary());
            nested--;
        }
        return value;
    }

    private Value primary() {
        Token token = peek();
        return switch (token.kind()) {
            case TEXT -> texts();
            case NUMBER -> {
                skip();
                yield TextLiteral.number(token.text());
            }
            case NAME -> name(token);
            case OPERATOR -> bracketed();
            case END -> Value.UNKNOWN;
        };
    }

    private Value name(Token token) {
        if (KEYWORDS.contains(token.text())) {
            return Value.UNKNOWN;
        }
        skip();
        if (token.text().equals("lambda")) {
            return lambda();
        }
        if (take(":=")) {
            Value value = expression();
            source.assign(token.text(), value);
            return value;
        }
        return source.lookUp(token.text(), functions);
    }

    /** Texts beside each other are one. */
    private Value texts() {
        Value first = text();
        if (peek().kind() != Kind.TEXT) {
            return first;
        }
        List<Value> all = new ArrayList<>(List.of(first));
        while (peek().kind() == Kind.TEXT) {
            all.add(text());
        }
        return arithmetic.joined(all);
    }

    private Value text() {
        TextLiteral literal = new TextLiteral(source.bytes, peek());
        skip();
        return literal.value(calls);
    }

    private Value lambda() {
        List<String> parameters = new ArrayList<>();
        while (!peek().is(":") && !atEnd()) {
            if (peek().kind() == Kind.NAME) {
                parameters.add(peek().text());
                skip();
                if (take("=")) {
                    expression();
                }
            } else {
                skip();
            }
        }
        take(":");
        int from = peek().from();
        expression();
        return new Function(parameters, from, Math.max(peek().from(), from));
    }

    private Value bracketed() {
        if (take("(")) {
            List<Value> items = new ArrayList<>();
            boolean comma = items(")", items);
            return items.size() == 1 && !comma ? items.getFirst() : Items.of(items);
        }
        if (take("[")) {
            List<Value> items = new ArrayList<>();
            items("]", items);
            return Items.of(items);
        }
        if (take("{")) {
            List<Value> items = new ArrayList<>();
            items("}", items);
            return Value.of(Items.of(items).taints() & Taint.LASTING);
        }
        return Value.UNKNOWN; // whoever called goes on behind the token
    }

    /** Values up to a closing bracket; whether there was a comma. A comprehension gives one value. */
    private boolean items(String close, List<Value> items) {
        boolean comma = false;
        int begin = position();
        while (!peek().is(close) && !atEnd()) {
            int before = position();
            if (take(",")) {
                comma = true;
            } else if (!take(":") && !take("=")) {
                if (peek().isName("for") || peek().isName("async")) {
                    comprehension(items, begin);
                } else {
                    begin = position();
                    item(items);
                }
            }
            if (position() == before) {
                skip();
            }
        }
        take(close);
        return comma;
    }

    /** A value of a list, or with an asterisk the values of another. */
    private void item(List<Value> items) {
        boolean spread = peek().is("*");
        Value item = expression();
        if (spread
                && item instanceof Items others
                && items.size() + others.items().size() < MOST_ITEMS) {
            if (source.affords(item)) {
                items.addAll(others.items());
            }
        } else if (items.size() < MOST_ITEMS) {
            items.add(item);
        }
    }

    /** An expression within another. */
    Value nested() {
        return nested < MOST_NESTED ? expression() : Value.UNKNOWN;
    }

    /** What stands in front of {@code for} was read as the last item. */
    private void comprehension(List<Value> items, int begin) {
        Value element = items.isEmpty() ? Value.UNKNOWN : items.removeLast();
        List<Value> made = new Comprehension(this, source, calls.members()).read(element, begin);
        items.addAll(items.size() + made.size() < MOST_ITEMS ? made : List.of());
    }

    private Value postfix(Value of) {
        Value value = of;
        while (true) {
            Token token = peek();
            if (token.is(".") && peek(1).kind() == Kind.NAME) {
                skip();
                value = calls.members().member(value, peek().text(), 0);
                skip();
            } else if (take("(")) {
                Map<String, Value> named = new LinkedHashMap<>();
                List<Value> arguments = arguments(named);
                value = calls.call(value, arguments, named, token.from());
            } else if (take("[")) {
                value = subscript(value);
            } else {
                return value;
            }
        }
    }

    private List<Value> arguments(Map<String, Value> named) {
        List<Value> all = new ArrayList<>();
        int begin = position();
        while (!peek().is(")") && !atEnd()) {
            Token token = peek();
            int before = position();
            if (token.kind() == Kind.NAME && peek(1).is("=")) {
                skip();
                skip();
                named.put(token.text(), expression());
            } else if (!take(",")) {
                if (peek().isName("for") || peek().isName("async")) {
                    comprehension(all, begin);
                } else {
                    begin = position();
                    item(all);
                }
            }
            if (position() == before) {
                skip();
            }
        }
        take(")");
        return all;
    }

    private Value subscript(Value of) {
        List<@Nullable Value> parts = new ArrayList<>();
        @Nullable Value key = null;
        boolean slice = false;
        while (!peek().is("]") && !atEnd()) {
            int before = position();
            if (take(":")) {
                slice = true;
                parts.add(key);
                key = null;
            } else if (!take(",")) {
                key = expression();
            }
            if (position() == before) {
                skip();
            }
        }
        take("]");
        if (slice) {
            parts.add(key);
            return source.affords(of) ? TextMethods.slice(of, parts) : Value.of(of.taints());
        }
        return calls.members().item(of, key == null ? Value.UNKNOWN : key);
    }
}
