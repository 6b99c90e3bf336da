package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Set;

/** Shells whose commands come from another machine. Pure functions. */
final class Shells {
    private static final Set<String> PIPES = Set.of("nc", "ncat", "netcat", "telnet");

    private static final Set<String> GIVES = Set.of("-e", "-c", "--exec", "--sh-exec");

    /** What programs of interpreters open connections by, start shells by, and join both by. */
    private static final List<String> CONNECTED = List.of(
            "socket.socket",
            "net.socket",
            "net.connect",
            "net.createconnection",
            "('net')",
            "(\"net\")",
            "tcpsocket",
            "fsockopen",
            "tcpclient",
            "socket(s,", // of Perl
            "/dev/tcp/");

    private static final List<String> SHELLS =
            List.of("/bin/sh", "/bin/bash", "cmd.exe", "\"sh\"", "'sh'", "\"bash\"", "'bash'", "iex ");

    private static final List<String> JOINED =
            List.of("dup2", "pty.spawn", ".pipe(", "proc_open", "<&3", "popen", "open(stdin", "getstream()");

    /** Connections and shells that are further apart, as in a bundle, have nothing to do with one another. */
    private static final int PLACE = 64 << 10;

    private static final int TWICE = 16 << 10;

    private Shells() {}

    /** Whether a command hands a shell to another machine: {@code nc -e /bin/sh}, {@code socat exec:sh tcp:...}. */
    static boolean isHanded(List<String> command) {
        String name = Words.name(command.getFirst());
        for (int i = 1; i < command.size(); i++) {
            String word = ProgramText.lower(command.get(i));
            boolean isGiven = PIPES.contains(name) && GIVES.contains(command.get(i - 1)) && isShell(word);
            boolean isRun = name.equals("socat")
                    && (word.startsWith("exec:") || word.startsWith("system:"))
                    && isShell(word.substring(word.indexOf(':') + 1));
            if (isGiven || isRun) {
                return true;
            }
        }
        return false;
    }

    private static boolean isShell(String program) {
        int end = 0;
        while (end < program.length() && " ,'\"".indexOf(program.charAt(end)) < 0 || end == 0 && program.length() > 1) {
            end++;
        }
        String name = Words.name(program.substring(0, end).replace("'", "").replace("\"", ""));
        return Words.isShell(name) || name.equals("cmd");
    }

    /** Whether a command joins what stands before it in a pipe to another machine. */
    static boolean connects(List<String> command) {
        String name = Words.name(command.getFirst());
        return PIPES.contains(name)
                || name.equals("openssl")
                        && command.size() > 1
                        && command.get(1).equals("s_client");
    }

    /** Whether a program of an interpreter opens a connection and gives it to a shell: of a large one, in one place. */
    static boolean isOpened(String lower) {
        for (int from = 0; from == 0 || from + TWICE < lower.length(); from += PLACE - TWICE) {
            String place = lower.substring(from, Math.min(lower.length(), from + PLACE));
            if (hasAny(place, CONNECTED) && hasAny(place, SHELLS) && hasAny(place, JOINED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAny(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
