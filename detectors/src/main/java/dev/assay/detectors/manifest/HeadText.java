package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;

/** Looks for words anywhere in the first bytes of a file. Pure functions. */
public final class HeadText {
    /** Writers put the name of a format first, or behind a header of some hundred bytes; some behind all else. */
    private static final int LOOKED_AT = 4 << 10;

    private HeadText() {}

    /** Whether it is in the first 4 KB. */
    public static boolean holds(Head head, String text) {
        int last = Math.min(head.length(), LOOKED_AT) - text.length();
        for (int i = 0; i <= last; i++) {
            if (head.bytes()[i] == text.charAt(0) && head.has(i, text)) {
                return true;
            }
        }
        return false;
    }
}
