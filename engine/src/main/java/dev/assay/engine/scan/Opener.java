package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.Identity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens an artifact's bytes, and looks again at what it is. */
public interface Opener {
    /**
     * The bytes, which the caller closes.
     *
     * @param budget of the artifact: where a source that caches takes its blocks, and when one that waits must stop
     */
    ByteSource open(Budget budget) throws IOException;

    /** Nobody will open it: what the walk holds for that can go. */
    default void unused() {}

    /** The identity now, or null if the source tells none. */
    default @Nullable Identity identity() throws IOException {
        return null;
    }
}
