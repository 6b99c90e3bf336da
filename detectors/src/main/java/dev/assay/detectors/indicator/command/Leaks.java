package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Whether commands hand all variables, or a file with credentials, to another machine, or read the memory of a process. Hosts say nothing here:
 * nobody has a use for all of it. Machines of one's own are none. Pure functions; the table is read with the first question.
 */
final class Leaks {
    /** Read with the first question. */
    private static final class Files {
        private static final List<String> ENDS =
                Rows.read(Objects.requireNonNull(Leaks.class.getResource("credentials.tsv")), 2).stream()
                        .map(List::getFirst)
                        .toList();
    }

    private static final Set<String> SENDERS = Set.of("nc", "ncat", "netcat", "socat");

    private static final Set<String> CLIENTS = Set.of("curl", "wget");

    private static final Set<String> DATA = Set.of(
            "-d", "-F", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json", "--form", "--post-data");

    private static final String SECRET = "secrets.";

    /** A name and a password are two. */
    private static final int SEVERAL = 3;

    private static final List<String> CALLS =
            List.of("fetch(", "request(", ".post(", "axios", "urlopen(", "http.get(", "https.get(", "xmlhttprequest");

    private static final List<String> ALL_VARIABLES =
            List.of("stringify(process.env)", "(os.environ)", "dict(os.environ", "=os.environ)", "(**os.environ)");

    private Leaks() {}

    /** What a pipeline gives away, as written; empty for nothing. */
    static String of(List<Command> pipeline) {
        boolean isSecret = false;
        for (Command each : pipeline) {
            List<String> command = Words.command(each.words());
            boolean isSent = !command.isEmpty() && isSender(command);
            if (isSent && (isSecret && takesInput(command) || isHeld(each, command))) {
                return String.join(" ", command);
            }
            isSecret |= tellsSecrets(each.words(), command);
        }
        return "";
    }

    private static boolean isSender(List<String> command) {
        String name = Words.name(command.getFirst());
        if (SENDERS.contains(name)) {
            return true;
        }
        String host = Addresses.host(Addresses.first(command));
        return CLIENTS.contains(name) && !host.isEmpty() && !Addresses.isLocal(host);
    }

    /** Whether a client sends what it reads: {@code -d @-}, {@code -T -}, {@code -F f=@-}; what only opens a connection does. */
    private static boolean takesInput(List<String> command) {
        return SENDERS.contains(Words.name(command.getFirst()))
                || command.stream()
                        .anyMatch(word -> word.endsWith("@-")
                                || word.equals("-")
                                || word.endsWith("=-")
                                || word.endsWith("/dev/stdin"));
    }

    /** Whether it is in the command itself: substituted, or a file that is named to be sent. */
    private static boolean isHeld(Command whole, List<String> command) {
        for (Pipeline inner : whole.inner()) {
            Command first = inner.commands().getFirst();
            if (tellsSecrets(first.words(), Words.command(first.words())) && !isNarrowed(inner)) {
                return true;
            }
        }
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            int file = word.lastIndexOf('@');
            boolean isUpload =
                    command.get(i - 1).equals("-T") || command.get(i - 1).equals("--upload-file");
            boolean isFile = file >= 0 && !word.contains("://"); // in an address a login stands before it
            if (isFile && isCredentials(word.substring(file + 1)) || isUpload && isCredentials(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something takes a part of it, as {@code env | grep VERSION} does. */
    private static boolean isNarrowed(Pipeline pipeline) {
        return pipeline.commands().stream()
                .skip(1)
                .map(each -> Words.command(each.words()))
                .anyMatch(command -> !command.isEmpty() && !Words.acts(command));
    }

    private static boolean tellsSecrets(List<String> words, List<String> command) {
        boolean isAll = words.equals(List.of("env"))
                || words.equals(List.of("printenv"))
                || words.equals(List.of("export", "-p"))
                || words.equals(List.of("sudo", "env"))
                || words.equals(List.of("env", "-0"));
        boolean isFile = !command.isEmpty() && Words.name(command.getFirst()).equals("cat");
        return isAll || isFile && command.stream().skip(1).anyMatch(Leaks::isCredentials);
    }

    private static boolean isCredentials(String file) {
        return Files.ENDS.stream().anyMatch(file::endsWith);
    }

    /**
     * Whether a client is given several secrets of a workflow as data for a host that is written down. Logins of OAuth take as many, and say so;
     * what stands in headers and in the address is how one logs in.
     */
    static boolean sendsSeveral(List<String> command) {
        if (!isSender(command) || String.join(" ", command).contains("client_id")) {
            return false;
        }
        Set<String> names = new HashSet<>();
        for (int i = 1; i < command.size(); i++) {
            String before = command.get(i - 1);
            String word = command.get(i);
            boolean isData = DATA.contains(before) || isShort(before);
            boolean isJoined =
                    word.startsWith("--data") || word.startsWith("--post-data=") || word.startsWith("--form");
            for (int at = word.indexOf(SECRET); (isData || isJoined) && at >= 0; at = word.indexOf(SECRET, at + 1)) {
                int end = at + SECRET.length();
                while (end < word.length()
                        && (word.charAt(end) == '_' || Character.isLetterOrDigit(word.charAt(end)))) {
                    end++;
                }
                names.add(word.substring(at, end));
            }
        }
        return names.size() >= SEVERAL;
    }

    /** Of several letters behind one dash, as in {@code -sSd}, the last one takes what comes next. */
    private static boolean isShort(String word) {
        return word.length() > 2
                && word.length() < 10
                && word.charAt(0) == '-'
                && word.charAt(1) != '-'
                && (word.endsWith("d") || word.endsWith("F"));
    }

    /** Whether a word names the memory of a process. */
    static boolean isMemory(String word) {
        return word.startsWith("/proc/") && word.endsWith("/mem");
    }

    /** The program that an interpreter is handed as a word; empty for none. */
    static String program(List<String> command) {
        for (int i = 1; Words.isInterpreter(command.getFirst()) && i + 1 < command.size(); i++) {
            String word = command.get(i);
            if (word.equals("-e") || word.equals("-c") || word.equals("--eval") || word.equals("-r")) {
                return command.get(i + 1);
            }
        }
        return "";
    }

    /** Whether a program of JavaScript or Python sends all variables. */
    static boolean sendsVariables(String program) {
        String lower = program.toLowerCase(Locale.ROOT);
        return has(lower, ALL_VARIABLES) && has(lower, CALLS);
    }

    /** Whether a program of JavaScript or Python runs what it fetches. */
    static boolean runsFetched(String program) {
        String lower = program.toLowerCase(Locale.ROOT);
        List<String> runs = new ArrayList<>(List.of("eval(", "(eval)", "new function("));
        if (lower.contains("urlopen(") || lower.contains("requests.get(")) {
            runs.add("exec("); // of Python; in JavaScript it is a match of a pattern as often
        }
        return has(lower, runs) && (has(lower, CALLS) || lower.contains("requests.get("));
    }

    private static boolean has(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
