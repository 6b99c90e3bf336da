package dev.assay.detectors.model.pickle;

import java.util.Set;

/**
 * Reads a formula as patsy does, so far as it takes to see what it calls: each term is an expression of Python. One pass
 * from left to right; what is not understood may be {@link Kind#ANYTHING}.
 */
final class PatsyFormula {
    /** What evaluating a formula does. */
    enum Kind {
        /** Looks names up and combines what it finds. */
        NAMES,
        /** Calls functions of patsy or numpy besides that compute a value. */
        KNOWN_CALLS,
        /** May do anything. */
        ANYTHING
    }

    private static final Set<String> FUNCTIONS = Set.of(
            "C",
            "I",
            "Q",
            "Diff",
            "Helmert",
            "Poly",
            "Sum",
            "Treatment",
            "bs",
            "cc",
            "center",
            "cr",
            "scale",
            "standardize",
            "np.abs",
            "np.cos",
            "np.exp",
            "np.expm1",
            "np.log",
            "np.log10",
            "np.log1p",
            "np.log2",
            "np.power",
            "np.sin",
            "np.sqrt",
            "np.square",
            "np.tan");

    private static final int MOST_DEPTH = 32;
    private static final int MOST_DIGITS = 12;

    private final String text;
    private int at;
    private Kind kind = Kind.NAMES;

    private PatsyFormula(String text) {
        this.text = text;
    }

    /** What an escaped formula does. */
    static Kind kind(String escaped) {
        PatsyFormula formula = new PatsyFormula(escaped);
        formula.skipSpace();
        if (formula.next() == '~') { // without a left side
            formula.at++;
        }
        return formula.sum(0, true) && formula.at == escaped.length() ? formula.kind : Kind.ANYTHING;
    }

    /** The next character; 0 at the end, which no escaped text has. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (next() == ' ') {
            at++;
        }
    }

    /** Terms with operators between them. Two stars are followed by one digit, lest they compute for ever. */
    private boolean sum(int depth, boolean outermost) {
        if (depth > MOST_DEPTH || !term(depth)) {
            return false;
        }
        while (true) {
            skipSpace();
            if (text.startsWith("**", at)) {
                at += 2;
                skipSpace();
                if (next() < '1' || next() > '9') {
                    return false;
                }
                at++;
                skipSpace();
                if (text.startsWith("**", at) || isNamePart(next()) || next() == '.') {
                    return false;
                }
                continue;
            }
            boolean operator = switch (next()) {
                case '+', '-', '*', '/', ':' -> true;
                case '~' -> outermost;
                default -> false;
            };
            if (!operator) {
                return true;
            }
            at++;
            if (!term(depth)) {
                return false;
            }
        }
    }

    private boolean term(int depth) {
        skipSpace();
        while (next() == '-' || next() == '+') {
            at++;
            skipSpace();
        }
        if (next() == '(') {
            at++;
            return sum(depth + 1, false) && closes();
        }
        if (next() >= '0' && next() <= '9') {
            return number();
        }
        if (!Character.isUnicodeIdentifierStart(next()) && next() != '_') {
            return false;
        }
        String name = name();
        skipSpace();
        return next() == '(' ? FUNCTIONS.contains(name) && call(depth) : !name.isEmpty();
    }

    private boolean closes() {
        skipSpace();
        boolean closes = next() == ')';
        at += closes ? 1 : 0;
        return closes;
    }

    private boolean number() {
        int from = at;
        while (next() >= '0' && next() <= '9' || next() == '.') {
            at++;
        }
        return at - from <= MOST_DIGITS && !isNamePart(next());
    }

    private static boolean isNamePart(char c) {
        return Character.isUnicodeIdentifierPart(c) && c != 0;
    }

    /** A name; with a dot in it if that makes it one of the functions. */
    private String name() {
        int from = at;
        while (isNamePart(next())) {
            at++;
        }
        if (next() == '.' && text.substring(from, at).equals("np")) {
            at++;
            while (isNamePart(next())) {
                at++;
            }
            return next() == '(' ? text.substring(from, at) : "";
        }
        return text.substring(from, at);
    }

    /** Arguments in parentheses: terms, texts, each perhaps with a name. */
    private boolean call(int depth) {
        kind = Kind.KNOWN_CALLS;
        at++;
        while (true) {
            skipSpace();
            int from = at;
            String name = name();
            skipSpace();
            if (name.isEmpty() || next() != '=') {
                at = from;
            } else {
                at++;
                skipSpace();
            }
            if (next() == '\'' || next() == '"' ? !literal() : !sum(depth + 1, false)) {
                return false;
            }
            skipSpace();
            if (next() != ',') {
                return closes();
            }
            at++;
        }
    }

    private boolean literal() {
        int end = text.indexOf(next(), at + 1);
        boolean plain = end > 0 && text.substring(at, end).indexOf('\\') < 0;
        at = plain ? end + 1 : at;
        return plain;
    }
}
