package dev.assay.connectors.registry;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;

/** One registry: which addresses it has, and what its answers mean. Thread-safe. */
@FunctionalInterface
interface Registry {
    /** @throws dev.assay.engine.bytes.UnreachableException if no usable answer came */
    RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException;

    /**
     * What is known for {@link Detail#USE} of a package that exists.
     *
     * @param history the answer to {@link Detail#HISTORY}, which tells all where there is no more to ask for
     * @throws dev.assay.engine.bytes.UnreachableException if no usable answer came
     */
    default RegistryRecord more(RegistryRecord history, Clock clock) throws IOException {
        return history;
    }
}
