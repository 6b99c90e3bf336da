package dev.assay.app.sweep;

import dev.assay.app.cache.Connected;
import dev.assay.app.cache.FactRow;
import dev.assay.app.sweep.SweepDatabase.Kind;
import dev.assay.connectors.github.Tree;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What sweeps have read, in one SQLite file that several processes may share: listings of owners, trees, facts of blobs, and the few
 * blobs that a sweep reads itself. Thread-safe.
 *
 * <p>It is no cache: what is in here is what {@code --rematch} judges, so nothing is dropped for want of room, and a row is written
 * before its artifact is reported. Each row is a transaction of its own, which costs a tenth of a millisecond with a write-ahead
 * log: a process that is killed loses no more than what it was about to write. Rows are content under its own name (a key of facts
 * holds the build that decoded them), so no two of them can disagree, whatever was interrupted and whoever else writes.
 *
 * <p>Trouble never reaches the sweep: a read that fails is asked of the server again, a write that fails is dropped, and {@code
 * notices} hears of each kind once. A damaged file is set aside and a new one begun.
 */
public final class SweepStore implements AutoCloseable {
    static final String FILE = "sweep.sqlite";

    /** Facts that would take more are decoded again each time: SQLite has no row above 1 GB. */
    private static final long MOST_ROW_BYTES = 256L << 20;

    /** What no sweep has used for so long is of files that are gone. */
    private static final long KEPT_DAYS = 90;

    /** Of blobs that could not be written; whoever asks for more does not have them. */
    private static final long MOST_UNKEPT_BYTES = 16L << 20;

    private final Connected<SweepDatabase> store;
    private final InstantSource clock;
    private final AtomicLong unkeptBytes = new AtomicLong();
    private final Map<String, byte[]> unkept = new ConcurrentHashMap<>(); // blobs that could not be written

    /** @param targets real paths in which the store must not lie */
    public SweepStore(Path folder, List<Path> targets, InstantSource clock, Consumer<String> notices) {
        this.store = new Connected<>(
                new Connected.Place(folder, targets, FILE, "the store of sweeps"),
                SweepDatabase::open,
                () -> {},
                notices);
        this.clock = clock;
    }

    private long day() {
        return clock.millis() / Duration.ofDays(1).toMillis();
    }

    /** The facts; valid until {@link #close}. */
    public FactCache facts() {
        return new FactCache() {
            @Override
            public Optional<Decoded> get(Key key) {
                return facts(key.bytes());
            }

            @Override
            public void put(Key key, Decoded decoded) {
                keep(key.bytes(), decoded);
            }
        };
    }

    /** Whether facts are kept under a key. Should they turn out to be damaged, they are made again. */
    public boolean has(Key key) {
        long id = FactRow.id(key.bytes());
        byte[] start = store.<Optional<byte[]>>reading(
                        database -> Optional.ofNullable(database.startOfFact(id, FactRow.KEY_BYTES)), Optional.empty())
                .orElse(null);
        return start != null && FactRow.hasKey(start, key.bytes());
    }

    private Optional<Decoded> facts(byte[] key) {
        byte[] row = store.<Optional<byte[]>>reading(
                        database -> Optional.ofNullable(database.fact(FactRow.id(key), day())), Optional.empty())
                .orElse(null);
        if (row == null || !FactRow.hasKey(row, key) || !FactRow.isIntact(row)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FactRow.read(row));
        } catch (IOException e) {
            return Optional.empty(); // sound bytes that make no facts: as good as damaged
        }
    }

    private void keep(byte[] key, Decoded decoded) {
        if (!store.isWritable()) {
            return;
        }
        FactRow.write(key, decoded, MOST_ROW_BYTES)
                .ifPresent(row -> store.writing(database -> database.putFact(FactRow.id(key), row, day())));
    }

    /** What is at hand of a server's object stands for its bytes: its name is their digest. */
    public IdentityMemo memo() {
        return new IdentityMemo() {
            @Override
            public void coming(long sizeBytes) {}

            @Override
            public Optional<Content> get(FileIdentity identity) {
                return Optional.empty();
            }

            @Override
            public void put(FileIdentity identity, Content content, Key key) {}

            @Override
            public boolean trusts(Identity identity) {
                return identity instanceof RemoteIdentity;
            }
        };
    }

    /**
     * @param name of a tree of a repository of a server
     * @param looked digest of what trees are searched for: what was searched for something else is another tree
     */
    public Optional<Tree> tree(String name, String looked) {
        return read(Kind.TREE, treeName(name, looked), StoredRows::tree);
    }

    public void putTree(String name, String looked, Tree tree) {
        write(Kind.TREE, treeName(name, looked), StoredRows.of(tree));
    }

    private static String treeName(String name, String looked) {
        return name + " " + looked;
    }

    /** The listing of a target that was made last, with the same options. */
    public Optional<Listing> listing(String target) {
        return read(Kind.LISTING, target, StoredRows::listing);
    }

    /** Keeps a listing, and forgets what is of no use to any. */
    public void putListing(String target, Listing listing) {
        write(Kind.LISTING, target, StoredRows.of(listing));
        store.writing(database -> database.deleteUnused(day() - KEPT_DAYS));
    }

    public boolean hasBlob(String oid) {
        return unkept.containsKey(oid) || store.reading(database -> database.has(Kind.BLOB, oid), false);
    }

    public Optional<byte[]> blob(String oid) {
        byte[] held = unkept.get(oid);
        return held != null ? Optional.of(held) : read(Kind.BLOB, oid, StoredRows::blob);
    }

    public void putBlob(String oid, byte[] bytes) {
        write(Kind.BLOB, oid, StoredRows.of(bytes));
        if (!store.isWritable() && unkeptBytes.addAndGet(bytes.length) <= MOST_UNKEPT_BYTES) {
            unkept.put(oid, bytes);
        }
    }

    private interface Reading<T> {
        T of(byte[] row) throws IOException;
    }

    private <T> Optional<T> read(Kind kind, String name, Reading<T> reading) {
        byte @Nullable [] row = store.<Optional<byte[]>>reading(
                        database -> Optional.ofNullable(database.get(kind, name, day())), Optional.empty())
                .orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.of(row));
        } catch (IOException e) {
            return Optional.empty(); // damaged: it is asked for again, and that replaces it
        }
    }

    private void write(Kind kind, String name, byte[] row) {
        store.writing(database -> database.put(kind, name, row, day()));
    }

    @Override
    public void close() {
        store.close();
    }
}
