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

    private static final Map<String, Language> ENDINGS = Map.of(
            ".js", Language.JAVASCRIPT,
            ".cjs", Language.JAVASCRIPT,
            ".mjs", Language.JAVASCRIPT,
            ".py", Language.PYTHON,
            ".sh", Language.SHELL,
            ".bash", Language.SHELL,
            ".ps1", Language.SHELL,
            ".bat", Language.SHELL,
            ".cmd", Language.SHELL);

    private static final Set<String> JAVASCRIPTS = Set.of("node", "nodejs", "bun");

    /** What a program is written in. */
    public enum Language {
        JAVASCRIPT,
        PYTHON,
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
        String name = Words.name(program);
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
        if (name.startsWith("python") || name.equals("py")) {
            return Language.PYTHON;
        }
        return JAVASCRIPTS.contains(name) ? Language.JAVASCRIPT : null;
    }

    /** The first word that is no option; empty where the program is a word of the command. */
    private static String file(List<String> command, Language language) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            boolean isProgram = word.equals("-c")
                    || word.equals("-m")
                    || language == Language.JAVASCRIPT
                            && (word.equals("-e")
                                    || word.equals("-p")
                                    || word.equals("--eval")
                                    || word.equals("--print"));
            if (isProgram) {
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
