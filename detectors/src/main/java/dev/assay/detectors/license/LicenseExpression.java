package dev.assay.detectors.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a licence as an expression of SPDX (specification 3.0, annex B): identifiers with {@code WITH}, {@code AND}, {@code OR}
 * and parentheses, the operators all in capitals or all small. What is no expression is one name as a whole: people write
 * "Apache License, Version 2.0". Needs time in proportion to the text.
 */
final class LicenseExpression {
    private static final int MOST_DEPTH = 100;

    private final List<String> tokens;
    private final Function<String, Standing> judge;
    private int next;

    private LicenseExpression(List<String> tokens, Function<String, Standing> judge) {
        this.tokens = tokens;
        this.judge = judge;
    }

    /** @param judge of one identifier, or of one with its exception as {@code A WITH B} */
    static Standing standing(String text, Function<String, Standing> judge) {
        LicenseExpression expression = new LicenseExpression(tokens(text), judge);
        Standing standing = expression.alternatives(0);
        return standing != null && expression.next == expression.tokens.size() ? standing : judge.apply(text.strip());
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ' ' : text.charAt(i);
            if (Character.isWhitespace(c) || c == '(' || c == ')') {
                if (i > from) {
                    tokens.add(text.substring(from, i));
                }
                if (c == '(' || c == ')') {
                    tokens.add(String.valueOf(c));
                }
                from = i + 1;
            }
        }
        return tokens;
    }

    /** Each of these is null where the text is no expression. */
    private @Nullable Standing alternatives(int depth) {
        Standing standing = conditions(depth);
        while (standing != null && takes("OR")) {
            Standing other = conditions(depth);
            standing = other == null ? null : standing.or(other);
        }
        return standing;
    }

    private @Nullable Standing conditions(int depth) {
        Standing standing = single(depth);
        while (standing != null && takes("AND")) {
            Standing other = single(depth);
            standing = other == null ? null : standing.and(other);
        }
        return standing;
    }

    private @Nullable Standing single(int depth) {
        if (takes("(")) {
            Standing inner = depth < MOST_DEPTH ? alternatives(depth + 1) : null;
            return takes(")") ? inner : null;
        }
        String id = identifier();
        if (id == null || !takes("WITH")) {
            return id == null ? null : judge.apply(id);
        }
        String exception = identifier();
        if (exception == null) {
            return null;
        }
        Standing together = judge.apply(id + " WITH " + exception);
        return together == Standing.UNKNOWN ? judge.apply(id) : together; // an exception only permits more
    }

    private boolean takes(String token) {
        boolean isThere = next < tokens.size()
                && (tokens.get(next).equals(token) || tokens.get(next).equals(token.toLowerCase(Locale.ROOT)));
        next += isThere ? 1 : 0;
        return isThere;
    }

    private @Nullable String identifier() {
        if (next == tokens.size() || !isIdentifier(tokens.get(next))) {
            return null;
        }
        return tokens.get(next++);
    }

    private static boolean isIdentifier(String token) {
        return switch (token) {
            case "AND", "OR", "WITH", "and", "or", "with" -> false;
            default ->
                token.chars()
                        .allMatch(c -> c == '-'
                                || c == '.'
                                || c == '+'
                                || c == ':'
                                || c == '_'
                                || c < 128 && Character.isLetterOrDigit(c));
        };
    }
}
