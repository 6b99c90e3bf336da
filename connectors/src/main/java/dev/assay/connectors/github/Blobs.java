package dev.assay.connectors.github;

import dev.assay.connectors.github.BlobReading.Wanted;
import dev.assay.connectors.github.ReadAhead.Entry;
import dev.assay.connectors.remote.LfsPointer;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one walk, fetched ahead of whoever opens them: a scan looks at a few at a time, and each would wait for an answer of
 * its own. The same content is fetched once, wherever it lies. Offering never waits, so that nothing can wait in a circle. Thread-safe.
 */
public final class Blobs {
    /** What is larger is fetched when it is opened, into a spool. */
    private static final long MOST_AHEAD_BYTES = 4L << 20;

    private final BlobReading reading;
    private final GitHubOptions options;
    private final ReadAhead ahead;

    /**
     * @param mostBytes on the way or at hand
     * @param asOpened whether only those behind one that was opened are fetched ahead, the fewer the more of them nobody opens: a
     *     cache may know them, and an unchanged repository is to cost no blob
     */
    Blobs(BlobReading reading, GitHubOptions options, Clock clock, long mostBytes, boolean asOpened) {
        this.reading = reading;
        this.options = options;
        this.ahead = new ReadAhead(reading, options, clock, mostBytes, asOpened);
    }

    /** What a server promises of a blob by its digest, which is compared: the same for all repositories. */
    public RemoteIdentity identity(TreeEntry entry) {
        return new RemoteIdentity(options.api() + "git/blobs", "git:" + entry.oid(), entry.sizeBytes(), null);
    }

    /**
     * What opens a blob later, which must be opened or {@link Opener#unused() left} at some time.
     *
     * @param known whether its facts are at hand, so that it is not fetched unless it is opened all the same
     */
    public Opener offer(String fullName, TreeEntry blob, boolean known) {
        Wanted wanted = new Wanted(fullName, blob.oid(), blob.sizeBytes());
        boolean inMemory = wanted.sizeBytes() >= 0 && wanted.sizeBytes() <= MOST_AHEAD_BYTES;
        return new BlobOpener(identity(blob), wanted, known || !inMemory ? null : ahead.offered(wanted));
    }

    private final class BlobOpener implements Opener {
        private final RemoteIdentity identity;
        private final Wanted wanted;
        private @Nullable Entry entry; // null when it is not fetched ahead, or was left

        BlobOpener(RemoteIdentity identity, Wanted wanted, @Nullable Entry entry) {
            this.identity = identity;
            this.wanted = wanted;
            this.entry = entry;
        }

        @Override
        public ByteSource open(Budget budget) throws IOException {
            Entry mine = taken();
            if (mine == null) {
                if (wanted.sizeBytes() > MOST_AHEAD_BYTES) {
                    return reading.spooled(wanted, budget);
                }
                return source(reading.bytes(wanted, budget.clock()), null);
            }
            boolean given = false;
            try {
                ByteSource source = source(ahead.await(mine, budget), mine);
                given = true;
                return source;
            } finally {
                if (!given) {
                    ahead.leave(mine);
                }
            }
        }

        private synchronized @Nullable Entry taken() {
            Entry mine = entry;
            entry = null;
            return mine;
        }

        @Override
        public void unused() {
            Entry mine = taken();
            if (mine != null) {
                ahead.unused(mine);
            }
        }

        @Override
        public RemoteIdentity identity() {
            return identity;
        }
    }

    private ByteSource source(byte[] bytes, @Nullable Entry entry) throws IOException {
        LfsPointer.refuse(bytes);
        MemorySource source = new MemorySource(bytes);
        return entry == null ? source : new HeldSource(source, entry);
    }

    /** Gives the bytes up when it is closed. */
    private final class HeldSource implements ByteSource {
        private final MemorySource bytes;
        private @Nullable Entry entry;

        HeldSource(MemorySource bytes, Entry entry) {
            this.bytes = bytes;
            this.entry = entry;
        }

        @Override
        public long sizeBytes() {
            return bytes.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public byte @Nullable [] held() {
            return bytes.held();
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) {
            return bytes.read(positionBytes, into);
        }

        @Override
        public void close() {
            Entry held = entry;
            entry = null;
            if (held != null) {
                ahead.leave(held);
            }
        }
    }
}
