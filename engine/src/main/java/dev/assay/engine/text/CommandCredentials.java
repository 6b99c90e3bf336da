package dev.assay.engine.text;

import java.util.BitSet;

/**
 * Where credentials stand in commands: {@code curl -u user:password}, headers, what {@code echo} pipes into a login. Which options of
 * which programs take one is {@code credential-options.tsv}.
 *
 * <p>A text may be for a shell, for PowerShell, a list of words, or a program in which a command is a text of its own, and its quotes need not
 * close. So whatever is quoted is read as a part of a word and again as a text of commands, and a program counts until another one begins: too
 * much is hidden rather than too little. What is substituted, expanded or run is never hidden. Linear in the text, for each of few depths.
 */
final class CommandCredentials {
    private static final int MOST_DEPTH = 5;

    /** How many characters are looked at twice, to see where quotes around substitutions close. */
    private static final int MOST_AHEAD = 1 << 20;

    private final String text;
    private final BitSet hidden;
    private final int end;
    private final int depth;
    private int at;
    private int ahead;

    /** How far what is expanded or substituted goes: the end, or that of the quotes around it. */
    private int limit;

    /** Whether quotes are passed over. */
    private final boolean isFlat;

    private final CommandWord word;
    private final CredentialWords words;

    private CommandCredentials(
            String text, int from, int end, int depth, String program, boolean isFlat, BitSet hidden) {
        this.text = text;
        this.at = from;
        this.end = end;
        this.limit = end;
        this.depth = depth;
        this.isFlat = isFlat;
        this.hidden = hidden;
        this.word = new CommandWord(text, isFlat);
        this.words = new CredentialWords(text, program, isFlat, word, hidden);
    }

    /**
     * Marks the characters of credentials. Read as a shell has it, as a program has it whose texts may have quotes behind backslashes, and
     * without quotes, as an apostrophe somewhere may turn them round.
     */
    static void find(String text, BitSet hidden) {
        new CommandCredentials(text, 0, text.length(), 0, "", false, hidden).read();
        if (text.indexOf('\'') >= 0 || text.indexOf('"') >= 0) {
            new CommandCredentials(text, 0, text.length(), 1, "", false, hidden).read();
            new CommandCredentials(text, 0, text.length(), 0, "", true, hidden).read();
        }
    }

    /** Which program's options the end of the text would be. */
    private String read() {
        while (at < end) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> backslash();
                case '\'', '"' -> quoted(0);
                case '`' -> backtick();
                case '$' -> dollar();
                case ' ', '\t', '\r', '<', '>' -> {
                    words.end();
                    at++;
                }
                case '\n', ';', '(', ')' -> endCommand(false);
                case '|' -> endCommand(!text.startsWith("||", at));
                case '&' -> {
                    boolean isRedirection = at > 0 && (text.charAt(at - 1) == '>' || text.startsWith("&>", at));
                    if (isRedirection) {
                        at++;
                    } else {
                        endCommand(false);
                    }
                }
                case '[', ']', '{', '}', ',' -> list(c);
                default -> plain(1);
            }
        }
        words.end();
        return words.program();
    }

    private void plain(int count) {
        for (int i = 0; i < count; i++) {
            word.append(text.charAt(at), at);
            at++;
        }
    }

    /** Of lists of texts, which part words only where texts end and begin. */
    private void list(char c) {
        boolean isBehind = at > 0 && CommandWord.isQuote(text.charAt(at - 1));
        boolean isBefore = at + 1 < end && CommandWord.isQuote(text.charAt(at + 1));
        if (isBehind
                || isBefore && !word.isThere()
                || !word.isThere() && c != ',' && at + 1 < end && text.charAt(at + 1) == ' ') {
            words.end();
            at++;
        } else {
            plain(1);
        }
    }

    private void backslash() {
        int from = at;
        while (at < end && text.charAt(at) == '\\') {
            at++;
        }
        if (at == end) {
            return;
        }
        char c = text.charAt(at);
        int count = at - from;
        if (CommandWord.isQuote(c) && (depth > 0 || isFlat)) {
            quoted(count);
        } else if (c == '\n' || c == '\r') {
            words.end(); // the command goes on
            at++;
        } else if (count % 2 == 1 || CommandWord.isQuote(c)) {
            word.append(c, at++);
        } else {
            word.append('\\', at - 1);
        }
    }

    /** Whatever is between quotes that stand behind so many backslashes each. */
    private void quoted(int backslashes) {
        if (isFlat) {
            at++;
            return;
        }
        char quote = text.charAt(at);
        int from = at + 1;
        int close = closing(quote, from, backslashes);
        int stop = close < 0 ? end : close - backslashes;
        word.quote();
        boolean isLong = false;
        limit = stop;
        for (at = from; at < stop; ) {
            char c = text.charAt(at);
            isLong |= c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '|' || c == ',';
            if (quote == '"' && c == '$') {
                dollar();
            } else if (quote == '"' && c == '`') {
                backtick();
            } else {
                word.append(c, at++);
            }
        }
        at = close < 0 ? end : close + 1;
        limit = end;
        if (isLong && depth < MOST_DEPTH) {
            String inner = new CommandCredentials(text, from, stop, depth + 1, words.program(), false, hidden).read();
            words.programOr(inner);
        }
    }

    /** Where the quote closes, behind what is substituted: there it may stand as well. */
    private int closing(char quote, int from, int backslashes) {
        int before = 0;
        int level = 0;
        int first = -1;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean isEnd = c == quote
                    && (backslashes > 0 ? before == backslashes : before % 2 == 0 || quote == '\'' && depth == 0);
            boolean opens = quote == '"' && c == '(' && (level > 0 || text.charAt(i - 1) == '$') && ahead < MOST_AHEAD;
            level += opens ? 1 : c == ')' && level > 0 ? -1 : 0;
            if (isEnd && level == 0) {
                return i;
            }
            first = isEnd && first < 0 ? i : first;
            ahead += level > 0 ? 1 : 0;
            before = c == '\\' ? before + 1 : 0;
        }
        return first;
    }

    private void backtick() {
        if (at + 1 < limit && (text.charAt(at + 1) == '\n' || text.charAt(at + 1) == '\r')) {
            words.end(); // as PowerShell goes on
            at += 2;
            return;
        }
        int close = text.indexOf('`', at + 1, limit);
        substituted(at + 1, close < 0 ? limit : close);
    }

    private void dollar() {
        char next = at + 1 < limit ? text.charAt(at + 1) : 0;
        if (next == '(') {
            substituted(at + 2, closingParenthesis(at + 1));
        } else if (next == '{') {
            String mark = text.startsWith("${{", at) ? "}}" : "}";
            int stop = text.indexOf(mark, at + 1, limit);
            expanded(stop < 0 ? limit : stop + mark.length());
        } else if (CommandWord.isQuote(next)) {
            at++; // as before the quotes of Bash that take escapes
        } else {
            int stop = at + 1;
            while (stop < limit && (isLetterOrDigit(text.charAt(stop)) || text.charAt(stop) == '_')) {
                stop++;
            }
            boolean isScoped = text.startsWith("$env:", at); // of PowerShell
            if (isScoped) {
                expanded(Math.min(at + 5, limit));
            } else if (stop > at + 1) {
                expanded(stop);
            } else {
                plain(1);
            }
        }
    }

    private int closingParenthesis(int open) {
        int level = 0;
        for (int i = open; i < limit; i++) {
            char c = text.charAt(i);
            level += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (level == 0) {
                return i;
            }
        }
        return limit;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private void expanded(int stop) {
        for (; at < stop; at++) {
            word.append(text.charAt(at), -1);
        }
    }

    private void substituted(int from, int stop) {
        if (depth < MOST_DEPTH && from < stop) {
            new CommandCredentials(text, from, stop, depth + 1, "", isFlat, hidden).read();
        }
        word.append('$', -1);
        at = Math.min(stop + 1, limit);
    }

    private void endCommand(boolean isPipe) {
        words.endCommand(isPipe);
        at++;
    }
}
