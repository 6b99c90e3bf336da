package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a program that is a file of its own is written in. */
public enum Language {
    JAVASCRIPT,
    PYTHON,
    PHP,
    RUBY,
    PERL,
    RUST,
    SHELL;

    private static final Map<String, Language> ENDINGS = Map.ofEntries(
            Map.entry(".js", JAVASCRIPT),
            Map.entry(".cjs", JAVASCRIPT),
            Map.entry(".mjs", JAVASCRIPT),
            Map.entry(".ts", JAVASCRIPT),
            Map.entry(".mts", JAVASCRIPT),
            Map.entry(".cts", JAVASCRIPT),
            Map.entry(".py", PYTHON),
            Map.entry(".php", PHP),
            Map.entry(".rb", RUBY),
            Map.entry(".pl", PERL),
            Map.entry(".rs", RUST),
            Map.entry(".sh", SHELL),
            Map.entry(".bash", SHELL),
            Map.entry(".ps1", SHELL),
            Map.entry(".bat", SHELL),
            Map.entry(".cmd", SHELL));

    private static final Map<String, Language> INTERPRETERS = Map.ofEntries(
            Map.entry("node", JAVASCRIPT),
            Map.entry("nodejs", JAVASCRIPT),
            Map.entry("node-dev", JAVASCRIPT),
            Map.entry("bun", JAVASCRIPT),
            Map.entry("deno", JAVASCRIPT),
            Map.entry("tsx", JAVASCRIPT),
            Map.entry("ts-node", JAVASCRIPT),
            Map.entry("ts-node-esm", JAVASCRIPT),
            Map.entry("jiti", JAVASCRIPT),
            Map.entry("py", PYTHON),
            Map.entry("python", PYTHON),
            Map.entry("pythonw", PYTHON),
            Map.entry("pypy", PYTHON),
            Map.entry("php", PHP),
            Map.entry("ruby", RUBY),
            Map.entry("perl", PERL));

    /** A longer line is none that a system starts an interpreter by. */
    private static final int MOST_LINE = 256;

    /** What a command starts a file as; null for what is no interpreter. */
    static @Nullable Language ofInterpreter(String command) {
        String name = Words.name(command);
        if (Words.isShell(name) || name.equals("source") || name.equals(".")) {
            return SHELL;
        }
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
            end--; // of a version
        }
        return INTERPRETERS.get(name.substring(0, end));
    }

    /** As its name says; null where that says nothing. */
    static @Nullable Language ofEnding(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 || file.indexOf('/', dot) >= 0 ? null : ENDINGS.get(file.substring(dot));
    }

    /**
     * What a system starts a program with by its first line, {@code #!/usr/bin/env -S node --flag}.
     *
     * @param otherwise where the line says nothing
     */
    public static Language ofFirstLine(String program, Language otherwise) {
        if (!program.startsWith("#!")) {
            return otherwise;
        }
        int end = program.indexOf('\n');
        String line = program.substring(2, Math.min(end < 0 ? program.length() : end, MOST_LINE));
        List<String> words = Parts.of(line.strip().replace("\t", " ").replace("-S", " "), ' ').stream()
                .filter(word -> !word.isEmpty())
                .toList();
        for (String word : words) {
            boolean isBefore = Words.name(word).equals("env") || word.startsWith("-") || word.indexOf('=') > 0;
            if (!isBefore) {
                Language language = ofInterpreter(word);
                return language == null ? otherwise : language;
            }
        }
        return otherwise;
    }
}
