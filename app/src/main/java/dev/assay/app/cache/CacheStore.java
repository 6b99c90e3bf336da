package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FactCache;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.IdentityMemo;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Facts and identities kept between runs, in one SQLite file that several processes may share. Thread-safe. Nothing that
 * happens to the store reaches the scan: a read that fails is a miss, a write that fails is dropped, and {@code notices}
 * hears once of each kind of trouble.
 *
 * <h2>Reading</h2>
 *
 * An unchanged tree must cost microseconds a file, and a query through JDBC costs about twenty, a further row of the
 * same query three. So what is remembered of a directory's files is one row ({@link DirectoryPage}), and the facts of the
 * small ones are in there once more, which is why the engine says under which key it kept them. Whoever asks for the facts
 * under that key finds them in memory: with 10,000 files in a directory, both questions and the key between them take 4 to 6
 * microseconds a file, of which the key is 1.5 to 2. Under another key, as for {@code --deep}, after an update of
 * Assay, or with {@code --cache=verify}, which knows no identities, they cost their own query. Directories leave memory
 * when they take more than 24 MB ({@link LoadedPages}).
 *
 * <h2>Writing</h2>
 *
 * Workers leave what they have in memory ({@link Pending}, at most 16 MB) and go on. One thread writes it about each
 * second, in transactions of a few milliseconds, between which the same connection reads. {@link #close} writes the rest.
 * A process that is killed loses what it had not written, and a power cut perhaps the last seconds; neither damages what
 * was there, which is SQLite's promise for a write-ahead log with {@code synchronous=NORMAL}.
 *
 * <h2>Opening</h2>
 *
 * Loading SQLite and opening the store costs about 60 ms of CPU from an AOT cache, and 120 without one: as much as
 * decoding some thirty small files. So the store stays shut, and remembers nothing, until {@link Settings#openAfterFiles}
 * files or {@link Settings#openAfterBytes} bytes have been found. What was asked for before that is simply decoded.
 *
 * <h2>What is trusted</h2>
 *
 * An identity stands for bytes only on a file system that is known to keep it ({@link FileSystemTrust}), and only if the
 * file had rested for two seconds when its reading began: until then, a second write may leave the same times. Rewriting a
 * file and restoring its mtime changes its ctime, which nobody can set.
 */
public final class CacheStore implements AutoCloseable {
    static final String FILE = "facts.sqlite";

    /** 2 GB. */
    public static final long DEFAULT_LIMIT_BYTES = 2L << 30;

    /** What would take more than this is decoded again each time, rather than held and written as one. */
    private static final long MOST_ROW_BYTES = 4L << 20;

    /** A use is written down at most once a day, so that an unchanged tree writes nothing. */
    private static final long TOUCH_MILLIS = Duration.ofDays(1).toMillis();

    private static final long RACY_NANOS = 2_000_000_000L;

    /** Longer names than any trusted file system has. */
    private static final int MOST_NAME_CHARACTERS = 1024;

    /**
     * Where and how to keep.
     *
     * @param targets real paths of what is scanned, in which the store must not lie
     * @param limitBytes of the file, about; the least recently used rows go when it is exceeded
     * @param openAfterFiles the store is opened when so many files have been found
     * @param openAfterBytes or files of so many bytes together
     */
    public record Settings(Path folder, List<Path> targets, long limitBytes, int openAfterFiles, long openAfterBytes) {
        public static Settings of(Path folder, List<Path> targets) {
            return new Settings(folder, targets, DEFAULT_LIMIT_BYTES, 32, 256 << 10);
        }

        /** For a server, or where every file shall be kept: opened with the first file. */
        public Settings atOnce() {
            return new Settings(folder, targets, limitBytes, 0, 0);
        }
    }

    /**
     * What is in the store.
     *
     * @param entries artifacts with facts
     * @param bytes of all rows
     * @param fileBytes of the file on disk
     * @param directories that are remembered
     * @param files in them
     * @param hits in all runs
     * @param oldest when the entry was last used that was not used for the longest time
     */
    public record Stats(
            Path file,
            long entries,
            long bytes,
            long fileBytes,
            long limitBytes,
            long directories,
            long files,
            long hits,
            long misses,
            Optional<Instant> oldest) {
        /** The share of look-ups that were answered, 0 to 1. */
        public double hitRate() {
            return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
        }
    }

    /**
     * What {@link #verify} found.
     *
     * @param checked rows of facts
     * @param removed damaged rows, which are gone now
     * @param foreign sound rows that this build cannot read, since another one wrote them; they are left
     * @param problems in the structure of the file, in SQLite's words; if there are any, the store was set aside
     */
    public record Check(long checked, long removed, long foreign, List<String> problems) {}

    private final Settings settings;
    private final InstantSource clock;
    private final Connected<Database> store;
    private final Pending pending = new Pending();
    private final FileSystemTrust fileSystems = new FileSystemTrust();
    private final AtomicInteger comingFiles = new AtomicInteger();
    private final AtomicLong comingBytes = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LoadedPages loaded = new LoadedPages(); // to be used within an operation of the store only
    private final Writer writer;
    private volatile boolean awake;

    public CacheStore(Settings settings, InstantSource clock, Consumer<String> notices) {
        this(settings, clock, notices, List.of());
    }

    CacheStore(Settings settings, InstantSource clock, Consumer<String> notices, List<String> pragmas) {
        this.settings = settings;
        this.clock = clock;
        this.awake = settings.openAfterFiles() == 0;
        this.store = new Connected<>(
                new Connected.Place(settings.folder(), settings.targets(), FILE, "the cache"),
                (file, access, wal, busyMillis) -> Database.open(file, access, wal, busyMillis, pragmas),
                loaded::clear,
                notices);
        this.writer = new Writer(store, loaded, pending, clock, settings.limitBytes());
    }

    /** The facts; valid until {@link #close}. */
    public FactCache facts() {
        return new FactCache() {
            @Override
            public Optional<Decoded> get(Key key) {
                return find(key.bytes());
            }

            @Override
            public void put(Key key, Decoded decoded) {
                keep(key.bytes(), decoded);
            }

            @Override
            public boolean isOpen() {
                return awake;
            }
        };
    }

    /** The identities; valid until {@link #close}. */
    public IdentityMemo memo() {
        return new IdentityMemo() {
            @Override
            public void coming(long sizeBytes) {
                if (!awake) {
                    int files = comingFiles.incrementAndGet();
                    long bytes = comingBytes.addAndGet(Math.max(sizeBytes, 0));
                    awake = files >= settings.openAfterFiles() || bytes >= settings.openAfterBytes();
                }
            }

            @Override
            public Optional<Content> get(FileIdentity identity) {
                return remembered(identity);
            }

            @Override
            public void put(FileIdentity identity, Content content, Key key) {
                remember(identity, content, FactRow.id(key.bytes()));
            }

            @Override
            public boolean trusts(Identity identity) {
                // No switch over the types: it would cost each start some milliseconds.
                return !(identity
                                instanceof
                                FileIdentity file) // a connector gives none that its server does not vouch for
                        || awake && isSettled(file) && fileSystems.trusts(file);
            }
        };
    }

    private Optional<Content> remembered(FileIdentity identity) {
        if (!awake) {
            return Optional.empty();
        }
        Optional<Content> content = store.reading(
                        database -> Optional.ofNullable(
                                loaded.entry(database, identity.directory(), identity.name(), this::touchPage)),
                        Optional.<Entry>empty())
                .filter(entry -> entry.is(identity))
                .map(Entry::content);
        if (content.isEmpty()) {
            misses.increment();
        }
        return content;
    }

    private void remember(FileIdentity identity, Content content, long factId) {
        if (!awake
                || !store.isWritable()
                || identity.name().length() > MOST_NAME_CHARACTERS
                || !isSettled(identity)
                || !fileSystems.trusts(identity)) {
            return;
        }
        Entry entry = new Entry(identity, content, factId, pending.row(factId)); // the engine kept it a moment ago
        writer.accepted(pending.file(identity.directory(), identity.name(), entry));
    }

    /** Whether the file has rested for longer than the grain of any clock of a file system. */
    private boolean isSettled(FileIdentity identity) {
        Instant now = clock.instant();
        long nowNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return identity.ctimeNanos() < nowNanos - RACY_NANOS && Math.abs(nowNanos - identity.mtimeNanos()) > RACY_NANOS;
    }

    private Optional<Decoded> find(byte[] key) {
        awake = true; // who asks for facts knows the content already, and had all of it to read for that
        long id = FactRow.id(key);
        byte[] waiting = pending.row(id);
        byte[] row = waiting != null ? waiting : stored(id);
        if (row == null || !FactRow.hasKey(row, key)) {
            misses.increment();
            return Optional.empty();
        }
        try {
            if (FactRow.isIntact(row)) {
                Decoded decoded = FactRow.read(row);
                hits.increment();
                return Optional.of(decoded);
            }
        } catch (IOException e) {
            // sound bytes that make no facts: as good as damaged
        }
        misses.increment();
        pending.damaged(id);
        writer.start();
        return Optional.empty();
    }

    private byte @Nullable [] stored(long id) {
        return store.reading(
                        database -> {
                            byte[] loadedRow = loaded.fact(id);
                            if (loadedRow != null) {
                                return Optional.of(loadedRow);
                            }
                            Database.Fact fact = database.fact(id);
                            if (fact == null) {
                                return Optional.<byte[]>empty();
                            }
                            if (clock.millis() - fact.usedMillis() > TOUCH_MILLIS) {
                                pending.usedFact(id);
                                writer.start();
                            }
                            return Optional.of(fact.row());
                        },
                        Optional.<byte[]>empty())
                .orElse(null);
    }

    private void touchPage(long id, long usedMillis) {
        if (clock.millis() - usedMillis > TOUCH_MILLIS) {
            pending.usedPage(id);
            writer.start();
        }
    }

    private void keep(byte[] key, Decoded decoded) {
        long most = Math.min(MOST_ROW_BYTES, settings.limitBytes() / 4);
        if (!awake || !store.isWritable()) {
            return;
        }
        FactRow.write(key, decoded, most).ifPresent(row -> writer.accepted(pending.fact(FactRow.id(key), row)));
    }

    /** What is in the store; zeros if there is none or it cannot be used. */
    public Stats stats() {
        return store.existing(
                database -> Upkeep.stats(database, store.file(), settings.limitBytes()),
                new Stats(store.file(), 0, 0, 0, settings.limitBytes(), 0, 0, 0, 0, Optional.empty()));
    }

    /** Empties the store, and deletes what was set aside as damaged. Returns how many entries went. */
    public long clear() {
        long removed = store.existing(Upkeep::clear, 0L);
        if (removed > 0) {
            store.writing(Upkeep::compact);
        }
        store.deleteDamaged();
        return removed;
    }

    /** Removes what was not used for so long, to the day. Returns how many entries went. */
    public long cleanup(Duration maxAge) {
        long cutoffMillis = clock.millis() - maxAge.toMillis();
        long removed = store.existing(database -> Upkeep.deleteUnused(database, cutoffMillis), 0L);
        if (removed > 0) {
            store.writing(Upkeep::compact);
        }
        return removed;
    }

    /** Reads and checks all of the store, and removes what is damaged. */
    public Check verify() {
        Check unreadable = new Check(0, 0, 0, List.of("the store cannot be read"));
        Check check =
                Files.exists(store.file()) ? store.reading(Upkeep::verify, unreadable) : new Check(0, 0, 0, List.of());
        if (!check.problems().isEmpty() && !check.equals(unreadable)) {
            store.setAside(check.problems().getFirst());
        }
        return check;
    }

    /** The bytes of the pages in memory. */
    long loadedBytes() {
        return store.reading(database -> loaded.bytes(), 0L);
    }

    /** Writes what waits, and closes the file. After that nothing is found and nothing is kept. */
    @Override
    public void close() {
        writer.close(hits.sum(), misses.sum());
        store.close();
    }
}
