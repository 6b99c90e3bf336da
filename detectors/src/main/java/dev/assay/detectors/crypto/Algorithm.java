package dev.assay.detectors.crypto;

import java.util.List;

/**
 * A row of the registry.
 *
 * @param primitives as CycloneDX calls them, and {@code checksum}, {@code prng} and {@code protocol}; the first is the usual one
 * @param oid empty if it has none
 * @param classicalBits what an attack costs without a quantum computer, as a power of two; -1 if that is by its parameters
 * @param nistLevel NIST's category of 1 to 5 against a quantum computer, 0 for none; -1 if that is by its parameters
 * @param status {@code current}, {@code legacy}, {@code broken}, {@code draft}, or {@code none} of what is no cryptography
 * @param source what says so
 */
public record Algorithm(
        String name,
        List<String> primitives,
        String oid,
        int classicalBits,
        int nistLevel,
        Quantum quantum,
        String status,
        String source) {
    public Algorithm {
        primitives = List.copyOf(primitives);
    }
}
