package dev.assay.connectors.git;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The files of one commit, which are fetched when the first of them is opened and given up with the last: where all facts are
 * cached nothing is fetched. The walk is mostly over by then, so that nobody but those who open knows when it is the last.
 * Thread-safe.
 */
final class SharedFiles {
    /** Brings the files. */
    @FunctionalInterface
    interface Fetch {
        GitFiles files() throws IOException;
    }

    private final Fetch fetch;
    private @Nullable GitFiles files;
    private @Nullable IOException failed;
    private @Nullable BudgetExceededException refused;
    private int users;

    SharedFiles(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Somebody may come for a file, or the walk goes on. */
    synchronized void use() {
        users++;
    }

    synchronized void leave() {
        users--;
        GitFiles held = files;
        if (users == 0 && held != null) {
            files = null;
            try {
                held.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    /** The files, which are fetched if they are not there. Whoever asks must be in {@linkplain #use use}. */
    synchronized GitFiles files() throws IOException {
        if (failed != null) {
            throw failed; // once is enough: it was tried as often as the user wants
        }
        if (refused != null) {
            throw refused; // what a server sends without end is not fetched for each file
        }
        GitFiles held = files;
        if (held == null) {
            try {
                held = fetch.files();
            } catch (IOException e) {
                failed = e;
                throw e;
            } catch (BudgetExceededException e) {
                refused = e;
                throw e;
            }
            files = held;
        }
        return held;
    }

    /** What opens a file later, which must be opened or {@link Opener#unused() left} at some time. */
    Opener opener(String id, Identity identity) {
        use();
        return new FileOpener(id, identity);
    }

    private final class FileOpener implements Opener {
        private final String id;
        private final Identity identity;
        private boolean waits = true; // guarded by this

        FileOpener(String id, Identity identity) {
            this.id = id;
            this.identity = identity;
        }

        @Override
        public ByteSource open(Budget budget) throws IOException {
            use(); // also whoever comes again
            try {
                ByteSource source = files().source(id, budget);
                use();
                return new UsedSource(source);
            } finally {
                leave();
                unused();
            }
        }

        @Override
        public void unused() {
            boolean waited;
            synchronized (this) {
                waited = waits;
                waits = false;
            }
            if (waited) {
                leave();
            }
        }

        @Override
        public Identity identity() {
            return identity; // named by its digest, it is never another
        }
    }

    /** Is in use until it is closed. */
    private final class UsedSource implements ByteSource {
        private final ByteSource source;
        private boolean open = true;

        UsedSource(ByteSource source) {
            this.source = source;
        }

        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return source.seekable();
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) throws IOException {
            return source.read(positionBytes, into);
        }

        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                try (source) {
                    leave();
                }
            }
        }
    }
}
