package dev.assay.detectors.crypto;

/**
 * An elliptic curve.
 *
 * @param oid empty if it has none
 * @param bits of the order of its points
 * @param classicalBits what an attack costs without a quantum computer, as a power of two
 * @param status {@code current} or {@code legacy}
 */
public record Curve(String name, String oid, int bits, int classicalBits, String status, String source) {}
