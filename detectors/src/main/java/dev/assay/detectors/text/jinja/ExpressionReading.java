package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by the grammar of Jinja 3.1's {@code parser.py}, works out what is constant in them, and tells of what
 * they do. Where the grammar has no rule it goes on with the next token, so that nothing behind a fault is passed over.
 */
final class ExpressionReading {
    private static final int MOST_NESTED = 200;
    private static final Set<String> OPERATORS = Set.of("+", "-", "/", "//", "%", "==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> WORDS = Set.of("and", "or", "in");

    private final List<Token> tokens;
    private final Uses uses;
    private final Arithmetic arithmetic;
    private final Calls calls;
    private int next;
    private int nested;

    ExpressionReading(List<Token> tokens, int from, Uses uses) {
        this.tokens = tokens;
        this.next = from;
        this.uses = uses;
        this.arithmetic = new Arithmetic(uses);
        this.calls = new Calls(uses, arithmetic);
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    Token peek() {
        return tokens.get(next);
    }

    void skip() {
        next = Math.min(next + 1, tokens.size() - 1);
    }

    private boolean take(String operator) {
        if (peek().is(operator)) {
            skip();
            return true;
        }
        return false;
    }

    private boolean takeName(String name) {
        if (peek().isName(name)) {
            skip();
            return true;
        }
        return false;
    }

    /** All that is left in the tag. */
    void rest() {
        while (!atEnd()) {
            int before = next;
            expression();
            if (next == before) {
                skip();
            }
        }
    }

    /** An expression, with a condition and an alternative if it has them. */
    Value expression() {
        if (nested >= MOST_NESTED) {
            return Value.UNKNOWN; // its tokens are read one by one, by whoever reads the rest
        }
        nested++;
        Value value = operations();
        while (takeName("if")) {
            operations();
            if (takeName("else")) {
                Value other = expression();
                value = value.text() == null ? other : value;
            }
        }
        nested--;
        return value;
    }

    /** Operators from left to right: which binds closer matters only to numbers, which matter only if they are huge. */
    private Value operations() {
        Value value = factor();
        while (true) {
            Token token = peek();
            if (take("~") || take("+")) {
                value = Arithmetic.sum(value, factor(), token);
            } else if (take("*")) {
                value = arithmetic.product(value, factor(), token);
            } else if (take("%")) {
                value = arithmetic.percent(value, factor(), token);
            } else if (token.kind() == Kind.OPERATOR && OPERATORS.contains(token.text())
                    || token.kind() == Kind.NAME && WORDS.contains(token.text())) {
                skip();
                factor();
                value = Value.UNKNOWN;
            } else if (takeName("is")) {
                takeName("not");
                test();
                value = Value.UNKNOWN;
            } else if (token.isName("not")) {
                skip(); // of "not in"
            } else {
                return value;
            }
        }
    }

    /** A power binds closer than what is around it. */
    private Value factor() {
        Value value = unary();
        while (take("**")) {
            value = Arithmetic.power(value, unary());
        }
        return value;
    }

    private void test() {
        if (peek().kind() == Kind.NAME) {
            skip();
            if (peek().is("(")) {
                skip();
                arguments(")", new HashMap<>());
            } else if (peek().kind() == Kind.TEXT || peek().kind() == Kind.NUMBER) {
                unary();
            }
        }
    }

    private Value unary() {
        if (take("-") || take("+") || takeName("not")) {
            if (nested >= MOST_NESTED) {
                return Value.UNKNOWN;
            }
            nested++;
            Value value = unary();
            nested--;
            Long number = value.number();
            return number == null ? Value.UNKNOWN : Value.number(-number);
        }
        return postfix(primary());
    }

    private Value primary() {
        Token token = peek();
        return switch (token.kind()) {
            case TEXT -> {
                StringBuilder text = new StringBuilder();
                while (peek().kind() == Kind.TEXT) {
                    text.append(peek().text());
                    skip();
                }
                yield Value.text(text.toString());
            }
            case NUMBER -> {
                skip();
                yield Arithmetic.number(token.text());
            }
            case NAME -> {
                if (token.text().equals("if") || token.text().equals("else")) {
                    yield Value.UNKNOWN;
                }
                skip();
                yield uses.variable(token.text());
            }
            case OPERATOR -> bracketed();
            case END -> Value.UNKNOWN;
        };
    }

    private Value bracketed() {
        if (take("(")) {
            List<Value> items = arguments(")", new HashMap<>());
            return items.size() == 1 ? items.getFirst() : Value.items(items);
        }
        if (take("[")) {
            return Value.items(arguments("]", new HashMap<>()));
        }
        if (take("{")) {
            return Value.items(arguments("}", new HashMap<>()));
        }
        return Value.UNKNOWN; // whoever called goes on behind the token
    }

    private Value postfix(Value of) {
        Value value = of;
        while (true) {
            Token token = peek();
            if (take(".")) {
                Token name = peek();
                if (name.kind() != Kind.NAME && name.kind() != Kind.NUMBER) {
                    return value;
                }
                skip();
                uses.attribute(name.text(), value, name.at());
                value = value.member(name.text());
            } else if (take("[")) {
                value = subscript(value, token);
            } else if (take("(")) {
                value = call(value, token);
            } else if (take("|")) {
                value = filter(value);
            } else {
                return value;
            }
        }
    }

    private Value subscript(Value of, Token at) {
        List<@Nullable Long> parts = new ArrayList<>();
        Value key = Value.UNKNOWN;
        boolean slice = false;
        boolean empty = true;
        while (!peek().is("]") && !atEnd()) {
            if (take(":")) {
                slice = true;
                parts.add(empty ? null : key.number());
                empty = true;
            } else {
                int before = next;
                key = expression();
                empty = false;
                if (next == before) {
                    skip();
                }
            }
        }
        take("]");
        if (slice) {
            parts.add(empty ? null : key.number());
            return TextMethods.slice(of, parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : null);
        }
        String name = key.text();
        if (name != null) {
            uses.attribute(name, of, at.at());
            return of.member(name);
        }
        Long index = key.number();
        List<Value> items = of.items();
        if (index != null && items != null && index >= 0 && index < items.size()) {
            return items.get(index.intValue());
        }
        String text = of.text();
        return index != null && text != null && index >= 0 && index < text.length()
                ? Value.text(text.substring(index.intValue(), index.intValue() + 1))
                : of.path().isEmpty() ? Value.UNKNOWN : Value.path(of.path() + "[]");
    }

    /** The values up to a closing bracket; those with a name go into the map. Names of a dict's are values as well. */
    private List<Value> arguments(String close, Map<String, Value> named) {
        List<Value> all = new ArrayList<>();
        while (!peek().is(close) && !atEnd()) {
            Token token = peek();
            int before = next;
            if (token.kind() == Kind.NAME
                    && tokens.get(Math.min(next + 1, tokens.size() - 1)).is("=")) {
                skip();
                skip();
                named.put(token.text(), expression());
            } else if (!take(",") && !take(":")) {
                all.add(expression());
            }
            if (next == before) {
                skip();
            }
        }
        take(close);
        return all;
    }

    private Value call(Value of, Token at) {
        Map<String, Value> named = new HashMap<>();
        List<Value> arguments = arguments(")", named);
        return calls.call(of, arguments, named, at);
    }

    private Value filter(Value of) {
        Token token = peek();
        if (token.kind() != Kind.NAME) {
            return of;
        }
        skip();
        Map<String, Value> named = new HashMap<>();
        List<Value> arguments = take("(") ? arguments(")", named) : List.of();
        return calls.filter(of, arguments, named, token);
    }
}
