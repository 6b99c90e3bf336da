package dev.assay.detectors.samples;

import dev.assay.detectors.model.pickle.PickleBytes;

/** How opcodes name something: what is on the stack afterwards is {@code module.name}. */
@FunctionalInterface
interface Naming {
    void name(PickleBytes out, String module, String name);

    Naming GLOBAL = PickleBytes::global;
    Naming STACK_GLOBAL = PickleBytes::stackGlobal;
}
