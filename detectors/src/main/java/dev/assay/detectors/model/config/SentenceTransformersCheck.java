package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.Set;

/** {@code modules.json} of sentence-transformers: each module is a class by its dotted name, which is imported and built. */
final class SentenceTransformersCheck implements Check {
    static final String LOADER = "sentence-transformers";

    private final Libraries libraries;

    SentenceTransformersCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        if (!(document instanceof Sequence modules)) {
            return;
        }
        for (Tree item : modules.items()) {
            if (item instanceof Mapping module) {
                if (module.get("type") instanceof Scalar type) {
                    type(module, type, seen);
                }
                if (module.get("path") instanceof Scalar path) {
                    Paths.check("model/config-path-outside", "the folder of a module", path, seen);
                }
            }
        }
    }

    private void type(Mapping module, Scalar type, Sightings seen) {
        String name = type.text();
        int dot = name.lastIndexOf('.');
        if (libraries.isKnown(Libraries.Loader.SENTENCE_TRANSFORMERS, name) || dot <= 0) {
            return;
        }
        seen.callable(name, Set.of(Use.IMPORTED, Use.CALLED), module, type);
        if (name.indexOf('.') == dot || name.contains("--")) {
            seen.code(LOADER, name.substring(0, dot) + ".py", name, type); // a file of the repository
        } else {
            seen.anomaly("model/config-foreign-module", "the type of a module is " + Quoted.of(name), type);
        }
    }
}
