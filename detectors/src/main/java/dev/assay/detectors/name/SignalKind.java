package dev.assay.detectors.name;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be said of a name. Weights and words are rows of {@code signals.tsv}. */
public enum SignalKind {
    LISTED,
    UNRANKED,
    NOT_COMPARED,
    ALLOWED,
    PRIVATE,
    KNOWN_MALICIOUS,
    KNOWN_VERSIONS,
    INVALID,
    VARIABLE,
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
    THREE_EDITS,
    VERSION,
    COMBINATION,
    TWO_NAMES,
    PATTERN,
    NAMESPACE,
    RELATED_NAMESPACE,
    BORROWED_SCOPE,
    OTHER_OWNER,
    UNSCOPED,
    IMPORTED,
    BUILT_IN,
    ADDITION,
    HINT,
    // what follows is of the registry's answers
    EXISTS,
    ABSENT,
    REMOVED,
    NEW,
    RECENT,
    NOT_YET,
    BURST,
    UNUSED,
    NO_REPOSITORY,
    OTHER_REPOSITORY,
    BORROWED_REPOSITORY,
    INSTALL_SCRIPTS,
    DEPRECATED,
    YANKED,
    SAME_OWNER,
    SAME_SOURCE,
    ESTABLISHED,
    LONG_LIVED;

    private static final Set<SignalKind> OF_REGISTRY = EnumSet.range(EXISTS, LONG_LIVED);

    private static final Set<SignalKind> HINTS = EnumSet.range(RELATED_NAMESPACE, HINT);

    /** Whether so many honest names are alike that by itself it is no reason to look, and one only beside evidence. */
    public boolean isHint() {
        return HINTS.contains(this);
    }

    /** Whether it is evidence beyond the name. */
    public boolean isOfRegistry() {
        return OF_REGISTRY.contains(this);
    }

    /** As it stands in rows and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
