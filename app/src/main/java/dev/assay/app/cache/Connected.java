package dev.assay.app.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store's file: opened when it is first needed, set aside when it is damaged, given up when it cannot be used. All
 * use of the database goes through here, one thread at a time. Thread-safe.
 */
final class Connected {
    static final String FILE = "facts.sqlite";
    private static final long BUSY_MILLIS = 2000;

    /** So many damaged stores are kept for whoever wants to know what happened. */
    private static final int MOST_SET_ASIDE = 3;

    private final CacheStore.Settings settings;
    private final Consumer<String> notices;
    private final List<String> pragmas;
    private final LoadedPages loaded = new LoadedPages();
    private final Set<String> said = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Database database;
    private @Nullable Object inode;
    private boolean rebuilt;
    private volatile boolean off;
    private volatile boolean writable = true;

    Connected(CacheStore.Settings settings, Consumer<String> notices, List<String> pragmas) {
        this.settings = settings;
        this.notices = notices;
        this.pragmas = pragmas;
    }

    /** Something to do with the database. */
    interface Operation<T> {
        T run(Database database) throws SQLException;
    }

    /** Something to write. */
    interface Change {
        void run(Database database) throws SQLException;
    }

    Path file() {
        return settings.folder().resolve(FILE);
    }

    /** To be used within an operation only. */
    LoadedPages loaded() {
        return loaded;
    }

    boolean isWritable() {
        return writable && !off;
    }

    /** The operation's result, or {@code otherwise} if the store is off or fails. */
    <T> T reading(Operation<T> operation, T otherwise) {
        if (off) {
            return otherwise;
        }
        lock.lock();
        try {
            Database open = open();
            return open == null ? otherwise : operation.run(open);
        } catch (SQLException e) {
            failed(e, false);
            return otherwise;
        } finally {
            lock.unlock();
        }
    }

    void writing(Change change) {
        if (!isWritable()) {
            return;
        }
        lock.lock();
        try {
            Database open = isWritable() ? open() : null;
            if (open != null) {
                change.run(open);
            }
        } catch (SQLException e) {
            failed(e, true);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #reading}, for who asks about the store itself: makes none. */
    <T> T existing(Operation<T> operation, T otherwise) {
        return Files.exists(file()) ? reading(operation, otherwise) : otherwise;
    }

    /** Tells a kind of trouble, once. */
    void say(String kind, String what) {
        lock.lock();
        try {
            if (said.add(kind)) {
                notices.accept(what);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Renames a damaged store, so that the next use begins a new one. */
    void setAside(String reason) {
        lock.lock();
        try {
            disconnect();
            if (rebuilt) {
                off = true;
                say("off", "the cache in " + settings.folder() + " is off: the new store is damaged too: " + reason);
                return;
            }
            rebuilt = true;
            Path aside = moveAside();
            say(
                    "damaged",
                    aside == null
                            ? "the cache was damaged (" + reason + ") and has been replaced by another process"
                            : "the cache was damaged (" + reason + "); it is now " + aside
                                    + ", and a new one is begun");
        } catch (IOException e) {
            off = true;
            say("off", "the cache in " + settings.folder() + " is damaged and cannot be set aside: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    void deleteDamaged() {
        try {
            for (int n = 1; n <= MOST_SET_ASIDE; n++) {
                Files.deleteIfExists(aside(n));
            }
        } catch (IOException e) {
            say("aside", "a damaged cache could not be deleted: " + e.getMessage());
        }
    }

    void close() {
        lock.lock();
        try {
            off = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Database open() throws SQLException {
        if (database == null && !off) {
            try {
                CacheFolder.prepare(settings.folder(), settings.targets());
                database = Database.open(
                        file(), () -> FileSystemTrust.isLocal(settings.folder().toString()), BUSY_MILLIS, pragmas);
                inode = CacheFolder.inode(file());
            } catch (CacheFolder.RefusedException | Database.NewerException e) {
                off = true;
                say("off", "the cache in " + settings.folder() + " is not used: " + e.getMessage());
            }
        }
        return database;
    }

    private void failed(SQLException e, boolean write) {
        Trouble trouble = Trouble.of(e);
        String cache = "the cache in " + settings.folder();
        String reason = e.getMessage()
                + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
        if (trouble == Trouble.DAMAGED) {
            setAside(reason);
            return;
        }
        writable = false;
        switch (trouble) {
            case BUSY -> say("busy", cache + " stays locked by another process; this run does without");
            case FULL -> say("full", cache + " is full: " + reason + "; nothing more is kept");
            case UNUSABLE, DAMAGED -> say("off", cache + " is not used: " + reason);
        }
        off |= !write && trouble != Trouble.FULL;
        if (database == null) {
            off = true; // it could not be opened, and that would fail again each time
        }
        if (off) {
            disconnect();
        }
    }

    private void disconnect() {
        loaded.clear();
        Database open = database;
        database = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                say("close", "the cache in " + settings.folder() + " could not be closed: " + e.getMessage());
            }
        }
    }

    /** Renames the store's files, unless another process has just done so. Returns the new name, or null. */
    private @Nullable Path moveAside() throws IOException {
        Path lockFile = settings.folder().resolve(FILE + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Object now = CacheFolder.inode(file());
            if (!held.isValid() || now == null || inode != null && !inode.equals(now)) {
                return null;
            }
            int n = 1;
            while (n < MOST_SET_ASIDE && Files.exists(aside(n))) {
                n++;
            }
            Files.move(file(), aside(n), StandardCopyOption.REPLACE_EXISTING);
            // Their content belongs to the damaged file; applied to a new one it would damage that too.
            Files.deleteIfExists(settings.folder().resolve(FILE + "-wal"));
            Files.deleteIfExists(settings.folder().resolve(FILE + "-shm"));
            Files.deleteIfExists(settings.folder().resolve(FILE + "-journal"));
            return aside(n);
        } catch (OverlappingFileLockException e) {
            return null; // another store of this process is at it
        }
    }

    private Path aside(int n) {
        return settings.folder().resolve(FILE + ".damaged-" + n);
    }
}
