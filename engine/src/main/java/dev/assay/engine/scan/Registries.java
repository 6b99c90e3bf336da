package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.RegistryRecord;
import java.io.IOException;

/** Asks the registries of packages. Shared between threads; who asks waits. */
public interface Registries {
    /** What is wanted of a package: each may cost another request. */
    enum Detail {
        /** Whether there is one, and what the same answer brings along. */
        EXISTENCE,
        /** Also since when, by whom and from where. */
        HISTORY,
        /** Also how much it is used, and whatever else there is. */
        USE,
        /** By whom, from where and how much it is used: what another package is compared with. */
        COMPARISON
    }

    /** Whether there is a registry to ask for packages of an ecosystem, by the purl's type. */
    boolean covers(String ecosystem);

    /** Whether a package comes from the registry that would be asked: of what comes from elsewhere, no name is told. */
    boolean serves(Dependency dependency);

    /**
     * Whether a package comes from where its ecosystem publishes, or from the registry that would be asked: of what comes from
     * elsewhere a name says nothing, as anything may be there under any name.
     */
    boolean publishes(Dependency dependency);

    /**
     * Asks for one package.
     *
     * @throws dev.assay.engine.bytes.UnreachableException if no usable answer came, with the reason
     * @throws dev.assay.engine.bytes.BudgetExceededException if the time is up
     */
    RegistryRecord ask(Dependency.Coordinates coordinates, Detail detail, Clock clock) throws IOException;

    /**
     * What {@link Detail#USE} tells, of a package that is there and whose history was told: asks for nothing a second time, and for
     * nothing where there is no more.
     *
     * @param history the answer to {@link Detail#HISTORY}
     * @throws dev.assay.engine.bytes.UnreachableException if no usable answer came, with the reason
     * @throws dev.assay.engine.bytes.BudgetExceededException if the time is up
     */
    RegistryRecord more(RegistryRecord history, Clock clock) throws IOException;
}
