package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A kind of manifest. Its names are rows of {@code kinds.tsv}. Immutable.
 *
 * @param id of the format, such as {@code npm-lock}
 * @param looksRight what the head must be beside the name, where others have such names too
 * @param shape rows as {@link Shape} has them
 * @param needed keys of which a document has at least one, parted by commas; empty where it need not
 * @param once elements of XML of whose children each is there once
 * @param isNeverEmpty whether its tools refuse a file without anything in it, so that one is a broken file and no list of nothing
 * @param isBinary whether some of its files are no text
 */
public record ManifestFormat(
        String id,
        Predicate<Head> looksRight,
        Reader reader,
        List<String> shape,
        String needed,
        List<String> once,
        boolean isNeverEmpty,
        boolean isBinary) {
    /** Reads one document. Stateless. */
    @FunctionalInterface
    public interface Reader {
        /** Tells of every package that is named; states gaps, or throws what refuses the document from there on. */
        void read(Document document, Dependencies out) throws IOException;
    }

    public ManifestFormat(String id, Predicate<Head> looksRight, Reader reader) {
        this(id, looksRight, reader, List.of(), "", List.of(), false, false);
    }

    /** One whose name nobody else uses: whatever is in it, its tools read it as such. */
    public ManifestFormat(String id, Reader reader) {
        this(id, _ -> true, reader, List.of(), "", List.of(), false, false);
    }

    /** The same, whose trees have values of these kinds where packages are named: {@code packages/[]/name}. */
    public ManifestFormat shaped(String... rows) {
        return new ManifestFormat(id, looksRight, reader, List.of(rows), needed, once, isNeverEmpty, isBinary);
    }

    /** The same, whose tools always write one of these keys, of which a comma parts several: JSON or TOML without it is not whole. */
    public ManifestFormat having(String keys) {
        return new ManifestFormat(id, looksRight, reader, shape, keys, once, isNeverEmpty, isBinary);
    }

    /** The same, in XML, with elements in which no child is there twice. */
    public ManifestFormat once(String... elements) {
        return new ManifestFormat(id, looksRight, reader, shape, needed, List.of(elements), isNeverEmpty, isBinary);
    }

    /** The same, of which an empty file is a fault. */
    public ManifestFormat neverEmpty() {
        return new ManifestFormat(id, looksRight, reader, shape, needed, once, true, isBinary);
    }

    /** The same, of which files may be no text. */
    public ManifestFormat binary() {
        return new ManifestFormat(id, looksRight, reader, shape, needed, once, isNeverEmpty, true);
    }
}
