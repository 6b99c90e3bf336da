package dev.assay.engine.scan;

import java.util.concurrent.atomic.AtomicLong;

/** How far a scan is, for whoever shows it. Thread-safe. */
public final class Progress {
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytesFound = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private volatile boolean walked;

    void found(long sizeBytes) {
        found.incrementAndGet();
        bytesFound.addAndGet(Math.max(sizeBytes, 0));
    }

    void read(long bytes) {
        bytesDone.addAndGet(bytes);
    }

    void done() {
        done.incrementAndGet();
    }

    void walked() {
        walked = true;
    }

    /** Artifacts that the walk has come to. */
    public long artifactsFound() {
        return found.get();
    }

    public long artifactsDone() {
        return done.get();
    }

    /** Bytes of the artifacts that the walk has come to. */
    public long bytesFound() {
        return bytesFound.get();
    }

    /** Bytes of those that need no more reading. */
    public long bytesDone() {
        return bytesDone.get();
    }

    /** Whether the walk has ended, so that the totals are known. */
    public boolean isWalked() {
        return walked;
    }
}
