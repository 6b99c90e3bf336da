package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The commands that a program starts, as far as they are written in it: directly, by a variable, joined, or in Base64. Pure functions. */
final class ProgramCommands {
    /** A shorter text in Base64 is a word as often. */
    private static final int LEAST_BLOB = 16;

    private static final int MOST_PIECES = 50;
    private static final int MOST_COMMANDS = 500;

    /** What runs a text as a shell does. */
    private static final List<String> SHELLS = List.of(
            "system(",
            "popen(",
            "execsync(",
            "exec(",
            "execfilesync(",
            "execfile(",
            "spawn(",
            "spawnsync(",
            "subprocess.run(",
            "subprocess.call(",
            "subprocess.popen(",
            "check_call(",
            "check_output(",
            "shell_exec(",
            "passthru(");

    /** The same in Rust, where each word is handed over by a call of its own. */
    private static final List<String> RUST = List.of("command::new(", ".arg(", ".args(", "cmd!(");

    private static final String CONCAT = "concat!(";

    /** The same where Ruby and Perl leave out the parentheses. */
    private static final List<String> BARE = List.of("system \"", "system '", "exec \"", "exec '");

    private final String program;
    private final String lower;
    private final Language language;
    private final boolean joins;
    private final ProgramValues values;

    /** Not where digests are looked at: what is fetched is what was meant then. */
    private final boolean followsWords;

    private final List<String> commands = new ArrayList<>(0);

    private ProgramCommands(String program, Language language, boolean joins) {
        this.joins = joins;
        this.program = program;
        this.language = language;
        this.lower = ProgramText.lower(program);
        this.values = new ProgramValues(program);
        this.followsWords = !ProgramFlow.looksAtDigests(lower);
    }

    /** The texts that a program hands to a shell, or to what starts programs; in their order. */
    static List<String> of(String program, Language language) {
        return of(program, language, false);
    }

    /** The same, and a program with its words, as {@code spawn('node', ['a.js'])} has them: what it starts, not what it does. */
    static List<String> starting(String program, Language language) {
        return of(program, language, true);
    }

    private static List<String> of(String program, Language language, boolean joins) {
        ProgramCommands reading = new ProgramCommands(program, language, joins);
        reading.read();
        return reading.commands;
    }

    private void read() {
        Set<Integer> opens = new TreeSet<>();
        for (String call : language == Language.RUST ? RUST : SHELLS) {
            for (int at = lower.indexOf(call); at >= 0; at = lower.indexOf(call, at + 1)) {
                opens.add(at + call.length() - 1);
            }
        }
        for (String call : BARE) {
            for (int at = lower.indexOf(call); at >= 0; at = lower.indexOf(call, at + 1)) {
                opens.add(at + call.length() - 1);
            }
        }
        SortedMap<Integer, Integer> quoted = QuotedCommands.of(program, language);
        opens.addAll(quoted.keySet());
        int done = 0;
        for (int open : opens) {
            if (open < done || commands.size() >= MOST_COMMANDS) {
                continue;
            }
            Integer end = quoted.get(open);
            if (end != null) {
                done = end + 1;
                commands.add(filled(text(open, end)));
            } else {
                boolean isCall = program.charAt(open) == '(';
                done = isCall ? waiting(open, ProgramText.closing(program, open)) : line(open);
                String name = values.begin(open + 1, done);
                for (Assignment each : values.assigned(name)) {
                    literals(each.from(), each.to());
                }
                int before = commands.size();
                literals(open, done);
                if (joins) {
                    joined(before);
                }
                words(before, isCall && followsWords ? CallWords.of(program, lower, values, open) : List.of());
            }
        }
    }

    /** The texts of one call are also one command. */
    private void joined(int from) {
        List<String> words = commands.subList(from, commands.size());
        boolean isProgram = words.size() > 1
                && words.size() < MOST_PIECES
                && words.getFirst().indexOf(' ') < 0;
        if (isProgram) {
            commands.add(command(words));
        }
    }

    /** Where the function begins that waits for what a call started, and may start something itself; else where the call ends. */
    private int waiting(int open, int close) {
        for (int at = open; at < close; at = values.argument(at, close)) {
            if (at > open && CallWords.isFunction(lower, at + 1, close)) {
                return at;
            }
        }
        return close;
    }

    /** A program with its words, of which none is a command by itself. */
    private void words(int before, List<String> words) {
        if (words.size() > 1 && !joins) {
            commands.subList(before, commands.size()).removeIf(text -> text.indexOf(' ') < 0);
        }
        if (!words.isEmpty()) {
            commands.add(command(words));
        }
    }

    private static String command(List<String> words) {
        StringBuilder command = new StringBuilder(words.getFirst());
        words.subList(1, words.size())
                .forEach(word ->
                        command.append(" '").append(word.replace("'", "'\\''")).append('\''));
        return command.toString();
    }

    private int line(int from) {
        int end = program.indexOf('\n', from);
        return end < 0 ? program.length() : end;
    }

    private void literals(int from, int to) {
        String part = lower.substring(from, to);
        boolean isDecoded = part.contains("base64") || part.contains("atob(") || part.contains("b64decode(");
        int at = from;
        while (at < to && commands.size() < MOST_COMMANDS) {
            char c = program.charAt(at);
            if (c != '"' && c != '\'' && c != '`') {
                at++;
                continue;
            }
            StringBuilder text = new StringBuilder();
            at = joined(at, to, text);
            String command = text.toString();
            commands.add(command);
            String decoded = isDecoded && command.length() >= LEAST_BLOB ? decoded(command) : "";
            if (!decoded.isEmpty()) {
                commands.add(decoded);
            }
        }
    }

    /** Literals that are joined by plus signs, also with variables between them; gives where they end. */
    private int joined(int from, int to, StringBuilder text) {
        boolean isConcat = program.startsWith(CONCAT, from - CONCAT.length()); // of Rust
        int at = from;
        for (int pieces = 0; at < to && pieces < MOST_PIECES; pieces++) {
            char c = program.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                int end = ProgramText.literal(program, at, to);
                text.append(filled(text(at, end)));
                at = end + 1;
            } else {
                int end = at;
                while (end < to && (ProgramText.isOfName(program.charAt(end)) || program.charAt(end) == '.')) {
                    end++;
                }
                if (end == at) {
                    return at + 1;
                }
                text.append(known(lower.substring(at, end)));
                at = end < to && program.charAt(end) == '(' ? ProgramText.closing(program, end) + 1 : end;
            }
            int plus = skipped(at, to);
            boolean isJoint = plus < to && (program.charAt(plus) == '+' || isConcat && program.charAt(plus) == ',');
            if (!isJoint) {
                break;
            }
            at = skipped(plus + 1, to);
        }
        return Math.max(at, from + 1);
    }

    private int skipped(int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(program.charAt(at))) {
            at++;
        }
        return at;
    }

    private String text(int quote, int end) {
        return program.substring(Math.min(quote + 1, end), end)
                .replace("\\\"", "\"")
                .replace("\\'", "'");
    }

    /**
     * With the variables of a template that are known: <code>${a}</code>, <code>#{a}</code> of Ruby, <code>{$a}</code> of PHP,
     * <code>{a}</code> of Python.
     */
    private String filled(String template) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            boolean isOfRust = language == Language.RUST && isPlace(template, open + 1);
            boolean isMarked = open > from && "$#".indexOf(template.charAt(open - 1)) >= 0;
            boolean isOfPhp = template.startsWith("$", open + 1);
            boolean isOfPython = language == Language.PYTHON
                    && open + 1 < template.length()
                    && ProgramText.isOfName(template.charAt(open + 1));
            int close = isMarked || isOfPhp || isOfPython || isOfRust ? template.indexOf('}', open) : -1;
            if (close < 0) {
                filled.append(template, from, open + 1);
                from = open + 1;
            } else {
                String name = template.substring(open + (isOfPhp ? 2 : 1), close);
                filled.append(template, from, isMarked ? open - 1 : open).append(known(ProgramText.lower(name)));
                from = close + 1;
            }
        }
        return filled.append(template, from, template.length()).toString();
    }

    /** Whether something is put there: {@code {}}, {@code {name}}, {@code {:?}}. */
    private static boolean isPlace(String template, int at) {
        int end = at;
        while (end < template.length() && ProgramText.isOfName(template.charAt(end))) {
            end++;
        }
        return end < template.length() && "}:".indexOf(template.charAt(end)) >= 0;
    }

    /** The text that a variable is assigned, where that is one literal; else the variable of a shell that stands for it. */
    private String known(String name) {
        List<Assignment> assigned = values.assigned(name);
        String text = assigned.size() == 1
                ? values.literal(assigned.getFirst().from(), assigned.getFirst().to())
                : "";
        if (!text.isEmpty()) {
            return text;
        }
        int form = name.indexOf(':');
        String variable = form < 0 ? name : name.substring(0, form);
        return "${" + (variable.isEmpty() ? "_" : variable.replace('.', '_')) + "}";
    }

    /** The text in Base64 that another one is; empty for none. */
    static String decoded(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException ignored) {
            return "";
        }
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        return decoded.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t' || c == '\r') ? decoded : "";
    }
}
