package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether commands hand all variables, or a file with credentials, to another machine. Hosts say nothing here:
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

    /** What opens a connection or sends a letter, and takes what it reads. */
    private static final Set<String> SENDERS =
            Set.of("nc", "ncat", "netcat", "socat", "telnet", "mail", "mailx", "sendmail", "mutt");

    private static final Set<String> CLIENTS =
            Set.of("curl", "wget", "iwr", "irm", "invoke-webrequest", "invoke-restmethod");

    /** What of {@code gh} puts a text where others read it; {@code gh secret set} is no such thing. */
    private static final Set<String> PUBLISHING = Set.of("api", "gist", "issue", "pr", "release");

    /** What copies files to another machine. */
    private static final Set<String> COPIERS = Set.of("scp", "rsync", "sftp");

    /** What asks for the address of a name, and so tells whoever answers for it. */
    private static final Set<String> RESOLVERS = Set.of("nslookup", "dig", "host", "ping", "drill", "resolve-dnsname");

    /** Commands that take files, variables and what is substituted as the text that they give on. */
    private static final Set<String> GIVERS = Set.of(
            "echo",
            "printf",
            "cat",
            "tar",
            "zip",
            "gzip",
            "gunzip",
            "zcat",
            "xzcat",
            "bzcat",
            "zstdcat",
            "unzip",
            "xz",
            "base64",
            "base32",
            "xxd",
            "openssl",
            "jq",
            "head",
            "tail",
            "strings",
            "write-output",
            "get-content",
            "convertto-json");

    /** What takes a part of what it reads. */
    private static final Set<String> PICKERS =
            Set.of("grep", "egrep", "fgrep", "rg", "ag", "ack", "findstr", "sed", "awk", "jq", "yq", "select-string");

    /** What somebody picks who looks for secrets. */
    private static final List<String> WANTED = List.of("token", "secret", "passw", "key", "cred", "-v");

    /** Commands that print all variables. */
    private static final Set<List<String>> TELLERS = Set.of(
            List.of("env"),
            List.of("printenv"),
            List.of("export"),
            List.of("export", "-p"),
            List.of("set"),
            List.of("declare"),
            List.of("declare", "-p"),
            List.of("declare", "-x"),
            List.of("declare", "-px"),
            List.of("compgen", "-v"),
            List.of("compgen", "-e"),
            List.of("compgen", "-A", "variable"),
            List.of("compgen", "-A", "export"),
            List.of("sudo", "env"),
            List.of("env", "-0"),
            List.of("printenv", "-0"));

    private static final Set<String> LISTS = Set.of("get-childitem", "gci", "dir", "ls", "get-item", "gi");

    private static final Set<String> DATA = Set.of(
            "-d", "-F", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json", "--form", "--post-data");

    /** Options of interpreters behind which a program stands. */
    private static final Set<String> PROGRAM = Set.of("-e", "-E", "-c", "-r", "-p", "-pe", "-ne", "--eval", "--print");

    private static final String SECRET = "secrets.";

    /** A name and a password are two. */
    private static final int SEVERAL = 3;

    private Leaks() {}

    /** What a command sends to another machine of all that it reads, is given and names. */
    static Flow sent(List<String> command, Flow input, Flow substituted, Holders holders) {
        String name = Words.name(command.getFirst());
        if (RESOLVERS.contains(name)) {
            return substituted.plus(named(command, holders));
        }
        if (COPIERS.contains(name)) {
            return copied(command, holders);
        }
        if (!isSender(command)) {
            return Flow.NONE;
        }
        Flow sent = substituted.plus(named(command, holders)).plus(uploaded(command, holders));
        if (tellsVariables(command)) {
            sent = sent.plus(Flow.secret(String.join(" ", command)));
        }
        return takesInput(command) ? sent.plus(input) : sent;
    }

    private static Flow named(List<String> command, Holders holders) {
        Flow flow = Flow.NONE;
        for (String word : command) {
            flow = flow.plus(holders.named(word));
        }
        return flow;
    }

    /** Whether a command takes texts that it gives on. */
    static boolean isGiver(List<String> command) {
        return GIVERS.contains(Words.name(command.getFirst()));
    }

    /** Whether no word of a command names a machine of one's own. */
    static boolean isFarAway(List<String> command) {
        return command.stream().skip(1).noneMatch(word -> word.equals("localhost") || word.startsWith("127."));
    }

    /** Machines of one's own are none; which one a variable names is not known. */
    static boolean isSender(List<String> command) {
        String name = Words.name(command.getFirst());
        boolean isPublishing = name.equals("gh") && command.size() > 1 && PUBLISHING.contains(command.get(1));
        if (SENDERS.contains(name) || Shells.connects(command) || isPublishing) {
            return true;
        }
        if (!CLIENTS.contains(name)) {
            return false;
        }
        String address = Addresses.first(command);
        String host = Addresses.host(address);
        return address.isEmpty()
                ? command.stream().skip(1).anyMatch(word -> word.startsWith("$") && !word.startsWith("$("))
                : host.startsWith("$") || !host.isEmpty() && !Addresses.isLocal(host);
    }

    /** Whether a client sends what it reads: {@code -d @-}, {@code -T -}, {@code -F f=@-}; what only opens a connection does. */
    private static boolean takesInput(List<String> command) {
        return SENDERS.contains(Words.name(command.getFirst()))
                || Shells.connects(command)
                || command.stream()
                        .anyMatch(word -> word.endsWith("@-")
                                || word.equals("-")
                                || word.endsWith("=-")
                                || word.endsWith("/dev/stdin"));
    }

    /** The files that a client is told to send. */
    private static Flow uploaded(List<String> command, Holders holders) {
        Flow flow = Flow.NONE;
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            String before = command.get(i - 1);
            int sign = word.indexOf("://") >= 0 ? -1 : word.lastIndexOf('@'); // in an address a login stands before it
            boolean isUpload = before.equals("-T")
                    || before.equals("--upload-file")
                    || before.equals("--post-file")
                    || before.equals("--body-file")
                    || before.equalsIgnoreCase("-infile");
            boolean isJoined = word.startsWith("--post-file=")
                    || word.startsWith("--body-file=")
                    || word.startsWith("--upload-file=");
            int from = sign >= 0 ? sign + 1 : isJoined ? word.indexOf('=') + 1 : isUpload ? 0 : -1;
            if (from >= 0) {
                int end = word.indexOf(';', from);
                flow = flow.plus(file(word.substring(from, end < 0 ? word.length() : end), holders));
            }
        }
        return flow;
    }

    /** What is copied to another machine, which stands last; a key with which one logs in is not. */
    private static Flow copied(List<String> command, Holders holders) {
        Flow flow = Flow.NONE;
        if (command.getLast().indexOf(':') < 0) {
            return flow;
        }
        for (int i = 1; i + 1 < command.size(); i++) {
            String before = command.get(i - 1);
            boolean isOption =
                    before.length() == 2 && before.charAt(0) == '-' && "ieFoPJcSl".indexOf(before.charAt(1)) >= 0;
            String word = command.get(i);
            if (!isOption && word.indexOf(' ') < 0 && word.indexOf(':') < 0) {
                flow = flow.plus(file(word, holders));
            }
        }
        return flow;
    }

    /** What is in a file: a secret by its name, or what was put there. */
    static Flow file(String path, Holders holders) {
        return isCredentials(path) ? Flow.secret(path) : holders.file(path);
    }

    /** What a command gives on: of all variables, of files, of what it is given as a text. */
    static Flow given(List<String> words, List<String> command, Flow input, Flow substituted, Holders holders) {
        Flow flow = input;
        if (tellsAll(words) || tellsVariables(words)) {
            flow = flow.plus(Flow.secret(String.join(" ", Words.plain(words))));
        }
        if (command.isEmpty()) {
            return flow;
        }
        String name = Words.name(command.getFirst());
        if (GIVERS.contains(name)) {
            flow = flow.plus(substituted).plus(named(command, holders));
            List<String> plain = Words.plain(command);
            for (String word : plain.subList(1, plain.size())) {
                flow = flow.plus(file(word.startsWith("@") ? word.substring(1) : word, holders));
            }
        }
        boolean isPart = PICKERS.contains(name)
                && command.stream().noneMatch(word -> WANTED.stream().anyMatch(ProgramText.lower(word)::contains));
        return isPart ? flow.picked() : flow;
    }

    private static boolean tellsAll(List<String> words) {
        List<String> plain = Words.plain(words);
        boolean isHeader = plain.size() > 2
                && plain.getFirst().equals("git")
                && plain.getLast().endsWith(".extraheader");
        return isHeader || plain.size() <= 3 && TELLERS.contains(plain);
    }

    /** Whether PowerShell lists all variables: {@code Get-ChildItem env:}. */
    private static boolean tellsVariables(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = ProgramText.lower(words.get(i));
            boolean isDrive =
                    word.equals("env:") || word.equals("env:*") || word.equals("env:\\") || word.equals("env:\\*");
            boolean isListed = isDrive && i > 0 && LISTS.contains(ProgramText.lower(words.get(i - 1)));
            if (isListed || word.contains("[environment]::getenvironmentvariables")) {
                return true;
            }
        }
        return false;
    }

    static boolean isCredentials(String file) {
        String path = file.startsWith("./") ? file.substring(1) : "/" + file;
        return Files.ENDS.stream().anyMatch(path::endsWith);
    }

    /** The secrets of a workflow that stand in a text, by an expression or by a variable that holds one. */
    static Set<String> secrets(String text, Map<String, String> environment) {
        Set<String> names = new HashSet<>();
        addSecrets(text, names);
        for (int at = text.indexOf('$'); at >= 0 && !environment.isEmpty(); at = text.indexOf('$', at + 1)) {
            int from = at + 1 < text.length() && text.charAt(at + 1) == '{' ? at + 2 : at + 1;
            int end = from;
            while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
                end++;
            }
            addSecrets(environment.getOrDefault(text.substring(from, end), ""), names);
        }
        return names;
    }

    private static void addSecrets(String text, Set<String> names) {
        for (int at = text.indexOf(SECRET); at >= 0; at = text.indexOf(SECRET, at + 1)) {
            int end = at + SECRET.length();
            while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
                end++;
            }
            names.add(text.substring(at, end));
        }
    }

    /**
     * Whether a client is given several secrets of a workflow as data for a host that is written down. Logins of OAuth take as many, and say so;
     * what stands in headers and in the address is how one logs in.
     */
    static boolean sendsSeveral(List<String> command, Set<String> read, Map<String, String> environment) {
        boolean isSender = isSender(command);
        String host = isSender ? Addresses.host(Addresses.first(command)) : "";
        boolean isWrittenDown =
                SENDERS.contains(Words.name(command.getFirst())) || !host.isEmpty() && host.indexOf('$') < 0;
        if (!isWrittenDown || String.join(" ", command).contains("client_id")) {
            return false;
        }
        Set<String> names = new HashSet<>(takesInput(command) ? read : Set.of());
        for (int i = 1; i < command.size(); i++) {
            String before = command.get(i - 1);
            String word = command.get(i);
            boolean isData = DATA.contains(before) || isShort(before) || before.equalsIgnoreCase("-body");
            boolean isJoined =
                    word.startsWith("--data") || word.startsWith("--post-data=") || word.startsWith("--form");
            if (isData || isJoined) {
                names.addAll(secrets(word, environment));
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

    /** Whether a command names the memory of a process, in which a runner has all secrets of a job. */
    static boolean readsMemory(List<String> command) {
        for (int i = 1; i < command.size(); i++) {
            if (command.get(i).startsWith("/proc/") && command.get(i).endsWith("/mem")) {
                return true;
            }
        }
        return false;
    }

    /** The program that an interpreter is handed as a word; empty for none. */
    static String program(List<String> command) {
        for (int i = 1; Words.isInterpreter(command.getFirst()) && i + 1 < command.size(); i++) {
            String word = command.get(i);
            if (PROGRAM.contains(word) && !command.get(i + 1).startsWith("-")) {
                return command.get(i + 1);
            }
        }
        return "";
    }
}
