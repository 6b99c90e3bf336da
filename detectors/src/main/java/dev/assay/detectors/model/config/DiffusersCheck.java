package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.Set;

/**
 * {@code model_index.json} of diffusers: each component is a library and a class of it, where the library may be a file of
 * code in the component's folder; the pipeline itself may be such a file as well.
 */
final class DiffusersCheck implements Check {
    static final String LOADER = "diffusers";

    private final Libraries libraries;

    DiffusersCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        if (document instanceof Mapping index) {
            for (Entry entry : index.entries()) {
                if (entry.value() instanceof Sequence pair
                        && pair.items().size() == 2
                        && pair.items().get(0) instanceof Scalar library
                        && pair.items().get(1) instanceof Scalar name
                        && library.isQuoted()) {
                    component(entry.key(), library, name, seen);
                }
            }
        }
    }

    private void component(String key, Scalar library, Scalar name, Sightings seen) {
        String module = library.text();
        String file = module.endsWith(".py") ? module : module + ".py";
        String reference = module + "." + name.text();
        if (Paths.leadsOut(module)) {
            seen.anomaly("model/config-path-outside", "code for it is " + Quoted.of(reference), library);
        } else if (key.equals("_class_name")) {
            seen.code(LOADER, file, reference, library);
        } else if (!libraries.isKnown(Libraries.Loader.DIFFUSERS, module)) {
            seen.code(LOADER, key + "/" + file, reference, library);
            seen.callable(reference, Set.of(Use.IMPORTED), name, library);
        }
    }
}
