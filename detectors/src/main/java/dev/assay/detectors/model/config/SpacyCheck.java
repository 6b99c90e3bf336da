package dev.assay.detectors.model.config;

import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/**
 * Pipelines of spaCy: {@code config.cfg} names functions of registries ({@code @architectures}) and factories of components,
 * which installed packages, or the code of the pipeline itself, have registered; {@code meta.json} names what else is to be
 * installed.
 */
final class SpacyCheck implements Check {
    private static final String RULE = "model/spacy-function";

    private final Libraries libraries;

    SpacyCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> mapping.entries().forEach(entry -> registered(entry, seen)));
        if (document instanceof Mapping pipeline) {
            for (Entry component : pipeline.mapping("components").entries()) {
                if (component.value() instanceof Mapping mapping && mapping.get("factory") instanceof Scalar factory) {
                    factory(factory, seen);
                }
            }
            Tree.scalars(pipeline.mapping("factories")).forEach(factory -> factory(factory, seen));
            for (Tree requirement : pipeline.items("requirements")) {
                if (requirement instanceof Scalar scalar && scalar.text().contains("://")) {
                    seen.anomaly("model/config-fetches", "a requirement is " + Quoted.of(scalar.text()), scalar);
                }
            }
        }
    }

    private void registered(Entry entry, Sightings seen) {
        if (entry.key().startsWith("@")
                && entry.value() instanceof Scalar name
                && !libraries.isKnown(Libraries.Loader.SPACY, name.text())) {
            seen.anomaly(RULE, entry.key() + " is " + Quoted.of(name.text()), name);
        }
    }

    private void factory(Scalar factory, Sightings seen) {
        if (!libraries.isKnown(Libraries.Loader.SPACY, "factory:" + factory.text())) {
            seen.anomaly(RULE, "a component is made by " + Quoted.of(factory.text()), factory);
        }
    }
}
