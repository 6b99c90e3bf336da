package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that a text for a shell starts as programs. Pure functions. */
public final class StartedFiles {
    /** Of one text: installers start a handful. */
    public static final int MOST = 20;

    private static final Map<String, Language> ENDINGS = Map.ofEntries(
            Map.entry(".js", Language.JAVASCRIPT),
            Map.entry(".cjs", Language.JAVASCRIPT),
            Map.entry(".mjs", Language.JAVASCRIPT),
            Map.entry(".py", Language.PYTHON),
            Map.entry(".php", Language.PHP),
            Map.entry(".rb", Language.RUBY),
            Map.entry(".pl", Language.PERL),
            Map.entry(".sh", Language.SHELL),
            Map.entry(".bash", Language.SHELL),
            Map.entry(".ps1", Language.SHELL),
            Map.entry(".bat", Language.SHELL),
            Map.entry(".cmd", Language.SHELL));

    private static final Map<String, Language> INTERPRETERS = Map.of(
            "node", Language.JAVASCRIPT,
            "nodejs", Language.JAVASCRIPT,
            "bun", Language.JAVASCRIPT,
            "py", Language.PYTHON,
            "php", Language.PHP,
            "ruby", Language.RUBY,
            "perl", Language.PERL);

    /** Options behind which the program stands as a word. */
    private static final Map<Language, Set<String>> PROGRAMS = Map.of(
            Language.JAVASCRIPT, Set.of("-c", "-m", "-e", "-p", "--eval", "--print"),
            Language.PYTHON, Set.of("-c", "-m"),
            Language.PHP, Set.of("-r"),
            Language.RUBY, Set.of("-e"),
            Language.PERL, Set.of("-e", "-E"),
            Language.SHELL, Set.of("-c", "-m"));

    /** What a program is written in. */
    public enum Language {
        JAVASCRIPT,
        PYTHON,
        PHP,
        RUBY,
        PERL,
        SHELL
    }

    /** @param path as it is written */
    public record StartedFile(String path, Language language) {}

    private StartedFiles() {}

    /** Each once, in their order, and no more than {@link #MOST}. */
    public static List<StartedFile> of(String text) {
        return all(text).stream().limit(MOST).toList();
    }

    /** Whether a text starts more than are given. */
    public static boolean isMore(String text) {
        return all(text).size() > MOST;
    }

    private static Set<StartedFile> all(String text) {
        List<StartedFile> files = new ArrayList<>(0);
        collect(ShellText.read(text), files);
        return new LinkedHashSet<>(files);
    }

    private static void collect(List<Pipeline> pipelines, List<StartedFile> files) {
        for (Pipeline pipeline : pipelines) {
            for (Command each : pipeline.commands()) {
                List<String> command = Words.plain(Words.command(each.words()));
                if (!command.isEmpty()) {
                    started(command, files);
                }
                collect(each.inner(), files);
                collect(each.programs(), files);
            }
        }
    }

    private static void started(List<String> command, List<StartedFile> files) {
        String program = command.getFirst();
        String name = Words.name(program.startsWith("@") ? program.substring(1) : program); // as Composer has it
        Language language = language(name);
        if (language != null) {
            String file = file(command, language);
            if (isPath(file)) {
                files.add(new StartedFile(file, language));
            }
            return;
        }
        Language own = ENDINGS.get(ending(program));
        if (own != null && isPath(program)) {
            files.add(new StartedFile(program, own));
        }
    }

    private static @Nullable Language language(String name) {
        if (Words.isShell(name) || name.equals("source") || name.equals(".")) {
            return Language.SHELL;
        }
        return name.startsWith("python") ? Language.PYTHON : INTERPRETERS.get(name);
    }

    /** The first word that is no option; empty where the program is a word of the command. */
    private static String file(List<String> command, Language language) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            if (PROGRAMS.getOrDefault(language, Set.of()).contains(word)) {
                return "";
            }
            boolean isLoaded = language == Language.JAVASCRIPT
                    && (word.equals("-r") || word.equals("--require") || word.equals("--import"));
            if (isLoaded) {
                i++; // a module, as a rule of a package
            } else if (!word.startsWith("-")) {
                return word;
            }
        }
        return "";
    }

    private static boolean isPath(String word) {
        return !word.isEmpty()
                && !word.startsWith("/")
                && !word.startsWith("~")
                && word.chars().noneMatch(c -> "$`*?<>|%:".indexOf(c) >= 0);
    }

    private static String ending(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 || file.indexOf('/', dot) >= 0 ? "" : file.substring(dot);
    }
}
