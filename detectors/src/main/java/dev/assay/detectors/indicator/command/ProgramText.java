package dev.assay.detectors.indicator.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program of JavaScript, Python or the like that stands in a command, in a document or in an input of an action: told by what it calls.
 * Nothing is evaluated; what a variable is assigned is followed by its name. Pure functions.
 */
public final class ProgramText {
    private static final int LEAST_BLOB = 60;
    private static final int MOST_ROUNDS = 3;
    private static final int MOST_NAMES = 100;
    private static final int MOST_NAME = 32;

    static final List<String> ALL_VARIABLES =
            List.of("stringify(process.env)", "(os.environ)", "dict(os.environ", "=os.environ)", "(**os.environ)");

    private static final List<String> VARIABLES =
            List.of("process.env", "os.environ", "env.to_h", "deno.env.toobject()");

    /** What asks a server and may tell it something. */
    static final List<String> CALLS = List.of(
            "fetch(",
            "request(",
            ".post(",
            "::post(",
            ".put(",
            "axios(",
            "axios.",
            "axios').",
            "axios\").",
            "await got(",
            "got.get(",
            "needle.get(",
            "superagent.get(",
            "urlopen(",
            "http.get(",
            "https.get(",
            ".get('http",
            ".get(\"http",
            ".get(`http",
            "http').get(",
            "https').get(",
            "http\").get(",
            "https\").get(",
            "xmlhttprequest",
            "post_form(",
            "resolvetxt(",
            "sendall(",
            ".send(",
            "sendbeacon(");

    /** What gives the answer of a server. */
    static final List<String> ANSWERS = List.of(
            "requests.get(",
            "uri.open(",
            "uri.parse('http",
            "uri.parse(\"http",
            "open('http",
            "open(\"http",
            " get('http",
            " get(\"http",
            "(get('http",
            "(get(\"http",
            "file_get_contents('http://",
            "file_get_contents('https://",
            "file_get_contents(\"http://",
            "file_get_contents(\"https://");

    /** What asks a server by the name that a program gives it. */
    private static final List<String> MODULES = List.of(
            "node-fetch",
            "axios",
            "got",
            "needle",
            "superagent",
            "request",
            "cross-fetch",
            "undici",
            "phin",
            "https",
            "http",
            "node:https",
            "node:http");

    static final List<String> DECODES = List.of(
            "atob(",
            "b64decode(",
            "base64_decode(",
            "decode64(",
            "decode_base64(",
            "'base64'",
            "\"base64\"",
            "fromhex(",
            "unhexlify(",
            "'hex'",
            "\"hex\"",
            "hex2bin(",
            "gzinflate(",
            "gzuncompress(",
            "str_rot13(",
            "convert_uudecode(",
            "unpack('m",
            "unpack(\"m",
            "unpack1('m",
            "unpack1(\"m",
            "unpack('u",
            "unpack(\"u",
            "pack('h",
            "pack(\"h");

    static final List<String> RUNS_TEXT = List.of("eval(", "(eval)", "eval)(", "new function(");

    /** What is called of a value and leaves it whole. */
    private static final List<String> WHOLE =
            List.of(".encode", ".tostring", ".strip", ".trim", ".copy", ".items", ".join");

    private ProgramText() {}

    /**
     * What a program does.
     *
     * @param written as it is shown
     */
    static List<Trait> traits(String written, String program) {
        List<Trait> traits = new ArrayList<>(0);
        ProgramFlow flow = new ProgramFlow(program);
        if (sendsVariables(program) || flow.sent() >= 0) {
            traits.add(new Trait(Trait.Kind.SENDS_SECRETS, written));
        }
        Sockets sockets = flow.sockets();
        if (runsFetched(program) || flow.ran() >= 0 || sockets.evaluates() >= 0) {
            traits.add(new Trait(Downloads.kind(Addresses.first(List.of("", program))), written));
        }
        if (runsDecoded(program)) {
            traits.add(new Trait(Trait.Kind.RUNS_DECODED, written));
        }
        if (readsMemory(program)) {
            traits.add(new Trait(Trait.Kind.READS_MEMORY, written));
        }
        if (sockets.commands(flow) >= 0 || ReverseShell.isIn(program)) {
            traits.add(new Trait(Trait.Kind.OPENS_SHELL, written));
        }
        if (Persistence.writes(lower(program)) >= 0) {
            traits.add(new Trait(Trait.Kind.PERSISTS, written));
        }
        String caught = Addresses.catching(program);
        if (!caught.isEmpty()) {
            traits.add(new Trait(Trait.Kind.SENDS, caught));
        }
        return traits;
    }

    /** What asks a server in a program: also by names of its own, {@code const f = require('node-fetch')}. */
    static List<String> calls(String lower) {
        List<String> calls = new ArrayList<>(CALLS);
        for (String module : MODULES) {
            int at = Math.max(lower.indexOf("require('" + module + "')"), lower.indexOf("require(\"" + module + "\")"));
            int equals = at < 0 ? -1 : lower.lastIndexOf('=', at);
            boolean isAssigned = equals > 0 && lower.substring(equals + 1, at).isBlank();
            String name = isAssigned ? variable(lower, 0, equals) : "";
            if (!name.isEmpty() && !calls.contains(name + "(")) {
                calls.add(name + "(");
                calls.add(name + ".get(");
            }
        }
        return calls;
    }

    /** Whether a call is that, and not the end of a longer name, which those that a program names itself may be. */
    static boolean isCall(String lower, int at, String call) {
        return CALLS.contains(call) || ANSWERS.contains(call) || at == 0 || !isOfName(lower.charAt(at - 1));
    }

    /** Whether a program hands all variables to a call that sends. */
    static boolean sendsVariables(String program) {
        String lower = lower(program);
        return has(lower, ALL_VARIABLES) && has(lower, CALLS) || sends(program, VARIABLES);
    }

    /** Whether a program runs what it fetches. */
    static boolean runsFetched(String program) {
        String lower = lower(program);
        boolean isPython = lower.contains("urlopen(") || lower.contains("requests.get(");
        boolean isFetched = has(lower, CALLS)
                || has(lower, ANSWERS)
                || isPython
                || lower.contains("file_get_contents('http")
                || lower.contains("file_get_contents(\"http");
        boolean isRun = has(lower, RUNS_TEXT)
                || isPython && lower.contains("exec("); // in JavaScript that is a match of a pattern as often
        return isRun && isFetched;
    }

    static boolean runsDecoded(String program) {
        String lower = lower(program);
        boolean decodes = has(lower, DECODES) || lower.contains("frombase64string(");
        boolean runs = has(lower, List.of("eval(", "exec(", "iex", "invoke-expression", "new function("))
                || FileText.run(lower, 0) >= 0;
        return decodes && runs && longestBlob(program) >= LEAST_BLOB || FileText.runsData(lower) >= 0;
    }

    static boolean readsMemory(String program) {
        int at = program.indexOf("/proc/");
        int memory = at < 0 ? -1 : program.indexOf("/mem", at);
        boolean isWhole = memory > 0
                && (memory + 4 == program.length() || !Character.isLetterOrDigit(program.charAt(memory + 4)));
        return isWhole && (program.contains("Runner.") || program.contains("/maps"));
    }

    /** Where a literal that begins at a quote ends. */
    static int literal(String program, int at, int to) {
        char quote = program.charAt(at);
        int end = at + 1;
        while (end < to && program.charAt(end) != quote) {
            end += program.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, to);
    }

    /** Where a parenthesis closes, beside those in literals; the end if it does not. */
    static int closing(String text, int open) {
        int level = 0;
        int at = open;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                at = literal(text, at, text.length());
            } else if (c == '(') {
                level++;
            } else if (c == ')' && --level == 0) {
                return at;
            }
            at++;
        }
        return text.length();
    }

    /**
     * Whether a program hands something whole, not one of its members, to a call that sends.
     *
     * @param sources how it is written
     */
    public static boolean sends(String program, List<String> sources) {
        String lower = lower(program);
        if (sources.stream().noneMatch(each -> isWhole(lower, each.toLowerCase(Locale.ROOT), 0, lower.length()))
                || !has(lower, CALLS)) {
            return false;
        }
        Set<String> names = named(lower, sources);
        int done = 0;
        for (int open : opens(lower)) {
            if (open >= done) {
                done = closing(lower, open);
                int from = open;
                int to = done;
                if (names.stream().anyMatch(name -> isWhole(lower, name, from, to))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The sources, and the variables that are assigned them: the first of each statement. */
    private static Set<String> named(String lower, List<String> sources) {
        return named(lower, sources, WHOLE);
    }

    /**
     * The sources, and the variables that are assigned them.
     *
     * @param whole what is called of a value and leaves it what it is; a variable that takes a part of it then counts as well, {@code const
     *     {data} = await ...}
     */
    static Set<String> named(String lower, List<String> sources, List<String> whole) {
        Set<String> names = new TreeSet<>();
        sources.forEach(each -> names.add(each.toLowerCase(Locale.ROOT)));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = names.size();
            int from = 0;
            for (int at = 0; at <= lower.length() && names.size() < MOST_NAMES; at++) {
                if (at == lower.length() || lower.charAt(at) == '\n' || lower.charAt(at) == ';') {
                    String variable = assigned(lower, from, at, names, whole);
                    if (!variable.isEmpty()) {
                        names.add(variable);
                    }
                    from = at + 1;
                }
            }
            if (names.size() == before) {
                break;
            }
        }
        return names;
    }

    /** The variable that a statement gives one of the names; empty for none. */
    private static String assigned(String lower, int from, int to, Set<String> names, List<String> whole) {
        int equals = equals(lower, from, to);
        boolean isOne = equals > from && names.stream().anyMatch(each -> isWhole(lower, each, equals, to, whole));
        return isOne ? variable(lower, from, whole.equals(WHOLE) ? equals : part(lower, from, equals)) : "";
    }

    /** The first sign that assigns, and neither compares nor is that of an arrow; -1 for none. */
    private static int equals(String lower, int from, int to) {
        int at = lower.indexOf('=', from, to);
        while (at >= 0 && at + 1 < to && "=>".indexOf(lower.charAt(at + 1)) >= 0) {
            at = lower.indexOf('=', at + 2, to);
        }
        return at + 1 < to ? at : -1;
    }

    /** Where the last name in braces ends, if those stand before an equals sign. */
    private static int part(String lower, int least, int equals) {
        int end = equals;
        while (end > least && " }".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    static String variable(String lower, int least, int equals) {
        int end = equals;
        while (end > least && lower.charAt(end - 1) == ' ') {
            end--;
        }
        int from = end;
        while (from > least && isOfName(lower.charAt(from - 1))) {
            from--;
        }
        boolean isMember = from > 0 && lower.charAt(from - 1) == '.';
        return isMember ? "" : lower.substring(from, end);
    }

    /** Where the parentheses of calls open. */
    private static Set<Integer> opens(String lower) {
        Set<Integer> opens = new TreeSet<>();
        for (String call : CALLS) {
            for (int at = lower.indexOf(call); at >= 0; at = lower.indexOf(call, at + 1)) {
                int end = at + call.length();
                int open = lower.indexOf('(', at, Math.min(lower.length(), end + MOST_NAME));
                if (open >= 0) {
                    opens.add(open);
                }
            }
        }
        return opens;
    }

    /** Whether a name stands in a part of the text, and not for one of its members. */
    private static boolean isWhole(String lower, String name, int from, int to) {
        return isWhole(lower, name, from, to, WHOLE);
    }

    static boolean isWhole(String lower, String name, int from, int to, List<String> whole) {
        for (int at = lower.indexOf(name, from, to); at >= 0; at = lower.indexOf(name, at + 1, to)) {
            int end = at + name.length();
            while (end < to && (lower.charAt(end) == ')' || lower.charAt(end) == '\'' || lower.charAt(end) == '"')) {
                end++;
            }
            char before = at == 0 ? ' ' : lower.charAt(at - 1);
            char after = end < lower.length() ? lower.charAt(end) : ' ';
            int behind = end;
            boolean isMember =
                    after == '[' || after == '.' && whole.stream().noneMatch(each -> lower.startsWith(each, behind));
            boolean isOther = isOfName(before) && isOfName(name.charAt(0))
                    || at + name.length() == end && isOfName(after) && isOfName(name.charAt(name.length() - 1))
                    || before == '.' && at > 1 && lower.charAt(at - 2) != '.';
            if (!isMember && !isOther) {
                return true;
            }
        }
        return false;
    }

    static boolean isOfName(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }

    /** The longest run of characters of Base64 or hexadecimal digits. */
    static int longestBlob(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = isOfBlob(text.charAt(i)) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    static boolean isOfBlob(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=');
    }

    /**
     * In lower case, letter by letter: places in it are those of the text, and it takes no longer for letters that two come of. Most words
     * of commands are that already, and are asked for many times.
     */
    static String lower(String text) {
        char[] lower = text.toCharArray();
        boolean isOther = false;
        for (int i = 0; i < lower.length; i++) {
            char c = lower[i];
            lower[i] = c >= 128 ? Character.toLowerCase(c) : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            isOther |= lower[i] != c;
        }
        return isOther ? String.valueOf(lower) : text;
    }

    static boolean has(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
