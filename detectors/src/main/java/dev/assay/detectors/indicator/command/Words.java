package dev.assay.detectors.indicator.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Words of commands. Pure functions. */
final class Words {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh", "ash", "pwsh", "powershell");

    /** The same by a variable that has the user's, or by where it is found. */
    private static final Set<String> NAMED_SHELLS = Set.of("$shell", "${shell}", "$bash", "${bash}");

    private static final List<String> FINDERS = List.of("$(which ", "$(command -v ", "$(type -p ");

    /** What else runs a program that it reads, in a language that is not looked into. */
    private static final Set<String> RUNNERS =
            Set.of("lua", "luajit", "tclsh", "osascript", "rscript", "at", "batch", "parallel");

    /** What stands in front of a command, or begins a clause. */
    private static final Set<String> PREFIXES = Set.of(
            "sudo",
            "env",
            "exec",
            "nohup",
            "time",
            "command",
            "nice",
            "timeout",
            "then",
            "do",
            "else",
            "if",
            "!",
            "{",
            "while",
            "until",
            "elif",
            "builtin",
            "doas",
            "retry",
            "call",
            "setsid",
            "busybox",
            "stdbuf",
            "unbuffer",
            "ionice",
            "%",
            "foreach-object");

    /** What only prints, searches or compares what it is given. */
    private static final Set<String> TALK = Set.of(
            "echo",
            "printf",
            "grep",
            "egrep",
            "fgrep",
            "rg",
            "ag",
            "ack",
            "findstr",
            "test",
            "[",
            "[[",
            "case",
            "write-host",
            "write-output",
            "sed",
            "awk",
            "jq",
            "yq");

    /** What starts a file in PowerShell. */
    private static final Set<String> LAUNCHERS = Set.of("start-process", "saps", "invoke-item", "ii");

    /** Options of these behind which something else than the file stands. */
    private static final List<String> TAKING =
            List.of("-windowstyle", "-workingdirectory", "-verb", "-argumentlist", "-args", "-redirect", "-credential");

    /** A shorter text is a word as often. */
    private static final int LEAST_BLOB = 16;

    private Words() {}

    /** Whether a command does more than to print, search or compare what it is given. */
    static boolean acts(List<String> command) {
        String name = name(command.getFirst());
        boolean isSearch =
                name.equals("git") && command.size() > 1 && command.get(1).equals("grep");
        return !isSearch && !TALK.contains(name) && !name.startsWith("::");
    }

    /** The words from the command's name on: without variables that are set for it or with it, and without what starts it. */
    static List<String> command(List<String> words) {
        int at = assigned(words).isEmpty() ? 0 : 2;
        boolean isBehind = false; // a prefix and its options
        while (at < words.size()) {
            String word = words.get(at);
            int launched = launched(words, at);
            if (launched > at) {
                at = launched;
                continue;
            }
            boolean isPrefix = PREFIXES.contains(word.startsWith("/") ? last(word) : ProgramText.lower(word));
            boolean isOption = isBehind && (word.startsWith("-") || isNumber(word));
            if (!isPrefix && !isOption && !isAssignment(word)) {
                break;
            }
            isBehind = isPrefix || isOption;
            at++;
        }
        return words.subList(at, words.size());
    }

    /** What Windows starts by a command of its own, {@code cmd /c x}, {@code start /b x}, {@code Start-Process -FilePath x}: where x stands. */
    private static int launched(List<String> words, int at) {
        String name = name(words.get(at));
        int next = at + 1;
        if (name.equals("cmd") && next < words.size() && words.get(next).equalsIgnoreCase("/c")) {
            return next + 1;
        }
        if (name.equals("start")) {
            while (next < words.size()
                    && (words.get(next).isEmpty() || words.get(next).startsWith("/"))) {
                next++;
            }
            return next < words.size() ? next : at;
        }
        if (!LAUNCHERS.contains(name)) {
            return at;
        }
        while (next < words.size() && words.get(next).startsWith("-")) {
            String option = ProgramText.lower(words.get(next));
            next += TAKING.stream().anyMatch(option::startsWith) ? 2 : 1;
        }
        return next < words.size() ? next : at;
    }

    /** Whether a command is one that Windows is told to start, whatever it is. */
    static boolean isLaunched(List<String> words) {
        int at = words.size() - command(words).size() - 1;
        for (int i = 0; i <= at; i++) {
            if (LAUNCHERS.contains(name(words.get(i))) || name(words.get(i)).equals("start")) {
                return true;
            }
        }
        return false;
    }

    /** The variable of PowerShell that takes what a command gives; empty for none. */
    static String assigned(List<String> words) {
        boolean isAssigned =
                words.size() > 2 && words.get(0).startsWith("$") && words.get(1).equals("=");
        return isAssigned ? words.getFirst().substring(1) : "";
    }

    /** The words without redirections. */
    static List<String> plain(List<String> words) {
        int first = 0;
        while (first < words.size() && !isRedirection(words.get(first))) {
            first++;
        }
        if (first == words.size()) {
            return words;
        }
        List<String> plain = new ArrayList<>(words.subList(0, first));
        for (int i = first; i < words.size(); i++) {
            String word = words.get(i);
            if (!isRedirection(word)) {
                plain.add(word);
            } else if (target(word).isEmpty()) {
                i++;
            }
        }
        return plain;
    }

    /** Whether a word is a redirection: {@code >x}, {@code 2>&1}, {@code <}; a text with spaces is none. */
    static boolean isRedirection(String word) {
        int at = 0;
        while (at < word.length() && (isDigit(word.charAt(at)) || word.charAt(at) == '&')) {
            at++;
        }
        return at < word.length()
                && (word.charAt(at) == '<' || word.charAt(at) == '>')
                && (word.indexOf(' ') < 0 || word.startsWith("<<<"));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether what is substituted into a command is what it reads: {@code < <(...)}. */
    static boolean readsSubstituted(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals("<") && words.get(i).startsWith("$(")) {
                return true;
            }
        }
        return false;
    }

    /** What a redirection leads to or comes from; empty if that is the next word. */
    static String target(String redirection) {
        int at = 0;
        while (at < redirection.length() && "0123456789&<>|".indexOf(redirection.charAt(at)) >= 0) {
            boolean isEnd = at > 0
                    && Character.isDigit(redirection.charAt(at))
                    && "&<>".indexOf(redirection.charAt(at - 1)) >= 0;
            if (isEnd) {
                break;
            }
            at++;
        }
        return redirection.substring(at);
    }

    /** The program that a shell is given as a word, or that {@code eval} makes of its words; empty for none. */
    static String program(List<String> words) {
        List<String> command = plain(command(words));
        if (command.size() == 1 && command.getFirst().indexOf(' ') > 0 && isOfCmd(words)) {
            return command.getFirst();
        }
        if (command.size() < 2) {
            return "";
        }
        String name = name(command.getFirst());
        if (name.equals("eval")) {
            return String.join(" ", command.subList(1, command.size()));
        }
        if (name.equals("trap")) {
            return command.get(command.get(1).equals("--") ? Math.min(2, command.size() - 1) : 1);
        }
        int told = name.equals("su") ? told(command) : -1;
        if (told > 0) {
            return command.get(told);
        }
        boolean isPowerShell = name.equals("pwsh") || name.equals("powershell");
        for (int i = 1; isShell(name) && i + 1 < command.size(); i++) {
            String word = command.get(i);
            String before = command.get(i - 1);
            boolean isOption =
                    word.startsWith("-") || before.equals("-o") || before.equals("-O") || before.equals("+o");
            if (!isOption && !isPowerShell) {
                return "";
            }
            if (isPowerShell && (word.equalsIgnoreCase("-c") || word.equalsIgnoreCase("-command"))) {
                return String.join(" ", command.subList(i + 1, command.size()));
            }
            if (!isPowerShell && isFlagged(word)) {
                return command.get(i + 1);
            }
        }
        return "";
    }

    /** Whether the last word is what {@code cmd /c} is told. */
    private static boolean isOfCmd(List<String> words) {
        int at = words.size() - 2;
        return at > 0 && name(words.get(at - 1)).equals("cmd") && words.get(at).equalsIgnoreCase("/c");
    }

    /** Where the command stands that another user is to run; -1 for nowhere. */
    private static int told(List<String> command) {
        int option = Math.max(command.indexOf("-c"), command.indexOf("--command"));
        return option > 0 && option + 1 < command.size() ? option + 1 : -1;
    }

    /** Whether {@code c} is among the letters behind one dash. */
    private static boolean isFlagged(String word) {
        return word.length() > 1
                && word.length() < 8
                && word.charAt(0) == '-'
                && word.charAt(1) != '-'
                && word.indexOf('c') > 0;
    }

    /** The command that {@code xargs} starts, with what it puts there for its input; itself for another. */
    static List<String> started(List<String> command) {
        if (!name(command.getFirst()).equals("xargs")) {
            return command;
        }
        int at = 1;
        while (at < command.size() && command.get(at).startsWith("-")) {
            at += command.get(at).length() == 2
                            && "nIPdLsaE".indexOf(command.get(at).charAt(1)) >= 0
                    ? 2
                    : 1;
        }
        return command.subList(Math.min(at, command.size()), command.size());
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static boolean isAssignment(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            char c = word.charAt(i);
            if (c != '_' && !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** The last part of a path. */
    static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The name of a program without its folder and ending, in lower case. */
    static String name(String word) {
        String last = ProgramText.lower(last(word));
        return last.endsWith(".exe") ? last.substring(0, last.length() - 4) : last;
    }

    static boolean isShell(String word) {
        String lower = ProgramText.lower(word);
        boolean isFound = lower.endsWith(")") && FINDERS.stream().anyMatch(lower::startsWith);
        return SHELLS.contains(name(isFound ? found(lower) : word)) || NAMED_SHELLS.contains(lower);
    }

    /** What is asked for in {@code $(command -v bash)}. */
    private static String found(String word) {
        return word.substring(word.lastIndexOf(' ') + 1, word.length() - 1);
    }

    static boolean isInterpreter(String word) {
        Language language = Language.ofInterpreter(word);
        return language != null && language != Language.SHELL || RUNNERS.contains(name(word));
    }

    /** Whether PowerShell is given a program in Base64, by {@code -EncodedCommand} or what that may be cut to. */
    static boolean isEncoded(List<String> command) {
        String name = name(command.getFirst());
        boolean isOne = name.equals("powershell") || name.equals("pwsh");
        for (int i = 1; isOne && i + 1 < command.size(); i++) {
            String option = ProgramText.lower(command.get(i));
            boolean isEncoded = option.length() > 1 && ("-encodedcommand".startsWith(option) || option.equals("-ec"));
            String blob = command.get(i + 1);
            if (isEncoded
                    && (ProgramText.longestBlob(blob) >= LEAST_BLOB
                            || !encoded(blob).isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /** What PowerShell runs of a word in Base64: text in UTF-16; empty for none. */
    private static String encoded(String word) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(word);
        } catch (IllegalArgumentException ignored) {
            return "";
        }
        String text = bytes.length % 2 == 0 ? new String(bytes, StandardCharsets.UTF_16LE) : "";
        return text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t') ? text : "";
    }

    /** Whether a command runs the program that it reads: a shell without a program of its own, an interpreter likewise. */
    static boolean runsInput(List<String> all) {
        if (all.isEmpty()) {
            return false;
        }
        String name = name(all.getFirst());
        if (name.equals("xargs")) {
            List<String> started = started(all);
            boolean isShell = !started.isEmpty() && isShell(started.getFirst());
            String last = started.isEmpty() ? "" : started.getLast();
            return isShell && (isFlagged(last) || last.equals("{}"));
        }
        List<String> command = plain(all);
        if (name.equals("su")) {
            int told = told(command);
            return told > 0 && isShell(command.get(told));
        }
        boolean isSourced = name.equals("source") || name.equals(".");
        if (isSourced) {
            return command.contains("/dev/stdin");
        }
        if (name.equals("iex") || name.equals("invoke-expression")) {
            return true;
        }
        boolean isShell = isShell(name);
        if (!isShell && !isInterpreter(all.getFirst())) {
            return false;
        }
        for (String word : command.subList(1, command.size())) {
            if (word.equals("-") || word.equals("-s") || word.equals("/dev/stdin") || word.equals("--")) {
                return true;
            }
            boolean isProgram = !word.startsWith("-")
                    || (isShell ? word.startsWith("-c") || word.equals("-lc") : word.length() > 1);
            if (isProgram) {
                return false;
            }
        }
        return true;
    }
}
