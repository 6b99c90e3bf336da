package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A text of commands or settings without the credentials in it, so that it may be kept and shown: tokens by how they begin, private keys,
 * who asks in an address, and what is given under a name of a secret. What a shell would act upon stays as it is: operators, expansions,
 * expressions. Passwords without any of these marks are not known. Pure functions, linear in the text but for the number of starts.
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
            "secret",
            "token",
            "api_key",
            "api-key",
            "apikey",
            "access_key",
            "access-key",
            "private_key",
            "private-key");

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
    private final StringBuilder out;
    private int at;

    private Masked(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** The text with stars for its credentials. */
    public static String of(String text) {
        return text.length() < 6 ? text : new Masked(text).all();
    }

    /** What is given under a name: nothing of it is left if the name is that of a secret, but for expressions and truth values. */
    public static String value(String name, String text) {
        boolean isSecret = isSecret(name.toLowerCase(Locale.ROOT));
        boolean isPlain = text.isBlank()
                || text.indexOf('$') >= 0
                || text.equals("true")
                || text.equals("false")
                || text.equals("inherit");
        return isSecret && !isPlain ? MASK : of(text);
    }

    private static boolean isSecret(String name) {
        for (String each : NAMES) {
            if (name.endsWith(each)) {
                return true;
            }
        }
        return false;
    }

    private String all() {
        while (at < text.length()) {
            if (!token() && !key() && !address() && !named()) {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
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

    /** {@code NAME=value}, {@code "name": "value"}, {@code --name value}. */
    private boolean named() {
        if (at == 0 || isAlphanumeric(text.charAt(at)) || !isAlphanumeric(text.charAt(at - 1)) || !isSecret()) {
            return false;
        }
        int from = at;
        while (from < text.length() && from - at < 4 && "\"' :=\t".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        String between = text.substring(at, from);
        boolean isGiven = between.indexOf('=') >= 0 && between.indexOf("==") < 0
                || between.indexOf(':') >= 0
                || between.isBlank() && !between.isEmpty() && isOption();
        if (!isGiven) {
            return false;
        }
        int end = from;
        while (end < text.length() && " \t\r\n\"'`$;|&()<>{}\\,".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (end - from < 4 || text.startsWith("true", from) || text.startsWith("false", from)) {
            return false;
        }
        hide(from, end);
        return true;
    }

    private boolean isSecret() {
        for (String each : NAMES) {
            if (text.regionMatches(true, at - each.length(), each, 0, each.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean isOption() {
        int from = at;
        while (from > 0 && at - from < 40 && (isAlphanumeric(text.charAt(from - 1)) || text.charAt(from - 1) == '-')) {
            from--;
        }
        return text.startsWith("--", from);
    }

    private void hide(int from, int end) {
        out.append(text, at, from).append(MASK);
        at = end;
    }
}
