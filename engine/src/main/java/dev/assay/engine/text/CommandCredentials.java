package dev.assay.engine.text;

import dev.assay.engine.text.CredentialOptions.Kind;
import dev.assay.engine.text.CredentialOptions.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Words of a command in front of its options that may say what it does. */
    private static final int MOST_WORDS = 8;

    private static final int MOST_WORD = 4096;

    /** How many characters are looked at twice, to see where quotes around substitutions close. */
    private static final int MOST_AHEAD = 1 << 20;

    /** How far a credential of several words goes, where quotes are passed over. */
    private static final int MOST_QUOTED = 200;

    /** What may stand in front of a command. */
    private static final Set<String> PREFIXES =
            Set.of("sudo", "env", "exec", "time", "nohup", "command", "!", "{", "if", "do", "then");

    private static final Set<String> SAYS = Set.of("echo", "printf", "write-output");

    private static final List<String> HEADERS =
            List.of("authorization", "cookie", "-key", "-token", "-secret", "-auth");

    /** How a header says what its credential is; nothing that is one is called so. */
    static final Set<String> SCHEMES = Set.of(
            "bearer",
            "basic",
            "token",
            "digest",
            "negotiate",
            "apikey",
            "api-key",
            "key",
            "oauth",
            "hawk",
            "geniekey",
            "splunk",
            "sso-key",
            "bot",
            "aws4-hmac-sha256");

    private final String text;
    private final BitSet hidden;
    private final int end;
    private final int depth;
    private int at;
    private int ahead;

    /** How far what is expanded or substituted goes: the end, or that of the quotes around it. */
    private int limit;

    /** The word without its quotes, and where each character of it stands; -1 for what is expanded. */
    private final StringBuilder word = new StringBuilder();

    private int[] places = new int[64];
    private boolean inWord;
    private boolean isQuoted;

    private boolean isFirst = true;
    private String program = "";
    private List<String> words = new ArrayList<>();
    private @Nullable Kind pending;

    /** The characters of words that are said into a pipe, and may be credentials. */
    private final BitSet piped = new BitSet();

    private boolean says;

    /** Whether quotes are passed over. */
    private final boolean isFlat;

    private CommandCredentials(
            String text, int from, int end, int depth, String program, boolean isFlat, BitSet hidden) {
        this.text = text;
        this.at = from;
        this.end = end;
        this.limit = end;
        this.depth = depth;
        this.program = program;
        this.isFlat = isFlat;
        this.hidden = hidden;
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
                    endWord();
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
        endWord();
        return program;
    }

    private void plain(int count) {
        for (int i = 0; i < count; i++) {
            append(text.charAt(at), at);
            at++;
        }
        inWord = true;
    }

    private void append(char c, int place) {
        if (word.length() == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[word.length()] = place;
        word.append(c);
    }

    /** Of lists of texts, which part words only where texts end and begin. */
    private void list(char c) {
        boolean isBehind = at > 0 && isQuote(text.charAt(at - 1));
        boolean isBefore = at + 1 < end && isQuote(text.charAt(at + 1));
        if (isBehind || isBefore && !inWord || !inWord && c != ',' && at + 1 < end && text.charAt(at + 1) == ' ') {
            endWord();
            at++;
        } else {
            plain(1);
        }
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
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
        if (isQuote(c) && (depth > 0 || isFlat)) {
            quoted(count);
        } else if (c == '\n' || c == '\r') {
            endWord(); // the command goes on
            at++;
        } else if (count % 2 == 1 || isQuote(c)) {
            append(c, at++);
            inWord = true;
        } else {
            append('\\', at - 1);
            inWord = true;
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
        inWord = true;
        isQuoted = true;
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
                append(c, at++);
            }
        }
        at = close < 0 ? end : close + 1;
        limit = end;
        if (isLong && depth < MOST_DEPTH) {
            String inner = new CommandCredentials(text, from, stop, depth + 1, program, false, hidden).read();
            program = program.isEmpty() ? inner : program; // quotes may have been taken for others
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
            endWord(); // as PowerShell goes on
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
        } else if (isQuote(next)) {
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
            append(text.charAt(at), -1);
        }
        inWord = true;
    }

    private void substituted(int from, int stop) {
        if (depth < MOST_DEPTH && from < stop) {
            new CommandCredentials(text, from, stop, depth + 1, "", isFlat, hidden).read();
        }
        append('$', -1);
        inWord = true;
        at = Math.min(stop + 1, limit);
    }

    private void endCommand(boolean isPipe) {
        endWord();
        at++;
        isFirst = true;
        pending = null;
        words = new ArrayList<>();
        if (!isPipe) {
            piped.clear();
        }
        says = false;
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        String said = word.length() > MOST_WORD ? word.substring(0, MOST_WORD) : word.toString();
        if (pending != null && !said.startsWith("--")) {
            Kind kind = pending;
            pending = null;
            value(said, 0, kind);
        } else {
            pending = null;
            word(said);
        }
        word.setLength(0);
        inWord = false;
        isQuoted = false;
    }

    private void word(String said) {
        header(said, 0);
        boolean isAssignment = said.indexOf('=') > 0 && said.charAt(0) != '-' && !isQuoted;
        String name = name(said);
        boolean isKnown = CredentialOptions.has(name) && !words.contains(name);
        boolean isSaying = SAYS.contains(name) && (isFirst || isFlat);
        if (isKnown || isSaying || isFirst && !isAssignment && !said.startsWith("-")) {
            program = isKnown ? name : "";
            isFirst = PREFIXES.contains(name);
            words.clear();
            says = isSaying;
            words.add(name);
            reads(said);
            return;
        }
        if (says && said.indexOf(' ') < 0 && !said.startsWith("-")) {
            hide(0, piped);
        }
        if (said.startsWith("-") || said.startsWith("/") && said.indexOf('/', 1) < 0) {
            option(said);
        } else {
            positional(said);
        }
        reads(said);
    }

    /** What is piped into a command is a credential if one of its words tells. */
    private void reads(String said) {
        for (Row row : rows()) {
            boolean isThat = row.kind() == Kind.STDIN && row.options().contains(said) && has(row)
                    || row.kind() == Kind.ENCODED && words.size() == 1 && isLogin();
            if (isThat) {
                hidden.or(piped);
            }
        }
    }

    /** No text in Base64 has a colon. */
    private boolean isLogin() {
        for (int i = piped.nextSetBit(0); i >= 0; i = piped.nextSetBit(i + 1)) {
            if (text.charAt(i) == ':') {
                return true;
            }
        }
        return false;
    }

    private void positional(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        String before = words.isEmpty() ? "" : words.getLast();
        for (Row row : rows()) {
            boolean isNamed = row.kind() == Kind.NAMED
                    && (Masked.isSecret(before) || row.options().stream().anyMatch(before::startsWith));
            boolean isNext =
                    row.kind() == Kind.NEXT && words.size() == row.words().size() + 1;
            if (has(row) && (isNamed || isNext)) {
                hide(0, hidden);
                return; // and what follows is one as well
            }
        }
        boolean isOfMachine =
                words.size() > 1 && before.equals("password") && (words.contains("login") || words.contains("machine"));
        if (isOfMachine) {
            hide(0, hidden); // a line of .netrc
        }
        if (words.size() >= MOST_WORDS) {
            words.remove(1);
        }
        words.add(lower);
    }

    private List<Row> rows() {
        return CredentialOptions.of(program);
    }

    private boolean has(Row row) {
        return words.containsAll(row.words());
    }

    private void option(String said) {
        String letters = CredentialOptions.letters(program);
        if (letters != null && said.length() > 2 && said.charAt(1) != '-') {
            for (int i = 1; i < said.length(); i++) {
                if (letters.indexOf(said.charAt(i)) >= 0) {
                    option("-" + said.charAt(i), said, i + 1, true);
                    return;
                }
            }
        }
        int equals = said.indexOf('=');
        int colon = said.indexOf(':');
        int mark = equals > 0 ? equals : colon;
        boolean isLong = said.length() > 2 && mark > 0;
        if (isLong && option(said.substring(0, mark), said, mark + 1, true)) {
            return;
        }
        if (!option(said, said, said.length(), false) && said.length() > 2) {
            option(said.substring(0, 2), said, 2, true);
        }
    }

    private boolean option(String option, String said, int value, boolean isJoined) {
        for (Row row : rows()) {
            if (!has(row) || row.kind() == Kind.STDIN || row.kind() == Kind.NAMED || !row.takes(option)) {
                continue;
            }
            if (value < said.length() || isJoined && option.length() > 2) {
                value(said, value, row.kind());
            } else if (row.kind() != Kind.JOINED) {
                pending = row.kind();
            }
            return true;
        }
        return false;
    }

    private void value(String said, int from, Kind kind) {
        String value = said.substring(Math.min(from, said.length()));
        switch (kind) {
            case ALL, JOINED, NAMED, NEXT -> hide(from, hidden);
            case LOGIN -> {
                boolean isAddress = value.startsWith("http://") || value.startsWith("https://");
                if (value.indexOf(':') >= 0 && !isAddress && isWritten(from)) {
                    hide(from, hidden);
                }
            }
            case PROXY -> {
                int mark = value.lastIndexOf('@');
                int scheme = value.indexOf("://");
                hide(from + (scheme < 0 ? 0 : scheme + 3), from + Math.max(mark, 0), hidden);
            }
            case PAIR -> {
                if (value.indexOf('%') >= 0 || value.indexOf(',') >= 0 || value.indexOf(':') >= 0) {
                    hide(from, hidden);
                }
            }
            case COOKIE -> {
                if (value.indexOf('=') >= 0) {
                    hide(from, hidden);
                }
            }
            case HEADER -> header(said, from);
            case STDIN, ENCODED -> {}
        }
    }

    /** {@code Name: credential}, but for how it says what the credential is. */
    private void header(String said, int from) {
        int colon = said.indexOf(':', from);
        if (colon < 0) {
            return;
        }
        String name = said.substring(from, colon).strip().toLowerCase(Locale.ROOT);
        boolean isSecret = name.indexOf(' ') < 0 && HEADERS.stream().anyMatch(name::endsWith);
        if (!isSecret) {
            return;
        }
        int at = colon + 1;
        while (at < said.length() && said.charAt(at) == ' ') {
            at++;
        }
        int space = said.indexOf(' ', at);
        boolean hasScheme =
                space > 0 && SCHEMES.contains(said.substring(at, space).toLowerCase(Locale.ROOT));
        if (hasScheme) {
            at = space + 1;
        }
        boolean isScheme = SCHEMES.contains(said.substring(at).toLowerCase(Locale.ROOT));
        if (!isScheme) {
            hide(at, hidden);
        }
    }

    /** Whether the word has more than what is expanded, and a colon. */
    private boolean isWritten(int from) {
        for (int i = from; i < word.length(); i++) {
            if (places[i] >= 0 && word.charAt(i) != ':') {
                return true;
            }
        }
        return false;
    }

    /** The word from here on, but for what is expanded in it. */
    private void hide(int from, BitSet in) {
        hide(from, word.length(), in);
        int first = from < word.length() ? places[from] : -1;
        boolean isBehind = isFlat && first > 0 && isQuote(text.charAt(first - 1));
        int close = isBehind
                ? text.indexOf(text.charAt(first - 1), first, Math.min(first + MOST_QUOTED, text.length()))
                : -1;
        String quoted = close < 0 ? "" : text.substring(first, close);
        boolean isOne = close >= 0 && quoted.indexOf('$') < 0 && quoted.indexOf('`') < 0 && quoted.indexOf('|') < 0;
        if (isOne) {
            in.set(first, close);
        }
    }

    private void hide(int from, int to, BitSet in) {
        for (int i = from; i < to; i++) {
            if (places[i] >= 0) {
                in.set(places[i]);
            }
        }
    }

    private static String name(String word) {
        String last = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return last.endsWith(".exe") ? last.substring(0, last.length() - 4) : last;
    }
}
