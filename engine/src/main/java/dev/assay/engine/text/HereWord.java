package dev.assay.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word that ends a text within a Dockerfile ({@code RUN <<EOF}, docs.docker.com/reference/dockerfile, "Here-documents"), whose lines are no
 * instructions.
 *
 * @param tabs whether tabs in front of it count for nothing
 */
public record HereWord(String word, boolean tabs) {
    private static final Set<String> MAY_HAVE = Set.of("RUN", "COPY", "ADD");

    /** Whether a line is the last one of the text. */
    public boolean is(String line) {
        return word.equals(tabs ? withoutTabs(line) : line);
    }

    /**
     * Of the texts that an instruction has, in their order: of words that begin with {@code <<}, as builders part them. What stands in
     * quotation marks or within another word begins no text.
     */
    public static List<HereWord> of(String instruction) {
        int space = instruction.indexOf(' ');
        if (space < 0 || !MAY_HAVE.contains(instruction.substring(0, space).toUpperCase(Locale.ROOT))) {
            return List.of();
        }
        List<HereWord> ends = new ArrayList<>(1);
        int from = -1; // of the word that is gone through
        char quote = 0;
        for (int at = space; at <= instruction.length(); at++) {
            char c = at < instruction.length() ? instruction.charAt(at) : ' ';
            if (quote == 0 && Character.isWhitespace(c)) {
                if (from >= 0) {
                    end(instruction.substring(from, at), ends);
                }
                from = -1;
                continue;
            }
            from = from < 0 ? at : from;
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
        }
        return ends;
    }

    /** {@code <<EOF}, {@code <<-EOF}, {@code 3<<"EOF"}. */
    private static void end(String word, List<HereWord> ends) {
        int at = 0;
        while (at < word.length() && Character.isDigit(word.charAt(at))) {
            at++;
        }
        if (!word.startsWith("<<", at) || word.indexOf('<', at + 2) >= 0) {
            return;
        }
        boolean tabs = word.startsWith("-", at + 2);
        String rest = word.substring(at + (tabs ? 3 : 2));
        boolean isQuoted = rest.length() > 1
                && (rest.charAt(0) == '"' || rest.charAt(0) == '\'')
                && rest.charAt(rest.length() - 1) == rest.charAt(0);
        String plain = isQuoted ? rest.substring(1, rest.length() - 1) : rest;
        int end = 0;
        while (end < plain.length() && isOfWord(plain.charAt(end))) {
            end++;
        }
        if (end > 0) {
            ends.add(new HereWord(plain.substring(0, end), tabs));
        }
    }

    /** A line behind the tabs that it begins with. */
    public static String withoutTabs(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == '\t') {
            at++;
        }
        return line.substring(at);
    }

    /** Whether such words are made of it. */
    public static boolean isOfWord(int c) {
        return c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }
}
