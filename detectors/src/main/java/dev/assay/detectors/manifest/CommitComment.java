package dev.assay.detectors.manifest;

import dev.assay.engine.text.Parts;
import java.nio.charset.StandardCharsets;

/**
 * The version in the comment behind a commit, as bots that renew commits write it: {@code uses: owner/name@<commit> # v1.2.3}, {@code
 * rev: <commit>  # frozen: v1.2.3}. Pure functions.
 */
public final class CommitComment {
    /** How long a line with a comment may be, and a version in it. */
    private static final int MOST_LINE = 1_024;

    private static final int MOST_VERSION = 64;

    private static final int COMMIT_DIGITS = 40;

    private CommitComment() {}

    /**
     * The version, with the mark of the comment: {@code " # v1.2.3"}; empty for none, and where the reference is no commit.
     *
     * @param at where in the line of the reference, in front of it
     */
    public static String of(Document document, String ref, long at) {
        if (at < 0 || ref.length() < COMMIT_DIGITS || !ref.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return "";
        }
        int end = (int) at;
        while (end < Math.min(document.length(), at + MOST_LINE) && document.bytes()[end] != '\n') {
            end++;
        }
        String line = new String(document.bytes(), (int) at, end - (int) at, StandardCharsets.UTF_8);
        int commit = line.indexOf(ref);
        int comment = commit < 0 ? -1 : line.indexOf('#', commit);
        if (comment < 0) {
            return "";
        }
        for (String word : Parts.of(line.substring(comment + 1).strip(), ' ')) {
            int mark = Math.max(word.lastIndexOf('='), word.lastIndexOf('@')); // "tag=v1.2.3", "pin@v1.2.3"
            String last = word.substring(mark + 1);
            int digit = last.startsWith("v") ? 1 : 0;
            boolean isVersion = last.length() > digit
                    && last.length() <= MOST_VERSION
                    && last.charAt(digit) >= '0'
                    && last.charAt(digit) <= '9';
            if (isVersion) {
                return " # " + last;
            }
        }
        return "";
    }
}
