package dev.assay.connectors.registry;

import dev.assay.engine.bytes.UnreachableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a registry alone for a while that gave no usable answer about several packages in a row: each of those was tried more than
 * once, and the rest of a long list would wait as long for nothing. Thread-safe.
 */
final class Breaker {
    private static final int FAILURES = 5;
    private static final long OPEN_NANOS = Duration.ofSeconds(30).toNanos();

    private int failures;
    private long openUntilNanos;
    private @Nullable String reason;

    /** @throws UnreachableException if it is to be left alone, with the reason that led to that */
    synchronized void check() throws UnreachableException {
        if (reason != null && openUntilNanos - System.nanoTime() > 0) {
            throw new UnreachableException(
                    reason + "; it was not asked again after " + FAILURES + " packages in a row");
        }
    }

    synchronized void answered() {
        failures = 0;
        reason = null;
    }

    /** One more failure; the next ones that are asked after the pause try again, one failure being enough then. */
    synchronized void failed(String why) {
        failures++;
        if (failures >= FAILURES) {
            reason = why;
            openUntilNanos = System.nanoTime() + OPEN_NANOS;
        }
    }
}
