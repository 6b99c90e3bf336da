package dev.assay.detectors.indicator.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An expression of GitHub Actions (docs.github.com/actions/reference/workflows-and-actions/expressions), read tolerantly: what is not
 * understood is an {@link Unknown}. Values: immutable.
 */
sealed interface Expression {
    /** A text, number or truth value. */
    record Literal(String text) implements Expression {}

    /** A name with its members, in lower case: {@code github.event.issue.title}; {@code *} for any member. */
    record Reference(String path) implements Expression {}

    /** A call, its name in lower case. */
    record Call(String name, List<Expression> arguments) implements Expression {}

    record Not(Expression of) implements Expression {}

    /** Two or more terms with {@code &&} or with {@code ||} between them. */
    record Chain(boolean isAnd, List<Expression> terms) implements Expression {}

    record Comparison(String operator, Expression left, Expression right) implements Expression {}

    /** What cannot be read. */
    record Unknown() implements Expression {}

    /** What is behind a path of {@link #flowing} of which the text has the whole, with all that lies below. */
    String WHOLE = ".**";

    /** The expressions in a text, each within {@code ${{ }}}. */
    static List<Expression> within(String text) {
        List<Expression> found = new ArrayList<>(0);
        for (String each : texts(text)) {
            found.add(of(each.substring(3, each.length() - 2)));
        }
        return found;
    }

    /** The same as they are written, with their braces. */
    static List<String> texts(String text) {
        List<String> found = new ArrayList<>(0);
        int at = 0;
        while ((at = text.indexOf("${{", at)) >= 0) {
            int end = end(text, at + 3);
            if (end < 0) {
                break;
            }
            found.add(text.substring(at, end + 2));
            at = end + 2;
        }
        return found;
    }

    /** Where the braces close, which those in a literal do not; -1 for nowhere. */
    private static int end(String text, int from) {
        boolean isLiteral = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                isLiteral = !isLiteral;
            } else if (!isLiteral && text.startsWith("}}", i)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A condition, which may stand within braces or not. With anything around the braces, be it the end of a line, GitHub makes a text of
     * it, and a text that is not empty holds whatever the expressions in it say.
     */
    static Expression condition(String text) {
        if (text.indexOf("${{") < 0) {
            return of(text);
        }
        int end = end(text, 3);
        if (text.startsWith("${{") && end == text.length() - 2) {
            return of(text.substring(3, end));
        }
        return new Literal("true");
    }

    private static Expression of(String text) {
        return new Reader(text).all();
    }

    /**
     * What the value may be made of: the references whose text may be in it. Comparisons and questions give no text. What {@code toJSON}
     * writes out is there a second time, with {@link #WHOLE} behind it.
     */
    default List<String> flowing() {
        List<String> paths = new ArrayList<>(1);
        flow(this, false, paths);
        return paths;
    }

    private static void flow(Expression expression, boolean isWhole, List<String> paths) {
        switch (expression) {
            case Reference reference -> {
                paths.add(reference.path());
                if (isWhole) {
                    paths.add(reference.path() + WHOLE);
                }
            }
            case Call call -> {
                if (!Reader.TRUTHS.contains(call.name())) {
                    boolean isWritten = isWhole || call.name().equals("tojson");
                    call.arguments().forEach(each -> flow(each, isWritten, paths));
                }
            }
            case Chain chain when chain.isAnd() -> flow(chain.terms().getLast(), isWhole, paths);
            case Chain chain -> chain.terms().forEach(each -> flow(each, isWhole, paths));
            case Literal _, Not _, Comparison _, Unknown _ -> {}
        }
    }

    /** Reads one. Recursion is bounded. */
    final class Reader {
        /** Functions that give a truth value, or a digest. */
        static final List<String> TRUTHS =
                List.of("contains", "startswith", "endswith", "hashfiles", "success", "always", "failure", "cancelled");

        private static final int MOST_DEPTH = 60;

        private final String text;
        private int at;
        private int depth;

        private Reader(String text) {
            this.text = text;
        }

        private Expression all() {
            Expression read = or();
            skip();
            return at < text.length() ? new Unknown() : read;
        }

        private Expression or() {
            if (++depth > MOST_DEPTH) {
                at = text.length();
                depth--;
                return new Unknown();
            }
            Expression first = and();
            List<Expression> terms = new ArrayList<>(0);
            while (takes("||")) {
                terms.add(and());
            }
            depth--;
            return chain(false, first, terms);
        }

        private Expression and() {
            Expression first = comparison();
            List<Expression> terms = new ArrayList<>(0);
            while (takes("&&")) {
                terms.add(comparison());
            }
            return chain(true, first, terms);
        }

        private static Expression chain(boolean isAnd, Expression first, List<Expression> others) {
            if (others.isEmpty()) {
                return first;
            }
            List<Expression> terms = new ArrayList<>(others.size() + 1);
            terms.add(first);
            terms.addAll(others);
            return new Chain(isAnd, List.copyOf(terms));
        }

        private Expression comparison() {
            Expression left = unary();
            for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
                if (takes(operator)) {
                    return new Comparison(operator, left, unary());
                }
            }
            return left;
        }

        private Expression unary() {
            skip();
            int not = 0;
            while (at < text.length() && text.charAt(at) == '!' && !text.startsWith("!=", at)) {
                at++;
                not++;
                skip();
            }
            Expression primary = primary();
            return not % 2 == 0 ? primary : new Not(primary);
        }

        private Expression primary() {
            skip();
            if (at >= text.length()) {
                return new Unknown();
            }
            char c = text.charAt(at);
            if (c == '(') {
                at++;
                Expression inner = or();
                takes(")");
                return members(inner);
            }
            if (c == '\'') {
                return literal();
            }
            if (Character.isDigit(c) || c == '-' || c == '+') {
                int from = at++;
                while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                    at++;
                }
                return new Literal(text.substring(from, at));
            }
            String name = name();
            if (name.isEmpty()) {
                at = text.length();
                return new Unknown();
            }
            skip();
            if (at < text.length() && text.charAt(at) == '(') {
                return members(call(name));
            }
            if (name.equals("true") || name.equals("false") || name.equals("null")) {
                return new Literal(name);
            }
            return members(new Reference(name));
        }

        private Expression literal() {
            StringBuilder said = new StringBuilder();
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\'') {
                    if (at < text.length() && text.charAt(at) == '\'') {
                        at++;
                    } else {
                        break;
                    }
                }
                said.append(c);
            }
            return new Literal(said.toString());
        }

        private Expression call(String name) {
            at++;
            List<Expression> arguments = new ArrayList<>(2);
            skip();
            while (at < text.length() && text.charAt(at) != ')') {
                int before = at;
                arguments.add(or());
                takes(",");
                skip();
                if (at == before) {
                    break;
                }
            }
            takes(")");
            return new Call(name, List.copyOf(arguments));
        }

        /** {@code .name}, {@code .*}, {@code ['name']} and {@code [0]}. */
        private Expression members(Expression of) {
            StringBuilder path = new StringBuilder(of instanceof Reference reference ? reference.path() : "");
            boolean isMember = false;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '.') {
                    at++;
                    String name = at < text.length() && text.charAt(at) == '*' ? "*" : name();
                    at += name.equals("*") ? 1 : 0;
                    path.append('.').append(name);
                } else if (c == '[') {
                    at++;
                    Expression key = or();
                    takes("]");
                    boolean isName = key instanceof Literal literal
                            && !literal.text().isEmpty()
                            && !Character.isDigit(literal.text().charAt(0));
                    path.append('.').append(isName ? ((Literal) key).text().toLowerCase(Locale.ROOT) : "*");
                } else {
                    break;
                }
                isMember = true;
            }
            if (of instanceof Reference) {
                return new Reference(path.toString());
            }
            return isMember && of instanceof Call call ? new Call("member", call.arguments()) : of;
        }

        private String name() {
            int from = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at))
                            || text.charAt(at) == '_'
                            || text.charAt(at) == '-')) {
                at++;
            }
            return text.substring(from, at).toLowerCase(Locale.ROOT);
        }

        private boolean takes(String sign) {
            skip();
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return true;
            }
            return false;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
