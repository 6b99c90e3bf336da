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

    /** {@code &&} or {@code ||}, or a comparison. */
    record Binary(String operator, Expression left, Expression right) implements Expression {
        boolean isComparison() {
            return !operator.equals("&&") && !operator.equals("||");
        }
    }

    /** What cannot be read. */
    record Unknown() implements Expression {}

    /** The expressions in a text, each within {@code ${{ }}}. */
    static List<Expression> within(String text) {
        List<Expression> found = new ArrayList<>(0);
        int at = 0;
        while ((at = text.indexOf("${{", at)) >= 0) {
            int end = text.indexOf("}}", at);
            if (end < 0) {
                break;
            }
            found.add(of(text.substring(at + 3, end)));
            at = end + 2;
        }
        return found;
    }

    /** A condition, which may stand within braces or not. */
    static Expression condition(String text) {
        String inner = text.strip();
        if (inner.startsWith("${{") && inner.endsWith("}}") && inner.indexOf("${{", 3) < 0) {
            inner = inner.substring(3, inner.length() - 2);
        } else if (inner.contains("${{")) {
            inner = inner.replace("${{", "(").replace("}}", ")");
        }
        return of(inner);
    }

    private static Expression of(String text) {
        return new Reader(text).all();
    }

    /** What the value may be made of: the references whose text may be in it. Comparisons and questions give no text. */
    default List<String> flowing() {
        List<String> paths = new ArrayList<>(1);
        flow(this, paths);
        return paths;
    }

    private static void flow(Expression expression, List<String> paths) {
        switch (expression) {
            case Reference reference -> paths.add(reference.path());
            case Call call -> {
                if (!Reader.TRUTHS.contains(call.name())) {
                    call.arguments().forEach(each -> flow(each, paths));
                }
            }
            case Binary binary -> {
                if (binary.operator().equals("||")) {
                    flow(binary.left(), paths);
                }
                if (!binary.isComparison()) {
                    flow(binary.right(), paths);
                }
            }
            case Literal _, Not _, Unknown _ -> {}
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
            Expression left = and();
            while (takes("||")) {
                left = new Binary("||", left, and());
            }
            depth--;
            return left;
        }

        private Expression and() {
            Expression left = comparison();
            while (takes("&&")) {
                left = new Binary("&&", left, comparison());
            }
            return left;
        }

        private Expression comparison() {
            Expression left = unary();
            for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
                if (takes(operator)) {
                    return new Binary(operator, left, unary());
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
