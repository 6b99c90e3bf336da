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
            Map.entry(".ts", Language.JAVASCRIPT),
            Map.entry(".mts", Language.JAVASCRIPT),
            Map.entry(".cts", Language.JAVASCRIPT),
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
            "deno", Language.JAVASCRIPT,
            "tsx", Language.JAVASCRIPT,
            "ts-node", Language.JAVASCRIPT,
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

    /** What starts the command behind its own options. */
    private static final Set<String> STARTERS = Set.of("npx", "bunx", "pnpx", "env", "cross-env", "cross-env-shell");

    /** The same behind a word of their own; {@code node} is the command itself. */
    private static final Map<String, Set<String>> STARTERS_BY = Map.of(
            "npm", Set.of("exec", "x"),
            "pnpm", Set.of("exec", "dlx", "node"),
            "yarn", Set.of("exec", "dlx", "node"),
            "cmd", Set.of("/c", "/C"));

    /** Options of node behind which a module stands that is loaded first. */
    private static final Set<String> LOADS = Set.of("-r", "--require", "--import", "--loader", "--experimental-loader");

    /** Options of node behind which something else stands. */
    private static final Set<String> TAKING =
            Set.of("--env-file", "--env-file-if-exists", "-C", "--conditions", "--inspect-port", "--title");

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
        if (text.indexOf('\\') >= 0) { // as the shell of Windows reads it
            collect(ShellText.read(text.replace('\\', '/')), files);
        }
        return new LinkedHashSet<>(files);
    }

    private static void collect(List<Pipeline> pipelines, List<StartedFile> files) {
        String folder = "";
        for (Pipeline pipeline : pipelines) {
            for (Command each : pipeline.commands()) {
                List<String> command = called(Words.plain(Words.command(each.words())));
                boolean isMove = command.size() == 2 && command.getFirst().equals("cd") && isPath(command.get(1));
                if (isMove) {
                    folder = folder + command.get(1) + "/";
                } else if (!command.isEmpty()) {
                    started(command, folder, files);
                }
                collect(each.inner(), files);
                collect(each.programs(), files);
            }
        }
    }

    /** The command that others start. */
    private static List<String> called(List<String> command) {
        List<String> rest = command;
        while (rest.size() > 1) {
            String name = Words.name(rest.getFirst());
            boolean isBy = STARTERS_BY.getOrDefault(name, Set.of()).contains(rest.get(1));
            if (!isBy && !STARTERS.contains(name)) {
                break;
            }
            int at = isBy && !rest.get(1).equals("node") ? 2 : 1;
            while (at < rest.size()
                    && (rest.get(at).startsWith("-") || rest.get(at).indexOf('=') > 0)) {
                at++;
            }
            rest = rest.subList(at, rest.size());
        }
        return rest;
    }

    private static void started(List<String> command, String folder, List<StartedFile> files) {
        String program = command.getFirst();
        String name = Words.name(program.startsWith("@") ? program.substring(1) : program); // as Composer has it
        Language language = language(name);
        if (language != null) {
            if (language == Language.JAVASCRIPT) {
                loaded(command, folder, files);
            }
            String file = file(command, language);
            if (isPath(file)) {
                files.add(new StartedFile(folder + file, language));
            }
            return;
        }
        Language own = ENDINGS.get(ending(program));
        if (own != null && isPath(program)) {
            files.add(new StartedFile(folder + program, own));
        }
    }

    private static @Nullable Language language(String name) {
        if (Words.isShell(name) || name.equals("source") || name.equals(".")) {
            return Language.SHELL;
        }
        return name.startsWith("python") ? Language.PYTHON : INTERPRETERS.get(name);
    }

    /** What node is told to load first; a name without a dot in front is one of a package. */
    private static void loaded(List<String> command, String folder, List<StartedFile> files) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            int equals = word.indexOf('=');
            boolean isJoined = equals > 0 && LOADS.contains(word.substring(0, equals));
            String module = isJoined ? word.substring(equals + 1) : LOADS.contains(command.get(i - 1)) ? word : "";
            if (module.startsWith(".") && isPath(module)) {
                files.add(new StartedFile(folder + module, Language.JAVASCRIPT));
            }
        }
    }

    /** The first word that is no option; empty where the program is a word of the command. */
    private static String file(List<String> command, Language language) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            if (PROGRAMS.getOrDefault(language, Set.of()).contains(word)) {
                return "";
            }
            boolean isTaking = language == Language.JAVASCRIPT && (LOADS.contains(word) || TAKING.contains(word));
            boolean isRun = i == 1 && word.equals("run"); // of bun and deno
            if (isTaking) {
                i++;
            } else if (!word.startsWith("-") && !isRun) {
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
