package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import dev.assay.app.cache.Pending.Batch;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings into the store what waits, on a thread of its own that begins with the first thing to write. Each transaction is
 * short, so that reading threads and other processes get in between.
 */
final class Writer {
    private static final int ROWS_AT_ONCE = 256;
    private static final long BYTES_AT_ONCE = 1 << 20;
    private static final long BUSY_AT_CLOSE_MILLIS = 500;

    private final Connected<Database> store;
    private final LoadedPages loaded;
    private final Pending pending;
    private final InstantSource clock;
    private final long limitBytes;
    private @Nullable Thread thread;
    private boolean closed;

    Writer(Connected<Database> store, LoadedPages loaded, Pending pending, InstantSource clock, long limitBytes) {
        this.store = store;
        this.loaded = loaded;
        this.pending = pending;
        this.clock = clock;
        this.limitBytes = limitBytes;
    }

    /** Something was left to be written, or there was no room for it. */
    void accepted(boolean had) {
        if (had) {
            start();
        } else {
            store.say("busy", "the cache cannot keep up; some results were not kept");
        }
    }

    synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("assay-cache").daemon().start(this::run);
        }
    }

    private void run() {
        try {
            while (!pending.isClosing()) {
                write(pending.await());
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread; if somebody does, close() writes the rest
        }
    }

    private static boolean hasEnded(Thread running) {
        try {
            return running.join(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Writes the rest and what the run counted. */
    void close(long hits, long misses) {
        pending.close();
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null) {
            while (!hasEnded(running)) {
                // the rest must be written before the store is closed: wait on
            }
        }
        Batch rest = pending.take();
        if (rest.isEmpty() && hits + misses == 0) {
            return;
        }
        store.writing(database -> database.execute("PRAGMA busy_timeout = " + BUSY_AT_CLOSE_MILLIS));
        write(rest);
        store.writing(database -> database.inTransaction(() -> {
            database.count("hits", hits);
            database.count("misses", misses);
        }));
    }

    private void write(Batch batch) {
        long nowMillis = clock.millis();
        if (!batch.damaged().isEmpty()
                || !batch.usedFacts().isEmpty()
                || !batch.usedPages().isEmpty()) {
            store.writing(database -> database.inTransaction(() -> {
                for (long id : batch.damaged()) {
                    database.deleteFact(id);
                    loaded.forgetFact(id);
                }
                for (long id : batch.usedFacts()) {
                    database.touchFact(id, nowMillis);
                }
                for (long id : batch.usedPages()) {
                    database.touchPage(id, nowMillis);
                }
            }));
        }
        for (Iterator<Map.Entry<Long, byte[]>> rows = batch.facts().entrySet().iterator(); rows.hasNext(); ) {
            List<byte[]> some = some(rows);
            store.writing(database -> {
                database.inTransaction(() -> {
                    for (byte[] row : some) {
                        database.putFact(FactRow.id(row), row, nowMillis);
                    }
                });
                Upkeep.evict(database, limitBytes);
            });
        }
        Iterator<Map.Entry<String, SortedMap<String, Entry>>> directories =
                batch.files().entrySet().iterator();
        while (directories.hasNext()) {
            store.writing(database -> {
                database.inTransaction(() -> putSome(database, directories, nowMillis));
                Upkeep.evict(database, limitBytes);
            });
            if (!store.isWritable()) {
                break;
            }
        }
    }

    private static List<byte[]> some(Iterator<Map.Entry<Long, byte[]>> rows) {
        List<byte[]> some = new ArrayList<>();
        long bytes = 0;
        while (rows.hasNext() && some.size() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE) {
            byte[] row = rows.next().getValue();
            some.add(row);
            bytes += row.length;
        }
        return some;
    }

    private void putSome(
            Database database, Iterator<Map.Entry<String, SortedMap<String, Entry>>> directories, long nowMillis)
            throws SQLException {
        int files = 0;
        while (directories.hasNext() && files < ROWS_AT_ONCE) {
            var directory = directories.next();
            database.putFiles(directory.getKey(), directory.getValue(), nowMillis);
            loaded.forget(directory.getKey());
            files += directory.getValue().size();
        }
    }
}
