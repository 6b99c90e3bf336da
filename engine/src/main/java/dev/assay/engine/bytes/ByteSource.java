package dev.assay.engine.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be read by position: a file, an array, a slice, an archive's member, a stream.
 *
 * <p>A source belongs to one thread. A source that is not {@link #seekable()} can only be read forward: each read must
 * begin where the one before ended, and anything else throws {@link IllegalStateException} (a fault of the caller).
 */
public interface ByteSource extends Closeable {
    /** Size of a source that only its end will tell. */
    long UNKNOWN = -1;

    /** The size in bytes, or {@link #UNKNOWN}. A declared size may be a lie; only a read's -1 is the end. */
    long sizeBytes();

    /** Whether any position may be read, in any order. */
    boolean seekable();

    /**
     * Reads at least one byte into {@code into}, at most its remaining room.
     *
     * @return how many bytes were read, or -1 at or past the end
     */
    int read(long positionBytes, ByteBuffer into) throws IOException;

    /**
     * All bytes at once, where they are held in an array of just that length; null elsewhere. They count as read, and are not to be
     * changed.
     */
    default byte @Nullable [] held() {
        return null;
    }

    @Override
    default void close() throws IOException {}
}
