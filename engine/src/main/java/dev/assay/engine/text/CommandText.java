package dev.assay.engine.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells texts that run something from names that merely sound like it: {@code os.execute('...')} against {@code
 * execute_mode}. For texts within models, where neither code nor commands have any business. Pure functions.
 */
public final class CommandText {
    /** Calls, by what stands before the parenthesis; whole words, and not methods of something else. */
    private static final List<String> CALLS = List.of(
            "os.system",
            "os.popen",
            "os.execute",
            "io.popen",
            "loadstring",
            "dofile",
            "eval",
            "exec",
            "execfile",
            "__import__",
            "compile",
            "subprocess.run",
            "subprocess.call",
            "subprocess.popen",
            "subprocess.check_output",
            "subprocess.check_call",
            "pickle.loads",
            "marshal.loads",
            "base::system",
            "base::eval",
            "base::source",
            "system",
            "system2",
            "shell.exec",
            "ffi.load",
            "importlib.import_module",
            "importlib.util.spec_from_file_location",
            "sourcefileloader",
            "urllib.request.urlopen",
            "requests.post",
            "webbrowser.open",
            "package.loadlib");

    /** Beginnings and parts of commands. */
    private static final List<String> COMMANDS = List.of(
            "curl http",
            "wget http",
            "curl -",
            "wget -",
            "powershell -",
            "powershell.exe",
            "cmd.exe /c",
            "cmd /c ",
            "/bin/sh -",
            "/bin/bash -",
            "bash -c ",
            "bash -i ",
            "sh -c ",
            "| sh",
            "|sh",
            "| bash",
            "|bash",
            "nc -e ",
            "/dev/tcp/",
            "rm -rf /");

    private CommandText() {}

    /** What every text holds in which {@link #find} finds something. */
    public static List<Literals.Literal> marks() {
        return Stream.concat(CALLS.stream().map(call -> call + "("), COMMANDS.stream())
                .map(mark -> new Literals.Literal(mark, true))
                .toList();
    }

    /** The call or command that the text holds, as far as its form tells; empty if there is none. */
    public static Optional<String> find(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.indexOf('(') > 0) {
            for (String call : CALLS) {
                if (hasCall(lower, call)) {
                    return Optional.of(call + "(");
                }
            }
        }
        return COMMANDS.stream().filter(lower::contains).findFirst().map(String::strip);
    }

    /** A call with something between the parentheses; a bare name with any argument must be given a text or a name. */
    private static boolean hasCall(String text, String call) {
        for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
            int open = at + call.length();
            if (open + 1 >= text.length() || text.charAt(open) != '(' || at > 0 && isPartOfName(text.charAt(at - 1))) {
                continue;
            }
            char argument = text.charAt(open + 1);
            if (argument == '\'' || argument == '"' || argument == '[' || Character.isJavaIdentifierStart(argument)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfName(char c) {
        return c == '.' || c == '_' || Character.isLetterOrDigit(c);
    }
}
