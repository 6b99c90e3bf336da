package dev.assay.engine.decode;

/** Looks for words at the beginnings of lines of a head: keys at the top of YAML. Pure functions, linear in the head. */
public final class LineStarts {
    private LineStarts() {}

    /** Where the text begins: behind its mark, if it has one. */
    public static int start(Head head) {
        return head.at(0) == 0xef && head.at(1) == 0xbb && head.at(2) == 0xbf ? 3 : 0;
    }

    /** Whether a line begins with it. */
    public static boolean has(Head head, String word) {
        boolean isStart = true;
        for (int i = start(head); i < head.length(); i++) {
            int c = head.at(i);
            if (isStart && c == word.charAt(0) && head.has(i, word)) {
                return true;
            }
            isStart = c == '\n' || c == '\r';
        }
        return false;
    }
}
