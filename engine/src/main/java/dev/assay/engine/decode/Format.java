package dev.assay.engine.decode;

/**
 * A format and how its bytes are recognised. A file may be several formats at once; each of them is decoded.
 *
 * @param id as in {@code coverage.byFormat}: lower case, such as {@code zip}
 * @param generic whether bytes of any meaning may be of it, as any text is text: it keeps no promise that a name makes, and
 *     something else may lie at its end
 */
public record Format(String id, Magic magic, boolean generic) {
    public Format(String id, Magic magic) {
        this(id, magic, false);
    }
}
