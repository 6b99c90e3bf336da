package dev.assay.engine.scan;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.rule.NamedFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens an artifact's bytes, and looks again at what it is. */
public interface Opener {
    /**
     * The bytes, which the caller closes.
     *
     * @param budget of the artifact: where a source that caches takes its blocks, and when one that waits must stop
     */
    ByteSource open(Budget budget) throws IOException;

    /** Others that these bytes name and that may be asked for in a while: a source that is far away may ask for several at once. */
    default void named(List<NamedFile> others) {}

    /** Nobody will open it: what the walk holds for that can go. */
    default void unused() {}

    /** What was decoded of these bytes another time, where the source has that and not them: it is judged in their place. */
    default Optional<Decoded> decoded() {
        return Optional.empty();
    }

    /** The identity now, or null if the source tells none. */
    default @Nullable Identity identity() throws IOException {
        return null;
    }
}
