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

    /** Has {@code lines}, which are behind the instruction, go on to the last line of its texts. */
    void pass(String instruction, TextLines lines) throws MalformedException {
        for (End end : ends(instruction)) {
            if (lastOffsets().getOrDefault(end.key(), -1L) <= lines.offset()) {
                return;
            }
            boolean isThere = false;
            while (!isThere && lines.nextSettled()) {
                isThere = end.is(lines.line());
            }
        }
    }

    private static List<End> ends(String instruction) {
        int space = instruction.indexOf(' ');
        if (space < 0 || !MAY_HAVE.contains(instruction.substring(0, space).toUpperCase(Locale.ROOT))) {
            return List.of();
        }
        List<End> ends = new ArrayList<>(1);
        for (int at = instruction.indexOf("<<"); at >= 0; at = instruction.indexOf("<<", at)) {
            boolean isWord = instruction.startsWith("<<<", at);
            at += isWord ? 3 : 2;
            boolean tabs = instruction.startsWith("-", at);
            at += tabs ? 1 : 0;
            boolean isQuoted = instruction.startsWith("\"", at) || instruction.startsWith("'", at);
            at += isQuoted ? 1 : 0;
            int from = at;
            while (at < instruction.length()
                    && (Character.isLetterOrDigit(instruction.charAt(at)) || instruction.charAt(at) == '_')) {
                at++;
            }
            if (!isWord && at > from) {
                ends.add(new End(instruction.substring(from, at), tabs));
            }
        }
        return ends;
    }

    private static String withoutTabs(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == '\t') {
            at++;
        }
        return line.substring(at);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_WORD
                && text.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
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
