package dev.assay.engine.code;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of a shell: texts with and without quotes, variables, what commands give, side by side. A variable is a name with its sign;
 * {@code ${X:-a}} is a choice, {@code ${X:=a}} sets the variable to one, what takes a part of a variable the operation {@code part}.
 */
final class ShellWordParser {
    private static final int LONGEST_INDEX = 256;

    private final ShellText text;
    private final ShellParser parser;
    private boolean several;
    private boolean plain;

    /** What ends a word. */
    private enum Ends {
        SPACE,
        BRACE,
        QUOTE
    }

    ShellWordParser(ShellText text, ShellParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /** Whether the word that was read last may be several, or none: a variable without quotes. */
    boolean maybeSeveral() {
        return several;
    }

    /** Whether it was written without quotes and signs. */
    boolean isPlain() {
        return plain;
    }

    /** The word here; nothing is consumed where none begins. */
    Expression word() {
        return read(Ends.SPACE);
    }

    /** What stands between two places as in double quotes. */
    Expression quoted(int from, int to) {
        int at = text.at;
        int end = text.end;
        text.go(from, to);
        Expression value = read(Ends.QUOTE);
        text.go(at, end);
        return value;
    }

    private Expression read(Ends ends) {
        text.spend();
        int start = text.at;
        Parts parts = new Parts(start);
        boolean isPlain = true;
        boolean isSeveral = false;
        boolean hasQuotes = false;
        while (!text.isAtEnd()) {
            int c = text.peek();
            if (ends == Ends.SPACE && ShellText.endsWord(c) && !isSubstitution(c) || ends == Ends.BRACE && c == '}') {
                break;
            }
            if (c == '\\') {
                escape(ends, parts);
            } else if (c == '$') {
                isPlain = false;
                several = false;
                Expression value = dollar(ends != Ends.QUOTE);
                if (value == null) {
                    parts.add('$');
                } else {
                    parts.add(value, text.at);
                    isSeveral |= several || ends == Ends.SPACE && !(value instanceof Expression.Text);
                }
            } else if (c == '`') {
                isPlain = false;
                parts.add(backticks(), text.at);
                isSeveral |= ends == Ends.SPACE;
            } else if (ends != Ends.QUOTE && (c == '\'' || c == '"')) {
                isPlain = false;
                hasQuotes |= ends == Ends.SPACE;
                isSeveral |= quotes(c, parts);
            } else if (ends == Ends.SPACE && isSubstitution(c)) {
                isPlain = false;
                text.at++;
                parts.add(substitution(text.at - 1), text.at);
            } else {
                parts.add(c);
                text.at++;
            }
        }
        several = isSeveral && parts.count() == 1 && (!hasQuotes || several);
        plain = isPlain;
        return parts.value(text.at);
    }

    private boolean isSubstitution(int c) {
        return (c == '<' || c == '>') && text.peek(1) == '(';
    }

    private void escape(Ends ends, Parts parts) {
        int next = text.peek(1);
        text.at++;
        if (next == '\n') {
            text.at++;
        } else if (ends == Ends.QUOTE && next != '$' && next != '`' && next != '"' && next != '\\') {
            parts.add('\\');
        } else if (!text.isAtEnd()) {
            parts.add(next);
            text.at++;
        }
    }

    /** What stands in quotes; whether it may be several words. */
    private boolean quotes(int quote, Parts parts) {
        text.at++;
        int content = text.at;
        if (quote == '\'') {
            while (!text.isAtEnd() && text.peek() != '\'') {
                parts.add(text.peek());
                text.at++;
            }
            text.content(content, text.at);
            text.accept('\'');
            parts.touch();
            return false;
        }
        boolean isSeveral = false;
        parts.touch();
        while (!text.isAtEnd() && text.peek() != '"') {
            int c = text.peek();
            if (c == '\\') {
                escape(Ends.QUOTE, parts);
            } else if (c == '`') {
                parts.add(backticks(), text.at);
                content = text.at;
            } else if (c == '$') {
                several = false;
                Expression value = dollar(false);
                if (value == null) {
                    parts.add('$');
                } else {
                    parts.add(value, text.at);
                    isSeveral |= several;
                }
                content = text.at;
            } else {
                parts.add(c);
                text.at++;
            }
        }
        text.content(content, text.at);
        text.accept('"');
        several = isSeveral;
        return isSeveral;
    }

    /** What a dollar sign begins; null, with the sign consumed, if that is nothing. */
    private @Nullable Expression dollar(boolean mayQuote) {
        int start = text.at++;
        int c = text.peek();
        if (c == '(') {
            return text.peek(1) == '(' ? arithmetic(start) : substitution(start);
        }
        if (c == '{') {
            text.at++;
            return parameter(start);
        }
        if (mayQuote && (c == '\'' || c == '"')) {
            Parts parts = new Parts(text.at);
            if (c == '"') {
                quotes(c, parts);
            } else {
                codes(parts);
            }
            return parts.value(text.at);
        }
        String name = name();
        if (name.isEmpty()) {
            if (c == '#' || c == '?' || c == '$' || c == '!' || c == '-') {
                text.at++;
                return new Expression.Other(List.of(), start, text.at);
            }
            return null;
        }
        return new Expression.Name("$" + name, start, text.at);
    }

    /** The name of a variable, a number of an argument, the sign of all of them; empty for none of these. */
    private String name() {
        int from = text.at;
        int c = text.peek();
        if (c == '@' || c == '*') {
            text.at++;
            several = true;
            return "@";
        }
        if (ShellText.isDigit(c)) {
            text.at++;
            text.positions = Math.max(text.positions, c - '0');
        } else {
            while (ShellText.isName(text.peek())) {
                text.at++;
            }
        }
        return text.names.of(from, text.at);
    }

    /** {@code $'a\n'}. */
    private void codes(Parts parts) {
        text.at++;
        while (!text.isAtEnd() && text.peek() != '\'') {
            int c = text.peek();
            if (c == '\\' && text.peek(1) != 0) {
                text.at++;
                c = switch (text.peek()) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case '0' -> 0;
                    default -> text.peek();
                };
            }
            parts.add(c);
            text.at++;
        }
        text.accept('\'');
        parts.touch();
    }

    /** {@code $(...)} and {@code <(...)}, from the parenthesis on. */
    private Expression substitution(int start) {
        text.at++;
        return parser.value(start, ')');
    }

    private Expression backticks() {
        int start = text.at++;
        int close = text.at;
        while (close < text.end && text.text[close] != '`') {
            close += text.text[close] == '\\' ? 2 : 1;
        }
        int end = text.end;
        close = Math.min(close, end);
        text.go(text.at, close);
        Expression value = parser.value(start, (char) 0);
        text.go(Math.min(end, close + 1), end);
        return value;
    }

    /** {@code $((...))}: a number, a variable, or what is made of variables. */
    private Expression arithmetic(int start) {
        int from = text.at + 2;
        parentheses();
        int to = Math.max(from, text.at - 2);
        List<Expression> parts = new ArrayList<>(1);
        boolean hasSigns = false;
        for (int i = from; i < to; ) {
            int first = i;
            while (i < to && ShellText.isName(text.text[i])) {
                i++;
            }
            if (i > first) {
                String word = text.names.of(first, i);
                parts.add(
                        ShellText.isDigit(text.text[first])
                                ? new Expression.Numeral(word, first, i)
                                : new Expression.Name("$" + word, first, i));
            } else {
                hasSigns |= !ShellText.isBlank(text.text[i]) && text.text[i] != '$';
                i++;
            }
        }
        return parts.size() == 1 && !hasSigns
                ? parts.getFirst()
                : new Expression.Operation("part", parts.isEmpty() ? List.of(nothing()) : parts, start, text.at);
    }

    private Expression nothing() {
        return new Expression.Other(List.of(), text.at, text.at);
    }

    /** Skips parentheses and what is in them. */
    void parentheses() {
        int open = 0;
        do {
            int c = text.peek();
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            text.at++;
        } while (open > 0 && !text.isAtEnd());
    }

    /** {@code ${...}}, from behind the brace. */
    private Expression parameter(int start) {
        if (!text.enter()) {
            return nothing();
        }
        boolean isOther = text.peek() == '!' || text.peek() == '#' && text.peek(1) != '}';
        if (isOther) {
            text.at++;
        }
        String name = name();
        Expression variable = new Expression.Name("$" + name, start, text.at);
        if (text.peek() == '[') {
            variable = element(variable, start);
        }
        boolean isSeveral = several;
        Expression value = isOther || name.isEmpty() ? null : operation(variable, start);
        if (value == null) {
            read(Ends.BRACE);
            value = new Expression.Operation("part", List.of(variable), start, text.at);
        }
        text.accept('}');
        text.leave();
        several = isSeveral;
        return value;
    }

    private Expression element(Expression variable, int start) {
        int open = text.at++;
        int close = open;
        int most = Math.min(text.end, open + LONGEST_INDEX);
        while (close < most && text.text[close] != ']' && text.text[close] != '}') {
            close++;
        }
        several = text.peek() == '@' || text.peek() == '*';
        boolean all = several;
        Expression at = all ? nothing() : quoted(text.at, close);
        several = all;
        text.at = Math.min(text.end, close + 1);
        return all ? variable : new Expression.Index(variable, List.of(at), start, text.at);
    }

    /** What is done with a variable in braces; null if that is not known. */
    private @Nullable Expression operation(Expression variable, int start) {
        if (text.peek() == '}') {
            return variable;
        }
        if (text.accept(",,") || text.accept(",")) {
            return method("lower", variable, start);
        }
        if (text.accept("^^")) {
            return method("upper", variable, start);
        }
        int before = text.at;
        text.accept(':');
        int sign = text.peek();
        if (sign == '-' || sign == '=' || sign == '+' || sign == '?') {
            text.at++;
            Expression with = read(Ends.BRACE);
            if (sign == '?') {
                return variable;
            }
            Expression empty = new Expression.Text("", false, start, start);
            Expression isSet = new Expression.Operation("!=", List.of(variable, empty), start, with.start());
            List<Expression> choice = List.of(isSet, sign == '+' ? with : variable, sign == '+' ? empty : with);
            Expression chosen = new Expression.Operation("?:", choice, start, Math.max(with.end(), text.at));
            return sign == '=' ? new Expression.Operation("=", List.of(variable, chosen), start, chosen.end()) : chosen;
        }
        text.at = before;
        return null;
    }

    private Expression method(String name, Expression of, int start) {
        Expression method = new Expression.Member(of, name, start, text.at);
        return new Expression.Call(method, List.of(), false, List.of(), start, text.at);
    }

    /** What stands side by side, as one. */
    private static final class Parts {
        private final List<Expression> all = new ArrayList<>(1);
        private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
        private final int start;
        private int literalStart;
        private boolean isThere;

        Parts(int start) {
            this.start = start;
            this.literalStart = start;
        }

        void add(int b) {
            literal.write(b);
        }

        /** There is a text, be it an empty one. */
        void touch() {
            isThere = true;
        }

        void add(Expression value, int end) {
            flush(value.start());
            all.add(value);
            literalStart = end;
        }

        int count() {
            return all.size() + (literal.size() > 0 ? 1 : 0);
        }

        private void flush(int end) {
            if (literal.size() > 0) {
                String value = Names.decode(literal.toByteArray(), 0, literal.size());
                all.add(new Expression.Text(value, false, literalStart, Math.max(literalStart, end)));
                literal.reset();
            }
        }

        Expression value(int end) {
            flush(end);
            if (all.isEmpty()) {
                return isThere
                        ? new Expression.Text("", false, start, end)
                        : new Expression.Other(List.of(), start, end);
            }
            return all.size() == 1 ? all.getFirst() : new Expression.Operation("+", all, start, end);
        }
    }
}
