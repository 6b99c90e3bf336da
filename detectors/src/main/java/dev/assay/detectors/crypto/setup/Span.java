package dev.assay.detectors.crypto.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of a configuration.
 *
 * @param offset where it begins within the bytes
 * @param isExact whether the text is as it is in the bytes; if not, all that lies in it is said to be where it begins
 */
record Span(String text, int offset, boolean isExact) {
    private static final String WHITE = " \t\r\n";

    Span(String text, int offset) {
        this(text, offset, true);
    }

    Span part(int from, int to) {
        return new Span(text.substring(from, to), isExact ? offset + from : offset, isExact);
    }

    /** What lies between any of these characters, without empty parts. */
    List<Span> parts(String separators) {
        List<Span> parts = new ArrayList<>(4);
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean isEnd = i == text.length() || separators.indexOf(text.charAt(i)) >= 0;
            if (isEnd && from >= 0) {
                parts.add(part(from, i));
                from = -1;
            } else if (!isEnd && from < 0) {
                from = i;
            }
        }
        return parts;
    }

    /** Its words, at white space, without quotes and commas around them. */
    List<Span> words() {
        return parts(WHITE).stream()
                .map(word -> word.without("\"',"))
                .filter(word -> !word.text().isEmpty())
                .toList();
    }

    /** Without white space around it. */
    Span strip() {
        return without(WHITE);
    }

    /** Without white space and one pair of quotes around it. */
    Span unquoted() {
        Span bare = strip();
        int length = bare.text.length();
        char first = length < 2 ? ' ' : bare.text.charAt(0);
        boolean isQuoted = (first == '"' || first == '\'') && bare.text.charAt(length - 1) == first;
        return isQuoted ? bare.part(1, length - 1) : bare;
    }

    private Span without(String around) {
        int from = 0;
        int to = text.length();
        while (from < to && around.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && around.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return from == 0 && to == text.length() ? this : part(from, to);
    }

    /** Whether it is worked out elsewhere: a variable, a template. */
    boolean isOpen() {
        return text.indexOf('$') >= 0
                || text.contains("{{")
                || text.startsWith("var.")
                || text.startsWith("local.")
                || text.startsWith("data.")
                || text.startsWith("each.")
                || text.startsWith("@");
    }

    /** A name as it is compared: without case, {@code -} and {@code _}. */
    static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && c != ' ') {
                key.append(c);
            }
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
