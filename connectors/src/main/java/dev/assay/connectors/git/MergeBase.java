package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Where two lines of commits parted: the youngest commit that both have and that no other such commit has among its
 * ancestors. Both lines are followed back at once, the youngest commits first, and ancestors of what both have are stale.
 */
final class MergeBase {
    private static final int ONE = 1;
    private static final int OTHER = 2;
    private static final int STALE = 4;
    private static final int MOST_COMMITS = 2_000_000;

    private record Waiting(String id, Commit commit) {}

    private final Repository repository;
    private final Map<String, Integer> marks = new HashMap<>();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(
            (a, b) -> Long.compare(b.commit().seconds(), a.commit().seconds()));
    private final Set<String> queued = new HashSet<>();
    private final Map<String, Long> candidates = new HashMap<>();

    /** How many of the queue are not stale: with none, what follows can only be ancestors of what was found. */
    private int live;

    MergeBase(Repository repository) {
        this.repository = repository;
    }

    Optional<String> of(String one, String other) throws IOException {
        mark(one, ONE);
        mark(other, OTHER);
        while (live > 0) {
            Waiting next = queue.remove();
            queued.remove(next.id());
            int mark = marks.getOrDefault(next.id(), 0);
            live -= isLive(mark) ? 1 : 0;
            if (mark == (ONE | OTHER)) {
                candidates.put(next.id(), next.commit().seconds());
                mark |= STALE;
            }
            List<String> parents = repository.shallow().contains(next.id())
                    ? List.of()
                    : next.commit().parents();
            for (String parent : parents) {
                mark(parent, mark);
            }
        }
        return candidates.entrySet().stream()
                .filter(candidate -> isLive(marks.getOrDefault(candidate.getKey(), 0)))
                .min((a, b) -> a.getValue().equals(b.getValue())
                        ? a.getKey().compareTo(b.getKey())
                        : b.getValue().compareTo(a.getValue()))
                .map(Map.Entry::getKey);
    }

    /** A commit that has something new to hand on waits once more, unless it still does. */
    private void mark(String id, int mark) throws IOException {
        int before = marks.getOrDefault(id, 0);
        int now = before | mark;
        if (now == before) {
            return;
        }
        MalformedException.check(marks.size() < MOST_COMMITS, 0, "more than " + MOST_COMMITS + " commits");
        marks.put(id, now);
        if (queued.add(id)) {
            queue.add(new Waiting(id, repository.commit(id)));
            live += isLive(now) ? 1 : 0;
        } else if (isLive(before) && !isLive(now)) {
            live--;
        }
    }

    private static boolean isLive(int mark) {
        return (mark & STALE) == 0;
    }
}
