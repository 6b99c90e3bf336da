package dev.assay.engine.scan;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.FileIdentity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens an artifact's bytes, and looks again at what it is. */
public interface Opener {
    /** The bytes, which the caller closes. */
    ByteSource open() throws IOException;

    /** The identity now, or null if the source tells none. */
    default @Nullable FileIdentity identity() throws IOException {
        return null;
    }
}
