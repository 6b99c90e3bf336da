package dev.assay.connectors.remote;

import dev.assay.engine.bytes.UnreachableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a server alone for a while that gave no usable answer several times in a row: each time it was tried more than once, and the
 * rest of a long list would wait as long for nothing. Thread-safe.
 */
public final class Breaker {
    private static final int FAILURES = 5;
    private static final long OPEN_NANOS = Duration.ofSeconds(30).toNanos();

    private final String things;
    private int failures;
    private long openUntilNanos;
    private @Nullable String reason;

    /** @param things what it is asked for one by one, such as {@code packages} */
    public Breaker(String things) {
        this.things = things;
    }

    /** @throws UnreachableException if it is to be left alone, with the reason that led to that */
    public synchronized void check() throws UnreachableException {
        if (reason != null && openUntilNanos - System.nanoTime() > 0) {
            throw new UnreachableException(
                    reason + "; it was not asked again after " + FAILURES + " " + things + " in a row");
        }
    }

    public synchronized void answered() {
        failures = 0;
        reason = null;
    }

    /** One more failure; the next ones that are asked after the pause try again, one failure being enough then. */
    public synchronized void failed(String why) {
        failures++;
        if (failures >= FAILURES) {
            reason = why;
            openUntilNanos = System.nanoTime() + OPEN_NANOS;
        }
    }
}
