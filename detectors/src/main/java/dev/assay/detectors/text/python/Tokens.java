package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;
import java.util.List;

/** The tokens of a line, and how far they are read. */
class Tokens {
    private final List<Token> tokens;
    private int next;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    final boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    final Token peek() {
        return tokens.get(next);
    }

    final Token peek(int further) {
        return tokens.get(Math.min(next + further, tokens.size() - 1));
    }

    /** How many tokens were passed. */
    final int position() {
        return next;
    }

    /** Goes back, or on, to where the position was. */
    final void moveTo(int position) {
        next = position;
    }

    final void skip() {
        next = Math.min(next + 1, tokens.size() - 1);
    }

    final boolean take(String operator) {
        return takeIf(peek().is(operator));
    }

    final boolean takeName(String name) {
        return takeIf(peek().isName(name));
    }

    private boolean takeIf(boolean wanted) {
        if (wanted) {
            skip();
        }
        return wanted;
    }
}
