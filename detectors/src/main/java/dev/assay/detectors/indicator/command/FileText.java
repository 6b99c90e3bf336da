package dev.assay.detectors.indicator.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A program of JavaScript or Python that is a file of its own. In a line of a command, calls mean one another; here only those do that are
 * handed one another's answers, directly, by a variable, or where one waits for the other. Pure functions.
 */
final class FileText {
    private static final int LEAST_BLOB = 60;
    private static final int MOST_SHOWN = 160;
    private static final int LEAST_NAME = 3;
    private static final int LEAST_NUMBERS = 20;
    private static final String BASE64 = ";base64,";
    private static final String NUMBERS = "string.fromcharcode(";

    /** In so few characters a short name is that of one variable. */
    private static final int SMALL = 4_000;

    private static final List<String> RUNS = List.of(
            "eval(",
            "eval)(",
            "globalthis.eval(",
            "window.eval(",
            "instance_eval(",
            "class_eval(",
            "module_eval(",
            "import('data:",
            "import(\"data:",
            "import(`data:",
            "new function(",
            "runinthiscontext(",
            "runinnewcontext(",
            "runincontext(",
            "new vm.script(",
            "._compile(",
            "new worker(");

    /** Of these, what takes a file unless it is told otherwise. */
    private static final String WORKER = "new worker(";

    private static final List<String> DATA = List.of("import('data:", "import(\"data:", "import(`data:");

    /** Whatever member of an answer it is, somebody else wrote it. */
    private static final List<String> ANY = List.of(".");

    /** Of one kind in one program, that are followed to where they end. */
    private static final int MOST_CALLS = 50;

    /** What is called of an answer and is still that. */
    private static final List<String> ANSWER = List.of(
            ".text",
            ".read",
            ".body",
            ".data",
            ".content",
            ".decode",
            ".tostring",
            ".encode",
            ".strip",
            ".trim",
            ".join");

    private FileText() {}

    /**
     * @param isPart whether it is one of a bundle, in which a short name is that of many variables
     * @param written what is shown from a place on, as it was before something was made plain
     */
    static List<Trait> traits(String program, boolean isPart, IntFunction<String> written) {
        String lower = ProgramText.lower(program);
        List<Trait> traits = new ArrayList<>(0);
        int fetched = runsOf(lower, ProgramText.CALLS, ProgramText.calls(lower), isPart);
        fetched = fetched < 0 ? runsOf(lower, ProgramText.ANSWERS, ProgramText.ANSWERS, isPart) : fetched;
        fetched = fetched < 0 ? runsInAnswer(lower) : fetched;
        ProgramFlow flow = new ProgramFlow(program);
        fetched = fetched < 0 ? flow.ran() : fetched;
        fetched = fetched < 0 ? flow.ranByRust() : fetched;
        Sockets sockets = flow.sockets();
        fetched = fetched < 0 ? sockets.evaluates() : fetched;
        if (fetched >= 0) {
            String shown = shown(written.apply(fetched));
            traits.add(new Trait(Downloads.kind(Addresses.first(List.of("", program.substring(fetched)))), shown));
        }
        int decoded = ProgramText.longestBlob(program) >= LEAST_BLOB
                ? runsOf(lower, ProgramText.DECODES, ProgramText.DECODES, isPart)
                : -1;
        decoded = decoded < 0 ? runsNumbers(lower) : decoded;
        decoded = decoded < 0 ? runsData(lower) : decoded;
        if (decoded >= 0) {
            traits.add(new Trait(Trait.Kind.RUNS_DECODED, shown(written.apply(decoded))));
        }
        int variables = first(lower, ProgramText.ALL_VARIABLES);
        int sent = variables >= 0 && ProgramText.has(lower, ProgramText.CALLS) ? variables : flow.sent();
        if (sent >= 0) {
            traits.add(new Trait(Trait.Kind.SENDS_SECRETS, shown(written.apply(sent))));
        }
        if (ProgramText.readsMemory(program)) {
            traits.add(new Trait(Trait.Kind.READS_MEMORY, shown(written.apply(program.indexOf("/proc/")))));
        }
        int commanded = sockets.commands(flow);
        if (commanded >= 0 || ReverseShell.isIn(program)) {
            traits.add(new Trait(Trait.Kind.OPENS_SHELL, shown(written.apply(Math.max(commanded, 0)))));
        }
        int persists = Persistence.writes(lower);
        if (persists >= 0) {
            traits.add(new Trait(Trait.Kind.PERSISTS, shown(written.apply(persists))));
        }
        String caught = Addresses.catching(program);
        if (!caught.isEmpty()) {
            traits.add(new Trait(Trait.Kind.SENDS, caught));
        }
        return traits;
    }

    private static String shown(String program) {
        return program.substring(0, Math.min(program.length(), MOST_SHOWN));
    }

    private static int first(String lower, List<String> parts) {
        int first = -1;
        for (String each : parts) {
            int at = lower.indexOf(each);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    /** Where a text is run that is written down as the numbers of its characters; -1 for nowhere. */
    private static int runsNumbers(String lower) {
        int calls = 0;
        for (int at = run(lower, 0); at >= 0 && calls++ < MOST_CALLS; at = run(lower, at + 1)) {
            int numbers = lower.indexOf(NUMBERS, at);
            int open = lower.indexOf('(', at + 1);
            boolean isDirect = numbers > 0 && numbers == open + 1;
            int end = isDirect ? ProgramText.closing(lower, numbers + NUMBERS.length() - 1) : 0;
            if (isDirect
                    && lower.substring(numbers, end)
                                    .chars()
                                    .filter(c -> c == ',')
                                    .count()
                            >= LEAST_NUMBERS) {
                return at;
            }
        }
        return -1;
    }

    /** Where an address is loaded that has a program in Base64 in it; -1 for nowhere. */
    static int runsData(String lower) {
        for (String each : DATA) {
            int seen = 0;
            for (int at = lower.indexOf(each); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(each, at + 1)) {
                String loaded = lower.substring(at, ProgramText.closing(lower, lower.indexOf('(', at)));
                int blob = loaded.indexOf(BASE64);
                if (blob > 0 && ProgramText.longestBlob(loaded.substring(blob)) >= LEAST_BLOB) {
                    return at;
                }
            }
        }
        return -1;
    }

    /**
     * Where a text is run that is one of the sources, or a variable that was assigned one; -1 for nowhere.
     *
     * @param assigned what a variable may be assigned: the sources and others
     */
    private static int runsOf(String lower, List<String> sources, List<String> assigned, boolean isPart) {
        Set<String> names = ProgramText.named(lower, assigned, ANSWER);
        names.removeAll(assigned);
        boolean isSmall = lower.length() < SMALL;
        names.removeIf(name -> isPart && name.length() < LEAST_NAME);
        List<String> present = sources.stream().filter(lower::contains).toList();
        if (present.isEmpty() && names.isEmpty()) {
            return -1;
        }
        int calls = 0;
        for (int at = run(lower, 0); at >= 0 && calls++ < MOST_CALLS; at = run(lower, at + 1)) {
            int open = lower.indexOf('(', at + 1);
            int to = ProgramText.closing(lower, open);
            String handed = lower.substring(open, to);
            boolean isOne = present.stream().anyMatch(handed::contains)
                    || names.stream()
                            .anyMatch(name -> ProgramText.isWhole(
                                    lower, name, open, to, name.length() < LEAST_NAME && !isSmall ? ANSWER : ANY));
            if (isOne) {
                return at;
            }
        }
        return -1;
    }

    /** Where a text is run by what waits for an answer: a function that a call is handed, also one of those behind it; -1 for nowhere. */
    private static int runsInAnswer(String lower) {
        for (String call : ProgramText.calls(lower)) {
            int calls = 0;
            for (int at = lower.indexOf(call); at >= 0 && calls++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = lower.indexOf('(', at);
                int end = open < 0 ? at : chain(lower, open);
                int run = ProgramText.isCall(lower, at, call) ? run(lower, at) : -1;
                if (run >= 0 && run < end) {
                    return run;
                }
            }
        }
        return -1;
    }

    /** Where a call ends, with those of what it gives. */
    static int chain(String lower, int open) {
        int end = ProgramText.closing(lower, open);
        while (end < lower.length()) {
            int at = end + 1;
            while (at < lower.length() && Character.isWhitespace(lower.charAt(at))) {
                at++;
            }
            if (at >= lower.length() || lower.charAt(at) != '.') {
                break;
            }
            at++;
            while (at < lower.length() && ProgramText.isOfName(lower.charAt(at))) {
                at++;
            }
            if (at >= lower.length() || lower.charAt(at) != '(') {
                break;
            }
            end = ProgramText.closing(lower, at);
        }
        return end;
    }

    /** The next call that runs a text; -1 if there is none. */
    static int run(String lower, int from) {
        int next = -1;
        for (String each : RUNS) {
            for (int at = lower.indexOf(each, from);
                    at >= 0 && (next < 0 || at < next);
                    at = lower.indexOf(each, at + 1)) {
                boolean isWord =
                        !Character.isLetter(each.charAt(0)) || at == 0 || !isInName(lower.charAt(at - 1), each);
                if (isWord && (!each.equals(WORKER) || isTold(lower, at))) {
                    next = at;
                    break;
                }
            }
        }
        return next;
    }

    /** Whether a worker is told that it is given a program and no file. */
    private static boolean isTold(String lower, int at) {
        String handed = lower.substring(at, ProgramText.closing(lower, lower.indexOf('(', at)));
        return handed.contains("eval:true") || handed.contains("eval: true");
    }

    private static boolean isInName(char before, String call) {
        return ProgramText.isOfName(before) || before == '.' && call.equals(RUNS.getFirst());
    }
}
