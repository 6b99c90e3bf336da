package dev.assay.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A text of commands or settings without the credentials in it, so that it may be kept and shown: tokens by how they begin, private keys,
 * who asks in an address, what is given under a name of a secret, and what a program takes for one ({@link CommandCredentials}). What a shell
 * would act upon stays as it is: operators, expansions, expressions. Passwords without any of these marks are not known. Pure functions, linear in the text but for the number of starts.
 */
public final class Masked {
    private static final String MASK = "***";

    /** No token is shorter. */
    private static final int LEAST = 16;

    /** How much of one is looked at before it is taken for one. */
    private static final int AHEAD = 512;

    /** What stands within a key instead of in front of it. */
    private static final String WITHIN = "T3BlbkFJ";

    /** An object in Base64, which a token only is with dots. */
    private static final String JWT = "eyJ";

    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "storepass",
            "keypass",
            "secret",
            "token",
            "_auth",
            "_pat",
            "api_key",
            "api-key",
            "apikey",
            "access_key",
            "access-key",
            "accesskey",
            "account_key",
            "auth_key",
            "auth-key",
            "authkey",
            "secret_key",
            "secret-key",
            "secretkey",
            "private_key",
            "private-key",
            "signing_key",
            "encryption_key",
            "subscription-key",
            "functions-key",
            "sonar.login");

    /** Names only where no letter stands in front of them, as one does in "bypass". */
    private static final List<String> SHORT_NAMES = List.of("pass", "pwd");

    /** What is called so has texts in parentheses, of which each may be a credential. */
    private static final List<String> CALLS = List.of(
            "auth=(",
            "auth = (",
            "BasicAuth(",
            "NetworkCredential(",
            "PSCredential(",
            "pscredential]::new(",
            ".login(");

    /** Read with the first text that is long enough. */
    private static final class Starts {
        /** By the first character. */
        private static final List<List<String>> ALL = read();

        private static List<List<String>> read() {
            List<List<String>> all = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                all.add(new ArrayList<>(0));
            }
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(Masked.class.getResource("credential-starts.txt")), 1)) {
                all.get(row.getFirst().charAt(0)).add(row.getFirst());
            }
            return all;
        }
    }

    private final String text;
    private final BitSet hidden;
    private int at;

    private Masked(String text) {
        this.text = text;
        this.hidden = new BitSet(text.length());
    }

    /** The text with stars for its credentials. */
    public static String of(String text) {
        if (text.length() < 6) {
            return text;
        }
        BitSet hidden = new Masked(text).all();
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int from = hidden.nextSetBit(at);
            out.append(text, at, from < 0 ? text.length() : from).append(from < 0 ? "" : MASK);
            at = from < 0 ? text.length() : hidden.nextClearBit(from);
        }
        return out.toString();
    }

    /** Puts a star in the place of each byte of a credential. */
    public static void over(byte[] text) {
        BitSet hidden = new Masked(new String(text, StandardCharsets.ISO_8859_1)).all(); // a character for each byte
        hidden.stream().forEach(at -> text[at] = '*');
    }

    /** What is given under a name: nothing of it is left if the name is that of a secret, but for expressions and truth values. */
    public static String value(String name, String text) {
        boolean isSecret = isSecret(name.toLowerCase(Locale.ROOT));
        boolean isPlain = text.isBlank()
                || text.contains("${{")
                || isVariable(text)
                || text.equals("true")
                || text.equals("false")
                || text.equals("inherit");
        return isSecret && !isPlain ? MASK : of(text);
    }

    private static boolean isVariable(String text) {
        return text.startsWith("$")
                && text.chars().skip(1).allMatch(c -> isAlphanumeric((char) c) || "_{}:".indexOf(c) >= 0);
    }

    /** Whether what is called so is a secret. */
    static boolean isSecret(String name) {
        return endOfName(name, name.length());
    }

    private static boolean endOfName(String text, int end) {
        for (String each : NAMES) {
            if (text.regionMatches(true, end - each.length(), each, 0, each.length())) {
                return true;
            }
        }
        for (String each : SHORT_NAMES) {
            int from = end - each.length();
            boolean isWhole = text.regionMatches(true, from, each, 0, each.length())
                    && (from == 0 || !isAlphanumeric(text.charAt(from - 1)));
            if (isWhole) {
                return true;
            }
        }
        return false;
    }

    private BitSet all() {
        CommandCredentials.find(text, hidden);
        while (at < text.length()) {
            if (!token() && !key() && !address() && !scheme() && !named() && !called()) {
                at++;
            }
        }
        return hidden;
    }

    private boolean token() {
        char c = text.charAt(at);
        if (c >= 128) {
            return false;
        }
        boolean isJoined = at > 0 && (isAlphanumeric(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
        for (String start : Starts.ALL.get(c)) {
            if (text.startsWith(start, at) && (!isJoined || start.equals(WITHIN))) {
                int from = at + start.length();
                int end = end(from, start, AHEAD);
                String head = text.substring(from, end);
                boolean isToken =
                        head.length() >= LEAST && !isWord(head) && (!start.equals(JWT) || head.indexOf('.') > 0);
                if (isToken) {
                    hide(from, end(end, start, text.length()));
                    return true;
                }
            }
        }
        return false;
    }

    private int end(int from, String start, int most) {
        int end = from;
        while (end < text.length() && end - from < most && isOfToken(text.charAt(end), start)) {
            end++;
        }
        return end;
    }

    private static boolean isOfToken(char c, String start) {
        return isAlphanumeric(c)
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '='
                || c == '+'
                || c == '/' && !start.endsWith("/bot")
                || c == ':' && start.endsWith("/bot");
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Small letters and marks only, as in names that people make. */
    private static boolean isWord(String head) {
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }

    /** A private key up to where it ends. */
    private boolean key() {
        if (!text.startsWith("-----BEGIN ", at)) {
            return false;
        }
        int line = text.indexOf("-----", at + 11);
        if (line < 0 || line - at > 60 || !text.substring(at, line).contains("PRIVATE KEY")) {
            return false;
        }
        int end = text.indexOf("-----END ", line);
        hide(line + 5, end < 0 ? text.length() : end);
        return true;
    }

    /** Who asks: {@code scheme://user:password@host}, or a token for a user. */
    private boolean address() {
        if (!text.startsWith("://", at)) {
            return false;
        }
        int from = at + 3;
        int mark = -1;
        boolean isSaid = true;
        boolean hasPassword = false;
        int end = from;
        while (end < text.length() && " \t\r\n/?#\"'`<>|;(){}".indexOf(text.charAt(end)) < 0) {
            char c = text.charAt(end);
            if (c == '@') {
                mark = end;
            }
            isSaid &= c != '$';
            hasPassword |= c == ':' && mark < 0;
            end++;
        }
        if (mark < 0 || !isSaid || !hasPassword && mark - from < LEAST) {
            return false;
        }
        hide(from, mark);
        return true;
    }

    /** {@code Bearer x}, {@code Authorization: Basic x}, wherever that stands. */
    private boolean scheme() {
        boolean isEnd = at > 0 && !isAlphanumeric(text.charAt(at)) && isAlphanumeric(text.charAt(at - 1));
        if (!isEnd) {
            return false;
        }
        if (text.regionMatches(true, at - 6, "bearer", 0, 6) && text.charAt(at) == ' ') {
            int from = at + 1;
            int end = endOfValue(from);
            if (end - from >= 6 && !isWord(text.substring(from, end))) {
                hide(from, end);
                return true;
            }
        }
        if (!text.regionMatches(true, at - 13, "authorization", 0, 13)) {
            return false;
        }
        int from = at;
        boolean isGiven = false;
        while (from < text.length() && from - at < 6 && "\"' :=\\\t".indexOf(text.charAt(from)) >= 0) {
            isGiven |= text.charAt(from) == ':' || text.charAt(from) == '=';
            from++;
        }
        int word = from;
        while (word < text.length() && (isAlphanumeric(text.charAt(word)) || text.charAt(word) == '-')) {
            word++;
        }
        boolean hasScheme = CredentialWords.SCHEMES.contains(
                text.substring(from, Math.min(word, from + 32)).toLowerCase(Locale.ROOT));
        if (hasScheme) {
            from = word;
            while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\\')) {
                from++;
            }
        }
        int end = endOfValue(from);
        if (!isGiven || end == from) {
            return false;
        }
        hide(from, end);
        return true;
    }

    private int endOfValue(int from) {
        int end = from;
        while (end < text.length() && " \t\r\n\"'`$;|&()<>{}\\,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** {@code NAME=value}, {@code "name": "value"}, {@code --name value}, {@code -Name value}. */
    private boolean named() {
        if (at == 0
                || isAlphanumeric(text.charAt(at))
                || !isAlphanumeric(text.charAt(at - 1))
                || !endOfName(text, at)) {
            return false;
        }
        int from = at;
        while (from < text.length() && from - at < 8 && "\"'\\ :=\t".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        String between = text.substring(at, from);
        boolean isGiven = between.indexOf('=') >= 0 && between.indexOf("==") < 0
                || between.indexOf(':') >= 0
                || !between.isEmpty() && Character.isWhitespace(between.charAt(0)) && isOption();
        if (!isGiven) {
            return false;
        }
        int end = endOfNamed(from, between);
        boolean isNone = text.startsWith("true", from)
                || text.startsWith("false", from)
                || "/.~".indexOf(from < text.length() ? text.charAt(from) : 0) >= 0
                        && text.regionMatches(true, at - 3, "pwd", 0, 3);
        if (end - from < 4 || isNone) {
            return false;
        }
        hide(from, end);
        return true;
    }

    /** Up to the quote that closes, unless what is quoted may be run itself. */
    private int endOfNamed(int from, String between) {
        int end = endOfValue(from);
        char quote = between.isEmpty() ? 0 : between.charAt(between.length() - 1);
        if (quote != '"' && quote != '\'') {
            return end;
        }
        int close = text.indexOf(quote, from, Math.min(from + AHEAD, text.length()));
        String quoted = close < 0 ? "" : text.substring(from, close);
        boolean isOne = close >= 0
                && (quote == '\'' || quoted.indexOf('$') < 0 && quoted.indexOf('`') < 0)
                && !quoted.contains("${{")
                && (quoted.indexOf(' ') < 0 || !quoted.contains("://") && quoted.indexOf('|') < 0);
        while (isOne && close > from && text.charAt(close - 1) == '\\') {
            close--;
        }
        return isOne ? close : end;
    }

    private boolean isOption() {
        int from = at;
        while (from > 0 && at - from < 40 && (isAlphanumeric(text.charAt(from - 1)) || text.charAt(from - 1) == '-')) {
            from--;
        }
        return text.startsWith("-", from);
    }

    /** {@code auth=('user', 'password')}: all texts up to the parenthesis. */
    private boolean called() {
        if (text.charAt(at) != '(') {
            return false;
        }
        boolean isOne = false;
        for (String call : CALLS) {
            isOne |= text.regionMatches(true, at + 1 - call.length(), call, 0, call.length());
        }
        if (!isOne) {
            return false;
        }
        int end = Math.min(at + AHEAD, text.length());
        int open = -1;
        for (int i = at + 1; i < end && (open >= 0 || text.charAt(i) != ')'); i++) {
            char c = text.charAt(i);
            boolean isEnd = open >= 0 && c == text.charAt(open);
            if (isEnd) {
                hidden.set(open + 1, i);
                open = -1;
            } else if (open < 0 && (c == '"' || c == '\'')) {
                open = i;
            }
        }
        return false;
    }

    private void hide(int from, int end) {
        hidden.set(from, end);
        at = end;
    }
}
