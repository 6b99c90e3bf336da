package dev.assay.detectors.model.config;

import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;

/**
 * What a checkpoint of Orbax says of itself: handlers of its items and types of its values, by names that the program which
 * restores it looks up among those that it has registered.
 */
final class OrbaxCheck implements Check {
    private static final String RULE = "model/orbax-handler";

    private final Libraries libraries;

    OrbaxCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> {
            Tree handlers = mapping.get("item_handlers");
            if (handlers != null) {
                Tree.scalars(handlers).forEach(handler -> name("the handler", handler, seen));
            }
            if (mapping.get("value_type") instanceof Scalar type) {
                name("the type", type, seen);
            }
        });
    }

    private void name(String what, Scalar name, Sightings seen) {
        if (name.isQuoted() && !libraries.isKnown(Libraries.Loader.ORBAX, name.text())) {
            seen.anomaly(RULE, what + " " + Quoted.of(name.text()), name);
        }
    }
}
