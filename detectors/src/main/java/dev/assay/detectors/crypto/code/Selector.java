package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;

/**
 * What a row takes from a call, and as what: {@code origin:0}, {@code number:1/iterations}, {@code bits:this}, {@code =PBKDF2}.
 *
 * @param as how the value is read
 * @param argument a position and names of the argument, {@code this} for the object that the call is of; of a constant, its text
 * @param otherwise what counts where the call does not give it; empty for nothing
 */
record Selector(As as, List<String> argument, String otherwise) {
    /** How a value is read. */
    enum As {
        /** A text, a number, a truth value, or the last part of a name. */
        WORD,
        /** A number; nothing if it is an object of some kind. */
        NUMBER,
        /** Each element of an array or a list, as {@link #WORD}. */
        EACH,
        /** Where its bytes come from. */
        ORIGIN,
        /** {@code text} for what was a text's characters on the way. */
        SHAPE,
        /** Of an address, what stands in front of {@code ://}. */
        SCHEME,
        /** How many bits it holds. */
        BITS,
        /** A number of bytes, as bits. */
        BYTES,
        /** A name of a cipher with mode and padding between slashes. */
        TRANSFORMATION,
        /** Everything that an object, which another row made, says of itself. */
        OF,
        /** Stands in the row. */
        CONSTANT
    }

    static final String THIS = "this";

    /** @param text {@code AS:ARGUMENT[/NAME...][:OTHERWISE]} or {@code =CONSTANT} */
    static Selector of(String text) {
        if (text.startsWith("=")) {
            return new Selector(As.CONSTANT, List.of(text.substring(1)), "");
        }
        List<String> parts = Parts.of(text, ':');
        return new Selector(
                As.valueOf(parts.get(0).toUpperCase(java.util.Locale.ROOT)),
                Parts.of(parts.get(1), '/'),
                parts.size() > 2 ? parts.get(2) : "");
    }
}
