package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many may be somewhere at once; who waits comes in turn, and waits no longer than its clock allows. A fair semaphore would do if
 * nobody looked at a clock: who looks up from its queue loses its place there. Thread-safe.
 */
public final class Places {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
    private int free;

    public Places(int atOnce) {
        this.free = atOnce;
    }

    /** Waits for a place, which {@link #leave} gives back. */
    public void enter(Clock clock) throws UnreachableException {
        CountDownLatch turn = new CountDownLatch(1);
        boolean entered = false;
        try {
            clock.check();
            take(turn);
            while (!turn.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                clock.check();
            }
            entered = true;
        } catch (InterruptedException e) {
            throw new UnreachableException("interrupted", e); // nobody interrupts a worker
        } finally {
            if (!entered) {
                giveUp(turn);
            }
        }
    }

    private synchronized void take(CountDownLatch turn) {
        if (free > 0) {
            free--;
            turn.countDown();
        } else {
            waiting.add(turn);
        }
    }

    /** One that was given to it in the meantime is another's. */
    private synchronized void giveUp(CountDownLatch turn) {
        if (!waiting.remove(turn) && turn.getCount() == 0) {
            leave();
        }
    }

    public synchronized void leave() {
        CountDownLatch next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.countDown();
        }
    }
}
