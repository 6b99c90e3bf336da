package dev.assay.engine.scan;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a walk passed over and the cache does not know, until it shows whether it is needed. Thread-safe. */
final class Unknown {
    /** They take some thirty megabytes. */
    static final int MOST = 100_000;

    private final ConcurrentSkipListMap<Long, Artifact> artifacts = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Remembers one.
     *
     * @param number its place in the walk
     * @return false if there are too many
     */
    boolean add(long number, Artifact artifact) {
        if (count.incrementAndGet() > MOST) {
            return false;
        }
        artifacts.put(number, artifact);
        return true;
    }

    /** Whether there were more than are remembered. */
    boolean isMore() {
        return count.get() > MOST;
    }

    /** Forgets them and gives them, in the order of the walk. */
    List<Artifact> take() {
        List<Artifact> all = List.copyOf(artifacts.values());
        artifacts.clear();
        return all;
    }
}
