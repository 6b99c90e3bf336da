package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts within a Dockerfile ({@code RUN <<EOF}, docs.docker.com/reference/dockerfile, "Here-documents"), whose lines are no instructions.
 * One without an end is none: what follows are instructions to a builder that knows no such texts. Linear in the document. Belongs to
 * one thread.
 */
final class Heredocs {
    private static final Set<String> MAY_HAVE = Set.of("RUN", "COPY", "ADD");
    private static final int MOST_WORD = 100;

    /** Texts behind more of them are taken for instructions. */
    private static final int MOST_WORDS = 10_000;

    /** A word that ends a text; tabs in front of it may count for nothing. */
    private record End(String word, boolean tabs) {
        boolean is(String line) {
            return word.equals(tabs ? withoutTabs(line) : line);
        }

        /** By which its last line is known. */
        String key() {
            return tabs ? "\t" + word : word;
        }
    }

    private final Document document;
    private @Nullable Map<String, Long> lastOffsets;

    Heredocs(Document document) {
        this.document = document;
    }

    /**
     * Has {@code lines}, which are behind the instruction, go on to the last line of its texts.
     *
     * @return whether one of them does not end, nor within the instruction itself, as where its lines are joined
     */
    boolean pass(String instruction, TextLines lines) throws MalformedException {
        for (End end : ends(instruction)) {
            if (lastOffsets().getOrDefault(end.key(), -1L) <= lines.offset()) {
                return instruction.indexOf(end.word()) == instruction.lastIndexOf(end.word());
            }
            boolean isThere = false;
            while (!isThere && lines.nextSettled()) {
                isThere = end.is(lines.line());
            }
        }
        return false;
    }

    /** Words that begin with {@code <<}, as builders part them: what stands in quotation marks or within another word begins no text. */
    private static List<End> ends(String instruction) {
        int space = instruction.indexOf(' ');
        if (space < 0 || !MAY_HAVE.contains(instruction.substring(0, space).toUpperCase(Locale.ROOT))) {
            return List.of();
        }
        List<End> ends = new ArrayList<>(1);
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
    private static void end(String word, List<End> ends) {
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
            ends.add(new End(plain.substring(0, end), tabs));
        }
    }

    private static String withoutTabs(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == '\t') {
            at++;
        }
        return line.substring(at);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.length() <= MOST_WORD && text.chars().allMatch(Heredocs::isOfWord);
    }

    private static boolean isOfWord(int c) {
        return c == '_' || c == '-' || c == '.' || Character.isLetterOrDigit(c);
    }

    /** Where the last line of each word stands that has a line of its own. */
    private Map<String, Long> lastOffsets() {
        Map<String, Long> known = lastOffsets;
        if (known == null) {
            known = new HashMap<>();
            TextLines lines = new TextLines(document);
            while (lines.next()) {
                String word = withoutTabs(lines.line());
                if (known.size() < MOST_WORDS && isWord(word)) {
                    known.put("\t" + word, lines.offset());
                    if (word.length() == lines.line().length()) {
                        known.put(word, lines.offset());
                    }
                }
            }
            lastOffsets = known;
        }
        return known;
    }
}
