package dev.assay.detectors.crypto.keys;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Tells a block of base 64 that was damaged from one that shows how such blocks look: nearly all of it is there, in lines as only
 * base 64 has, and nothing says that something was left out.
 */
final class Damage {
    private static final String END = "-----END ";

    /** Shorter ones hold no key. */
    private static final int LEAST = 128;

    /** Words are shorter. */
    private static final int LEAST_RUN = 40;

    /** Of the 64 characters. */
    private static final int LEAST_KINDS = 32;

    /** A row of one character stands for what somebody took out. */
    private static final int MOST_SAME = 8;

    private static final int MOST_STRANGE = 32;

    private Damage() {}

    /**
     * Whether what follows a label and ends with the same one is such a block.
     *
     * @param end as far as may be looked
     */
    static boolean isIn(byte[] bytes, int from, int end, String label) {
        byte[] last = (END + label).getBytes(StandardCharsets.ISO_8859_1);
        BitSet kinds = new BitSet();
        int good = 0;
        int inRuns = 0;
        int run = 0;
        int same = 0;
        int strange = 0;
        for (int i = from; i < end && strange <= MOST_STRANGE; i++) {
            byte c = bytes[i];
            if (c == '-' && has(bytes, i, end, last)) {
                return good >= LEAST && inRuns >= good - good / 8 && kinds.cardinality() >= LEAST_KINDS;
            }
            same = i > from && c == bytes[i - 1] ? same + 1 : 1;
            boolean isLeftOut = c == '.' && same > 1 || isOfBase64(c) && same > MOST_SAME || c == '*' && same > 1;
            if (isLeftOut || (c & 0xff) == 0xe2) { // of an ellipsis
                return false;
            }
            if (isOfBase64(c)) {
                kinds.set(c);
                good++;
                run++;
                inRuns += run < LEAST_RUN ? 0 : run == LEAST_RUN ? LEAST_RUN : 1;
                continue;
            }
            boolean isBetween = c <= ' ' && c > 0 || c == '"' || c == '\'' || c == ',' || c == '\\' || c == '=';
            strange += isBetween ? 0 : 1;
            run = isBetween ? 0 : run; // one character that is wrong does not make two lines of one
        }
        return false;
    }

    private static boolean has(byte[] bytes, int from, int end, byte[] what) {
        if (from + what.length > end) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (bytes[from + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfBase64(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
