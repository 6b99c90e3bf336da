package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.time.Duration;

/**
 * Who may ask one host now: so many at once, so far apart, and nobody while it wants quiet, which it says to one of us and means
 * all. Thread-safe.
 */
final class HostGate {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final String host;
    private final Places places;
    private long apartNanos;
    private long nextNanos = System.nanoTime();

    HostGate(String host, int atOnce) {
        this.host = host;
        this.places = new Places(atOnce);
    }

    /** From now on requests begin at least so far apart. */
    synchronized void pace(Duration apart) {
        apartNanos = apart.toNanos();
    }

    /** Nothing more is asked for so long. */
    synchronized void quiet(Duration time) {
        nextNanos = Math.max(nextNanos - System.nanoTime(), time.toNanos()) + System.nanoTime();
    }

    /** Waits for a place and a turn; {@link #leave} gives the place back. */
    void enter(Clock clock) throws UnreachableException {
        places.enter(clock);
        boolean entered = false;
        try {
            pause(turnNanos(clock), clock);
            entered = true;
        } finally {
            if (!entered) {
                places.leave();
            }
        }
    }

    void leave() {
        places.leave();
    }

    /** How long until the turn that is taken now. */
    private synchronized long turnNanos(Clock clock) throws UnreachableException {
        long now = System.nanoTime();
        long wait = Math.max(nextNanos - now, 0);
        if (wait > clock.leftNanos()) {
            throw tooLong(host, Duration.ofNanos(wait));
        }
        nextNanos = now + wait + apartNanos;
        return wait;
    }

    static UnreachableException tooLong(String host, Duration wait) {
        return new UnreachableException(
                host + " wants us to wait for " + wait.toSeconds() + " s, longer than there is time for this target");
    }

    static void pause(long nanos, Clock clock) throws UnreachableException {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            clock.check();
            sleep(Math.min(left / 1_000_000 + 1, LOOK_EVERY_MILLIS));
        }
    }

    private static void sleep(long millis) throws UnreachableException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new UnreachableException("interrupted", e); // nobody interrupts a worker
        }
    }
}
