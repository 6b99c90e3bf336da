package dev.assay.detectors.text.jinja;

/**
 * A token of Jinja's.
 *
 * @param text a name, what a text stands for, a number's digits, or an operator
 * @param at where it begins in the block
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        NAME,
        TEXT,
        NUMBER,
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
