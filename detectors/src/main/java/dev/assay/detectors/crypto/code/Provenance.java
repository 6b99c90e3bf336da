package dev.assay.detectors.crypto.code;

import org.jspecify.annotations.Nullable;

/**
 * Where bytes come from, and how they came. Immutable.
 *
 * @param isText whether they were a text's characters on the way
 * @param input of what comes from outside, the parameter whose value it is made of, as in {@link Value.Input}; empty if it is made
 *     of anything else that is not known
 */
record Provenance(Origin origin, boolean isText, String input) {
    static final Provenance OUTSIDE = of(Origin.OUTSIDE);

    static Provenance of(Origin origin) {
        return new Provenance(origin, false, "");
    }

    /** Of what is made of both. */
    Provenance with(Provenance other) {
        Origin both = origin.with(other.origin);
        boolean hasInput = input.isEmpty() ? origin.isWritten() : other.origin.isWritten() || input.equals(other.input);
        String of = both == Origin.OUTSIDE && hasInput ? input.isEmpty() ? other.input : input : "";
        return new Provenance(both, isText || other.isText, of);
    }

    /** Of what is one or the other: on one way it is guessable, and that one counts. */
    Provenance worse(Provenance other) {
        int order = origin.compareTo(other.origin);
        return order < 0 || order == 0 && !input.isEmpty() ? this : other;
    }

    @Override
    public boolean equals(@Nullable Object other) { // as in Value.Known
        return this == other
                || other instanceof Provenance provenance
                        && origin == provenance.origin
                        && isText == provenance.isText
                        && input.equals(provenance.input);
    }

    @Override
    public int hashCode() {
        return 31 * input.hashCode() + Boolean.hashCode(isText);
    }

    Provenance asText() {
        return new Provenance(origin, true, input);
    }
}
