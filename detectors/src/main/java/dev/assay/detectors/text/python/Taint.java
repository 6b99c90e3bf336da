package dev.assay.detectors.text.python;

/** What a value was made of, as bits that can be joined. */
final class Taint {
    /** A text that was decoded or decompressed. */
    static final int DECODED = 1;

    /** It came over the network. */
    static final int NETWORK = 2;

    /** Credentials, or the whole environment. */
    static final int CREDENTIALS = 4;

    /** A text that was put together out of pieces. */
    static final int ASSEMBLED = 8;

    /** A text that was made of numbers, turned around or changed character by character. */
    static final int SCRAMBLED = 32;

    /** A name was reached by a text: {@code __import__("os")}, {@code getattr(os, "system")}. */
    static final int BY_TEXT = 16;

    /** What goes on into anything that is made of it. */
    static final int LASTING = DECODED | NETWORK | CREDENTIALS | ASSEMBLED | SCRAMBLED;

    private Taint() {}

    static boolean has(Value value, int taint) {
        return (value.taints() & taint) != 0;
    }
}
