package dev.assay.detectors.model.config;

import dev.assay.engine.text.Tree;

/** Looks through one document for one thing. Stateless and shared between threads. */
@FunctionalInterface
interface Check {
    void look(Tree document, Sightings seen);
}
