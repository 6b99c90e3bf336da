package dev.assay.engine.scan;

import java.util.concurrent.atomic.AtomicLong;

/** How far a scan is, for whoever shows it. Thread-safe. */
public final class Progress {
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytesFound = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong wholes = new AtomicLong();
    private final AtomicLong allWholes = new AtomicLong();
    private volatile boolean walked;

    /** One more artifact, or package, is known of. */
    public void found(long sizeBytes) {
        found.incrementAndGet();
        bytesFound.addAndGet(Math.max(sizeBytes, 0));
    }

    void read(long bytes) {
        bytesDone.addAndGet(bytes);
    }

    /** One is done. */
    public void done() {
        done.incrementAndGet();
    }

    /** A connector knows of how many wholes its target is made, see {@link ArtifactVisitor#whole}. */
    public void expected(long moreWholes) {
        allWholes.addAndGet(moreWholes);
    }

    /** One of them is reported. */
    void wholeDone() {
        wholes.incrementAndGet();
    }

    public long wholesDone() {
        return wholes.get();
    }

    /** How many there will be; 0 where nobody knows. */
    public long wholesExpected() {
        return allWholes.get();
    }

    /** No more will come. */
    public void walked() {
        walked = true;
    }

    /** A connector has sent a request over the network. */
    public void requested() {
        requests.incrementAndGet();
    }

    /** A connector has found something that a server would send so many bytes for. */
    public void offered(long sizeBytes) {
        offered.addAndGet(Math.max(sizeBytes, 0));
    }

    /** A connector has received bytes of a body over the network. */
    public void received(long bytes) {
        received.addAndGet(bytes);
    }

    /** Requests that were sent over the network. */
    public long requests() {
        return requests.get();
    }

    /** Bytes of bodies that came over the network. */
    public long bytesReceived() {
        return received.get();
    }

    /** Bytes that servers have and did not need to send. */
    public long bytesSaved() {
        return Math.max(offered.get() - received.get(), 0);
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
