package dev.assay.detectors.name;

import dev.assay.engine.report.ReferenceData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where lists of popular names are from. Thread-safe. */
@FunctionalInterface
public interface PopularSource {
    /** The lists of the build. */
    PopularSource BUILT_IN = PopularNames::builtIn;

    /**
     * The list of an ecosystem, if there is one; read anew at each call.
     *
     * @throws IOException if it cannot be read
     */
    Optional<PopularNames> of(Ecosystem ecosystem) throws IOException;

    /** Which lists were asked for so far, by name; those of the build only if somebody wants to know. */
    default List<ReferenceData> referenceData() {
        return List.of();
    }
}
