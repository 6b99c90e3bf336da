package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/**
 * Cancels calls whose target's time is up, and those whose server says nothing for too long: a read from a socket looks at
 * no clock. One daemon thread for all calls. OkHttp's own time limit for reads would do the second, but sets an alarm for each
 * 8 KB, which takes a fifth of the time of a large body on a fast line.
 */
final class Watch implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long NOT_WAITING = Long.MIN_VALUE;

    /** A call that is under way. One thread waits for it, the watch looks on. */
    static final class Flight {
        private final Call call;
        private final Clock clock;
        private volatile long waitingSinceNanos = NOT_WAITING;
        private volatile boolean silent;

        private Flight(Call call, Clock clock) {
            this.call = call;
            this.clock = clock;
        }

        void waits() {
            waitingSinceNanos = System.nanoTime();
        }

        void goesOn() {
            waitingSinceNanos = NOT_WAITING;
        }

        /** Whether it was cancelled for its silence. */
        boolean isSilent() {
            return silent;
        }
    }

    private final Set<Flight> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long silenceNanos;

    private Watch(Duration silence) {
        this.silenceNanos = silence.toNanos();
    }

    static Watch start(Duration silence) {
        Watch watch = new Watch(silence);
        Thread.ofPlatform().daemon().name("assay-network").start(watch::run);
        return watch;
    }

    Flight begin(Call call, Clock clock) {
        Flight flight = new Flight(call, clock);
        underWay.add(flight);
        return flight;
    }

    void end(Flight flight) {
        underWay.remove(flight);
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                underWay.forEach(this::look);
            }
        } catch (InterruptedException e) {
            return; // nobody interrupts this thread
        }
        underWay.forEach(flight -> flight.call.cancel());
    }

    private void look(Flight flight) {
        long since = flight.waitingSinceNanos;
        if (flight.clock.isOver()) {
            flight.call.cancel();
        } else if (since != NOT_WAITING && System.nanoTime() - since > silenceNanos) {
            flight.silent = true;
            flight.call.cancel();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
