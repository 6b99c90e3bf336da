package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What waits to be written, bounded by bytes. Thread-safe; nobody waits here for the disk. */
final class Pending {
    static final long MOST_BYTES = 16L << 20;

    /** So much is written without waiting for the second to end. */
    private static final long ENOUGH_BYTES = 2L << 20;

    private static final long WAIT_MILLIS = 1000;
    private static final int ENTRY_BYTES = 400;
    private static final int TOUCH_BYTES = 64;

    /**
     * Changes to the store, to be made in this order: what is damaged goes, facts come before the files that refer to
     * them.
     */
    record Batch(
            Set<Long> damaged,
            Map<Long, byte[]> facts,
            Map<String, SortedMap<String, Entry>> files,
            Set<Long> usedFacts,
            Set<Long> usedPages) {
        Batch() {
            this(new HashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new HashSet<>(), new HashSet<>());
        }

        boolean isEmpty() {
            return damaged.isEmpty()
                    && facts.isEmpty()
                    && files.isEmpty()
                    && usedFacts.isEmpty()
                    && usedPages.isEmpty();
        }
    }

    private Batch batch = new Batch();
    private Map<Long, byte[]> beingWritten = new HashMap<>();
    private long bytes;
    private boolean closing;

    /** Whether there was room for it. */
    synchronized boolean fact(long id, byte[] row) {
        if (!takes(ENTRY_BYTES + row.length)) {
            return false;
        }
        batch.facts().put(id, row);
        return true;
    }

    synchronized boolean file(String directory, String name, Entry entry) {
        if (!takes(ENTRY_BYTES + 2L * name.length())) {
            return false;
        }
        batch.files()
                .computeIfAbsent(directory, key -> new TreeMap<>(DirectoryPage::compare))
                .put(name, entry);
        return true;
    }

    synchronized void damaged(long id) {
        if (takes(TOUCH_BYTES)) {
            batch.damaged().add(id);
        }
    }

    synchronized void usedFact(long id) {
        if (takes(TOUCH_BYTES)) {
            batch.usedFacts().add(id);
        }
    }

    synchronized void usedPage(long id) {
        if (takes(TOUCH_BYTES)) {
            batch.usedPages().add(id);
        }
    }

    /** A row that is not in the store yet. */
    synchronized byte @Nullable [] row(long id) {
        byte[] row = batch.facts().get(id);
        return row != null ? row : beingWritten.get(id);
    }

    /** Waits until there is something, and then until the second ends or there is much; what there is then. */
    synchronized Batch await() throws InterruptedException {
        while (bytes == 0 && !closing) {
            wait();
        }
        long until = System.nanoTime() + WAIT_MILLIS * 1_000_000;
        for (long left = WAIT_MILLIS; left > 0 && bytes < ENOUGH_BYTES && !closing; ) {
            wait(left);
            left = (until - System.nanoTime()) / 1_000_000;
        }
        return take();
    }

    /** All that waits; it is remembered as being written until the next call. */
    synchronized Batch take() {
        Batch taken = batch;
        beingWritten = taken.facts();
        batch = new Batch();
        bytes = 0;
        return taken;
    }

    /** Ends the waiting, now and later. */
    synchronized void close() {
        closing = true;
        notifyAll();
    }

    synchronized boolean isClosing() {
        return closing;
    }

    private boolean takes(long more) {
        if (bytes + more > MOST_BYTES) {
            return false;
        }
        boolean wake = bytes == 0 || bytes < ENOUGH_BYTES && bytes + more >= ENOUGH_BYTES;
        bytes += more;
        if (wake) {
            notifyAll();
        }
        return true;
    }
}
