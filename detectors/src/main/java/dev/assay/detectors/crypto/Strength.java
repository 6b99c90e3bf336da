package dev.assay.detectors.crypto;

/**
 * How strong a use is.
 *
 * @param classicalBits what an attack costs without a quantum computer, as a power of two; of what may have several sizes the
 *     least; -1 if it is not known
 * @param nistLevel NIST's category of 1 to 5 against a quantum computer, 0 for none; -1 if it is not known
 */
public record Strength(int classicalBits, int nistLevel, Quantum quantum) {
    /** Nothing is known. */
    public static final Strength UNKNOWN = new Strength(-1, -1, Quantum.UNKNOWN);
}
