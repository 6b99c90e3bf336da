package dev.assay.connectors.github;

import dev.assay.connectors.github.BlobReading.Wanted;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.scan.Opener;
import dev.assay.engine.scan.Pressure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches blobs ahead of whoever opens them, in the order in which they are offered: a scan looks at a few at a time, and each would
 * wait for an answer of its own. Small texts go together in one query, as many as are waiting; the same content is fetched once,
 * wherever it lies. What is on the way or at hand is bounded in bytes, the more so under {@link Pressure}; a blob that did not fit is
 * fetched when it is opened. Offering never waits, so that nothing can wait in a circle. Thread-safe.
 */
public final class Blobs {
    /** What is larger is fetched when it is opened, into a spool. */
    private static final long MOST_AHEAD_BYTES = 4L << 20;

    /** How far behind the first that waits others are looked for to go along with it. */
    private static final int LOOK_AHEAD = 256;

    /** Contents that were fetched a while ago, and whose facts a cache has by now. */
    private static final int MOST_REMEMBERED = 16_384;

    /** How many are fetched ahead of who opens them, where it is not known which will be: after the first that was opened, at most. */
    private static final int FIRST_WINDOW = 16;

    private static final int MOST_WINDOW = 128;

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final double PERCENT = 100;
    private static final byte[] LFS =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_LFS_BYTES = 1024;

    /** One content, for as long as somebody may open it. */
    private static final class Entry {
        final Wanted wanted;
        int offers;

        @Nullable
        CompletableFuture<byte[]> coming; // null: nobody has asked for it

        boolean counted; // within heldBytes
        boolean queued; // still wanted from the queue: taking it out of the middle would take a look at all of it

        Entry(Wanted wanted) {
            this.wanted = wanted;
        }
    }

    private final BlobReading reading;
    private final GitHubOptions options;
    private final Clock clock;
    private final long mostBytes;
    private final boolean asOpened;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Map<String, Boolean> remembered = new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private @Nullable Memory memory; // of the scan, known from the first artifact that is opened
    private long heldBytes;
    private int held;
    private int window;
    private int underWay;

    /**
     * @param mostBytes on the way or at hand
     * @param asOpened whether only those behind one that was opened are fetched ahead, the fewer the more of them nobody opens: a
     *     cache may know them, and an unchanged repository is to cost no blob
     */
    Blobs(BlobReading reading, GitHubOptions options, Clock clock, long mostBytes, boolean asOpened) {
        this.reading = reading;
        this.options = options;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.asOpened = asOpened;
        this.window = asOpened ? 0 : Integer.MAX_VALUE;
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
        boolean ahead = !known && wanted.sizeBytes() >= 0 && wanted.sizeBytes() <= MOST_AHEAD_BYTES;
        if (!ahead) {
            return new BlobOpener(identity(blob), wanted, null);
        }
        synchronized (this) {
            Entry entry = entries.get(wanted.oid());
            if (entry == null) {
                entry = new Entry(wanted);
                entries.put(wanted.oid(), entry);
                if (!remembered.containsKey(wanted.oid())) {
                    entry.queued = true;
                    waiting.add(entry);
                }
            }
            entry.offers++;
            pump();
            return new BlobOpener(identity(blob), wanted, entry);
        }
    }

    private synchronized void pump() {
        while (!clock.isOver() && underWay < options.atOnce() && !waiting.isEmpty()) {
            Entry first = waiting.element();
            if (first.queued && !isRoomFor(first)) {
                return;
            }
            waiting.remove();
            if (!first.queued) {
                continue;
            }
            List<Entry> together = new ArrayList<>(List.of(first));
            var _ = begin(first);
            if (options.hasToken() && first.wanted.isBatched()) {
                addOthers(together);
            }
            fetch(together);
        }
    }

    private boolean isRoomFor(Entry entry) {
        long most = mostBytes;
        Memory of = memory;
        if (of != null && of.used() * PERCENT >= Pressure.DEFAULT.fewerAt()) {
            most = of.used() * PERCENT >= Pressure.DEFAULT.oneAt() ? 0 : most / 2;
        }
        return held < window && (held == 0 || heldBytes + entry.wanted.sizeBytes() <= most);
    }

    private CompletableFuture<byte[]> begin(Entry entry) {
        CompletableFuture<byte[]> coming = new CompletableFuture<>();
        entry.queued = false;
        entry.coming = coming;
        entry.counted = true;
        held++;
        heldBytes += entry.wanted.sizeBytes();
        return coming;
    }

    /** Takes along other small ones that wait. */
    private void addOthers(List<Entry> together) {
        long bytes = together.getFirst().wanted.sizeBytes();
        int looked = 0;
        for (Iterator<Entry> others = waiting.iterator();
                others.hasNext() && together.size() < BlobReading.MOST_IN_BATCH && looked < LOOK_AHEAD;
                looked++) {
            Entry other = others.next();
            if (!other.queued) {
                others.remove();
                continue;
            }
            boolean fits = other.wanted.isBatched() && bytes + other.wanted.sizeBytes() <= BlobReading.MOST_BATCH_BYTES;
            if (fits && isRoomFor(other)) {
                others.remove();
                bytes += other.wanted.sizeBytes();
                var _ = begin(other);
                together.add(other);
            }
        }
    }

    private void fetch(List<Entry> together) {
        underWay++;
        Thread.ofVirtual().name("assay-blobs").start(() -> {
            try {
                fetchNow(together);
            } finally {
                synchronized (this) {
                    underWay--;
                    together.stream().filter(each -> each.offers == 0).forEach(this::drop);
                    pump();
                }
            }
        });
    }

    private void fetchNow(List<Entry> together) {
        Map<String, byte[]> texts = Map.of();
        if (together.size() > 1) {
            try {
                texts = reading.texts(together.stream().map(each -> each.wanted).toList(), clock);
            } catch (IOException | BudgetExceededException e) {
                texts = Map.of(); // each by itself says what is wrong
            }
        }
        for (Entry entry : together) {
            CompletableFuture<byte[]> coming = entry.coming;
            if (coming == null) {
                continue; // dropped meanwhile
            }
            byte[] text = texts.get(entry.wanted.oid());
            if (text != null) {
                coming.complete(text);
                continue;
            }
            try {
                coming.complete(reading.bytes(entry.wanted, clock));
            } catch (IOException | RuntimeException e) { // whoever opens it gets it, and the engine contains it
                coming.completeExceptionally(e);
            }
        }
    }

    /** The bytes of a content that was offered, waited for no longer than the clock allows. */
    private byte[] await(Entry entry, Budget budget) throws IOException {
        CompletableFuture<byte[]> coming = coming(entry, budget.memory());
        while (true) {
            budget.checkClock();
            try {
                return coming.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                budget.checkClock();
            } catch (InterruptedException e) {
                throw new UnreachableException("interrupted", e); // nobody interrupts a worker
            } catch (ExecutionException e) {
                throw thrown(e.getCause());
            }
        }
    }

    private synchronized CompletableFuture<byte[]> coming(Entry entry, Memory of) {
        memory = of;
        if (asOpened) {
            window = Math.clamp(2L * window, FIRST_WINDOW, MOST_WINDOW);
        }
        CompletableFuture<byte[]> coming = entry.coming;
        if (coming == null) { // its turn has not come, or its bytes had to go
            coming = begin(entry);
            fetch(List.of(entry));
        }
        pump();
        return coming;
    }

    private static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException failed -> failed;
            case RuntimeException failed -> throw failed;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    /** One who might have opened it will not any more. */
    private synchronized void leave(Entry entry) {
        entry.offers--;
        if (entry.offers == 0) {
            entries.remove(entry.wanted.oid());
            entry.queued = false;
        }
        boolean crowded = heldBytes > mostBytes / 2;
        CompletableFuture<byte[]> coming = entry.coming;
        if ((entry.offers == 0 || crowded) && (coming == null || coming.isDone())) {
            drop(entry);
        }
        pump();
    }

    /** Nobody opens it: the cache has it, as it may have the next. */
    private synchronized void inVain(Entry entry) {
        if (asOpened && entry.counted) {
            window /= 2;
        }
    }

    private synchronized void drop(Entry entry) {
        if (entry.counted) {
            entry.counted = false;
            held--;
            heldBytes -= entry.wanted.sizeBytes();
            entry.coming = null;
            remembered.put(entry.wanted.oid(), true);
        }
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
            Entry ahead = taken();
            if (ahead == null) {
                if (wanted.sizeBytes() > MOST_AHEAD_BYTES) {
                    return reading.spooled(wanted, budget);
                }
                return source(reading.bytes(wanted, budget.clock()), null);
            }
            boolean given = false;
            try {
                ByteSource source = source(await(ahead, budget), ahead);
                given = true;
                return source;
            } finally {
                if (!given) {
                    leave(ahead);
                }
            }
        }

        private synchronized @Nullable Entry taken() {
            Entry ahead = entry;
            entry = null;
            return ahead;
        }

        @Override
        public void unused() {
            Entry ahead = taken();
            if (ahead != null) {
                inVain(ahead);
                leave(ahead);
            }
        }

        @Override
        public RemoteIdentity identity() {
            return identity;
        }
    }

    private ByteSource source(byte[] bytes, @Nullable Entry entry) throws IOException {
        boolean pointer = bytes.length <= MOST_LFS_BYTES
                && bytes.length >= LFS.length
                && Arrays.equals(bytes, 0, LFS.length, LFS, 0, LFS.length);
        if (pointer) {
            throw new UnsupportedException(0, "a pointer to Git LFS, whose object is not read");
        }
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
        public int read(long positionBytes, ByteBuffer into) {
            return bytes.read(positionBytes, into);
        }

        @Override
        public void close() {
            Entry held = entry;
            entry = null;
            if (held != null) {
                leave(held);
            }
        }
    }
}
