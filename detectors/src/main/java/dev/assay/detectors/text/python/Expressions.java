package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;
import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Function;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expressions of a line and works out what is known of their values. By the grammar of Python's reference,
 * section 6, as far as it decides what is a call and of what; operators are read from left to right, since only texts and
 * what they were made of matter. What no rule of the grammar takes is passed over, one token at a time.
 */
final class Expressions {
    private static final int MOST_NESTED = 150;
    private static final int MOST_ITEMS = 100_000;
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in", "is", "not");
    private static final Set<String> NO_OPERATORS = Set.of(",", ":", "=", ")", "]", "}", ";", ".", "(", "[", "{", "@");

    /** Keywords that end an expression, or begin another part of one. */
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "for", "async", "in", "is", "and", "or", "as", "from", "import", "while", "return");

    private final Source source;
    private final Functions functions;
    private final Calls calls;
    private final List<Token> tokens;
    private int next;
    private int nested;

    Expressions(Source source, Functions functions, Calls calls, List<Token> tokens) {
        this.source = source;
        this.functions = functions;
        this.calls = calls;
        this.tokens = tokens;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peek(int further) {
        return tokens.get(Math.min(next + further, tokens.size() - 1));
    }

    /** How many tokens were passed. */
    int position() {
        return next;
    }

    void skip() {
        next = Math.min(next + 1, tokens.size() - 1);
    }

    boolean take(String operator) {
        if (peek().is(operator)) {
            skip();
            return true;
        }
        return false;
    }

    boolean takeName(String name) {
        if (peek().isName(name)) {
            skip();
            return true;
        }
        return false;
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
            int before = next;
            all.add(expression());
            if (next == before) {
                break;
            }
        }
        return Items.of(all);
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
                value = value instanceof Value.Other ? joined(value, other) : value;
            }
        }
        nested--;
        return value;
    }

    private Value operations() {
        Value value = unary();
        while (true) {
            Token token = peek();
            if (take("+")) {
                value = sum(value, unary());
            } else if (take("*")) {
                value = repeated(value, unary());
            } else if (take("/")) {
                value = Calls.pathOf(value, unary());
            } else if (take("%")) {
                Value other = unary();
                value = source.affords(other) ? TextMethods.formatted(value, other) : Value.UNKNOWN;
            } else if (take("^") || take("-")) {
                value = arithmetic(token, value, unary());
            } else if (token.kind() == Kind.NAME && WORD_OPERATORS.contains(token.text())
                    || token.kind() == Kind.OPERATOR
                            && !NO_OPERATORS.contains(token.text())
                            && !token.is(":=")
                            && !isAssignment(token)) {
                skip();
                value = joined(value, unary());
            } else {
                return value;
            }
        }
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

    private static Value joined(Value one, Value other) {
        return Value.of((one.taints() | other.taints()) & Taint.LASTING);
    }

    private static Value arithmetic(Token operator, Value one, Value other) {
        if (one instanceof Int n && other instanceof Int m) {
            return new Int(operator.is("^") ? n.number() ^ m.number() : n.number() - m.number());
        }
        return operator.is("^") ? Value.of(joined(one, other).taints() | Taint.SCRAMBLED) : joined(one, other);
    }

    Value sum(Value one, Value other) {
        int taints = (one.taints() | other.taints()) & Taint.LASTING;
        if (!source.affords(one) || !source.affords(other)) {
            return Value.of(taints);
        }
        if (one instanceof Text a && other instanceof Text b) {
            return new Text(a.text() + b.text(), taints | Taint.ASSEMBLED);
        }
        if (one instanceof Bytes a && other instanceof Bytes b) {
            byte[] both = Arrays.copyOf(a.bytes(), a.bytes().length + b.bytes().length);
            System.arraycopy(b.bytes(), 0, both, a.bytes().length, b.bytes().length);
            return new Bytes(both, taints | Taint.ASSEMBLED);
        }
        if (one instanceof Items a
                && other instanceof Items b
                && a.items().size() + b.items().size() < MOST_ITEMS) {
            List<Value> both = new ArrayList<>(a.items());
            both.addAll(b.items());
            return Items.of(both);
        }
        if (one instanceof Int a && other instanceof Int b) {
            return new Int(a.number() + b.number());
        }
        // Of a path only the known part matters: home + "/.ssh/id_rsa".
        if (other instanceof Text b && b.text().startsWith("/") && !(one instanceof Text)) {
            return new Text("~" + b.text(), taints);
        }
        return Value.of(taints);
    }

    private Value repeated(Value one, Value other) {
        if (one instanceof Text text
                && other instanceof Int n
                && n.number() * text.text().length() < 10_000
                && n.number() < 10_000) {
            return new Text(text.text().repeat((int) Math.max(n.number(), 0)), text.taints());
        }
        return joined(one, other);
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
        return postfix(primary());
    }

    private Value primary() {
        Token token = peek();
        return switch (token.kind()) {
            case TEXT -> texts();
            case NUMBER -> {
                skip();
                yield number(token.text());
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
        Value all = null;
        while (peek().kind() == Kind.TEXT) {
            Token token = peek();
            TextLiteral literal = new TextLiteral(source.bytes, token);
            Value value = token.text().indexOf('f') >= 0 ? formatted(literal) : literal.value();
            int taints = all == null ? 0 : all.taints() | value.taints() | Taint.ASSEMBLED;
            if (all instanceof Text one && value instanceof Text other) {
                value = new Text(one.text() + other.text(), taints);
            } else if (all instanceof Bytes && value instanceof Bytes) {
                value = ((Bytes) sum(all, value));
            }
            all = value;
            skip();
        }
        return all == null ? Value.UNKNOWN : all;
    }

    /** The expressions between the braces run; the text is known if they are. */
    private Value formatted(TextLiteral literal) {
        StringBuilder text = new StringBuilder();
        int taints = 0;
        boolean known = true;
        int i = literal.from();
        while (i < literal.to()) {
            int c = source.bytes[i];
            if (c != '{' || i + 1 < literal.to() && source.bytes[i + 1] == '{') {
                text.append((char) (c & 0xff));
                i += c == '{' ? 2 : 1;
                continue;
            }
            int close = close(i + 1, literal.to());
            Value value = calls.evaluate(i + 1, close);
            taints |= value.taints() & Taint.LASTING;
            if (value instanceof Text part) {
                text.append(part.text());
            } else {
                known = false;
                text.append("{}");
            }
            i = close + 1;
        }
        return new Text(text.toString(), known && taints != 0 ? taints | Taint.ASSEMBLED : taints);
    }

    private int close(int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            int c = source.bytes[i];
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return to;
    }

    private static Value number(String digits) {
        String plain = digits.replace("_", "").toLowerCase(Locale.ROOT);
        try {
            return new Int(
                    plain.startsWith("0x")
                            ? Long.parseLong(plain.substring(2), 16)
                            : plain.startsWith("0o")
                                    ? Long.parseLong(plain.substring(2), 8)
                                    : plain.startsWith("0b")
                                            ? Long.parseLong(plain.substring(2), 2)
                                            : Long.parseLong(plain));
        } catch (NumberFormatException e) {
            return Value.UNKNOWN;
        }
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
        while (!peek().is(close) && !atEnd()) {
            int before = next;
            if (take(",")) {
                comma = true;
            } else if (!take(":") && !take("=")) {
                if (peek().isName("for") || peek().isName("async")) {
                    Value made = comprehension(items);
                    items.set(items.size() - 1, made);
                } else if (items.size() < MOST_ITEMS) {
                    items.add(expression());
                } else {
                    expression();
                }
            }
            if (next == before) {
                skip();
            }
        }
        take(close);
        return comma;
    }

    /** {@code chr(c) for c in [..]}: what it is made of; known where each element is a known function of a known list. */
    private Value comprehension(List<Value> items) {
        Token element = peek();
        int taints = items.isEmpty() ? 0 : items.getLast().taints();
        while (takeName("for") || takeName("async") || takeName("if")) {
            while (!peek().isName("in") && (peek().kind() == Kind.NAME || peek().is(",") || peek().is("("))) {
                skip();
            }
            takeName("in");
            Value over = nested < MOST_NESTED ? expression() : Value.UNKNOWN;
            taints |= over.taints();
        }
        if (items.isEmpty()) {
            items.add(Value.UNKNOWN);
        }
        return Value.of(taints & Taint.LASTING | (calls.isMadeOfCharacters(element.from()) ? Taint.SCRAMBLED : 0));
    }

    private Value postfix(Value of) {
        Value value = of;
        while (true) {
            Token token = peek();
            if (token.is(".") && peek(1).kind() == Kind.NAME) {
                skip();
                value = calls.member(value, peek().text(), 0);
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
        while (!peek().is(")") && !atEnd()) {
            Token token = peek();
            int before = next;
            if (token.kind() == Kind.NAME && peek(1).is("=")) {
                skip();
                skip();
                named.put(token.text(), expression());
            } else if (!take(",")) {
                if (peek().isName("for") || peek().isName("async")) {
                    Value made = comprehension(all);
                    all.set(all.size() - 1, made);
                } else if (all.size() < MOST_ITEMS) {
                    all.add(expression());
                }
            }
            if (next == before) {
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
            int before = next;
            if (take(":")) {
                slice = true;
                parts.add(key);
                key = null;
            } else if (!take(",")) {
                key = expression();
            }
            if (next == before) {
                skip();
            }
        }
        take("]");
        if (slice) {
            parts.add(key);
            return source.affords(of) ? TextMethods.slice(of, parts) : Value.of(of.taints());
        }
        return calls.item(of, key == null ? Value.UNKNOWN : key);
    }
}
