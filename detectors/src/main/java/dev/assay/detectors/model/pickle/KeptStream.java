package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose bytes are kept, so that they can be read twice: all of them, up to a limit; what follows can be read once
 * as ever. Where the stream breaks off there is an end, and {@link #failure} tells why, so that what came before counts.
 */
final class KeptStream implements ByteSource {
    private static final long MOST_BYTES = 256L << 20;

    private final ByteSource stream;
    private final Spool spool;
    private @Nullable IOException failure;
    private @Nullable BudgetExceededException exceeded;

    private KeptStream(ByteSource stream, Budget budget) throws IOException {
        this.stream = stream;
        this.spool = Spool.of(new Unbroken(), budget, MOST_BYTES);
    }

    /** Reads the stream, which the caller closes. */
    static KeptStream of(ByteSource stream, Budget budget) throws IOException {
        return new KeptStream(stream, budget);
    }

    /** Throws what broke the stream off, if anything did. */
    void failure() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (exceeded != null) {
            throw exceeded;
        }
    }

    @Override
    public long sizeBytes() {
        return spool.isWhole() ? spool.sizeBytes() : stream.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return spool.isWhole();
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        return positionBytes < spool.sizeBytes() || spool.isWhole()
                ? spool.read(positionBytes, into)
                : stream.read(positionBytes, into);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /** The stream, which ends where it breaks off. */
    private final class Unbroken implements ByteSource {
        @Override
        public long sizeBytes() {
            return stream.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return false;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) {
            if (failure != null || exceeded != null) {
                return -1;
            }
            try {
                return stream.read(positionBytes, into);
            } catch (IOException e) {
                failure = e;
            } catch (BudgetExceededException e) {
                exceeded = e;
            }
            return -1;
        }

        @Override
        public void close() {}
    }
}
