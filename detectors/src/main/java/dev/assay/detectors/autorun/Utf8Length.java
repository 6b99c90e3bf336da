package dev.assay.detectors.autorun;

/** How many bytes of UTF-8 a part of a text has. */
final class Utf8Length {
    private Utf8Length() {}

    static long of(String text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
