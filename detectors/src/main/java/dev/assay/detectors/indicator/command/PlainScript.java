package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program of JavaScript without what hides its words: texts that are put together or written by their numbers, taken out of a list or
 * decoded, and members that are named by a text. {@code cp['ex' + 'ec'](d('bHM='))} is {@code cp.exec('ls')}. Nothing else is evaluated, and
 * each place is known in the program as it was written. Belongs to one thread.
 */
final class PlainScript {
    private static final int MOST_ELEMENTS = 5_000;
    private static final int MOST_LISTS = 100;

    /** A longer function that decodes does something else as well. */
    private static final int MOST_FUNCTION = 250;

    /** What stands for something may be longer than that, but not without end. */
    private static final int MOST_GROWTH = 256 << 10;

    /** Behind what opens it, an index or what is decoded is closed so near. */
    private static final int MOST_WITHIN = 64;

    /** Characters that are looked at for the end of literals that have none, all in all. */
    private static final int MOST_LOST = 8 << 20;

    /** Around what puts a list into another order. */
    private static final int AROUND = 2_000;

    private static final int MOST_CALLS = 50;
    private static final String PUSH = ".push(";
    private static final List<String> LOOPS = List.of("while(!![])", "while(true)", "while(1)", "for(;;)");

    private String text;
    private int[] places;
    private int lost;

    private PlainScript(String program) {
        this.text = program;
        this.places = new int[program.length() + 1];
        Arrays.setAll(places, i -> i);
    }

    static PlainScript of(String program) {
        PlainScript script = new PlainScript(program);
        script.texts();
        script.known();
        script.texts();
        script.members();
        return script;
    }

    String text() {
        return text;
    }

    /** Where in the program as it was written something begins. */
    int place(int at) {
        return places[Math.min(at, text.length())];
    }

    /** The text that comes next, with the place in the program of each of its characters. */
    private final class Writing {
        private final StringBuilder out = new StringBuilder(text.length());
        private final int most = text.length() + MOST_GROWTH;
        private int[] from = new int[text.length() + 1];

        void copy(int at, int end) {
            for (int i = at; i < end; i++) {
                add(text.charAt(i), i);
            }
        }

        void put(String part, int at) {
            for (int i = 0; i < part.length() && out.length() < most; i++) {
                add(part.charAt(i), at);
            }
        }

        private void add(char c, int at) {
            if (out.length() + 1 >= from.length) {
                from = Arrays.copyOf(from, from.length + from.length / 2 + 16);
            }
            from[out.length()] = places[at];
            out.append(c);
        }

        void done() {
            from[out.length()] = places[text.length()];
            text = out.toString();
            places = from;
        }
    }

    /** Texts as one that plus signs join, with their characters as such. */
    private void texts() {
        Writing writing = new Writing();
        int at = 0;
        while (at < text.length()) {
            int end = literal(at);
            if (end < 0) {
                writing.copy(at, at + 1);
                at++;
                continue;
            }
            StringBuilder joined = new StringBuilder(value(at, end));
            int last = end;
            for (int next = joint(last); next > 0; next = joint(last)) {
                last = literal(next);
                joined.append(value(next, last));
            }
            if (last == end && joined.length() == end - at - 1) { // nothing in it is written otherwise
                writing.copy(at, end + 1);
            } else {
                writing.put(quoted(joined.toString()), at);
            }
            at = last + 1;
        }
        writing.done();
    }

    /** Where a literal ends that begins there, and ends on its line; -1 for none. */
    private int literal(int at) {
        char quote = text.charAt(at);
        if (quote != '\'' && quote != '"' || lost > MOST_LOST) {
            return -1;
        }
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '\n') {
            char c = text.charAt(i);
            if (c == quote) {
                return i;
            }
            i += c == '\\' ? 2 : 1;
        }
        lost += i - at;
        return -1;
    }

    private String value(int quote, int end) {
        return Escapes.plain(text.substring(quote + 1, end));
    }

    /** Where the next literal begins that a plus sign joins to the one that ends here; -1 for none. */
    private int joint(int end) {
        int plus = skipped(end + 1);
        int begin = plus < text.length() && text.charAt(plus) == '+' ? skipped(plus + 1) : text.length();
        return begin < text.length() && literal(begin) > 0 ? begin : -1;
    }

    private int skipped(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    /** What is taken out of lists, or decoded, where that is a text. */
    private void known() {
        ProgramValues values = new ProgramValues(text);
        Map<String, List<String>> lists = new HashMap<>();
        Set<String> decoders = decoders(values, lists);
        Writing writing = new Writing();
        int at = 0;
        while (at < text.length()) {
            int literal = literal(at);
            int end = literal < 0 ? Math.max(name(at), at + 1) : literal + 1;
            int behind = literal < 0 ? stands(writing, at, end, lists, decoders) : -1;
            if (behind < 0) {
                writing.copy(at, end);
            }
            at = behind < 0 ? end : behind;
        }
        writing.done();
    }

    /** Fills in the lists of texts; gives the functions that decode. Of a name that is assigned twice nobody knows what it holds. */
    private Set<String> decoders(ProgramValues values, Map<String, List<String>> lists) {
        Set<String> decoders = new HashSet<>();
        String lower = ProgramText.lower(text);
        for (Assignment each : values.assignments()) {
            int from = skipped(each.from());
            boolean isList = from < text.length() && text.charAt(from) == '[';
            boolean isDecoder = !isList && CallWords.isFunction(lower, from, each.to()) && decodes(from, each.to());
            boolean isFollowed = (isList || isDecoder) && lists.size() + decoders.size() < MOST_LISTS;
            if (isFollowed && values.assigned(each.name()).size() == 1) {
                if (isList) {
                    lists.put(each.name(), list(from));
                } else {
                    decoders.add(each.name());
                }
            }
        }
        int seen = 0;
        String function = "function ";
        for (int at = text.indexOf(function); at >= 0 && seen++ < MOST_LISTS; at = text.indexOf(function, at + 1)) {
            int from = at + function.length();
            int open = text.indexOf('{', from);
            if (open > 0 && decodes(from, values.closed(open, Math.min(text.length(), from + MOST_FUNCTION + 1)))) {
                decoders.add(ProgramText.lower(text.substring(from, name(from))));
            }
        }
        return decoders;
    }

    private boolean decodes(int from, int to) {
        String function = to - from > MOST_FUNCTION ? "" : ProgramText.lower(text.substring(from, Math.max(from, to)));
        return function.contains("'base64'") || function.contains("\"base64\"") || function.contains("atob(");
    }

    /** The texts of a list that has nothing else; empty for another. */
    private List<String> list(int open) {
        List<String> list = new ArrayList<>();
        int at = skipped(open + 1);
        while (at < text.length() && list.size() < MOST_ELEMENTS) {
            int end = literal(at);
            if (end < 0) {
                break;
            }
            list.add(value(at, end));
            at = skipped(end + 1);
            at = at < text.length() && text.charAt(at) == ',' ? skipped(at + 1) : at;
        }
        return at < text.length() && text.charAt(at) == ']' ? list : List.of();
    }

    /** Where a name with its members ends; its begin for none. */
    private int name(int from) {
        int at = from;
        boolean isBegin = from == 0 || !ProgramText.isOfName(text.charAt(from - 1));
        while (isBegin
                && at < text.length()
                && (ProgramText.isOfName(text.charAt(at)) || at > from && text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    /** Writes what a name stands for with what is behind it, and gives where that ends; -1 for what is not known. */
    private int stands(Writing writing, int at, int end, Map<String, List<String>> lists, Set<String> decoders) {
        char open = end < text.length() ? text.charAt(end) : ' ';
        String name = open == '[' || open == '(' ? ProgramText.lower(text.substring(at, end)) : "";
        List<String> list = open == '[' ? lists.getOrDefault(name, List.of()) : List.of();
        if (!list.isEmpty()) {
            int close = within(']', end);
            int number = close < 0 ? -1 : number(text.substring(end + 1, close).strip());
            if (number >= 0 && number < list.size()) {
                writing.put(quoted(list.get(number)), at);
                return close + 1;
            }
        }
        boolean isDecoder = decoders.contains(name) || name.equals("buffer.from") || name.equals("atob");
        int quote = isDecoder && open == '(' ? skipped(end + 1) : text.length();
        int stop = quote < text.length() ? literal(quote) : -1;
        int close = stop < 0 ? -1 : within(')', stop);
        boolean isEncoded = close > stop
                && (!name.equals("buffer.from")
                        || ProgramText.lower(text.substring(stop, close)).contains("base64"));
        String decoded = isEncoded ? ProgramCommands.decoded(value(quote, stop)) : "";
        if (decoded.isEmpty()) {
            return -1;
        }
        writing.put(quoted(decoded), at);
        String toText = ".tostring(";
        boolean isCalled = text.regionMatches(true, close + 1, toText, 0, toText.length());
        int closed = isCalled ? within(')', close + toText.length()) : -1;
        return Math.max(close, closed) + 1;
    }

    /** Where it stands soon behind a place; -1 if it does not. */
    private int within(char sign, int from) {
        return text.indexOf(sign, from, Math.min(text.length(), from + MOST_WITHIN));
    }

    /** {@code 12} and {@code 0x1f}; -1 for another text. */
    private static int number(String text) {
        boolean isHex = text.startsWith("0x");
        String digits = isHex ? text.substring(2) : text;
        boolean isNumber = !digits.isEmpty()
                && digits.length() < 7
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, isHex ? 16 : 10) >= 0);
        return isNumber ? Integer.parseInt(digits, isHex ? 16 : 10) : -1;
    }

    /** {@code a['b']} as {@code a.b}. */
    private void members() {
        Writing writing = new Writing();
        int at = 0;
        while (at < text.length()) {
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            boolean isMember =
                    text.charAt(at) == '[' && (ProgramText.isOfName(before) || before == ')' || before == ']');
            int quote = isMember ? skipped(at + 1) : text.length();
            int end = quote < text.length() ? literal(quote) : -1;
            int close = end < 0 ? text.length() : skipped(end + 1);
            String name = close < text.length() && text.charAt(close) == ']' ? text.substring(quote + 1, end) : "";
            if (!name.isEmpty() && name.chars().allMatch(c -> ProgramText.isOfName((char) c))) {
                writing.put("." + name, at);
                at = close + 1;
            } else {
                writing.copy(at, at + 1);
                at++;
            }
        }
        writing.done();
    }

    /**
     * Where a list is put into another order until a sum is right, which programs do that hide their words from whoever reads them; -1 for
     * nowhere.
     */
    int scrambles() {
        int seen = 0;
        for (int at = text.indexOf(PUSH); at >= 0 && seen++ < MOST_CALLS; at = text.indexOf(PUSH, at + 1)) {
            int from = at;
            while (from > 0 && ProgramText.isOfName(text.charAt(from - 1))) {
                from--;
            }
            String turned = text.substring(from, at + PUSH.length()) + text.substring(from, at) + ".shift()";
            if (from < at && text.startsWith(turned, from)) {
                String around = ProgramText.lower(
                                text.substring(Math.max(0, from - AROUND), Math.min(text.length(), from + AROUND)))
                        .replace(" ", "")
                        .replace("\n", "");
                boolean isSummed = around.contains("parseint(") && ProgramText.has(around, LOOPS);
                if (isSummed && around.contains("try{") || around.contains("while(--")) {
                    return from;
                }
            }
        }
        return -1;
    }
}
