package dev.assay.engine.code;

import java.util.List;

/**
 * Programs that stand in a page, between tags: what lies outside of them is text. A page that ends a program before it begins one is a
 * part of a longer one, and begins within a program, as one without tags does. Immutable.
 */
final class Pages {
    private final List<String> begins;
    private final String end;

    /**
     * @param begins what begins a program, the longest first; one that ends with a question mark counts where a blank follows
     * @param end what ends it
     */
    Pages(List<String> begins, String end) {
        this.begins = List.copyOf(begins);
        this.end = end;
    }

    /** Where the first program begins. */
    int begin(byte[] text, int from) {
        if (begins.isEmpty()) {
            return from; // as in most languages
        }
        for (int i = from; i < text.length; i++) {
            if (isEnd(text, i)) {
                return from;
            }
            int length = beginLength(text, i);
            if (length > 0) {
                return i + length;
            }
        }
        return from;
    }

    /** Where the next program begins; the text's end if none does. */
    int next(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            int length = beginLength(text, i);
            if (length > 0) {
                return i + length;
            }
        }
        return text.length;
    }

    private int beginLength(byte[] text, int at) {
        for (String begin : begins) {
            int after = at + begin.length();
            if (is(text, at, begin)
                    && (!begin.endsWith("?") || after < text.length && text[after] >= 0 && text[after] <= ' ')) {
                return begin.length();
            }
        }
        return 0;
    }

    /** Whether a program ends here. */
    boolean isEnd(byte[] text, int at) {
        return !end.isEmpty() && is(text, at, end);
    }

    int endLength() {
        return end.length();
    }

    /** Whatever the case of letters. */
    private static boolean is(byte[] text, int at, String sign) {
        if (text.length - at < sign.length() || text[at] != sign.charAt(0)) {
            return false;
        }
        for (int k = 1; k < sign.length(); k++) {
            if (text[at + k] != sign.charAt(k) && (text[at + k] | 0x20) != sign.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
