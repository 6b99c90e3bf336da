package dev.assay.engine.scan;

import dev.assay.engine.report.Location;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a walk gave, and what becomes of it. A rule or a source that fails costs this one artifact, as a gap.
 *
 * @param endsWhole whether a whole ends here, see {@link ArtifactVisitor#whole}
 * @param passedOver what the walk passed over in the whole that ends, if it gives that
 */
record Pending(
        Location at,
        CompletableFuture<Result> result,
        boolean endsWhole,
        ArtifactVisitor.@Nullable PassedOver passedOver) {
    Pending(Location at, CompletableFuture<Result> result) {
        this(at, result, false, null);
    }

    static Pending endOfWhole(Location at, ArtifactVisitor.@Nullable PassedOver passedOver) {
        return new Pending(at, CompletableFuture.completedFuture(Result.nothing()), true, passedOver);
    }
}
