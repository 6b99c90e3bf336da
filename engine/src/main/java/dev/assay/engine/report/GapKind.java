package dev.assay.engine.report;

import java.util.Locale;

/** Why something was not judged. */
public enum GapKind {
    /** Breaks its format's rules, so that what follows cannot be told. */
    MALFORMED,
    /** A format or a variant that this version does not decode. */
    UNSUPPORTED,
    /** Encrypted. */
    ENCRYPTED,
    /** A budget was used up. */
    LIMIT,
    /** The system would not let it be read, or it is not there. */
    UNREADABLE,
    /** A remote source did not answer. */
    UNREACHABLE,
    /** Changed while it was read. */
    CHANGED,
    /** Nobody interprets it, and {@code --strict} asks for that to be said. */
    OPAQUE,
    /** The scan was stopped before it came here. */
    INTERRUPTED,
    /** A decoder failed: a fault of Assay. */
    INTERNAL;

    /** As it stands in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
