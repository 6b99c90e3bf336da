package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;

/** What going through a text may still cost: a number of steps, within the budget's time. Belongs to one thread and one text. */
final class Steps {
    /** No honest file of the JDK's sources needs as many; generated tables do. */
    static final long MOST = 1_000_000;

    /** For what one function leads to. */
    private static final long MOST_OF_ONE = 50_000;

    /** What was done so far may be done once more as often as that. */
    private static final long ROOM = 8;

    private static final long CLOCK_EVERY = 4096;

    private final Budget budget;
    private long spent;
    private long begun;
    private long clockAt = CLOCK_EVERY;

    Steps(Budget budget) {
        this.budget = budget;
    }

    void spend(long steps) {
        spent += steps;
        if (spent >= clockAt) {
            clockAt = spent + CLOCK_EVERY;
            budget.checkClock();
        }
    }

    /** Goes on with another function that is called from outside. */
    void begin() {
        begun = spent;
    }

    /** Whether there is so much left that something may as well be done several times. */
    boolean hasRoom() {
        return spent < MOST / ROOM && spent - begun < MOST_OF_ONE / ROOM;
    }

    /** Whether there were too many, so that calls are no longer followed from here. */
    boolean isExhausted() {
        return spent >= MOST || spent - begun >= MOST_OF_ONE;
    }
}
