package dev.assay.detectors.autorun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Words, texts and signs of a program of Groovy or Kotlin, without its comments: enough to see what is started with texts that are written
 * there. Belongs to one thread.
 */
final class GradleTokens {
    /** Of one program; such as people write have some thousand. */
    private static final int MOST = 200_000;

    /** Of one call. */
    private static final int MOST_LOOKED_AT = 1_000;

    private static final int MOST_WORDS = 100;

    /** A program and what it is started with, as texts. */
    record Started(int from, List<String> words) {}

    private enum Kind {
        NAME,
        TEXT,
        SIGN
    }

    private record Token(Kind kind, String text, int from, boolean isFirst) {
        boolean is(String sign) {
            return kind != Kind.TEXT && text.equals(sign);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final boolean isCut;
    private boolean isFirst = true;

    GradleTokens(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length() && tokens.size() < MOST) {
            at = next(at);
        }
        isCut = at < text.length();
    }

    /** Whether there is more than is read. */
    boolean isCut() {
        return isCut;
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (c == '\n') {
            isFirst = true;
            return at + 1;
        }
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? text.length() : end + 2;
        }
        if (c == '"' || c == '\'') {
            return literal(at, c);
        }
        int end = at + 1;
        boolean isName = Character.isJavaIdentifierStart(c);
        while (isName && end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        add(isName ? Kind.NAME : Kind.SIGN, text.substring(at, end), at);
        return end;
    }

    private void add(Kind kind, String value, int from) {
        tokens.add(new Token(kind, value, from, isFirst));
        isFirst = false;
    }

    private int literal(int at, char quote) {
        String three = String.valueOf(quote).repeat(3);
        if (text.startsWith(three, at)) {
            int end = text.indexOf(three, at + 3);
            int to = end < 0 ? text.length() : end;
            add(Kind.TEXT, text.substring(at + 3, to), at);
            return Math.min(text.length(), to + 3);
        }
        StringBuilder value = new StringBuilder();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            if (text.charAt(end) == '\\' && end + 1 < text.length()) {
                end++;
            }
            value.append(text.charAt(end));
            end++;
        }
        add(Kind.TEXT, value.toString(), at);
        return end < text.length() && text.charAt(end) == quote ? end + 1 : end;
    }

    /** In their order. */
    List<Started> started() {
        List<Started> started = new ArrayList<>(0);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() != Kind.NAME) {
                continue;
            }
            boolean isCall = token.text().equals("commandLine")
                    || token.text().equals("ProcessBuilder")
                    || token.text().equals("exec") && isAfter(i, ")", ".");
            if (isCall) {
                add(token.from(), texts(i + 1), started);
            } else if (token.text().equals("executable") || token.text().equals("setExecutable")) {
                add(token.from(), executable(i), started);
            } else if (token.text().equals("execute") && isAfter(i, ".") && isSign(i + 1, "(")) {
                add(token.from(), receiver(i - 2), started);
            }
        }
        started.sort(Comparator.comparingInt(Started::from));
        return started;
    }

    private static void add(int from, List<String> words, List<Started> started) {
        if (!words.isEmpty() && !words.getFirst().isBlank()) {
            started.add(new Started(from, words));
        }
    }

    private boolean isSign(int at, String sign) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(sign);
    }

    /** Whether the signs stand before a token, the last of them directly. */
    private boolean isAfter(int at, String... signs) {
        for (int i = 0; i < signs.length; i++) {
            if (!isSign(at - signs.length + i, signs[i])) {
                return false;
            }
        }
        return true;
    }

    /** The texts that a call is handed, to where it closes or its line ends. */
    private List<String> texts(int from) {
        List<String> texts = new ArrayList<>();
        int level = 0;
        for (int i = from; i < Math.min(tokens.size(), from + MOST_LOOKED_AT) && texts.size() < MOST_WORDS; i++) {
            Token token = tokens.get(i);
            boolean isOver = level == 0 && token.isFirst() && !isSign(i - 1, ",") && !isSign(i - 1, "=");
            if (isOver || token.is("}") || token.is(";")) {
                break;
            }
            level += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (level < 0) {
                break;
            }
            if (token.kind() == Kind.TEXT) {
                texts.add(token.text());
            }
            if (level == 0 && token.is(")")) {
                break;
            }
        }
        return texts;
    }

    /** The program that a task is told to start, and the words that it is given beside it in the same block. */
    private List<String> executable(int at) {
        int first = isSign(at + 1, "=") || isSign(at + 1, "(") ? at + 2 : at + 1;
        if (first >= tokens.size() || tokens.get(first).kind() != Kind.TEXT) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(tokens.get(first).text()));
        int from = at; // where the block begins
        int level = 0;
        while (from > Math.max(0, at - MOST_LOOKED_AT) && (level > 0 || !isSign(from - 1, "{"))) {
            from--;
            level += isSign(from, "}") ? 1 : isSign(from, "{") ? -1 : 0;
        }
        level = 0;
        for (int i = from; i < Math.min(tokens.size(), at + MOST_LOOKED_AT) && level >= 0; i++) {
            Token token = tokens.get(i);
            level += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            boolean isGiven = token.kind() == Kind.NAME
                    && (token.text().equals("args") || token.text().equals("setArgs"));
            if (isGiven && level == 0 && words.size() < MOST_WORDS) {
                words.addAll(texts(i + 1));
            }
        }
        return words;
    }

    /** The text that something is called of, or those of a list. */
    private List<String> receiver(int last) {
        if (last < 0) {
            return List.of();
        }
        if (tokens.get(last).kind() == Kind.TEXT) {
            return List.of(tokens.get(last).text());
        }
        List<String> texts = new ArrayList<>();
        if (tokens.get(last).is("]")) {
            int least = Math.max(0, last - MOST_LOOKED_AT);
            for (int i = last - 1; i >= least && !tokens.get(i).is("[") && texts.size() < MOST_WORDS; i--) {
                if (tokens.get(i).kind() == Kind.TEXT) {
                    texts.addFirst(tokens.get(i).text());
                }
            }
        }
        return texts;
    }
}
