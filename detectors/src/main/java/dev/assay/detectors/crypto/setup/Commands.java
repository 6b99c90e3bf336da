package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of a shell for what {@code commands.tsv} knows: programs with their options. Nothing is expanded. Stateless, takes
 * time by the length of the line.
 */
final class Commands {
    private static final Map<String, List<Command>> ALL = readAll();
    private static final Set<String> BEFORE = Set.of(
            "sudo",
            "env",
            "exec",
            "time",
            "nohup",
            "command",
            "then",
            "do",
            "else",
            "if",
            "export",
            "!",
            "{",
            "steps", // of a pipeline of Jenkins
            "script",
            "CMD",
            "CMD-SHELL");

    /** What they are given goes to a file behind {@link #INTO}. */
    private static final Set<String> WRITERS = Set.of("echo", "printf");

    private static final String INTO = ">";

    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh");

    /** Shells within shells. */
    private static final int MOST_SHELLS = 3;

    /** Options of curl with one letter that take a value, behind which other letters are that value. */
    private static final String WITH_VALUE = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

    /**
     * One row.
     *
     * @param subcommand must be among the words, {@code ~i} as a letter among short options; empty if none must
     * @param word what is looked for: {@code --insecure}, {@code -des*}, {@code ~k}, {@code #}
     * @param takesValue whether the value is the word behind
     */
    private record Command(String subcommand, String word, boolean takesValue, String reading, String argument) {}

    /** Takes what commands leave behind. */
    interface Effects {
        /** Stands in front of a command: {@code NAME=value}. */
        void variable(Span name, Span value);

        /** A file, or more of one. */
        void file(String path, Span text);
    }

    private Commands() {}

    /** Whether this is a program of which something is known. */
    static boolean isKnown(String program) {
        return ALL.containsKey(program) || Edits.PROGRAMS.contains(program);
    }

    private static Map<String, List<Command>> readAll() {
        Map<String, List<Command>> all = new HashMap<>();
        for (List<String> row : Table.read("commands.tsv", 4)) {
            List<String> words = new ArrayList<>(Parts.of(row.get(1), ' '));
            boolean takesValue = words.getLast().equals("*") && words.size() > 1;
            if (takesValue) {
                words.removeLast();
            }
            String subcommand = words.size() > 1 ? words.getFirst() : "";
            all.computeIfAbsent(row.get(0), _ -> new ArrayList<>())
                    .add(new Command(subcommand, words.getLast(), takesValue, row.get(2), row.get(3)));
        }
        return Map.copyOf(all);
    }

    static void read(Span line, Effects effects, Uses uses) {
        read(line, effects, uses, 0);
    }

    private static void read(Span line, Effects effects, Uses uses, int depth) {
        List<Span> words = new ArrayList<>();
        String text = line.text();
        char quote = 0;
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ';';
            int goesOn = c == '\\' && quote == 0 ? endOfBackslashedLine(text, i) : i;
            boolean ends = i == text.length() || goesOn > i || quote == 0 && (" \t\r\n;&|()`".indexOf(c) >= 0);
            if (quote == 0 && c == '#' && from < 0) {
                i = text.indexOf('\n', i) < 0 ? text.length() - 1 : text.indexOf('\n', i) - 1;
                continue;
            }
            if (ends) {
                if (from >= 0) {
                    words.add(line.part(from, i).unquoted());
                    from = -1;
                }
                i = goesOn;
                if (c != ' ' && c != '\t' && c != '\r' && c != '\\') {
                    command(words, effects, uses, depth);
                    words.clear();
                }
                continue;
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
            from = from < 0 ? i : from;
        }
    }

    /** {@code @curl}: make is told not to show it. */
    private static String withoutMark(String word) {
        int from = 0;
        while (from < word.length() && "@-+".indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        return word.lastIndexOf('@', from) >= 0 ? word.substring(from) : word;
    }

    /** Whether the word behind an option of a shell is what it runs. */
    static boolean isScriptBehind(String option) {
        return option.length() > 1 && option.charAt(0) == '-' && option.charAt(1) != '-' && option.endsWith("c");
    }

    /** The end of a line that ends with the backslash at {@code i}; that itself if more of the line follows. */
    private static int endOfBackslashedLine(String text, int i) {
        int next = text.startsWith("\r", i + 1) ? i + 2 : i + 1;
        return text.startsWith("\n", next) ? next : i;
    }

    private static void command(List<Span> words, Effects effects, Uses uses, int depth) {
        int at = 0;
        for (; at < words.size(); at++) {
            String word = words.get(at).text();
            int equals = word.indexOf('=');
            if (equals > 0 && !word.startsWith("-")) {
                effects.variable(
                        words.get(at).part(0, equals),
                        words.get(at).part(equals + 1, word.length()).unquoted());
            } else if (!BEFORE.contains(word)
                    && !word.startsWith("--") // --mount of a Dockerfile
                    && !(at == 0 && word.endsWith(":"))) { // a target of make, a process of a Procfile
                break;
            }
        }
        if (at >= words.size()) {
            return;
        }
        String path = withoutMark(words.get(at).text());
        String program = path.substring(path.lastIndexOf('/') + 1);
        if (SHELLS.contains(program) && depth < MOST_SHELLS) {
            List<Span> given = words.subList(at + 1, words.size()).stream()
                    .filter(word -> !word.text().equals("}"))
                    .toList();
            for (int i = 0; i + 1 < given.size(); i++) {
                if (isScriptBehind(given.get(i).text())) {
                    read(given.get(i + 1), effects, uses, depth + 1);
                    return;
                }
            }
            if (given.size() == 1 && given.getFirst().text().indexOf(' ') > 0) { // sh '...' of a pipeline
                read(given.getFirst(), effects, uses, depth + 1);
                return;
            }
            if (!given.isEmpty() && ALL.containsKey(given.getFirst().text())) { // the same without its quotes
                command(given, effects, uses, depth + 1);
                return;
            }
        }
        if (WRITERS.contains(program)) {
            write(words.subList(at + 1, words.size()), effects);
        }
        if (Edits.PROGRAMS.contains(program)) {
            Edits.read(program, words.subList(at + 1, words.size()), effects, uses);
        }
        List<Command> rows = ALL.get(program);
        if (rows != null) {
            run(program, rows, words.subList(at + 1, words.size()), uses);
        }
    }

    /** {@code "TEXT" >> FILE}: what is written, with the ends of lines that it has. */
    private static void write(List<Span> words, Effects effects) {
        List<Span> texts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            if (word.startsWith(INTO)) {
                int behind = word.lastIndexOf(INTO) + 1;
                String path = behind < word.length()
                        ? word.substring(behind)
                        : i + 1 < words.size() ? words.get(i + 1).text() : "";
                if (!texts.isEmpty()) {
                    String text = texts.stream().map(Span::text).collect(Collectors.joining(" "));
                    boolean isExact = texts.size() == 1 && !text.contains("\\n");
                    int offset = texts.getFirst().offset();
                    effects.file(path, new Span(text.replace("\\n", "\n") + "\n", offset, isExact));
                }
                return;
            }
            if (!word.startsWith("-")) {
                texts.add(words.get(i));
            }
        }
    }

    private static void run(String program, List<Command> rows, List<Span> words, Uses uses) {
        Block block = Block.root();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).text().startsWith("-")) {
                block.put(words.get(i).text(), words.get(i + 1));
            }
        }
        for (Command row : rows) {
            if (!row.subcommand().isEmpty() && words.stream().noneMatch(word -> isSubcommand(row, word.text()))) {
                continue;
            }
            if (row.word().equals("#")) {
                words.stream()
                        .filter(word -> Readings.isNumber(word.text()))
                        .reduce((_, last) -> last)
                        .ifPresent(number -> read(program, row, number, block, uses));
                continue;
            }
            for (int i = 0; i < words.size(); i++) {
                Span value = value(row, words, i);
                if (value != null) {
                    read(program, row, value, block, uses);
                }
            }
        }
    }

    private static boolean isSubcommand(Command row, String word) {
        String wanted = row.subcommand();
        if (!wanted.startsWith("~")) {
            return word.equals(wanted);
        }
        int letter = word.indexOf(wanted.charAt(1));
        boolean isShort = word.length() > 1 && word.charAt(0) == '-' && word.charAt(1) != '-';
        return isShort && letter > 0 && word.substring(1, letter).chars().allMatch(Character::isLetter);
    }

    private static void read(String program, Command row, Span value, Block block, Uses uses) {
        boolean isAlone = row.subcommand().isEmpty() || row.subcommand().startsWith("~");
        String via = isAlone || row.word().equals("#") ? program : program + " " + row.subcommand();
        String options = row.reading().equals("options") ? row.argument() : via;
        Readings.read(
                row.reading(),
                new Given(
                        "shell",
                        options,
                        "ssh scp sftp".contains(program) ? "SSH" : "TLS",
                        block,
                        value,
                        row.argument(),
                        uses));
    }

    /** What a row reads of the word at {@code i}; null if the word is not what it looks for. */
    private static @Nullable Span value(Command row, List<Span> words, int i) {
        Span word = words.get(i);
        String text = word.text();
        String wanted = row.word();
        if (wanted.startsWith("~")) {
            return isAmong(wanted.charAt(1), text) ? word : null;
        }
        if (wanted.endsWith("*")) {
            return text.startsWith(wanted.substring(0, wanted.length() - 1)) ? word : null;
        }
        boolean isName = !wanted.startsWith("-"); // of a setting, as git has it
        if (!row.takesValue()) {
            return text.equals(wanted) ? word : null;
        }
        if (text.regionMatches(isName, 0, wanted + "=", 0, wanted.length() + 1)) {
            return word.part(wanted.length() + 1, text.length()).unquoted();
        }
        boolean isIt = isName ? text.equalsIgnoreCase(wanted) : text.equals(wanted);
        return isIt && i + 1 < words.size() ? words.get(i + 1) : null;
    }

    /** Whether an option is among those of {@code -fsSLk}. */
    private static boolean isAmong(char option, String word) {
        if (word.length() < 2 || word.charAt(0) != '-' || word.charAt(1) == '-') {
            return false;
        }
        for (int i = 1; i < word.length() && i < 20; i++) {
            if (word.charAt(i) == option) {
                return true;
            }
            if (WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                return false;
            }
        }
        return false;
    }
}
