package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import dev.assay.detectors.indicator.command.ProgramValues.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a program hands to servers and to shells: secrets as a whole, and what a server answered. Belongs to one thread. */
final class ProgramFlow {
    /** Of one kind in one program, that are followed to where they end. */
    private static final int MOST_CALLS = 50;

    private static final int MOST_NAME = 32;

    /** What hands something to a request that is open. */
    private static final List<String> WRITES =
            List.of(".end(", ".write(", ".json(", ".body(", ".form(", ".send_json(", ".send_form(", ".send_string(");

    /** What asks for the address of a name, and so tells whoever answers for it. */
    private static final List<String> RESOLVES = List.of(
            "dns.lookup(",
            "dns.resolve(",
            "dns.resolve4(",
            "dns.resolve6(",
            "dns.resolvetxt(",
            "dns.promises.lookup(",
            "dns').lookup(",
            "dns\").lookup(",
            "gethostbyname(",
            "getaddrinfo(");

    /** What makes a name of a text that is none. */
    private static final List<String> NAMES =
            List.of("'hex'", "\"hex\"", "base64", "b32encode", "hexlify", "b64encode");

    private static final List<String> SHELLS =
            List.of("execsync(", "exec(", "system(", "spawn(", "popen(", "shell_exec(", "passthru(");

    private static final List<String> FILES = List.of(
            "writefilesync(", "writefile(", "file_put_contents(", "file.write(", "file.binwrite(", "io.binwrite(");

    /** Of PHP, to which an address is a file. */
    private static final List<String> COPIES = List.of("copy('http", "copy(\"http");

    /** What loads a file, with what may stand before its name. */
    private static final List<String> LOADS = List.of("require", "require_once", "include", "include_once", "import");

    private static final List<String> DIGESTS =
            List.of("createhash(", "hashlib.", "digest::sha", "sha256::", "hash_file(", "hash('sha", "hash(\"sha");

    private static final String STREAM = "createwritestream(";

    /** What asks a server in Rust. */
    private static final List<String> CLIENTS = List.of(
            "command::new(\"curl\")",
            "command::new(\"wget\")",
            "reqwest::get(",
            "reqwest::blocking::get(",
            "ureq::get(",
            "minreq::get(",
            "attohttpc::get(");

    private static final List<String> SHELLS_OF_RUST = List.of(
            "command::new(\"sh\")",
            "command::new(\"bash\")",
            "command::new(\"/bin/sh\")",
            "command::new(\"/bin/bash\")",
            "command::new(\"powershell\")");

    /** What is called of an answer, or of a client that was started, and is still what came. */
    private static final List<String> GIVES = List.of(
            ".unwrap",
            ".expect",
            ".text",
            ".stdout",
            ".output",
            ".status",
            ".arg",
            ".spawn",
            ".as_str",
            ".trim",
            ".to_string",
            ".send",
            ".call",
            ".into_string",
            ".clone",
            ".take",
            ".into");

    /** A part of a text. */
    private record Part(int from, int to) {}

    private final String lower;
    private final ProgramValues values;
    private final boolean asks;

    ProgramFlow(String program) {
        this.lower = ProgramText.lower(program);
        this.values = new ProgramValues(program);
        this.asks = ProgramText.has(lower, ProgramText.CALLS);
    }

    /** What it does with connections that stay. */
    Sockets sockets() {
        return new Sockets(lower, values);
    }

    /** Where all variables or a file with credentials are handed to a call that sends; -1 for nowhere. */
    int sent() {
        Set<String> names = asks ? values.names(Kind.SECRET) : Set.of();
        int sent = asks ? sent(ProgramText.CALLS, names) : -1;
        sent = asks && sent < 0 ? sent(WRITES, names) : sent;
        return sent < 0 ? asked() : sent;
    }

    /** Where a variable of the process is made a part of a name that is looked up; -1 for nowhere. */
    private int asked() {
        for (String call : RESOLVES) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                int to = values.argument(open, ProgramText.closing(lower, open));
                List<Assignment> assigned = values.assigned(values.begin(open + 1, to));
                String name = lower.substring(open + 1, to);
                String made = assigned.size() == 1
                        ? lower.substring(
                                assigned.getFirst().from(), assigned.getFirst().to())
                        : "";
                boolean isVariable = (name + made).contains("process.env") || (name + made).contains("os.environ");
                if (isVariable && ProgramText.has(name + made, NAMES)) {
                    return at;
                }
            }
        }
        return -1;
    }

    private int sent(List<String> calls, Set<String> names) {
        for (String call : calls) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = lower.indexOf('(', at, Math.min(lower.length(), at + call.length() + MOST_NAME));
                boolean isShown = lower.startsWith("std", Math.max(0, at - "stdout".length())); // or the other one
                int value = open < 0 || isShown
                        ? -1
                        : values.value(open + 1, ProgramText.closing(lower, open), names, Kind.SECRET);
                if (value >= 0) {
                    return value;
                }
            }
        }
        return -1;
    }

    /** Where a shell is handed what a server answered; -1 for nowhere. */
    int ran() {
        List<Part> answers = answers();
        Set<String> names = answers.isEmpty() ? Set.of() : values.names(Kind.ANSWER);
        for (String call : answers.isEmpty() ? List.<String>of() : SHELLS) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                int to = values.argument(open, ProgramText.closing(lower, open));
                if (isOfShell(at, call) && isAnswer(open + 1, to, names, answers)) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** Where a shell of Rust is given what a client or a request answered; -1 for nowhere. */
    int ranByRust() {
        Set<String> names = ProgramText.has(lower, CLIENTS) ? ProgramText.named(lower, CLIENTS, GIVES) : Set.of();
        for (String shell : names.isEmpty() ? List.<String>of() : SHELLS_OF_RUST) {
            int seen = 0;
            for (int at = lower.indexOf(shell); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(shell, at + 1)) {
                int open = lower.indexOf('(', at);
                int behind = ProgramText.closing(lower, open);
                int end = FileText.chain(lower, open);
                boolean isGiven = behind < end
                        && names.stream().anyMatch(name -> ProgramText.isWhole(lower, name, behind, end, GIVES));
                if (isGiven) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** {@code exec} of a pattern looks for it in a text; that of a module starts a shell. */
    boolean isOfShell(int at, String call) {
        char before = at == 0 ? ' ' : lower.charAt(at - 1);
        if (before != '.' || !call.equals("exec(")) {
            return !ProgramText.isOfName(before);
        }
        int from = at - 1;
        while (from > 0 && ProgramText.isOfName(lower.charAt(from - 1))) {
            from--;
        }
        String receiver = lower.substring(from, at - 1);
        boolean isModule = receiver.equals("child_process") || lower.startsWith("child_process", at - 16);
        return isModule || !receiver.isEmpty() && isModuleNamed(receiver);
    }

    private boolean isModuleNamed(String name) {
        int seen = 0;
        for (int at = lower.indexOf("child_process"); at >= 0 && seen++ < MOST_CALLS; ) {
            int from = Math.max(lower.lastIndexOf(';', at), lower.lastIndexOf('\n', at)) + 1;
            if (ProgramText.isWhole(lower, name, from, at, List.of())) {
                return true;
            }
            at = lower.indexOf("child_process", at + 1);
        }
        return false;
    }

    /** The calls that ask a server, with what waits for their answers. */
    private List<Part> answers() {
        List<Part> answers = new ArrayList<>(0);
        List<String> calls = ProgramText.calls(lower);
        calls.addAll(ProgramText.ANSWERS);
        for (String call : calls) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = lower.indexOf('(', at);
                if (ProgramText.isCall(lower, at, call)) {
                    answers.add(new Part(at, open < 0 ? at : FileText.chain(lower, open)));
                }
            }
        }
        return answers;
    }

    /** Whether an expression begins with what a server answered: what stands there first is what is run. */
    private boolean isAnswer(int from, int to, Set<String> names, List<Part> answers) {
        String name = values.begin(from, to);
        if (name.isEmpty()) {
            return false;
        }
        int begins = lower.indexOf(name, from);
        if (values.value(from, to, names, Kind.ANSWER) == begins) {
            return true;
        }
        int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
        String variable = name.substring(0, end);
        boolean isWhole = end == name.length() || ProgramValues.isSame(name.substring(end + 1));
        return isWhole
                && answers.stream().anyMatch(each -> each.from() < from && from < each.to() && waits(variable, each));
    }

    /** Whether what waits for an answer is given it by that name, or gathers it there. */
    private boolean waits(String name, Part answer) {
        return isTaken(lower, name, answer.from(), answer.to(), true);
    }

    /** Whether a function that stands there is handed something by that name. */
    static boolean isParameter(String lower, String name, int from, int to) {
        return isTaken(lower, name, from, to, false);
    }

    private static boolean isTaken(String lower, String name, int from, int to, boolean orGathered) {
        for (int at = lower.indexOf(name, from + 1, to); // behind the call's own name
                at >= 0;
                at = lower.indexOf(name, at + 1, to)) {
            int end = at + name.length();
            while (end < to && (lower.charAt(end) == ' ' || lower.charAt(end) == ')')) {
                end++;
            }
            boolean isBegun = !ProgramText.isOfName(lower.charAt(at - 1)) && lower.charAt(at - 1) != '.';
            boolean isFunctions =
                    lower.startsWith("=>", end) || lower.startsWith("(", at - 1) && lower.startsWith("{", end);
            if (isBegun && (isFunctions || orGathered && lower.startsWith("+=", end))) {
                return true;
            }
        }
        return false;
    }

    static boolean looksAtDigests(String lower) {
        return ProgramText.has(lower, DIGESTS);
    }

    /** The files that the program writes what a server answered into, as they are written; none where it looks at digests. */
    List<String> written() {
        List<Part> answers = looksAtDigests(lower) ? List.of() : answers();
        Set<String> names = answers.isEmpty() ? Set.of() : values.names(Kind.ANSWER);
        List<String> written = new ArrayList<>(0);
        for (String call : answers.isEmpty() ? List.<String>of() : FILES) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                int close = ProgramText.closing(lower, open);
                int comma = values.argument(open, close);
                if (comma < close && isAnswer(comma + 1, values.argument(comma, close), names, answers)) {
                    written.add(file(open + 1, comma));
                }
            }
        }
        for (Part each : answers) {
            int pipe = lower.indexOf(".pipe(", each.from(), each.to());
            int own = pipe < 0 ? -1 : lower.indexOf(STREAM, each.from(), each.to());
            int open = pipe < 0 || own >= 0 ? own : stream(pipe + ".pipe(".length());
            if (open >= 0) {
                open += STREAM.length() - 1;
                written.add(file(open + 1, values.argument(open, ProgramText.closing(lower, open))));
            }
        }
        for (String copy : looksAtDigests(lower) ? List.<String>of() : COPIES) {
            int seen = 0;
            for (int at = lower.indexOf(copy); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(copy, at + 1)) {
                int open = lower.indexOf('(', at);
                int close = ProgramText.closing(lower, open);
                int comma = values.argument(open, close);
                written.add(comma < close ? file(comma + 1, values.argument(comma, close)) : "");
            }
        }
        written.removeIf(String::isEmpty);
        return written;
    }

    /** Whether the program loads a file, by its path or the variable that has it. */
    boolean loads(String file) {
        String lowerFile = ProgramText.lower(file);
        boolean isNamed = file.startsWith("${");
        String name = isNamed ? lowerFile.substring(2, file.length() - 1) : "";
        for (String load : LOADS) {
            for (String open : List.of("(", " ", " (")) {
                boolean isLoaded = isNamed
                        ? lower.contains(load + open + name + ")") || lower.contains(load + open + "$" + name + ";")
                        : ProgramText.has(
                                lower,
                                List.of(load + open + "'" + lowerFile + "'", load + open + '"' + lowerFile + '"'));
                if (isLoaded) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the stream to a file is made that a variable holds; -1 where it holds something else. */
    private int stream(int from) {
        List<Assignment> assigned = values.assigned(values.begin(from, lower.length()));
        return assigned.size() == 1
                ? lower.indexOf(
                        STREAM, assigned.getFirst().from(), assigned.getFirst().to())
                : -1;
    }

    /** A path as it is written, or the variable that holds it; empty for another expression. */
    private String file(int from, int to) {
        String path = values.literal(from, to);
        String name = lower.substring(from, to).strip();
        boolean isName = !name.isEmpty() && name.chars().allMatch(c -> ProgramText.isOfName((char) c));
        return path.isEmpty() && isName ? CallWords.name(name) : path;
    }
}
