package dev.assay.detectors.manifest.container;

import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.HereWord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts within a Dockerfile ({@code RUN <<EOF}, docs.docker.com/reference/dockerfile, "Here-documents"), whose lines are no instructions.
 * One without an end is none: what follows are instructions to a builder that knows no such texts. Linear in the document. Belongs to
 * one thread.
 */
final class Heredocs {
    private static final int MOST_WORD = 100;

    /** Texts behind more of them are taken for instructions. */
    private static final int MOST_WORDS = 10_000;

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
        for (HereWord end : HereWord.of(instruction)) {
            if (lastOffsets().getOrDefault(key(end), -1L) <= lines.offset()) {
                return instruction.indexOf(end.word()) == instruction.lastIndexOf(end.word());
            }
            boolean isThere = false;
            while (!isThere && lines.nextSettled()) {
                isThere = end.is(lines.line());
            }
        }
        return false;
    }

    /** By which its last line is known. */
    private static String key(HereWord end) {
        return end.tabs() ? "\t" + end.word() : end.word();
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && text.length() <= MOST_WORD && text.chars().allMatch(HereWord::isOfWord);
    }

    /** Where the last line of each word stands that has a line of its own. */
    private Map<String, Long> lastOffsets() {
        Map<String, Long> known = lastOffsets;
        if (known == null) {
            known = new HashMap<>();
            TextLines lines = new TextLines(document);
            while (lines.next()) {
                String word = HereWord.withoutTabs(lines.line());
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
