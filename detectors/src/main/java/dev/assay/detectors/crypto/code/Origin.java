package dev.assay.detectors.crypto.code;

import java.util.Locale;

/** Where bytes come from that nobody should be able to guess, or that are not known. From the worst on. */
enum Origin {
    /** Written in the program, or made of what is. */
    STATIC,
    /** An array that nobody filled. */
    ZERO,
    /** Of the clock. */
    CLOCK,
    /** Of a generator that is not for cryptography; in some rows of the clock as well. */
    PREDICTABLE,
    /** Of a generator that is. */
    RANDOM,
    /** From outside: a caller, a file, a function that is not known. */
    OUTSIDE;

    /** Of what is made of both: known only if both are, and as hard to guess as the harder one. */
    Origin with(Origin other) {
        if (this == other) {
            return this;
        }
        if (this == ZERO && other == STATIC || this == STATIC && other == ZERO) {
            return STATIC;
        }
        return compareTo(other) > 0 ? this : other;
    }

    /** Whether the program itself says what it is. */
    boolean isWritten() {
        return this == STATIC || this == ZERO;
    }

    /** The registry's word; {@code ?} for what is not known. */
    String word() {
        return switch (this) {
            case OUTSIDE -> "?";
            case CLOCK -> PREDICTABLE.word();
            case STATIC, ZERO, PREDICTABLE, RANDOM -> name().toLowerCase(Locale.ROOT);
        };
    }
}
