package dev.assay.detectors.name;

import java.util.Locale;

/** What can be said of a name. Weights and words are rows of {@code signals.tsv}. */
public enum SignalKind {
    LISTED,
    UNRANKED,
    NOT_COMPARED,
    ALLOWED,
    PRIVATE,
    KNOWN_MALICIOUS,
    INVALID,
    FOREIGN,
    LOOK,
    DELIMITERS,
    CASE,
    FLATTENED,
    ORDER,
    AFFIXES,
    DIGITS,
    RUNS,
    LETTERS,
    SWAP,
    KEYBOARD,
    VOWEL,
    BIT,
    OMISSION,
    INSERTION,
    SUBSTITUTION,
    PLURAL,
    TWO_EDITS,
    NAMESPACE,
    COMBINATION,
    TWO_NAMES,
    PATTERN;

    /** As it stands in rows and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
