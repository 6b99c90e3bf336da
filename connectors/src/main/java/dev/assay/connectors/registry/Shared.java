package dev.assay.connectors.registry;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Questions that are under way: who has one that another is asking already waits for that answer, and gets it, or why there is none.
 * Nothing is kept behind that. Thread-safe; made for threads that wait.
 *
 * @param <Q> a question, by its value
 */
final class Shared<Q, A> {
    private static final long LOOK_EVERY_MILLIS = 50;

    /** Finds the answer out. */
    @FunctionalInterface
    interface Asking<A> {
        A ask() throws IOException;
    }

    private final Map<Q, CompletableFuture<A>> underWay = new ConcurrentHashMap<>();

    /** @param clock of who asks here, for the time of waiting */
    A answer(Q question, Clock clock, Asking<A> asking) throws IOException {
        CompletableFuture<A> mine = new CompletableFuture<>();
        CompletableFuture<A> others = underWay.putIfAbsent(question, mine);
        if (others != null) {
            return await(others, clock);
        }
        try {
            A answer = asking.ask();
            mine.complete(answer);
            return answer;
        } catch (IOException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(question);
            mine.cancel(false); // an error that is none of the above must leave nobody waiting
        }
    }

    private static <A> A await(CompletableFuture<A> others, Clock clock) throws IOException {
        while (!isDone(others)) {
            clock.check();
        }
        try {
            return others.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException unreachable -> throw unreachable;
                case RuntimeException over -> throw over;
                case null, default -> throw e;
            }
        }
    }

    /** Whether there is an answer or none will come; waits a moment for it. */
    private static boolean isDone(CompletableFuture<?> others) throws UnreachableException {
        try {
            var _ = others.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (InterruptedException e) {
            throw new UnreachableException("interrupted", e); // nobody interrupts a worker
        }
    }
}
