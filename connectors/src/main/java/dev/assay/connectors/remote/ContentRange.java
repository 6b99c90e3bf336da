package dev.assay.connectors.remote;

import dev.assay.engine.bytes.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a response holds (RFC 9110, 14.4).
 *
 * @param from the first, or -1 in {@code bytes *}{@code /N}
 * @param to the last, itself included
 * @param total of the whole, or {@link ByteSource#UNKNOWN}
 */
record ContentRange(long from, long to, long total) {
    private static final String UNIT = "bytes ";
    private static final int MOST_DIGITS = 18;

    /** What the header says, or null if it is no sound one. */
    static @Nullable ContentRange parse(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return null;
        }
        int dash = header.indexOf('-');
        int slash = header.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String whole = header.substring(slash + 1);
        long total = whole.equals("*") ? ByteSource.UNKNOWN : number(whole);
        if (header.substring(UNIT.length(), slash).equals("*")) {
            return total < 0 ? null : new ContentRange(-1, -1, total);
        }
        if (dash < 0 || dash > slash) {
            return null;
        }
        long from = number(header.substring(UNIT.length(), dash));
        long to = number(header.substring(dash + 1, slash));
        boolean sound = from >= 0 && to >= from && (whole.equals("*") || total > to);
        return sound ? new ContentRange(from, to, total) : null;
    }

    private static long number(String digits) {
        boolean sound = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return sound ? Long.parseLong(digits) : -2;
    }
}
