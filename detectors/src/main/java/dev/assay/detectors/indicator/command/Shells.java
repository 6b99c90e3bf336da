package dev.assay.detectors.indicator.command;

import java.util.List;
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
}
