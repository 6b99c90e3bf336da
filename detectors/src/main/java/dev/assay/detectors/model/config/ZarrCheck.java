package dev.assay.detectors.model.config;

import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/** What turns the chunks of an array of Zarr into numbers: a codec by its name, of which one unpickles. */
final class ZarrCheck implements Check {
    /** Of version 2: {@code compressor} and {@code filters}; of version 3: lists of {@code codecs}, within one another. */
    private static final List<String> CODECS = List.of("compressor", "filters", "codecs", "index_codecs");

    private static final String PREFIX = "numcodecs.";
    private static final String PICKLE = "pickle";

    private final Libraries libraries;

    ZarrCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> {
            for (String key : CODECS) {
                for (Tree codec : mapping.items(key)) {
                    codec(codec, seen);
                }
            }
        });
    }

    private void codec(Tree codec, Sightings seen) {
        Tree named = codec instanceof Mapping mapping
                ? mapping.get("id") == null ? mapping.get("name") : mapping.get("id")
                : codec;
        if (!(named instanceof Scalar scalar) || !scalar.isQuoted()) {
            return; // null where there is none
        }
        String name = scalar.text().startsWith(PREFIX) ? scalar.text().substring(PREFIX.length()) : scalar.text();
        if (name.equals(PICKLE)) {
            seen.anomaly("model/zarr-pickle", "a codec is " + Quoted.of(scalar.text()), scalar);
        } else if (!libraries.isKnown(Libraries.Loader.ZARR, name)) {
            seen.anomaly("model/zarr-codec", Quoted.of(scalar.text()), scalar);
        }
    }
}
