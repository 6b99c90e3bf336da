package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words that a call starts a program with, {@code spawn('curl', ['-o', file, url])}: what is no text stands there as a variable of a
 * shell, one for each expression. Belongs to one thread.
 */
final class CallWords {
    private static final int MOST_WORDS = 50;
    private static final int MOST_CALL = 4_000;
    private static final int MOST_NAME = 60;

    /** What joins its arguments to a path. */
    private static final Set<String> JOINS = Set.of("path.join", "path.resolve", "os.path.join", "file.join", "join");

    private final String program;
    private final String lower;
    private final ProgramValues values;
    private final List<String> words = new ArrayList<>();

    private CallWords(String program, String lower, ProgramValues values) {
        this.program = program;
        this.lower = lower;
        this.values = values;
    }

    /** None where it is a text for a shell. */
    static List<String> of(String program, String lower, ProgramValues values, int open) {
        CallWords call = new CallWords(program, lower, values);
        int to = Math.min(lower.length(), open + MOST_CALL);
        int close = values.closed(open, to);
        call.arguments(open, close);
        while (call.isChained(close, to)) { // of Rust
            int next = lower.indexOf('(', close);
            close = values.closed(next, to);
            call.arguments(next, close);
        }
        boolean isProgram = !call.words.isEmpty()
                && !call.words.getFirst().isEmpty()
                && call.words.getFirst().indexOf(' ') < 0;
        return isProgram ? call.words : List.of();
    }

    private boolean isChained(int close, int to) {
        int at = close + 1;
        while (at < to && Character.isWhitespace(lower.charAt(at))) {
            at++;
        }
        return words.size() < MOST_WORDS && (lower.startsWith(".arg(", at) || lower.startsWith(".args(", at));
    }

    private void arguments(int open, int close) {
        for (int at = open; at < close && words.size() < MOST_WORDS; ) {
            int end = values.argument(at, close);
            argument(at + 1, end);
            at = end;
        }
    }

    /** Lists are words as well; what is done with them, as in an object or a function, is none. */
    private void argument(int from, int to) {
        int at = from;
        while (at < to && (Character.isWhitespace(lower.charAt(at)) || lower.charAt(at) == '&')) {
            at++;
        }
        if (at >= to || lower.charAt(at) == '{' || isFunction(lower, at, to)) {
            return;
        }
        if (lower.charAt(at) == '[') {
            arguments(at, values.closed(at, to));
        } else {
            words.add(word(at, to));
        }
    }

    /** Whether a function begins there, or what has a name: {@code () => ...}, {@code shell=True}. */
    static boolean isFunction(String lower, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(lower.charAt(at))) {
            at++;
        }
        if (lower.startsWith("function", at)) {
            return true;
        }
        while (at < to && (ProgramText.isOfName(lower.charAt(at)) || "() ,".indexOf(lower.charAt(at)) >= 0)) {
            at++;
        }
        return at > from && at < to && lower.charAt(at) == '=';
    }

    private String word(int from, int to) {
        String name = values.begin(from, to);
        int open = from + name.length();
        if (JOINS.contains(name) && open < to && lower.charAt(open) == '(') {
            return path(open, values.closed(open, to));
        }
        StringBuilder word = new StringBuilder();
        int at = from;
        while (at < to) {
            char c = program.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                int end = ProgramText.literal(program, at, to);
                word.append(program, Math.min(at + 1, end), end);
                at = end + 1;
            } else if (c == '+' || Character.isWhitespace(c)) {
                at++;
            } else {
                int end = at;
                while (end < to && program.charAt(end) != '+') {
                    end = "([{".indexOf(program.charAt(end)) >= 0 ? values.closed(end, to) + 1 : end + 1;
                }
                word.append(variable(at, Math.min(end, to)));
                at = end;
            }
        }
        return word.toString();
    }

    private String path(int open, int close) {
        StringBuilder path = new StringBuilder();
        for (int at = open; at < close && path.length() < MOST_CALL; ) {
            int end = values.argument(at, close);
            int from = at + 1;
            while (from < end && Character.isWhitespace(lower.charAt(from))) {
                from++;
            }
            path.append(path.isEmpty() ? "" : "/").append(word(from, end));
            at = end;
        }
        return path.toString();
    }

    /** What an expression stands for: its text where that is known, else a variable. */
    private String variable(int from, int to) {
        String expression = lower.substring(from, to).strip();
        switch (expression) {
            case "__dirname", "process.cwd()" -> {
                return ".";
            }
            case "process.execpath", "process.argv[0]", "process.argv0" -> {
                return "node";
            }
            case "sys.executable" -> {
                return "python";
            }
            default -> {}
        }
        List<Assignment> assigned = values.assigned(expression);
        String text = assigned.size() == 1
                ? values.literal(assigned.getFirst().from(), assigned.getFirst().to())
                : "";
        return text.isEmpty() ? name(expression) : text;
    }

    /** A variable of a shell, the same for the same expression. */
    static String name(String expression) {
        StringBuilder name = new StringBuilder("${");
        for (int i = 0; i < expression.length() && name.length() < MOST_NAME; i++) {
            char c = expression.charAt(i);
            name.append(ProgramText.isOfName(c) && c != '$' ? String.valueOf(c) : c == '.' ? "_" : "");
        }
        return name.append('}').toString();
    }
}
