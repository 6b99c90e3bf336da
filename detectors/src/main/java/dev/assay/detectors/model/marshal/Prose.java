package dev.assay.detectors.model.marshal;

import java.util.Set;

/**
 * Tells texts that people read from programs: Python has no two names beside each other on a line, and no text behind a name;
 * prose has hardly anything else. It compiles a text as a whole before it runs any of it, so what is no Python runs nothing. Takes linear time.
 */
final class Prose {
    /** Keywords of any version, and names that other versions have as such. */
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "case",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "exec",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "match",
            "nonlocal",
            "not",
            "or",
            "pass",
            "print",
            "raise",
            "return",
            "try",
            "type",
            "while",
            "with",
            "yield");

    private final String text;
    private int at;

    private Prose(String text) {
        this.text = text;
    }

    /** Whether the text cannot be Python. */
    static boolean isProse(String text) {
        return new Prose(text).hasNeighbours();
    }

    private boolean hasNeighbours() {
        boolean behindName = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (Character.isJavaIdentifierStart(c)) {
                boolean isName = !KEYWORDS.contains(name());
                if (isName && behindName) {
                    return true;
                }
                behindName = isName;
            } else {
                boolean isQuote = c == '\'' || c == '"';
                if (behindName && isQuote && !isPrefix()) {
                    return true;
                }
                behindName = false;
                skip(c);
            }
        }
        return false;
    }

    /** Whether what stands right before the quote says what kind of text it is. */
    private boolean isPrefix() {
        int from = at;
        while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
            from--;
        }
        return from < at
                && at - from <= 2
                && text.substring(from, at).chars().allMatch(c -> "rRbBuUfFtT".indexOf(c) >= 0);
    }

    private String name() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** A comment, a text in quotes, or one character. */
    private void skip(char c) {
        if (c == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (c == '\'' || c == '"') {
            String three = String.valueOf(c).repeat(3);
            boolean isLong = text.startsWith(three, at);
            int end = isLong ? text.indexOf(three, at + 3) : endOfLineText(c);
            at = end < 0 ? text.length() : end + (isLong ? 3 : 1);
        } else {
            at++;
        }
    }

    /** Where the quote or the line ends. */
    private int endOfLineText(char quote) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\n') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }
}
