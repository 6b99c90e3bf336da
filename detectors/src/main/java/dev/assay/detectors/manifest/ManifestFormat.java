package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * A kind of manifest. Its names are rows of {@code kinds.tsv}. Immutable.
 *
 * @param id of the format, such as {@code npm-lock}
 * @param looksRight what the head must be beside the name, where others have such names too
 */
public record ManifestFormat(String id, Predicate<Head> looksRight, Reader reader) {
    /** Reads one document. Stateless. */
    @FunctionalInterface
    public interface Reader {
        /** Tells of every package that is named; states gaps, or throws what refuses the document from there on. */
        void read(Document document, Dependencies out) throws IOException;
    }

    /** One whose name nobody else uses: whatever is in it, its tools read it as such. */
    public ManifestFormat(String id, Reader reader) {
        this(id, _ -> true, reader);
    }
}
