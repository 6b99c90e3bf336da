package dev.assay.engine.scan;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a file is digested before it is decoded, in the hope that the cache knows its content. A fresh checkout with a cache
 * that was kept, a second working tree, a copy: no identity is known there and every content is. To digest costs a
 * fraction of decoding, so it is tried while it goes well enough: with a cache that knows nothing of a tree, a few files are
 * digested for nothing. Thread-safe; has no say in what is reported.
 */
final class ContentFirst {
    /** Larger files are often read at a few places only, and are not to be read whole for this. */
    private static final long MOST_BYTES = 4 << 20;

    /** How often it may be in vain, before anything was found and for each time that something was. */
    private static final int FREE = 32;

    /** Decoding costs so many times what digesting does, and more. */
    private static final int FOUND = 4;

    private final AtomicInteger inVain = new AtomicInteger(-FREE);

    boolean isWorthIt(long sizeBytes) {
        return sizeBytes > 0 && sizeBytes <= MOST_BYTES && inVain.get() < 0;
    }

    void asked(boolean found) {
        if (found) {
            inVain.accumulateAndGet(FOUND, (n, back) -> Math.max(n - back, -FREE));
        } else {
            inVain.incrementAndGet();
        }
    }
}
