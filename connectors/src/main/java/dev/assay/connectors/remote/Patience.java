package dev.assay.connectors.remote;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer means that is none yet, and how often the same is asked again. Thread-safe. */
public interface Patience {
    /** What any server means by these statuses. */
    Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** As every server is met. */
    Patience USUAL = answer -> TRANSIENT.contains(answer.status()) ? answer.retryAfter() : null;

    /** How long to wait at least before the same is asked again; null if this is the answer. The body is not to be read. */
    @Nullable
    Duration again(Answer answer);

    /**
     * After the first attempt; where nobody answers at all, no more than usual.
     *
     * @param usual as the user has it
     */
    default int retries(int usual) {
        return usual;
    }
}
