package dev.assay.engine.scan;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.report.Location;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The connectors of a scan: a target belongs to the first that accepts it.
 *
 * @param all in the order in which they are asked
 */
record Connectors(List<Connector> all) {
    Connectors {
        all = List.copyOf(all);
    }

    private Optional<Connector> of(String target) {
        return all.stream().filter(connector -> connector.accepts(target)).findFirst();
    }

    /** How reports call the target. */
    String label(String target) {
        return of(target).map(connector -> connector.label(target)).orElse(target);
    }

    /** Where the target lies in a folder, if it is a file of one. */
    Optional<Location> inFolder(String target) {
        return of(target).flatMap(connector -> connector.inFolder(target));
    }

    /**
     * Walks the target.
     *
     * @throws IOException if nobody accepts it, or it cannot be read
     */
    void walk(String target, Clock clock, ArtifactVisitor visitor) throws IOException {
        of(target)
                .orElseThrow(() -> new IOException("no kind of target that Assay knows"))
                .walk(target, clock, visitor);
    }
}
