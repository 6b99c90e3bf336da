package dev.assay.connectors.github;

import dev.assay.connectors.github.BlobReading.Wanted;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.scan.Pressure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which contents are fetched when. Each that is offered waits for its turn, in the order of the walk; what is large goes by itself as
 * soon as there is a place, small texts go together: when so many wait that they fill a query, or when one of them is opened, which
 * takes along those that wait with it. So a small file costs the scan one wait in fifty and the server a fiftieth of a request.
 *
 * <p>What is on the way or at hand is bounded in bytes, by half from 80 % of the scan's memory on, to one at a time from 90 % on.
 * What is opened is fetched whatever the bound is, so that nothing can wait for what only its own end would make room for. Thread-safe.
 */
final class ReadAhead {
    /** Contents that were fetched a while ago, and whose facts a cache has by now. */
    private static final int MOST_REMEMBERED = 4_096;

    /** How many are fetched ahead of who opens them, where it is not known which will be: after the first that was opened, at most. */
    private static final int FIRST_WINDOW = 16;

    private static final int MOST_WINDOW = 128;

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final double PERCENT = 100;

    /** One content, for as long as somebody may open it. */
    static final class Entry {
        private final Wanted wanted;
        private final boolean small;
        private int offers;

        /** Null while nobody has asked for it. */
        private @Nullable CompletableFuture<byte[]> coming;

        private boolean opened; // by anybody, so that it was not fetched in vain
        private boolean counted; // within heldBytes
        private boolean
                queued; // still wanted from its queue: taking it out of the middle would take a look at all of it

        private Entry(Wanted wanted, boolean small) {
            this.wanted = wanted;
            this.small = small;
        }
    }

    /** A content that a batch is to bring. Its entry may have been dropped and begun again before the batch is at its end. */
    private record Begun(Entry entry, CompletableFuture<byte[]> coming) {
        Wanted wanted() {
            return entry.wanted;
        }
    }

    private final BlobReading reading;
    private final GitHubOptions options;
    private final Clock clock;
    private final long mostBytes;
    private final boolean asOpened;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Deque<Entry> large = new ArrayDeque<>();
    private final Deque<Entry> small = new ArrayDeque<>();
    private final Map<String, Boolean> remembered = new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private @Nullable Memory memory; // of the scan, known from the first artifact that is opened
    private int smallWaiting;
    private long heldBytes;
    private int held;
    private int window;
    private int underWay;

    ReadAhead(BlobReading reading, GitHubOptions options, Clock clock, long mostBytes, boolean asOpened) {
        this.reading = reading;
        this.options = options;
        this.clock = clock;
        this.mostBytes = mostBytes;
        this.asOpened = asOpened;
        this.window = asOpened ? 0 : Integer.MAX_VALUE;
    }

    /** Somebody may open it; {@link #leave} must follow. */
    synchronized Entry offered(Wanted wanted) {
        Entry entry = entries.get(wanted.oid());
        if (entry == null) {
            entry = new Entry(wanted, options.hasToken() && wanted.isBatched());
            entries.put(wanted.oid(), entry);
            if (!remembered.containsKey(wanted.oid())) {
                entry.queued = true;
                smallWaiting += entry.small ? 1 : 0;
                (entry.small ? small : large).add(entry);
            }
        }
        entry.offers++;
        pump();
        return entry;
    }

    private void pump() {
        while (!clock.isOver() && underWay < options.atOnce()) {
            Entry first = first(large);
            if (first != null && isRoomFor(1, first.wanted.sizeBytes())) {
                fetch(List.of(begin(first)));
            } else if (smallWaiting >= BlobReading.MOST_IN_BATCH
                    && isRoomFor(BlobReading.MOST_IN_BATCH, BlobReading.MOST_BATCH_BYTES)) {
                fetch(batch(new ArrayList<>()));
            } else {
                return;
            }
        }
    }

    /** The first that is still wanted; null if there is none. */
    private static @Nullable Entry first(Deque<Entry> queue) {
        Entry first = queue.peek();
        while (first != null && !first.queued) {
            queue.remove();
            first = queue.peek();
        }
        return first;
    }

    private boolean isRoomFor(int more, long bytes) {
        long most = mostBytes;
        Memory of = memory;
        if (of != null && of.used() * PERCENT >= Pressure.DEFAULT.fewerAt()) {
            most = of.used() * PERCENT >= Pressure.DEFAULT.oneAt() ? 0 : most / 2;
        }
        return held <= window - more && (held == 0 || heldBytes + bytes <= most);
    }

    private Begun begin(Entry entry) {
        CompletableFuture<byte[]> coming = new CompletableFuture<>();
        unqueue(entry);
        entry.coming = coming;
        entry.counted = true;
        held++;
        heldBytes += entry.wanted.sizeBytes();
        return new Begun(entry, coming);
    }

    private void unqueue(Entry entry) {
        smallWaiting -= entry.queued && entry.small ? 1 : 0;
        entry.queued = false;
    }

    /** Adds small ones that wait, as many as go together and are not too many to be fetched in vain. */
    private List<Begun> batch(List<Begun> together) {
        long bytes =
                together.stream().mapToLong(each -> each.wanted().sizeBytes()).sum();
        for (Entry next = first(small); next != null; next = first(small)) {
            bytes += next.wanted.sizeBytes();
            int most = Math.clamp(window, 1, BlobReading.MOST_IN_BATCH);
            if (together.size() >= most || bytes > BlobReading.MOST_BATCH_BYTES) {
                break;
            }
            together.add(begin(next));
        }
        return together;
    }

    private void fetch(List<Begun> together) {
        underWay++;
        Thread.ofPlatform().daemon().name("assay-blobs").start(() -> {
            try {
                fetchNow(together);
            } finally {
                fetched(together);
            }
        });
    }

    private synchronized void fetched(List<Begun> together) {
        underWay--;
        for (Begun each : together) { // who waits for one that an error left would wait for ever
            each.coming().completeExceptionally(new IllegalStateException("a blob was not fetched"));
            CompletableFuture<byte[]> coming = each.entry().coming;
            if (each.entry().offers == 0 && coming != null && coming.isDone()) {
                drop(each.entry());
            }
        }
        pump();
    }

    private void fetchNow(List<Begun> together) {
        Map<String, byte[]> texts = Map.of();
        if (together.size() > 1) {
            try {
                texts = reading.texts(together.stream().map(Begun::wanted).toList(), clock);
            } catch (IOException | RuntimeException e) {
                texts = Map.of(); // each by itself says what is wrong
            }
        }
        for (Begun each : together) {
            byte[] text = texts.get(each.wanted().oid());
            try {
                each.coming().complete(text != null ? text : reading.bytes(each.wanted(), clock));
            } catch (IOException | RuntimeException e) { // whoever opens it gets it, and the engine contains it
                each.coming().completeExceptionally(e);
            }
        }
    }

    /** The bytes of a content that was offered, waited for no longer than the clock allows. */
    byte[] await(Entry entry, Budget budget) throws IOException {
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
        entry.opened = true;
        if (asOpened) {
            window = Math.clamp(2L * window, FIRST_WINDOW, MOST_WINDOW);
        }
        CompletableFuture<byte[]> coming = entry.coming;
        if (coming == null) { // its turn has not come, or its bytes had to go
            Begun begun = begin(entry);
            coming = begun.coming();
            List<Begun> together = new ArrayList<>(List.of(begun));
            fetch(entry.small ? batch(together) : together);
        }
        pump();
        return coming;
    }

    /** What a task failed with, to be thrown by who waited for it. */
    static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException failed -> failed;
            case RuntimeException failed -> throw failed;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    /** Nobody opens it: a cache has it, as it may have the next. */
    synchronized void unused(Entry entry) {
        if (asOpened && entry.counted && !entry.opened) {
            window /= 2;
        }
        leave(entry);
    }

    /** One who might have opened it will not any more. */
    synchronized void leave(Entry entry) {
        entry.offers--;
        if (entry.offers == 0) {
            entries.remove(entry.wanted.oid());
            unqueue(entry);
        }
        boolean crowded = heldBytes > mostBytes / 2;
        CompletableFuture<byte[]> coming = entry.coming;
        if ((entry.offers == 0 || crowded) && (coming == null || coming.isDone())) {
            drop(entry);
        }
        pump();
    }

    private void drop(Entry entry) {
        if (entry.counted) {
            entry.counted = false;
            held--;
            heldBytes -= entry.wanted.sizeBytes();
            entry.coming = null;
            remembered.put(entry.wanted.oid(), true);
        }
    }
}
