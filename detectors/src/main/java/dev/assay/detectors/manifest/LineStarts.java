package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;

/** Looks for words at the beginnings of lines of a head: keys at the top of YAML. Pure functions, linear in the head. */
public final class LineStarts {
    private LineStarts() {}

    /** Whether a line begins with it. */
    public static boolean has(Head head, String word) {
        boolean isStart = true;
        for (int i = 0; i < head.length(); i++) {
            int c = head.at(i);
            if (isStart && c == word.charAt(0) && head.has(i, word)) {
                return true;
            }
            isStart = c == '\n';
        }
        return false;
    }
}
