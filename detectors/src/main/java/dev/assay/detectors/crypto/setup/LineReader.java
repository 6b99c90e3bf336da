package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.text.Parts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** Reads what has a directive in each line. Belongs to one thread; takes time by the length of the text. */
final class LineReader {
    /** Names that begin a block, of which the line says what it is for. */
    private static final Set<String> BEGINNINGS =
            Set.of("host", "match", "conn", "ca", "frontend", "backend", "listen", "defaults", "global", "peers");

    private static final int MOST_LINES_OF_LIST = 500;

    private final String text;
    private final Syntax syntax;
    private final Settings out;
    private final Budget budget;
    private final Block root = Block.root();
    private final Deque<Block> open = new ArrayDeque<>();
    private Block block = root;
    private int skippedDepth;

    LineReader(String text, Syntax syntax, Settings out, Budget budget) {
        this.text = text;
        this.syntax = syntax;
        this.out = out;
        this.budget = budget;
    }

    void read() {
        for (int at = 0; at < text.length(); ) {
            int end = endOfLine(at);
            budget.spendWork(end - at + 1L);
            line(new Span(joined(text.substring(at, end)), at).strip());
            at = end + 1;
        }
        if (!open.isEmpty()) {
            out.gap(text.length(), "ends within a block");
        }
    }

    /** Where a line ends, the lines that continue it included; comments are never continued. */
    private int endOfLine(int from) {
        boolean isComment = isCommentAt(from);
        int end = text.indexOf('\n', from);
        if (syntax == Syntax.INI && !isComment && end >= 0 && isOpenList(from, end)) {
            return endOfList(end);
        }
        boolean goesOn = end >= 0 && !isComment && isContinued(end);
        while (goesOn) {
            boolean isWithin = syntax == Syntax.DOCKERFILE && isCommentAt(end + 1); // does not end what is around it
            end = text.indexOf('\n', end + 1);
            goesOn = end >= 0 && (isWithin || isContinued(end));
        }
        return end < 0 ? text.length() : end;
    }

    /** Whether a list of TOML begins on a line and goes on. */
    private boolean isOpenList(int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != '=') {
            at++;
        }
        at++;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at < end && text.charAt(at) == '[' && text.lastIndexOf(']', end - 1) < at;
    }

    /** The end of the line with the bracket that closes the list; of this one if there is none within so many lines. */
    private int endOfList(int endOfFirst) {
        int end = endOfFirst;
        for (int lines = 0; lines < MOST_LINES_OF_LIST && end >= 0; lines++) {
            int next = text.indexOf('\n', end + 1);
            int to = next < 0 ? text.length() : next;
            for (int i = end + 1; i < to && !isCommentAt(end + 1); i++) {
                if (text.charAt(i) == ']') {
                    return to;
                }
            }
            end = next;
        }
        return endOfFirst;
    }

    private boolean isCommentAt(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && syntax.isComment(text.charAt(at));
    }

    private boolean isContinued(int end) {
        if (syntax == Syntax.POSTFIX) {
            return end + 1 < text.length() && isBlank(text.charAt(end + 1));
        }
        int last = end - 1;
        if (last >= 0 && text.charAt(last) == '\r') {
            last--;
        }
        int backslashes = 0;
        while (last >= 0 && text.charAt(last) == '\\') {
            backslashes++;
            last--;
        }
        return backslashes % 2 == 1;
    }

    /** The same length, so that places in it are places in the text. */
    private String joined(String lines) {
        if (lines.indexOf('\n') < 0) {
            return lines;
        }
        StringBuilder all = new StringBuilder(lines.length());
        for (String line : Parts.of(lines, '\n')) {
            boolean isComment = !all.isEmpty()
                    && !line.isBlank()
                    && syntax.isComment(line.strip().charAt(0));
            all.append(isComment ? " ".repeat(line.length()) : withoutBackslash(line))
                    .append(' ');
        }
        all.setLength(all.length() - 1);
        return all.toString();
    }

    private String withoutBackslash(String line) {
        int last = line.endsWith("\r") ? line.length() - 2 : line.length() - 1;
        boolean continues = syntax != Syntax.POSTFIX && last >= 0 && line.charAt(last) == '\\';
        return continues ? line.substring(0, last) + " ".repeat(line.length() - last) : line;
    }

    private void line(Span line) {
        String all = line.text();
        if (all.isEmpty() || syntax.isComment(all.charAt(0))) {
            return;
        }
        char first = all.charAt(0);
        if (syntax == Syntax.PASSWORDS) {
            password(line);
        } else if ((syntax == Syntax.INI || syntax == Syntax.REGISTRY) && first == '[') {
            int close = all.indexOf(']');
            block = block((close < 0 ? all.substring(1) : all.substring(1, close)).strip());
        } else if (syntax == Syntax.SECTIONS && first == '<') {
            section(all);
        } else {
            directive(line);
        }
    }

    /** A section, or a key of a registry in the keys around it. */
    private Block block(String name) {
        if (syntax != Syntax.REGISTRY) {
            return root.inner(name);
        }
        Block in = root;
        for (String part : Parts.of(name, '\\')) {
            in = in.inner(part);
        }
        return in;
    }

    /** The second field, which is called the same for all people. */
    private void password(Span line) {
        int name = line.text().indexOf(':');
        if (name >= 0) {
            int end = line.text().indexOf(':', name + 1);
            Span hash = line.part(name + 1, end < 0 ? line.text().length() : end);
            out.setting(root, new Span("password", line.offset(), false), hash);
        }
    }

    private void section(String line) {
        if (line.startsWith("</")) {
            if (skippedDepth > 0) {
                skippedDepth--;
            } else if (!open.isEmpty()) {
                block = open.pop();
            }
        } else if (open.size() >= Block.MOST_DEPTH) {
            skippedDepth++;
        } else {
            open.push(block);
            int end = 1;
            while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
                end++;
            }
            block = block.inner(line.substring(1, end));
        }
    }

    private void directive(Span line) {
        String all = line.text();
        int nameEnd = Math.max(wordsOfName(all), 0);
        while (nameEnd < all.length() && !isBlank(all.charAt(nameEnd)) && !isSign(all.charAt(nameEnd), nameEnd)) {
            boolean isEscaped = syntax == Syntax.PROPERTIES && all.charAt(nameEnd) == '\\';
            nameEnd = Math.min(nameEnd + (isEscaped ? 2 : 1), all.length());
        }
        Span name = plain(line.part(0, nameEnd).strip().unquoted());
        if (name.text().equals("export") && nameEnd < all.length()) {
            directive(new Span(all.substring(nameEnd), line.offset() + nameEnd).strip());
            return;
        }
        int at = nameEnd;
        while (at < all.length() && isBlank(all.charAt(at))) {
            at++;
        }
        if (at < all.length() && isSign(all.charAt(at), at)) {
            at++;
        }
        Span value = withoutComment(line.part(at, all.length()).strip());
        if (syntax == Syntax.LINES && BEGINNINGS.contains(name.text().toLowerCase(Locale.ROOT))) {
            block = root.inner(name.text());
        }
        out.setting(block, name, syntax == Syntax.PROPERTIES ? plain(value) : value.unquoted());
    }

    private Span plain(Span escaped) {
        return syntax == Syntax.PROPERTIES && escaped.text().indexOf('\\') >= 0
                ? new Span(Escapes.plain(escaped.text()), escaped.offset(), false)
                : escaped;
    }

    /** Names of sections' values and of a registry's have blanks in them: they end where the sign is. */
    private int wordsOfName(String line) {
        return syntax == Syntax.INI || syntax == Syntax.REGISTRY ? line.indexOf('=') : 0;
    }

    private boolean isSign(char c, int at) {
        return c == '=' && syntax != Syntax.DOCKERFILE
                || c == ':' && at > 0 && (syntax == Syntax.PROPERTIES || syntax == Syntax.LINES);
    }

    private Span withoutComment(Span value) {
        if (!syntax.commentsBehind()) {
            return value;
        }
        String all = value.text();
        char quote = 0;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' && (i == 0 || isBlank(all.charAt(i - 1)))) {
                return value.part(0, i).strip();
            }
        }
        return value;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\n';
    }
}
