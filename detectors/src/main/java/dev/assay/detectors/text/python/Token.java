package dev.assay.detectors.text.python;

/**
 * A token of Python's.
 *
 * @param text of a name, a number or an operator; of a text its prefix in lower case
 * @param from where it begins
 * @param to behind its end
 */
record Token(Kind kind, String text, int from, int to) {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
