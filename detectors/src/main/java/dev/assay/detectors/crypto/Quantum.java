package dev.assay.detectors.crypto;

import java.util.Locale;

/** What a large quantum computer does to an algorithm. */
public enum Quantum {
    /** By Shor's algorithm, whatever the size of the key. */
    BROKEN,
    /** By Grover's search, or not strong enough in the first place for one of NIST's categories above the first. */
    WEAKENED,
    SAFE,
    /** Depends on parameters that nobody could tell, or on nothing that could be broken. */
    UNKNOWN;

    /** The word of the tables and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Quantum of(String word) {
        return word.equals("-") ? UNKNOWN : valueOf(word.toUpperCase(Locale.ROOT));
    }
}
