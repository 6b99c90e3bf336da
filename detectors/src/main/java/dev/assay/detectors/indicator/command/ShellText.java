package dev.assay.detectors.indicator.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The commands of a text for a shell, as far as what pipes into what can be seen from it: words without their quotes, commands joined by
 * pipes, and those that are substituted into words, which are lists of their own. Comments and documents that are handed to a command
 * ({@code <<EOF}) are none, unless a shell gets them. Never fails; linear in the text, and nesting is bounded.
 */
final class ShellText {
    private static final int MOST_DEPTH = 8;

    /** Words that open a list of commands, with those that close it. */
    private static final Map<String, String> LISTS =
            Map.of("{", "}", "while", "done", "until", "done", "for", "done", "if", "fi", "case", "esac");

    /** What a backslash makes a character as others in double quotes; before others it is itself one. */
    private static final String ESCAPED = "$`\"\\\n";

    /** The longest number of a descriptor, with the signs behind it. */
    private static final int MOST_NUMBER = 8;

    /** Of what is substituted into a word, in that: it is read by itself. */
    private static final int MOST_SHOWN = 64 << 10;

    /** How many characters are looked at twice, to see where arithmetic and documents end. */
    private static final int MOST_AHEAD = 1 << 20;

    /**
     * A command.
     *
     * @param words its name, options and arguments; redirections are words as well
     * @param inner what is substituted into its words: {@code $(...)}, {@code `...`}, {@code <(...)}
     * @param programs what a shell is given to run: by {@code -c}, or as a document
     * @param document what another command is given as a document; empty for none
     * @param group the list that stands in its place, {@code (a; b)}, {@code while a; do b; done}: its words are redirections then; empty
     *     for none
     * @param isApart whether that is in a shell of its own, which parentheses make
     */
    record Command(
            List<String> words,
            List<Pipeline> inner,
            List<Pipeline> programs,
            String document,
            List<Pipeline> group,
            boolean isApart) {}

    /** Commands of which each reads what the one before writes. */
    record Pipeline(List<Command> commands) {}

    /**
     * A parenthesis or a list that is open.
     *
     * @param closing what closes it
     * @param isGroup whether commands stand in it, and not a function's or a list's words
     * @param all pipelines that were read before it
     * @param pipeline of which it is a command
     */
    private record Open(String closing, boolean isGroup, List<Pipeline> all, List<Command> pipeline) {}

    private final String text;
    private final int depth;
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Pipeline> all = new ArrayList<>();
    private List<Command> pipeline = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private List<Pipeline> inner = new ArrayList<>();
    private List<Pipeline> programs = new ArrayList<>();
    private String document = "";
    private List<Pipeline> group = List.of();
    private boolean isApart;
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean isQuoted;
    private boolean hasCommand;
    private int ahead;
    private int at;

    private ShellText(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    /** All pipelines in their order. */
    static List<Pipeline> read(String text) {
        return read(text, 0);
    }

    private static List<Pipeline> read(String text, int depth) {
        ShellText reading = new ShellText(text, depth);
        reading.run();
        return reading.all;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escaped();
                case '\'' -> single();
                case '"' -> doubled();
                case '`' -> substitution(at + 1, text.indexOf('`', at + 1));
                case '$' -> dollar();
                case '<' -> lessThan();
                case '>' -> greaterThan();
                case '#' -> {
                    if (inWord) {
                        plain(c);
                    } else {
                        skipLine();
                    }
                }
                case ' ', '\t', '\r' -> {
                    endWord();
                    at++;
                }
                case '|' -> pipe();
                case '\n', ';' -> {
                    endPipeline();
                    at++;
                }
                case '&' -> ampersand();
                case '(' -> {
                    if (!arithmetic(at)) {
                        open(")");
                        at++;
                    }
                }
                case ')' -> {
                    close(")");
                    at++;
                }
                default -> plain(c);
            }
        }
        while (!open.isEmpty()) {
            close(open.element().closing());
        }
        endPipeline();
    }

    /** What opens behind words that begin no command, such as {@code then}, is a group; {@code f()} and {@code X=(a b)} are none. */
    private void open(String closing) {
        endWord();
        if (!group.isEmpty()) {
            endPipeline();
        }
        boolean isBegin =
                inner.isEmpty() && (words.isEmpty() || !words.getLast().endsWith("=")) && !hasCommand();
        boolean isGroup = isBegin && depth + open.size() < MOST_DEPTH;
        open.push(new Open(closing, isGroup, all, pipeline));
        if (isGroup) {
            begin();
            all = new ArrayList<>();
            pipeline = new ArrayList<>();
        } else if (isBegin) { // too deep: one of those that it stands among
            endPipeline();
        }
    }

    /** Whether a command is among the words, as far as that was asked: it stays there. */
    private boolean hasCommand() {
        hasCommand = hasCommand || !Words.command(words).isEmpty();
        return hasCommand;
    }

    /** What closes something else than was opened last closes nothing: the pattern of a case has a parenthesis by itself. */
    private void close(String closing) {
        endWord();
        endPipeline();
        Open before = open.peek();
        if (before == null || !before.closing().equals(closing)) {
            return;
        }
        open.pop();
        if (before.isGroup()) {
            group = all;
            isApart = closing.equals(")");
            all = before.all();
            pipeline = before.pipeline();
        }
    }

    private void plain(char c) {
        word.append(c);
        inWord = true;
        at++;
    }

    private void escaped() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            word.append(text.charAt(at + 1));
            inWord = true;
        }
        at += 2;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void single() {
        isQuoted = true;
        int end = text.indexOf('\'', at + 1);
        int stop = end < 0 ? text.length() : end;
        word.append(text, at + 1, stop);
        inWord = true;
        at = stop + 1;
    }

    private void doubled() {
        isQuoted = true;
        at++;
        inWord = true;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                word.append(ESCAPED.indexOf(text.charAt(at + 1)) < 0 ? "\\" : "")
                        .append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$' && at + 1 < text.length() && text.charAt(at + 1) == '(') {
                dollar();
            } else if (c == '`') {
                substitution(at + 1, text.indexOf('`', at + 1));
            } else {
                word.append(c);
                at++;
            }
        }
        at++;
    }

    private void dollar() {
        if (text.startsWith("$(", at)) {
            if (!arithmetic(at + 1)) {
                substitution(at + 2, ShellParentheses.closing(text, at + 1));
            }
        } else if (text.startsWith("$[", at)) {
            int end = text.indexOf(']', at);
            arithmetic(at + 2, end < 0 ? text.length() : end);
            at++;
        } else if (text.startsWith("${", at)) {
            int end = text.startsWith("${{", at) ? text.indexOf("}}", at) : text.indexOf('}', at);
            int stop = end < 0 ? text.length() : end + (text.startsWith("${{", at) ? 2 : 1);
            word.append(text, at, stop);
            inWord = true;
            at = stop;
        } else if (text.startsWith("$'", at)) {
            at++;
            escapes();
        } else {
            plain('$');
        }
    }

    /** A text in which characters may be written by their numbers: <code>$'\\x63url'</code>. */
    private void escapes() {
        int end = ProgramText.literal(text, at, text.length());
        word.append(Escapes.plain(text.substring(Math.min(at + 1, end), end)));
        isQuoted = true;
        inWord = true;
        at = end + 1;
    }

    /** Goes behind {@code ((...))} if that is what opens there: signs in it are no pipes and documents, but what is substituted runs. */
    private boolean arithmetic(int open) {
        if (!text.startsWith("((", open) || ahead > MOST_AHEAD) {
            return false;
        }
        int end = ShellParentheses.closing(text, open);
        ahead += (end < 0 ? text.length() : end) - open;
        if (end < 0 || text.charAt(end - 1) != ')' || ShellParentheses.closing(text, open + 1) != end - 1) {
            return false;
        }
        arithmetic(open + 2, end - 1);
        at = end + 1;
        return true;
    }

    private void arithmetic(int from, int to) {
        at = from;
        inWord = true;
        while (at < to) {
            if (text.startsWith("$(", at)) {
                dollar();
            } else if (text.charAt(at) == '`') {
                substitution(at + 1, text.indexOf('`', at + 1));
            } else {
                word.append(text.charAt(at));
                at++;
            }
        }
    }

    /** Begins a redirection, whose number may stand before it. */
    private void redirection(char sign) {
        boolean isNumber = word.length() <= MOST_NUMBER;
        for (int i = 0; isNumber && i < word.length(); i++) {
            isNumber = "0123456789&<>".indexOf(word.charAt(i)) >= 0;
        }
        if (!isNumber) {
            endWord();
        }
        plain(sign);
    }

    private void greaterThan() {
        if (text.startsWith(">(", at)) {
            substitution(at + 2, ShellParentheses.closing(text, at + 1));
        } else {
            redirection('>');
        }
    }

    private void lessThan() {
        if (text.startsWith("<(", at)) {
            substitution(at + 2, ShellParentheses.closing(text, at + 1));
        } else if (text.startsWith("<<<", at)) {
            redirection('<');
            plain('<');
            plain('<');
        } else if (text.startsWith("<<", at)) {
            hereDocument();
        } else {
            redirection('<');
        }
    }

    private void substitution(int from, int end) {
        int stop = end < 0 ? text.length() : end;
        if (depth < MOST_DEPTH && from <= stop) {
            inner.addAll(read(text.substring(from, stop), depth + 1));
        }
        int shown = Math.min(from, stop);
        word.append("$(")
                .append(text, shown, Math.min(stop, shown + MOST_SHOWN))
                .append(')');
        inWord = true;
        at = stop + 1;
    }

    /** Its text is skipped, but for a shell, whose program it is. */
    private void hereDocument() {
        HereDocument read = ahead > MOST_AHEAD ? HereDocument.none(text, at) : HereDocument.at(text, at);
        if (!read.isOne()) {
            ahead += read.looked();
            at = read.behind(); // nothing ends it, so it may be none
            return;
        }
        endWord();
        List<String> command = Words.command(words);
        boolean isProgram = !command.isEmpty() && Words.isShell(command.getFirst());
        if (!isProgram) {
            document = text.substring(read.body(), read.stop());
        } else if (depth < MOST_DEPTH) {
            programs.addAll(read(text.substring(read.body(), read.stop()), depth + 1));
        }
        rest(read.behind(), read.body() - 1);
        int after = text.indexOf('\n', read.stop());
        at = after < 0 ? text.length() : after;
    }

    /** What stands on the line behind the mark of a document. */
    private void rest(int from, int line) {
        ShellText behind = new ShellText(text.substring(from, line), MOST_DEPTH);
        behind.words = words;
        behind.inner = inner;
        behind.programs = programs;
        behind.document = document;
        behind.group = group;
        behind.isApart = isApart;
        behind.pipeline = pipeline;
        behind.run();
        all.addAll(behind.all);
        begin();
        pipeline = new ArrayList<>();
    }

    private void pipe() {
        if (inWord && text.charAt(at - 1) == '>') { // which writes whatever is there
            plain('|');
            return;
        }
        if (text.startsWith("||", at)) {
            endPipeline();
            at += 2;
            return;
        }
        endCommand();
        at += text.startsWith("|&", at) ? 2 : 1;
    }

    private void ampersand() {
        boolean isRedirection = at > 0 && "<>".indexOf(text.charAt(at - 1)) >= 0
                || at + 1 < text.length() && text.charAt(at + 1) == '>';
        if (isRedirection) {
            plain('&');
            return;
        }
        endPipeline();
        at += text.startsWith("&&", at) ? 2 : 1;
    }

    private void endWord() {
        if (inWord) {
            String ended = word.toString();
            word.setLength(0);
            inWord = false;
            if (isQuoted || !list(ended)) {
                words.add(ended);
            }
            isQuoted = false;
        }
    }

    /** Opens or closes a list, if a word that begins a command does that. */
    private boolean list(String word) {
        String closing = LISTS.get(word);
        boolean isClosing = !open.isEmpty() && open.element().closing().equals(word);
        if (closing == null && !isClosing) {
            return false;
        }
        boolean isNamed = words.size() == 2 && words.getFirst().equals("function"); // of what a list does
        if (!isNamed && (!inner.isEmpty() || hasCommand())) {
            return false;
        }
        if (closing == null) {
            close(word);
            return true;
        }
        if (isNamed) {
            endPipeline();
        }
        open(closing);
        words.clear(); // nothing but what may stand before a list
        return word.equals("{");
    }

    private void endCommand() {
        endWord();
        boolean isBehind = !group.isEmpty() && !Words.plain(words).isEmpty();
        if (isBehind) { // of no shell; but what stands there is read
            pipeline.add(new Command(List.of(), List.of(), List.of(), "", List.copyOf(group), isApart));
            all.add(new Pipeline(List.copyOf(pipeline)));
            pipeline = new ArrayList<>();
            group = List.of();
        }
        if (!words.isEmpty() || !inner.isEmpty() || !group.isEmpty()) {
            String program = Words.program(words);
            boolean isRead = !program.isEmpty() && !program.startsWith("$(") && depth < MOST_DEPTH;
            if (isRead) { // with what is substituted in it
                programs.addAll(read(program, depth + 1));
                inner.clear();
            }
            pipeline.add(new Command(
                    List.copyOf(words),
                    List.copyOf(inner),
                    List.copyOf(programs),
                    document,
                    List.copyOf(group),
                    isApart));
        }
        begin();
    }

    private void begin() {
        hasCommand = false;
        words = new ArrayList<>();
        inner = new ArrayList<>();
        programs = new ArrayList<>();
        document = "";
        group = List.of();
    }

    private void endPipeline() {
        endCommand();
        if (!pipeline.isEmpty()) {
            all.add(new Pipeline(List.copyOf(pipeline)));
        }
        pipeline = new ArrayList<>();
    }
}
