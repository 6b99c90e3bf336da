package dev.assay.detectors.indicator.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which variables and expressions of a program are all variables of the process, a file with credentials, or what a server answered: as a
 * whole, by calls that only give another form. What a function does with it that is handed over as well, and what other calls make of it, is
 * something else: installers hand their surroundings to much that asks no server. Belongs to one thread; nothing is evaluated.
 */
final class ProgramValues {
    /** What a value is. */
    enum Kind {
        SECRET,
        ANSWER
    }

    /** An assignment, with where its right side begins and ends. */
    record Assignment(String name, int from, int to) {}

    private static final int MOST_ASSIGNMENTS = 2_000;
    private static final int MOST_LENGTH = 2_000;
    private static final int MOST_ROUNDS = 3;
    private static final int MOST_CALL = 16;
    private static final int MOST_LOOPS = 100;
    private static final int MOST_ADDRESS = 300;

    /** What starts a command and gives what that prints. */
    private static final Set<String> COMMANDS = Set.of(
            "execsync",
            "execfilesync",
            "spawnsync",
            "check_output",
            "popen",
            "getoutput",
            "shell_exec",
            "subprocess.run");

    private static final Set<String> VARIABLES = Set.of("process.env", "os.environ", "env.to_h");

    /** Calls that give in another form what they are handed, or whose value it is, and words that stand before a parenthesis. */
    private static final Set<String> FORMS = Set.of(
            "stringify",
            "entries",
            "fromentries",
            "assign",
            "values",
            "from",
            "urlsearchparams",
            "btoa",
            "string",
            "str",
            "encodeuricomponent",
            "dict",
            "dumps",
            "urlencode",
            "repr",
            "b64encode",
            "bytes",
            "await",
            "return",
            "gzipsync");

    /** What is called of a value and is still that. */
    private static final Set<String> SAME = Set.of(
            "tostring",
            "to_s",
            "to_json",
            "text",
            "read",
            "decode",
            "encode",
            "strip",
            "trim",
            "join",
            "copy",
            "items",
            "body",
            "data",
            "content",
            "buffer");

    private static final Set<String> READS =
            Set.of("readfilesync", "readfile", "createreadstream", "open", "file_get_contents", "read_text");

    private final String program;
    private final String lower;
    private final List<Assignment> assignments = new ArrayList<>();
    /** Variables of loops, with what these go through. */
    private final List<Assignment> loops = new ArrayList<>();

    private final Map<String, Integer> times = new HashMap<>();

    ProgramValues(String program) {
        this.program = program;
        this.lower = ProgramText.lower(program);
        for (int at = lower.indexOf('=');
                at >= 0 && assignments.size() < MOST_ASSIGNMENTS;
                at = lower.indexOf('=', at + 1)) {
            char after = at + 1 < lower.length() ? lower.charAt(at + 1) : ' ';
            String name =
                    "=>~".indexOf(after) < 0 ? ProgramText.variable(lower, Math.max(0, at - MOST_LENGTH), at) : "";
            name = name.isEmpty() && after == ' ' ? typed(at) : name;
            if (!name.isEmpty() && !isOfAddress(at - name.length())) {
                assignments.add(new Assignment(name, at + 1, end(at + 1)));
                times.merge(name, 1, Integer::sum);
            }
        }
        for (String sign : List.of(" of ", " in ")) {
            for (int at = lower.indexOf(sign); at >= 0 && loops.size() < MOST_LOOPS; at = lower.indexOf(sign, at + 1)) {
                String name = ProgramText.variable(lower, Math.max(0, at - MOST_CALL), at);
                int list = skipped(at + sign.length(), lower.length());
                if (!name.isEmpty() && list < lower.length() && "[(".indexOf(lower.charAt(list)) >= 0) {
                    loops.add(new Assignment(name, list, end(list)));
                }
            }
        }
    }

    /** The name in front of a type: {@code let e: HashMap<String, String> =}; empty for none. */
    private String typed(int equals) {
        int least = Math.max(0, equals - MOST_ADDRESS);
        String before = lower.substring(least, equals);
        int let = Math.max(before.lastIndexOf("let "), before.lastIndexOf("const "));
        int from = let < 0 ? before.length() : before.indexOf(' ', let) + 1;
        from += before.startsWith("mut ", from) ? "mut ".length() : 0;
        int end = from;
        while (end < before.length() && ProgramText.isOfName(before.charAt(end))) {
            end++;
        }
        boolean isTyped = before.startsWith(":", end) && before.indexOf(';', end) < 0 && before.indexOf('=', end) < 0;
        return isTyped ? before.substring(from, end) : "";
    }

    /** Whether a name is that of a value in an address: {@code 'https://a.example/?d=' + x} assigns nothing. */
    private boolean isOfAddress(int name) {
        if (name < 1 || "?&".indexOf(lower.charAt(name - 1)) < 0) {
            return false;
        }
        int at = name - 1;
        while (at > Math.max(0, name - MOST_ADDRESS) && !isQuote(lower.charAt(at)) && lower.charAt(at) != '\n') {
            at--;
        }
        return isQuote(lower.charAt(at)) && lower.substring(at, name).indexOf(' ') < 0;
    }

    /** Where the expression that begins there ends: with its statement, or where something is closed that it did not open. */
    private int end(int from) {
        int to = Math.min(lower.length(), from + MOST_LENGTH);
        int at = from;
        while (at < to) {
            char c = lower.charAt(at);
            if (c == '\n' && !isGoingOn(at) || ";,)]}".indexOf(c) >= 0) {
                return at;
            }
            at = isQuote(c)
                    ? ProgramText.literal(lower, at, to) + 1
                    : "([{".indexOf(c) >= 0 ? closed(at, to) + 1 : at + 1;
        }
        return to;
    }

    /** Whether a line that ends here is an expression not yet. */
    private boolean isGoingOn(int newline) {
        int before = newline - 1;
        while (before > 0 && Character.isWhitespace(lower.charAt(before))) {
            before--;
        }
        return before >= 0 && "=+(".indexOf(lower.charAt(before)) >= 0;
    }

    /** Where what opens here closes, of whatever kind; the end if it does not. */
    int closed(int open, int to) {
        int level = 0;
        int at = open;
        while (at < to) {
            char c = lower.charAt(at);
            if (isQuote(c)) {
                at = ProgramText.literal(lower, at, to);
            } else if ("([{".indexOf(c) >= 0) {
                level++;
            } else if (")]}".indexOf(c) >= 0 && --level == 0) {
                return at;
            }
            at++;
        }
        return to;
    }

    /** All that are followed, in their order. */
    List<Assignment> assignments() {
        return assignments;
    }

    /** Of one name, in their order. */
    List<Assignment> assigned(String name) {
        return times.containsKey(name)
                ? assignments.stream().filter(each -> each.name().equals(name)).toList()
                : List.of();
    }

    /** The variables that hold such a value; one that is assigned twice, or is also a function's own, may hold another. */
    Set<String> names(Kind kind) {
        Set<String> names = new HashSet<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = names.size();
            for (Assignment each : assignments) {
                boolean isOnly = times.getOrDefault(each.name(), 0) == 1;
                if (isOnly && !names.contains(each.name()) && value(each.from(), each.to(), names, kind) >= 0) {
                    names.add(each.name());
                }
            }
            if (names.size() == before) {
                break;
            }
        }
        return names;
    }

    /** Where in an expression such a value stands; -1 for nowhere. */
    int value(int from, int to, Set<String> names, Kind kind) {
        int at = from;
        while (at < to) {
            char c = lower.charAt(at);
            if (isQuote(c)) {
                at = ProgramText.literal(lower, at, to) + 1;
            } else if (lower.startsWith("=>", at)) {
                at = body(at + 2, to);
            } else if (!ProgramText.isOfName(c)) {
                at++;
            } else {
                int end = word(at, to);
                String word = lower.substring(at, end);
                int next = skipped(end, to);
                char after = next < to ? lower.charAt(next) : ' ';
                if (word.equals("function")) {
                    int block = lower.indexOf('{', next);
                    at = block < 0 || block >= to ? to : closed(block, to) + 1;
                } else if (after == '(') {
                    int close = closed(next, to);
                    if (isSource(word, at, next, close, names, kind)) {
                        return at;
                    }
                    String last = last(word);
                    at = FORMS.contains(last) || SAME.contains(last) ? next + 1 : close + 1;
                } else {
                    if (isValue(word, at, next, after, names, kind)) {
                        return at;
                    }
                    at = after == '[' ? closed(next, to) + 1 : end;
                }
            }
        }
        return -1;
    }

    /** Goes behind what a function of an arrow does. */
    private int body(int arrow, int to) {
        int at = skipped(arrow, to);
        if (at < to && lower.charAt(at) == '{') {
            return closed(at, to) + 1;
        }
        while (at < to && ",)]}".indexOf(lower.charAt(at)) < 0) {
            char c = lower.charAt(at);
            at = isQuote(c)
                    ? ProgramText.literal(lower, at, to) + 1
                    : "([{".indexOf(c) >= 0 ? closed(at, to) + 1 : at + 1;
        }
        return at;
    }

    private boolean isSource(String word, int at, int open, int close, Set<String> names, Kind kind) {
        int dot = word.lastIndexOf('.');
        String of = dot < 0 ? "" : word.substring(0, dot);
        boolean isSame = SAME.contains(word.substring(dot + 1)) && isNamed(of, names, kind);
        boolean isSecret = kind == Kind.SECRET
                && (isReadOfCredentials(word, open, close) || isPrinted(word, open, close) || isOfRust(word, at));
        return isSame
                || isSecret
                || kind == Kind.SECRET && isMapped(word, open, close, names)
                || kind == Kind.ANSWER && isFetch(at, open);
    }

    private boolean isFetch(int at, int open) {
        String call =
                lower.substring(Math.max(0, at - "https').".length()), Math.min(lower.length(), open + MOST_CALL));
        return ProgramText.has(call, ProgramText.CALLS) || ProgramText.has(call, ProgramText.ANSWERS);
    }

    /** {@code std::env::vars()} */
    private boolean isOfRust(String word, int at) {
        return word.equals("vars") && lower.startsWith("env::", at - "env::".length());
    }

    /** Whether a command is started that prints all variables or a file with credentials. */
    private boolean isPrinted(String word, int open, int close) {
        boolean isOne = COMMANDS.contains(last(word)) || COMMANDS.contains(word);
        String command = isOne ? literal(open + 1, argument(open, close)) : "";
        return !command.isEmpty()
                && !CommandJudge.printed(command).kept().secret().isEmpty();
    }

    /** {@code Object.keys(process.env).map(k => k + '=' + process.env[k])}: each name with what it holds. */
    private boolean isMapped(String word, int open, int close, Set<String> names) {
        String all = word.equals("object.keys")
                ? lower.substring(open + 1, Math.max(open + 1, close)).strip()
                : "";
        boolean isAll = !all.isEmpty() && (VARIABLES.contains(all) || names.contains(all));
        String map = ".map(";
        int to = Math.min(lower.length(), close + MOST_LENGTH);
        int end = isAll && lower.startsWith(map, close + 1) ? closed(close + map.length(), to) : -1;
        return end > close && lower.substring(close, end).contains(all + "[");
    }

    private boolean isReadOfCredentials(String word, int open, int close) {
        return READS.contains(last(word)) && isCredentials(open + 1, close, true);
    }

    /** Whether the texts there, together, are the path of a file with credentials. */
    private boolean isCredentials(int from, int to, boolean isFollowed) {
        StringBuilder path = new StringBuilder();
        int at = from;
        while (at < to) {
            char c = lower.charAt(at);
            if (isQuote(c)) {
                int end = ProgramText.literal(lower, at, to);
                String text = program.substring(Math.min(at + 1, end), end);
                path.append(path.isEmpty() || text.startsWith("/") ? "" : "/").append(text);
                boolean isOne = Leaks.isCredentials(path.toString()) || isFollowed && hasCredentials(at, end);
                if (isOne) {
                    return true;
                }
                at = end + 1;
            } else if (ProgramText.isOfName(c)) {
                int end = word(at, to);
                if (isFollowed && areCredentials(lower.substring(at, end))) {
                    return true;
                }
                at = end;
            } else {
                at++;
            }
        }
        return false;
    }

    /** Whether a variable is assigned such a path, or is each of a list in which one is. */
    private boolean areCredentials(String name) {
        return assigned(name).stream().anyMatch(each -> isCredentials(each.from(), each.to(), false))
                || loops.stream()
                        .anyMatch(each -> each.name().equals(name) && isCredentials(each.from(), each.to(), false));
    }

    /** Whether a variable that is put into a template is such a path: <code>`${home}/${file}`</code>. */
    private boolean hasCredentials(int from, int to) {
        for (int at = lower.indexOf('{', from); at >= 0 && at < to; at = lower.indexOf('{', at + 1)) {
            int close = lower.indexOf('}', at);
            if (close > at
                    && close < to
                    && areCredentials(lower.substring(at + 1, close).strip())) {
                return true;
            }
        }
        return false;
    }

    private boolean isValue(String word, int at, int next, char after, Set<String> names, Kind kind) {
        boolean isKey = after == ':' && isBehind(at, "{,") || after == '=' && !lower.startsWith("==", next);
        boolean isMember = after == '[' || lower.startsWith("?.", next) || isMember(at);
        boolean isAsked = lower.startsWith("in ", at - 3) || lower.startsWith("typeof ", at - 7);
        return !isKey && !isMember && !isAsked && isNamed(word, names, kind);
    }

    private static boolean isNamed(String word, Set<String> names, Kind kind) {
        int dot = word.lastIndexOf('.');
        String of = dot < 0 ? "" : word.substring(0, dot);
        boolean isOne = names.contains(of) || kind == Kind.SECRET && VARIABLES.contains(of);
        boolean isSame = isOne && SAME.contains(word.substring(dot + 1));
        return names.contains(word) || isSame || kind == Kind.SECRET && VARIABLES.contains(word);
    }

    /** Whether a word is a member of what stands before it; behind three dots it is none. */
    private boolean isMember(int at) {
        return at > 0 && lower.charAt(at - 1) == '.' && !(at > 1 && lower.charAt(at - 2) == '.');
    }

    private boolean isBehind(int at, String signs) {
        int before = at - 1;
        while (before >= 0 && Character.isWhitespace(lower.charAt(before))) {
            before--;
        }
        return before >= 0 && signs.indexOf(lower.charAt(before)) >= 0;
    }

    /** Where a name with its members ends. */
    private int word(int from, int to) {
        int at = from;
        while (at < to) {
            boolean isDot = lower.charAt(at) == '.' && at + 1 < to && ProgramText.isOfName(lower.charAt(at + 1));
            if (!isDot && !ProgramText.isOfName(lower.charAt(at))) {
                break;
            }
            at++;
        }
        return at;
    }

    private int skipped(int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(lower.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The name that an expression begins with; empty for none. */
    String begin(int from, int to) {
        int at = from;
        while (at < to) {
            at = skipped(at, to);
            if (lower.startsWith("await", at) && at + 5 < to && !ProgramText.isOfName(lower.charAt(at + 5))) {
                at += 5;
            } else if (at < to && (lower.charAt(at) == '(' || lower.charAt(at) == '&')) {
                at++;
            } else {
                break;
            }
        }
        return lower.substring(at, Math.max(at, word(at, to)));
    }

    /** Where the first of a call's arguments ends. */
    int argument(int open, int close) {
        int at = open + 1;
        while (at < close && lower.charAt(at) != ',') {
            char c = lower.charAt(at);
            at = isQuote(c)
                    ? ProgramText.literal(lower, at, close) + 1
                    : "([{".indexOf(c) >= 0 ? closed(at, close) + 1 : at + 1;
        }
        return Math.min(at, close);
    }

    /** The text of an expression that is one literal, or a variable that is assigned one; empty for another. */
    String literal(int from, int to) {
        String own = ownLiteral(from, to);
        List<Assignment> assigned =
                own.isEmpty() ? assigned(lower.substring(from, to).strip()) : List.of();
        return assigned.size() == 1
                ? ownLiteral(assigned.getFirst().from(), assigned.getFirst().to())
                : own;
    }

    private String ownLiteral(int from, int to) {
        int at = skipped(from, to);
        if (at >= to || !isQuote(lower.charAt(at))) {
            return "";
        }
        int end = ProgramText.literal(lower, at, to);
        return skipped(end + 1, to) >= to ? program.substring(Math.min(at + 1, end), end) : "";
    }

    /** Whether what is called of a value is still that. */
    static boolean isSame(String method) {
        return SAME.contains(method);
    }

    private static String last(String word) {
        return word.substring(word.lastIndexOf('.') + 1);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
