package dev.assay.detectors.crypto.setup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command of {@code sed} leaves of a line: {@code s/^#*Ciphers .*$/Ciphers aes128-cbc/}, {@code /^Ciphers/c\Ciphers
 * aes128-cbc}. A pattern stands for what it has besides its signs.
 *
 * @param before what was there; empty for a line that is added
 * @param after what is there now
 * @param isWhole whether nothing else is left of the line
 */
record Substitution(String before, String after, boolean isWhole) {
    /** More commands are no edit that somebody wrote by hand. */
    private static final int MOST = 100;

    private static final int MOST_GROUPS = 9;

    /** Signs that repeat what stands in front of them, or leave it out. */
    private static final String REPEATING = "*?";

    /** Goes through a script. Takes time by its length. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Substitution> all() {
            List<Substitution> all = new ArrayList<>(1);
            while (at < text.length() && all.size() < MOST) {
                char c = text.charAt(at);
                if (c == '/' || c == '\\') { // lines that have this in them
                    at += c == '/' ? 0 : 1;
                    at = Math.min(at, text.length() - 1);
                    part(text.charAt(at++));
                } else if (c == 's') {
                    at++;
                    Substitution one = substitution();
                    if (one != null) {
                        all.add(one);
                    }
                } else if (c == 'c' || c == 'a' || c == 'i') {
                    at++;
                    all.add(new Substitution("", line(), true));
                } else {
                    at++;
                }
            }
            return all;
        }

        private @Nullable Substitution substitution() {
            if (at >= text.length() || Character.isLetterOrDigit(text.charAt(at))) {
                return null;
            }
            char sign = text.charAt(at++);
            String pattern = part(sign);
            String replacement = part(sign);
            if (pattern == null || replacement == null) {
                return null;
            }
            while (at < text.length() && ";\n}".indexOf(text.charAt(at)) < 0) {
                at++; // g, I, 2
            }
            List<String> groups = new ArrayList<>(MOST_GROUPS);
            String before = plain(pattern, groups);
            boolean isWhole = pattern.endsWith(".*") || pattern.endsWith("$");
            return new Substitution(before, filled(replacement, before, groups), isWhole);
        }

        /** As far as the sign that ends it, behind a backslash it is itself; null if nothing ends it. */
        private @Nullable String part(char sign) {
            StringBuilder part = new StringBuilder();
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == sign) {
                    at++;
                    return part.toString();
                }
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                    if (text.charAt(at) != sign) {
                        part.append(c);
                    }
                }
                part.append(text.charAt(at));
            }
            return null;
        }

        /** The text behind {@code c}, with or without a backslash and a line's end. */
        private String line() {
            int from = at;
            while (from < text.length() && " \t\\\r\n".indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            int end = text.indexOf('\n', from);
            at = end < 0 ? text.length() : end;
            return text.substring(Math.min(from, at), at);
        }
    }

    static List<Substitution> read(String script) {
        return new Reader(script).all();
    }

    /** What a pattern has besides its signs, and what is in its groups. */
    private static String plain(String pattern, List<String> groups) {
        StringBuilder plain = new StringBuilder(pattern.length());
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean isEscaped = c == '\\' && i + 1 < pattern.length();
            if (isEscaped) {
                c = pattern.charAt(++i);
            }
            boolean isLeftOut = i + 1 < pattern.length() && REPEATING.indexOf(pattern.charAt(i + 1)) >= 0;
            if (c == '(') {
                open.add(plain.length());
            } else if (c == ')') {
                if (!open.isEmpty() && groups.size() < MOST_GROUPS) {
                    groups.add(plain.substring(open.removeLast()));
                }
            } else if (c == '[') {
                i = Math.max(i, pattern.indexOf(']', i + 2));
                isLeftOut = false;
            } else if (isEscaped && c == 's') {
                plain.append(isLeftOut ? "" : " ");
            } else if (isEscaped || "^$*+?".indexOf(c) < 0) {
                boolean isSpace = c == ' '; // {@code Ciphers *aes}: at least one, as a rule
                plain.append(isLeftOut && !isSpace || isEscaped && Character.isLetter(c) ? "" : c);
            }
            i += isLeftOut ? 1 : 0;
        }
        return plain.toString();
    }

    private static String filled(String replacement, String before, List<String> groups) {
        StringBuilder filled = new StringBuilder(replacement.length());
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '&') {
                filled.append(before);
            } else if (c == '\\' && i + 1 < replacement.length()) {
                c = replacement.charAt(++i);
                int group = Character.digit(c, 10);
                if (group > 0) {
                    filled.append(group <= groups.size() ? groups.get(group - 1) : "");
                } else {
                    filled.append(c == 'n' ? '\n' : c);
                }
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }
}
