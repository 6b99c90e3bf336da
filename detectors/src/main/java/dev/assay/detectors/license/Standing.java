package dev.assay.detectors.license;

/** What the user says of a licence, best first. */
enum Standing {
    ALLOWED,
    /** On no list. */
    UNKNOWN,
    DENIED;

    /** Of two licences of which one may choose. */
    Standing or(Standing other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Of two licences that hold at once. */
    Standing and(Standing other) {
        return compareTo(other) > 0 ? this : other;
    }
}
