package dev.assay.detectors.model.numpy;

import dev.assay.engine.bytes.MalformedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the one Python expression that an npy header is: strings, whole numbers, True, False, None, tuples, lists and
 * dicts. Whatever else Python would accept there (names, calls, operators, comprehensions) is refused with a
 * {@link NotLiteralException}, as {@code ast.literal_eval} refuses it. Nesting is bounded.
 */
final class PythonLiteral {
    /** NumPy nests a dtype in a dtype in a tuple in a list; nobody needs more. */
    private static final int MOST_DEPTH = 32;

    /** Three for each of a hundred thousand fields: what they take in memory stays within what an artifact reserves. */
    private static final int MOST_VALUES = 400_000;

    /** More digits than any dimension has. */
    private static final int MOST_DIGITS = 40;

    /** A value of the header. */
    sealed interface Value permits Text, Whole, Truth, Nothing, Sequence, Dictionary {}

    record Text(String text) implements Value {}

    record Whole(BigInteger value) implements Value {}

    record Truth(boolean value) implements Value {}

    record Nothing() implements Value {}

    record Sequence(boolean tuple, List<Value> items) implements Value {}

    /** In the order in which they are written, those that occur twice included. */
    record Dictionary(List<Entry> entries) implements Value {}

    record Entry(Value key, Value value) {}

    /** The header is an expression, or no Python at all. */
    static final class NotLiteralException extends MalformedException {
        private static final long serialVersionUID = 1;

        NotLiteralException(long offsetBytes, String reason) {
            super(offsetBytes, reason);
        }
    }

    private final String source;
    private final long offsetBytes;
    private int at;
    private int depth;
    private int values;

    private PythonLiteral(String source, long offsetBytes) {
        this.source = source;
        this.offsetBytes = offsetBytes;
    }

    /**
     * Reads all of {@code source}.
     *
     * @param offsetBytes where it begins, for messages
     */
    static Value read(String source, long offsetBytes) throws NotLiteralException {
        PythonLiteral reader = new PythonLiteral(source, offsetBytes);
        Value value = reader.value();
        reader.space();
        if (reader.at < source.length()) {
            throw reader.refused("something follows the header's dict");
        }
        return value;
    }

    private Value value() throws NotLiteralException {
        if (++values > MOST_VALUES) {
            throw refused("the header has more than " + MOST_VALUES + " values");
        }
        space();
        int c = peek();
        if (c == '(' || c == '[' || c == '{') {
            if (++depth > MOST_DEPTH) {
                throw refused("the header is nested more than " + MOST_DEPTH + " levels deep");
            }
            at++;
            Value value = c == '{' ? dictionary() : sequence(c == '(');
            depth--;
            return value;
        }
        if (c == '\'' || c == '"') {
            return text(false);
        }
        if (c == '-' || c >= '0' && c <= '9') {
            return number();
        }
        return word();
    }

    private Value dictionary() throws NotLiteralException {
        List<Entry> entries = new ArrayList<>();
        while (!closes('}')) {
            Value key = value();
            expect(':');
            entries.add(new Entry(key, value()));
            space();
            if (peek() != '}') {
                expect(',');
            }
        }
        return new Dictionary(entries);
    }

    private Value sequence(boolean parentheses) throws NotLiteralException {
        char close = parentheses ? ')' : ']';
        List<Value> items = new ArrayList<>();
        boolean comma = false;
        while (!closes(close)) {
            items.add(value());
            space();
            comma = peek() == ',';
            if (peek() != close) {
                expect(',');
            }
        }
        boolean onlyGrouped = parentheses && items.size() == 1 && !comma; // (1) is 1, (1,) is a tuple
        return onlyGrouped ? items.getFirst() : new Sequence(parentheses, items);
    }

    private boolean closes(char close) throws NotLiteralException {
        space();
        if (peek() < 0) {
            throw refused("the header ends within a bracket");
        }
        if (peek() == close) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws NotLiteralException {
        space();
        if (peek() != c) {
            throw refused("no '" + c + "' where the header needs one");
        }
        at++;
    }

    private Text text(boolean raw) throws NotLiteralException {
        int quote = source.charAt(at++);
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = peek();
            if (c < 0 || c == '\n') {
                throw refused("a string of the header does not end");
            }
            at++;
            if (c == quote) {
                return new Text(text.toString());
            }
            if (c == '\\' && !raw) {
                escape(text);
            } else {
                text.append((char) c);
            }
        }
    }

    private void escape(StringBuilder text) throws NotLiteralException {
        int c = peek();
        at++;
        switch (c) {
            case '\\', '\'', '"' -> text.append((char) c);
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'x' -> text.appendCodePoint(hexadecimal(2));
            case 'u' -> text.appendCodePoint(hexadecimal(4));
            case 'U' -> text.appendCodePoint(hexadecimal(8));
            default -> throw refused("an escape that NumPy does not write");
        }
    }

    private int hexadecimal(int digits) throws NotLiteralException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek() < 0 ? -1 : Character.digit(source.charAt(at), 16);
            if (digit < 0) {
                throw refused("an escape without " + digits + " hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw refused("an escape beyond Unicode");
        }
        return (int) value;
    }

    private Whole number() throws NotLiteralException {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == digits || at - digits > MOST_DIGITS) {
            throw refused("a number that is none, or is longer than " + MOST_DIGITS + " digits");
        }
        Whole number = new Whole(new BigInteger(source.substring(from, at)));
        if (peek() == 'L') {
            at++; // Python 2 wrote its long integers so, and NumPy still accepts them
        }
        return number;
    }

    private Value word() throws NotLiteralException {
        int from = at;
        while (peek() >= 0 && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
            at++;
        }
        String word = source.substring(from, at);
        int next = peek();
        if (next == '\'' || next == '"') {
            return switch (word) {
                case "u", "U", "b", "B" -> text(false);
                case "r", "R" -> text(true);
                default -> throw refused("a string with a prefix that a literal has not");
            };
        }
        return switch (word) {
            case "True" -> new Truth(true);
            case "False" -> new Truth(false);
            case "None" -> new Nothing();
            default -> {
                at = from;
                throw refused("the header is not a plain literal");
            }
        };
    }

    private void space() {
        while (at < source.length() && " \n\r\t\f".indexOf(source.charAt(at)) >= 0) {
            at++;
        }
    }

    private int peek() {
        return at < source.length() ? source.charAt(at) : -1;
    }

    private NotLiteralException refused(String reason) {
        return new NotLiteralException(offsetBytes + Math.min(at, source.length()), reason);
    }
}
