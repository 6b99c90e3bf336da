package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

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
    private final Map<String, Long> candidates = new HashMap<>();

    MergeBase(Repository repository) {
        this.repository = repository;
    }

    Optional<String> of(String one, String other) throws IOException {
        mark(one, ONE);
        mark(other, OTHER);
        while (queue.stream().anyMatch(waiting -> (marks.getOrDefault(waiting.id(), 0) & STALE) == 0)) {
            Waiting next = queue.remove();
            int mark = marks.getOrDefault(next.id(), 0);
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
                .filter(candidate -> (marks.getOrDefault(candidate.getKey(), 0) & STALE) == 0)
                .min((a, b) -> a.getValue().equals(b.getValue())
                        ? a.getKey().compareTo(b.getKey())
                        : b.getValue().compareTo(a.getValue()))
                .map(Map.Entry::getKey);
    }

    /** A commit that has something new to hand on waits once more. */
    private void mark(String id, int mark) throws IOException {
        int before = marks.getOrDefault(id, 0);
        if ((before | mark) != before) {
            MalformedException.check(marks.size() < MOST_COMMITS, 0, "more than " + MOST_COMMITS + " commits");
            marks.put(id, before | mark);
            queue.add(new Waiting(id, repository.commit(id)));
        }
    }
}
