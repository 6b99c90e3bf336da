package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Set;

/** Calls of Ruby and Perl without parentheses, {@code eval URI.open(u).read}. Pure functions. */
final class BareCalls {
    private static final List<String> CALLS =
            List.of("eval ", "instance_eval ", "class_eval ", "system ", "exec ", "spawn ");

    /** What may stand before a call that begins an expression. */
    private static final Set<String> BEFORE = Set.of("do", "then", "else", "and", "or", "not", "return", "begin");

    /** What stands behind an expression, and what may stand behind a name that is no call. */
    private static final List<String> BEHIND =
            List.of(" if ", " unless ", " rescue ", " or ", " and ", " do ", " do\n");

    private BareCalls() {}

    /** The same program with parentheses; each place in it is that of the program, as they take that of spaces and ends of statements. */
    static String plain(String program, Language language) {
        if (language != Language.RUBY && language != Language.PERL) {
            return program;
        }
        StringBuilder plain = new StringBuilder(program);
        for (String call : CALLS) {
            for (int at = program.indexOf(call); at >= 0; at = program.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                if (begins(program, at) && isGiven(program, open + 1)) {
                    close(plain, program, open);
                }
            }
        }
        return plain.toString();
    }

    private static void close(StringBuilder plain, String program, int open) {
        int end = end(program, open + 1);
        plain.setCharAt(open, '(');
        if (end < program.length()) {
            plain.setCharAt(end, ')');
        } else {
            plain.append(')');
        }
    }

    private static boolean begins(String program, int at) {
        int before = at - 1;
        while (before >= 0 && (program.charAt(before) == ' ' || program.charAt(before) == '\t')) {
            before--;
        }
        if (before < 0 || "\n;={|(&.:".indexOf(program.charAt(before)) >= 0) {
            return true;
        }
        int from = before + 1;
        while (from > 0 && before + 1 - from < 8 && Character.isLetter(program.charAt(from - 1))) {
            from--;
        }
        return before < at - 1 && BEFORE.contains(program.substring(from, before + 1));
    }

    /** Whether an argument begins there, and no operator or parenthesis. */
    private static boolean isGiven(String program, int at) {
        char c = at < program.length() ? program.charAt(at) : '\n';
        return Character.isLetterOrDigit(c) || "\"'$@:%[`".indexOf(c) >= 0;
    }

    /** Where the arguments end: with their line or statement, or with what stands behind them. */
    private static int end(String program, int from) {
        int level = 0;
        for (int at = from; at < program.length(); at++) {
            char c = program.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                at = ProgramText.literal(program, at, program.length());
            } else if ("([{".indexOf(c) >= 0) {
                level++;
            } else if (")]}".indexOf(c) >= 0) {
                level--;
            }
            boolean isLine = c == '\n' && (at == from || program.charAt(at - 1) != ',');
            int here = at;
            boolean isEnd =
                    isLine || c == ';' || c == ' ' && BEHIND.stream().anyMatch(each -> program.startsWith(each, here));
            if (level < 0 || level == 0 && isEnd) {
                return at;
            }
        }
        return program.length();
    }
}
