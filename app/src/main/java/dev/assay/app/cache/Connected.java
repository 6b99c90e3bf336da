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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store's file: opened when it is first needed, set aside when it is damaged, given up when it cannot be used. All
 * use of the database goes through here, one thread at a time. Thread-safe.
 */
public final class Connected<D extends Sqlite> implements AutoCloseable {
    private static final long BUSY_MILLIS = 2000;

    /** So many damaged stores are kept for whoever wants to know what happened. */
    private static final int MOST_SET_ASIDE = 3;

    /**
     * What store it is.
     *
     * @param folder that it lies in, which is made for its owner alone
     * @param targets real paths in which it must not lie
     * @param file its name
     * @param noun what people are told of: the cache, the store
     */
    public record Place(Path folder, List<Path> targets, String file, String noun) {
        Path path() {
            return folder.resolve(file);
        }
    }

    /** Opens a store. */
    public interface Opening<D> {
        /**
         * @param access what may be done with the file
         * @param wal whether its file system can keep a write-ahead log
         * @param busyMillis how long to wait for another process
         */
        D open(Path file, Sqlite.Access access, BooleanSupplier wal, long busyMillis)
                throws SQLException, Sqlite.NewerException;
    }

    private final Place place;
    private final Opening<D> opening;
    private final Runnable forget;
    private final Consumer<String> notices;
    private final Set<String> said = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable D database;
    private @Nullable Object inode;
    private boolean rebuilt;
    private volatile boolean off;
    private volatile boolean writable = true;

    /** @param forget what was read of the store and is held in memory is not to be used any longer */
    public Connected(Place place, Opening<D> opening, Runnable forget, Consumer<String> notices) {
        this.place = place;
        this.opening = opening;
        this.forget = forget;
        this.notices = notices;
    }

    /** Something to do with the database. */
    public interface Operation<D, T> {
        T run(D database) throws SQLException;
    }

    /** Something to write. */
    public interface Change<D> {
        void run(D database) throws SQLException;
    }

    Path file() {
        return place.path();
    }

    public boolean isWritable() {
        return writable && !off;
    }

    /** The operation's result, or {@code otherwise} if the store is off or fails. */
    public <T> T reading(Operation<D, T> operation, T otherwise) {
        if (off) {
            return otherwise;
        }
        lock.lock();
        try {
            D open = open();
            return open == null ? otherwise : operation.run(open);
        } catch (SQLException e) {
            failed(e, false);
            return otherwise;
        } finally {
            lock.unlock();
        }
    }

    public void writing(Change<D> change) {
        if (!isWritable()) {
            return;
        }
        lock.lock();
        try {
            D open = isWritable() ? open() : null;
            if (open != null && isWritable()) {
                change.run(open);
            }
        } catch (SQLException e) {
            failed(e, true);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #reading}, for who asks about the store itself: makes none. */
    <T> T existing(Operation<D, T> operation, T otherwise) {
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
                say("off", place.noun() + " in " + place.folder() + " is off: the new store is damaged too: " + reason);
                return;
            }
            rebuilt = true;
            Path aside = moveAside();
            say(
                    "damaged",
                    aside == null
                            ? place.noun() + " was damaged (" + reason + ") and has been replaced by another process"
                            : place.noun() + " was damaged (" + reason + "); it is now " + aside
                                    + ", and a new one is begun");
        } catch (IOException e) {
            off = true;
            say(
                    "off",
                    place.noun() + " in " + place.folder() + " is damaged and cannot be set aside: " + e.getMessage());
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
            say("aside", "what was set aside could not be deleted: " + e.getMessage());
        }
    }

    /** After this, nothing is read or written any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            off = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable D open() throws SQLException {
        if (database == null && !off) {
            try {
                CacheFolder.prepare(place.folder(), place.targets());
                CacheFolder.own(file());
                D opened = opening.open(
                        file(),
                        Sqlite.Access.of(file()),
                        () -> FileSystemTrust.isLocal(place.folder().toString()),
                        BUSY_MILLIS);
                database = opened;
                inode = CacheFolder.inode(file());
                if (!opened.isWritable()) {
                    writable = false;
                    say(
                            "read-only",
                            place.noun() + " in " + place.folder()
                                    + " cannot be written: it is read, and nothing is kept");
                }
            } catch (CacheFolder.RefusedException | Sqlite.NewerException e) {
                off = true;
                say("off", place.noun() + " in " + place.folder() + " is not used: " + e.getMessage());
            }
        }
        return database;
    }

    private void failed(SQLException e, boolean write) {
        Trouble trouble = Trouble.of(e);
        String store = place.noun() + " in " + place.folder();
        String reason = e.getMessage()
                + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
        if (trouble == Trouble.DAMAGED) {
            setAside(reason);
            return;
        }
        writable = false;
        switch (trouble) {
            case BUSY -> say("busy", store + " stays locked by another process; this run does without");
            case FULL -> say("full", store + " is full: " + reason + "; nothing more is kept");
            case UNUSABLE, DAMAGED -> say("off", store + " is not used: " + reason);
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
        forget.run();
        D open = database;
        database = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                say("close", place.noun() + " in " + place.folder() + " could not be closed: " + e.getMessage());
            }
        }
    }

    /** Renames the store's files, unless another process has just done so. Returns the new name, or null. */
    private @Nullable Path moveAside() throws IOException {
        Path lockFile = place.folder().resolve(place.file() + ".lock");
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
            Files.deleteIfExists(place.folder().resolve(place.file() + "-wal"));
            Files.deleteIfExists(place.folder().resolve(place.file() + "-shm"));
            Files.deleteIfExists(place.folder().resolve(place.file() + "-journal"));
            return aside(n);
        } catch (OverlappingFileLockException e) {
            return null; // another store of this process is at it
        }
    }

    private Path aside(int n) {
        return place.folder().resolve(place.file() + ".damaged-" + n);
    }
}
