package dev.assay.detectors.indicator.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shells whose commands come from another machine. Pure functions. */
final class Shells {
    private static final Set<String> PIPES = Set.of("nc", "ncat", "netcat", "telnet");

    private static final Set<String> GIVES = Set.of("-e", "-c", "--exec", "--sh-exec");

    private Shells() {}

    /** Whether a command hands a shell to another machine: {@code nc -e /bin/sh}, {@code socat exec:sh tcp:...}. */
    static boolean isHanded(List<String> command) {
        String name = Words.name(command.getFirst());
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i).toLowerCase(Locale.ROOT);
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

    /** Whether a program of an interpreter opens a connection and gives it to a shell. */
    static boolean isOpened(String lower) {
        boolean isConnected = lower.contains("socket.socket")
                || lower.contains("net.socket")
                || lower.contains("net.connect")
                || lower.contains("net.createconnection")
                || lower.contains("('net')")
                || lower.contains("(\"net\")")
                || lower.contains("tcpsocket")
                || lower.contains("fsockopen")
                || lower.contains("tcpclient")
                || lower.contains("socket(s,") // of Perl
                || lower.contains("/dev/tcp/");
        boolean isShell = lower.contains("/bin/sh")
                || lower.contains("/bin/bash")
                || lower.contains("cmd.exe")
                || lower.contains("\"sh\"")
                || lower.contains("'sh'")
                || lower.contains("\"bash\"")
                || lower.contains("'bash'")
                || lower.contains("iex ");
        boolean isJoined = lower.contains("dup2")
                || lower.contains("pty.spawn")
                || lower.contains(".pipe(")
                || lower.contains("proc_open")
                || lower.contains("<&3")
                || lower.contains("popen")
                || lower.contains("open(stdin")
                || lower.contains("getstream()");
        return isConnected && isShell && isJoined;
    }
}
