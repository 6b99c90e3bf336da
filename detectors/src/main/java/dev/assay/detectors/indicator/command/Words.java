package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of commands. Pure functions. */
final class Words {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh", "ash", "pwsh", "powershell");

    /** What stands in front of a command, or begins a clause. */
    private static final Set<String> PREFIXES = Set.of(
            "sudo", "env", "exec", "nohup", "time", "command", "nice", "timeout", "then", "do", "else", "if", "!", "{",
            "while", "builtin", "doas", "retry");

    private static final Set<String> INTERPRETERS =
            Set.of("python", "python2", "python3", "node", "bun", "deno", "perl", "ruby", "php");

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

    private Words() {}

    /** Whether a command does more than to print, search or compare what it is given. */
    static boolean acts(List<String> command) {
        String name = name(command.getFirst());
        boolean isSearch =
                name.equals("git") && command.size() > 1 && command.get(1).equals("grep");
        return !isSearch && !TALK.contains(name) && !name.startsWith("::");
    }

    /** The words from the command's name on: without variables that are set for it, and without what starts it. */
    static List<String> command(List<String> words) {
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            boolean isPrefix = PREFIXES.contains(word)
                    || isAssignment(word)
                    || at > 0 && (word.startsWith("-") || isNumber(word)) && PREFIXES.contains(words.get(at - 1));
            if (!isPrefix) {
                break;
            }
            at++;
        }
        return words.subList(at, words.size());
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

    /** The name of a program without its folder and ending, in lower case. */
    static String name(String word) {
        String last = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return last.endsWith(".exe") ? last.substring(0, last.length() - 4) : last;
    }

    static boolean isShell(String word) {
        return SHELLS.contains(name(word));
    }

    static boolean isInterpreter(String word) {
        return INTERPRETERS.contains(name(word));
    }

    /** Whether a command runs the program that it reads: a shell without a program of its own, an interpreter likewise. */
    static boolean runsInput(List<String> command) {
        if (command.isEmpty()) {
            return false;
        }
        String name = name(command.getFirst());
        if (name.equals("iex") || name.equals("invoke-expression")) {
            return true;
        }
        boolean isShell = isShell(name);
        if (!isShell && !isInterpreter(name)) {
            return false;
        }
        for (String word : command.subList(1, command.size())) {
            if (word.equals("-") || word.equals("-s") || word.equals("/dev/stdin") || word.equals("--")) {
                return true;
            }
            boolean isProgram = !word.startsWith("-")
                    || (isShell ? word.startsWith("-c") || word.equals("-lc") : word.length() > 1);
            if (isProgram && !word.startsWith(">") && !word.startsWith("2>")) {
                return false;
            }
        }
        return true;
    }
}
