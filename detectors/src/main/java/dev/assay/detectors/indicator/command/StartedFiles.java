package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files that a text for a shell starts as programs. Pure functions. */
public final class StartedFiles {
    /** Of one text: installers start a handful. */
    public static final int MOST = 20;

    /** No system has a longer one. */
    private static final int MOST_PATH = 4_000;

    /** Of one program that a hook starts. */
    private static final int MOST_BY_PROGRAM = 8;

    /** Options behind which the program stands as a word. */
    private static final Map<Language, Set<String>> PROGRAMS = Map.of(
            Language.JAVASCRIPT, Set.of("-c", "-m", "-e", "-p", "-pe", "--eval", "--print"),
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

    /** Options of node behind which a program stands. */
    private static final Set<String> EVALUATES = Set.of("-e", "-p", "-pe", "--eval", "--print");

    /** Options behind which something else stands, in lower case. */
    private static final Map<Language, Set<String>> TAKING = Map.of(
            Language.JAVASCRIPT,
                    Set.of("--env-file", "--env-file-if-exists", "-c", "--conditions", "--inspect-port", "--title"),
            Language.PYTHON, Set.of("-w", "-x"),
            Language.PHP, Set.of("-d", "-c"),
            Language.RUBY, Set.of("-i", "-r"),
            Language.PERL, Set.of("-i"),
            Language.SHELL, Set.of("-o", "+o", "-eo", "-euo", "--rcfile", "--init-file"));

    /** Those of PowerShell, and how they may be cut short. */
    private static final Set<String> OF_POWERSHELL =
            Set.of("-executionpolicy", "-ep", "-ex", "-exec", "-windowstyle", "-w", "-version");

    /** What stands for the folder that a command is started in. */
    private static final List<String> HERE = List.of("$PWD/", "${PWD}/", "$(pwd)/", "%CD%/", "%~dp0");

    /** What prints a file as it is. */
    private static final Set<String> SHOWS = Set.of("cat", "type");

    /** What begins the name of a module that a program loads. */
    private static final List<String> MODULES = List.of("require(", "import(", "import ", "from ");

    /**
     * A file that is started.
     *
     * @param path as it is written
     * @param isOwn whether the system starts it, so that its first line says what it is written in
     */
    public record StartedFile(String path, Language language, boolean isOwn) {}

    private StartedFiles() {}

    /** Each once, in their order, and no more than {@link #MOST}. */
    public static List<StartedFile> of(String text) {
        return all(text).stream().limit(MOST).toList();
    }

    /** Whether a text starts more than are given. */
    public static boolean isMore(String text) {
        return all(text).size() > MOST;
    }

    /** What a program that a hook starts loads by its own path, and what it starts, which lies there or where the hook was started. */
    public static List<StartedFile> byProgram(String program, Language language) {
        Set<StartedFile> files = new LinkedHashSet<>();
        if (language == Language.SHELL) {
            files.addAll(of(program));
        } else {
            if (language == Language.JAVASCRIPT) {
                modules(program).forEach(module -> files.add(new StartedFile(module, language, false)));
            }
            for (String command : ProgramCommands.starting(program, language)) {
                files.addAll(of(command));
            }
        }
        return files.stream().limit(MOST_BY_PROGRAM).toList();
    }

    /** One more than are followed, where there are more. */
    private static Set<StartedFile> all(String text) {
        Set<StartedFile> files = new LinkedHashSet<>();
        collect(ShellText.read(text), "", files);
        if (text.indexOf('\\') >= 0) { // as the shell of Windows reads it
            collect(ShellText.read(text.replace('\\', '/')), "", files);
        }
        return files;
    }

    /**
     * Those that commands start which begin in a folder; what is in parentheses, and another shell, leaves it where it is. Gives the folder that
     * is left.
     */
    private static String collect(List<Pipeline> pipelines, String from, Set<StartedFile> files) {
        String folder = from;
        for (Pipeline pipeline : pipelines) {
            String shown = "";
            for (Command each : files.size() > MOST ? List.<Command>of() : pipeline.commands()) {
                List<String> command = called(Words.plain(Words.command(each.words())));
                boolean isMove = command.size() == 2
                        && (command.getFirst().equals("cd")
                                || command.getFirst().equals("pushd"));
                if (isMove) {
                    String to = here(command.get(1));
                    boolean isFollowed = isPath(to) && folder.length() + to.length() < MOST_PATH;
                    folder = isFollowed ? folder + to + "/" : folder;
                } else if (command.size() == 1 && command.getFirst().equals("popd")) {
                    folder = from;
                } else if (!command.isEmpty()) {
                    started(command, each.words(), shown, folder, files);
                }
                shown = shown(command);
                String left = collect(each.group(), folder, files);
                collect(each.inner(), folder, files);
                collect(each.programs(), folder, files);
                folder = each.isApart() ? folder : left;
            }
        }
        return folder;
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

    /** The file that a command only prints, {@code cat x.js | node}; empty for none. */
    private static String shown(List<String> command) {
        return command.size() == 2 && SHOWS.contains(command.getFirst()) ? here(command.get(1)) : "";
    }

    /**
     * @param shown the file that the command before it prints; empty for none
     */
    private static void started(
            List<String> command, List<String> words, String shown, String folder, Set<StartedFile> files) {
        String program = here(command.getFirst());
        Language language =
                Language.ofInterpreter(program.startsWith("@") ? program.substring(1) : program); // as Composer has it
        if (language == null) {
            Language ending = Language.ofEnding(program);
            if (isPath(program) && (ending != null || program.indexOf('/') >= 0)) {
                files.add(new StartedFile(folder + program, ending == null ? Language.SHELL : ending, true));
            }
            return;
        }
        if (language == Language.JAVASCRIPT) {
            loaded(command, folder, files);
        }
        String file = here(file(command, language));
        boolean isRead =
                command.size() == 1 || command.size() == 2 && command.getLast().equals("-");
        if (isRead) {
            String input = here(input(words));
            file = input.isEmpty() ? shown : input;
        }
        if (isPath(file)) {
            files.add(new StartedFile(folder + file, language, false));
        }
    }

    /** What is given to an interpreter to read: {@code node < x.js}; empty for none. */
    private static String input(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("<") && !word.startsWith("<<")) {
                String target = Words.target(word);
                return target.isEmpty() && i + 1 < words.size() ? words.get(i + 1) : target;
            }
        }
        return "";
    }

    /** Without what stands for the folder that it is in, and as it is where no variable says otherwise: <code>${f:-x.js}</code>. */
    private static String here(String word) {
        int otherwise = word.startsWith("${") && word.indexOf('}') == word.length() - 1 ? word.indexOf(":-") : -1;
        String path = otherwise < 0 ? word : word.substring(otherwise + 2, word.length() - 1);
        for (String each : HERE) {
            if (path.startsWith(each)) {
                return path.substring(each.length());
            }
        }
        return path;
    }

    /** What node is told to load first; a name without a dot in front is one of a package. */
    private static void loaded(List<String> command, String folder, Set<StartedFile> files) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            int equals = word.indexOf('=');
            boolean isJoined = equals > 0 && LOADS.contains(word.substring(0, equals));
            String module = isJoined ? word.substring(equals + 1) : LOADS.contains(command.get(i - 1)) ? word : "";
            if (module.startsWith(".") && isPath(module)) {
                files.add(new StartedFile(folder + module, Language.JAVASCRIPT, false));
            }
            if (i > 1 && EVALUATES.contains(command.get(i - 1))) {
                for (String own : modules(word)) {
                    files.add(new StartedFile(folder + own, Language.JAVASCRIPT, false));
                }
            }
        }
    }

    /** The modules that a program of JavaScript loads by a path of its own, as they are written; in their order. */
    static List<String> modules(String program) {
        Set<String> modules = new LinkedHashSet<>();
        int at = 0;
        while (at < program.length() && modules.size() <= MOST) {
            char c = program.charAt(at);
            boolean isOne =
                    (c == '\'' || c == '"' || c == '`') && program.startsWith(".", at + 1) && isLoaded(program, at);
            int end = isOne ? ProgramText.literal(program, at, program.length()) : at;
            String module = isOne ? program.substring(at + 1, end) : "";
            if (isPath(module)) {
                modules.add(module);
            }
            at = end + 1;
        }
        return List.copyOf(modules);
    }

    private static boolean isLoaded(String program, int quote) {
        return MODULES.stream().anyMatch(each -> program.startsWith(each, quote - each.length()));
    }

    /** The first word that is no option; empty where the program is a word of the command. */
    private static String file(List<String> command, Language language) {
        String name = Words.name(command.getFirst());
        boolean isPowerShell = name.equals("powershell") || name.equals("pwsh");
        Set<String> taking = isPowerShell ? OF_POWERSHELL : TAKING.getOrDefault(language, Set.of());
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            if (PROGRAMS.getOrDefault(language, Set.of()).contains(word)) {
                return "";
            }
            boolean isTaking =
                    language == Language.JAVASCRIPT && LOADS.contains(word) || taking.contains(ProgramText.lower(word));
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
}
