package dev.assay.detectors.manifest.maven;

/** How much may still be looked up: names of properties and packages, level by level. Belongs to one thread. */
final class Work {
    /** At some 100 bytes. */
    private static final int MOST_REMEMBERED = 200_000;

    private long left;
    private int remembered;

    Work(long most) {
        this.left = most;
    }

    /** Whether one more may be looked up. */
    boolean spend() {
        if (left > 0) {
            left--;
        }
        return left > 0;
    }

    /** Whether one more answer may be kept. */
    boolean remember() {
        return remembered++ < MOST_REMEMBERED;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
