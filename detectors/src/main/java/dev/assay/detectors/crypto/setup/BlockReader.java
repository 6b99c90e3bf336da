package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads directives in blocks of braces: {@code name value;} of nginx, and {@code name = value} in lines, as Terraform, Dovecot
 * and strongSwan have it. Belongs to one thread; takes time by the length of the text.
 */
final class BlockReader {
    /** What provisioners of Terraform and Packer run. */
    private static final Set<String> COMMANDS = Set.of("command", "inline");

    private final String text;
    private final boolean semicolons;
    private final Settings out;
    private final Budget budget;
    private final Deque<Block> open = new ArrayDeque<>();
    private Block block = Block.root();
    private int skippedDepth;
    private boolean isUnbalanced;
    private int at;

    BlockReader(String text, Syntax syntax, Settings out, Budget budget) {
        this.text = text;
        this.semicolons = syntax == Syntax.SEMICOLONS;
        this.out = out;
        this.budget = budget;
    }

    void read() {
        while (true) {
            int from = at;
            skipBetween();
            if (at >= text.length()) {
                break;
            }
            char c = text.charAt(at);
            if (c == '}') {
                close();
                at++;
            } else if (c == '{') {
                open("");
                at++;
            } else if (c == ';' || c == ',' || c == ']' || c == ')') {
                at++;
            } else {
                statement();
            }
            budget.spendWork(Math.max(1, at - from));
        }
        if (!open.isEmpty() || skippedDepth > 0) {
            out.gap(text.length(), "ends within a block");
        }
    }

    /** White space and comments. */
    private void skipBetween() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#' || !semicolons && text.startsWith("//", at)) {
                at = endOf("\n", at);
            } else if (!semicolons && text.startsWith("/*", at)) {
                at = endOf("*/", at + 2);
            } else {
                return;
            }
        }
    }

    private int endOf(String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? text.length() : found + what.length();
    }

    private void statement() {
        int start = at;
        int nameEnd = nameEnd();
        Span name = new Span(text.substring(start, nameEnd), start);
        at = nameEnd;
        if (semicolons) {
            plain(name);
        } else {
            assigned(name, start);
        }
    }

    private int nameEnd() {
        int end = at;
        if (text.charAt(end) == '"' || text.charAt(end) == '\'') {
            return afterQuote(end);
        }
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "{};=".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return Math.max(end, at + 1);
    }

    /** {@code name value;} or <code>name value {</code>: the value goes on over lines and comments. */
    private void plain(Span name) {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = afterQuote(at);
            } else if (c == '#' && Character.isWhitespace(text.charAt(at - 1))) {
                at = endOf("\n", at);
            } else if (c == ';' || c == '{' && text.charAt(at - 1) != '$' || c == '}') {
                break;
            } else {
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) == '{') {
            open(name.text());
            at++;
        } else if (at < text.length()) {
            out.setting(block, name, new Span(text.substring(from, at), from).unquoted());
        }
    }

    /** {@code name = value} or <code>name labels {</code>. */
    private void assigned(Span name, int start) {
        int head = at;
        while (head < text.length() && "={}\n".indexOf(text.charAt(head)) < 0) {
            head = text.charAt(head) == '"' ? afterQuote(head) : head + 1;
        }
        at = head;
        if (head >= text.length() || text.charAt(head) == '\n' || text.charAt(head) == '}') {
            return; // no value
        }
        if (text.charAt(head) == '{') {
            open(title(new Span(text.substring(start, head), start).words()));
            at++;
            return;
        }
        at += text.startsWith("=>", at) ? 2 : 1;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        value(new Span(name.text(), name.offset()).unquoted());
    }

    /** A resource is known by its type, a variable and a module by what they are and their name, anything else by its own name. */
    private static String title(List<Span> words) {
        String first = words.isEmpty() ? "" : words.getFirst().text();
        if (words.size() > 1 && (first.equals(Definitions.VARIABLE) || first.equals(Variables.MODULE))) {
            return first + "." + words.get(1).text();
        }
        boolean isTyped = words.size() > 1 && (first.equals("resource") || first.equals("data"));
        return isTyped ? words.get(1).text() : first;
    }

    private void value(Span name) {
        int from = at;
        char c = at < text.length() ? text.charAt(at) : '\n';
        if (c == '{') {
            open(name.text());
            at++;
            return;
        }
        if (text.startsWith("<<", at)) {
            out.file(name.text(), heredoc());
            return;
        }
        at = endOfValue();
        Span value = new Span(text.substring(from, at), from).unquoted();
        out.setting(block, name, value);
        named(name, value);
        if (COMMANDS.contains(name.text())) {
            value.parts("[]\n").forEach(this::commands);
        }
    }

    /** A block with {@code name} and {@code value} is a setting as well. */
    private void named(Span name, Span value) {
        boolean isName = name.text().equals("name");
        if (!isName && !name.text().equals("value")) {
            return;
        }
        block.put(name.text(), value);
        Span other = block.value(isName ? "value" : "name");
        if (other != null) {
            out.setting(block, isName ? value : other, isName ? other : value);
        }
    }

    /** One command, or several in quotes with commas between them. */
    private void commands(Span value) {
        int from = value.text().indexOf('"');
        if (from < 0) {
            out.command(value);
        }
        while (from >= 0) {
            int end = value.text().indexOf('"', from + 1);
            out.command(value.part(from + 1, end < 0 ? value.text().length() : end));
            from = end < 0 ? -1 : value.text().indexOf('"', end + 1);
        }
    }

    private boolean isComment(int i) {
        return text.charAt(i) == '#' && i > 0 && Character.isWhitespace(text.charAt(i - 1))
                || text.startsWith(" //", i);
    }

    /** The end of the line, or of what is in brackets on it: lists and calls go on over lines. */
    private int endOfValue() {
        int depth = 0;
        int firstLine = -1;
        for (int i = at; i < text.length(); ) {
            char c = text.charAt(i);
            if (c == '"') {
                i = afterQuote(i);
                continue;
            }
            if (isComment(i) && depth == 0) {
                return i;
            }
            if (isComment(i)) {
                i = text.indexOf('\n', i) < 0 ? text.length() : text.indexOf('\n', i);
                continue;
            }
            boolean closes = c == ']' || c == ')' || c == '}';
            if (depth == 0 && (c == '\n' || closes)) {
                return i;
            }
            if (c == '\n') {
                firstLine = firstLine < 0 ? i : firstLine;
                if (isUnbalanced) {
                    return i;
                }
            }
            depth += c == '[' || c == '(' || c == '{' ? 1 : closes ? -1 : 0;
            i++;
        }
        isUnbalanced |= depth > 0; // so that not each of many brackets is looked for to the end
        return firstLine < 0 ? text.length() : firstLine;
    }

    /** What lies between the line that begins it and the one that ends it. */
    private Span heredoc() {
        int from = endOf("\n", at);
        String word = text.substring(at, from).replace("<", "").replace("-", "").strip();
        int end = from;
        while (end < text.length()) {
            int next = endOf("\n", end);
            if (next - end <= word.length() + 200
                    && text.substring(end, next).strip().equals(word)) {
                at = next;
                return new Span(text.substring(from, end), from);
            }
            end = next;
        }
        at = end;
        return new Span(text.substring(from, end), from);
    }

    /** Behind the quote that closes the one here, or behind the line if there is none and lines count. */
    private int afterQuote(int from) {
        char quote = text.charAt(from);
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n' && !semicolons) {
                return i;
            }
        }
        return text.length();
    }

    private void open(String name) {
        if (open.size() >= Block.MOST_DEPTH) {
            if (skippedDepth++ == 0) {
                out.gap(at, "nested more than " + Block.MOST_DEPTH + " levels deep");
            }
            return;
        }
        open.push(block);
        block = block.inner(name);
    }

    private void close() {
        if (skippedDepth > 0) {
            skippedDepth--;
        } else if (!open.isEmpty()) {
            block = open.pop();
        }
    }
}
