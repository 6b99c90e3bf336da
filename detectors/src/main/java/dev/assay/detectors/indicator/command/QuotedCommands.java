package dev.assay.detectors.indicator.command;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where Ruby, Perl, PHP and, with a sign before it, JavaScript start commands by quoting them: {@code `a`}, {@code %x(a)}, {@code qx{a}},
 * {@code $`a`} of Bun and zx. Comments and other texts have none; a
 * text that does not end on its line is taken for none, so that a quote in a pattern hides no more than its line. Pure functions.
 */
final class QuotedCommands {
    /** Longer ones are no commands, and one that never ends is none. */
    private static final int MOST_LENGTH = 8_000;

    private static final int MOST = 500;

    private static final String TAG = "$`";
    private static final String OPENING = "([{<";
    private static final String CLOSING = ")]}>";

    private QuotedCommands() {}

    /** The sign that each begins behind, with the place of that which ends it; none for other languages. */
    static SortedMap<Integer, Integer> of(String program, Language language) {
        SortedMap<Integer, Integer> quoted = new TreeMap<>();
        boolean isScript = language == Language.JAVASCRIPT;
        boolean isOne = isScript && program.contains(TAG)
                || language == Language.RUBY
                || language == Language.PERL
                || language == Language.PHP;
        int at = isOne ? 0 : program.length();
        int line = -1; // where that of the place ends
        while (at < program.length() && quoted.size() < MOST) {
            char c = program.charAt(at);
            line = line < at ? line(program, at) : line;
            if (isComment(program, at, language)) {
                at = line;
            } else if (c == '"' || c == '\'') {
                int end = ProgramText.literal(program, at, line);
                at = end < program.length() && program.charAt(end) == c ? end + 1 : at + 1;
            } else {
                int open = c == '`' ? at : opened(program, at, language);
                int end = open < 0 ? -1 : end(program, open);
                if (end > open && (!isScript || isTagged(program, open))) {
                    quoted.put(open, end);
                }
                at = Math.max(end, at) + 1;
            }
        }
        return quoted;
    }

    /** Whether what a template is handed to runs it: {@code Bun.$`a`}, {@code await $`a`}. */
    private static boolean isTagged(String program, int open) {
        char before = open < 2 ? ' ' : program.charAt(open - 2);
        return program.startsWith("$", open - 1) && !ProgramText.isOfName(before);
    }

    private static int line(String program, int from) {
        int end = program.indexOf('\n', from);
        return end < 0 ? program.length() : end;
    }

    private static boolean isComment(String program, int at, Language language) {
        boolean isBegin = at == 0 || Character.isWhitespace(program.charAt(at - 1)) || program.charAt(at - 1) == ';';
        boolean isScript = language == Language.JAVASCRIPT;
        return isBegin
                && (program.charAt(at) == '#' && !isScript
                        || (isScript || language == Language.PHP) && program.startsWith("//", at));
    }

    /** Where the sign stands that opens {@code %x} or {@code qx}; -1 for another word. */
    private static int opened(String program, int at, Language language) {
        String word = language == Language.RUBY ? "%x" : language == Language.PERL ? "qx" : "";
        boolean isWord = !word.isEmpty()
                && program.startsWith(word, at)
                && (at == 0 || !ProgramText.isOfName(program.charAt(at - 1)));
        int open = at + word.length();
        boolean isOpened = isWord
                && open < program.length()
                && !Character.isLetterOrDigit(program.charAt(open))
                && !Character.isWhitespace(program.charAt(open));
        return isOpened ? open : -1;
    }

    /** Where what opens there ends; -1 for nowhere near. */
    private static int end(String program, int open) {
        char opening = program.charAt(open);
        int kind = OPENING.indexOf(opening);
        char closing = kind < 0 ? opening : CLOSING.charAt(kind);
        int level = 1;
        for (int at = open + 1; at < Math.min(program.length(), open + MOST_LENGTH); at++) {
            char c = program.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == closing) {
                level--;
                if (level == 0) {
                    return at;
                }
            } else if (c == opening) {
                level++;
            }
        }
        return -1;
    }
}
