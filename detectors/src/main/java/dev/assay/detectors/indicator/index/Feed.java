package dev.assay.detectors.indicator.index;

/**
 * Where the indicators of an index are from.
 *
 * @param name what people call it
 * @param version which state of it; may be empty
 * @param date of that state, as a day or an instant; may be empty
 * @param digest of what it was made from, {@code sha256:...}
 */
public record Feed(String name, String version, String date, String digest) {}
