package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** With a time that runs by itself: each look at it is a millisecond later, asleep or not. */
class PaceTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong wall = new AtomicLong();
    private final AtomicLong used = new AtomicLong();

    @Test
    void workThatUsesAWholeProcessorIsKeptToItsShare() {
        Pace pace = pace(0.5);
        long asked = 2000;
        for (int i = 0; i < asked; i++) {
            used.addAndGet(MILLISECOND);
            wall.addAndGet(MILLISECOND);
            pace.keep(Clock.endless());
        }
        double share = (double) used.get() / wall.get();
        assertThat(share).isBetween(0.40, 0.51);
    }

    @Test
    void workWithinItsShareNeverSleeps() {
        Pace pace = pace(0.5);
        for (int i = 0; i < 1000; i++) {
            used.addAndGet(MILLISECOND / 4);
            wall.addAndGet(MILLISECOND);
            pace.keep(Clock.endless());
        }
        assertThat(wall.get()).isLessThan(2100 * MILLISECOND); // a look at the time for each step, and nothing else
    }

    @Test
    void whatAWaitLeftUnusedIsNotMadeUpForAtFullSpeed() {
        Pace pace = pace(0.5);
        wall.addAndGet(3600_000 * MILLISECOND); // the network was slow for an hour
        pace.keep(Clock.endless());
        long from = wall.get();
        long before = used.get();
        for (int i = 0; i < 2000; i++) {
            used.addAndGet(MILLISECOND);
            wall.addAndGet(MILLISECOND);
            pace.keep(Clock.endless());
        }
        assertThat((double) (used.get() - before) / (wall.get() - from)).isLessThan(0.6);
    }

    @Test
    void aCancelledScanDoesNotSleepOn() {
        Pace pace = pace(0.000_001);
        used.addAndGet(TimeUnit.HOURS.toNanos(1));
        wall.addAndGet(100 * MILLISECOND);
        long from = wall.get();
        pace.keep(new Clock(System.nanoTime() + Long.MAX_VALUE / 2, new AtomicBoolean(true)));
        assertThat(wall.get() - from).isLessThan(10 * MILLISECOND);
    }

    @Test
    void whereNobodyKnowsWhatWasUsedNothingIsHeldUp() {
        Pace pace = new Pace(0.01, () -> -1, () -> wall.addAndGet(MILLISECOND));
        for (int i = 0; i < 200; i++) {
            pace.keep(Clock.endless());
        }
        assertThat(wall.get()).isLessThan(500 * MILLISECOND);
    }

    @Test
    void noShareAtAllIsRefused() {
        assertThatThrownBy(() -> Pace.ofPercent(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Pace.ofPercent(100)).isSameAs(Pace.FREE);
    }

    private Pace pace(double processors) {
        return new Pace(processors, used::get, () -> wall.addAndGet(MILLISECOND));
    }
}
