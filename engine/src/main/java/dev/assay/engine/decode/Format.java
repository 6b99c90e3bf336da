package dev.assay.engine.decode;

/**
 * A format and how its bytes are recognised. A file may be several formats at once; each of them is decoded.
 *
 * @param id as in {@code coverage.byFormat}: lower case, such as {@code zip}
 */
public record Format(String id, Magic magic) {}
