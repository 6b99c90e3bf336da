package dev.assay.app.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that waits for others, several pieces at once, whose results are taken in the order in which they were begun. So much is on the
 * way as is allowed, however much there is to do. One thread begins and takes; as many threads as there are pieces on the way do the work.
 */
final class InOrder implements AutoCloseable {
    private record Piece<T>(CompletableFuture<T> result, Consumer<T> taken) {
        void take() {
            try {
                taken.accept(result.join());
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                throw e;
            }
        }
    }

    private final ExecutorService threads;
    private final Deque<Piece<?>> onTheWay = new ArrayDeque<>();
    private final int most;

    /** @param most pieces on the way at once */
    InOrder(int most) {
        this.most = most;
        // no virtual ones: the thread that waits for their sockets is in native code, for which the JVM waits 0.3 s
        // when it ends
        this.threads = Executors.newFixedThreadPool(
                most, Thread.ofPlatform().daemon().name("assay-check-", 0).factory());
    }

    /** Begins a piece; may first wait for earlier ones and take their results. */
    <T> void begin(Supplier<T> work, Consumer<T> taken) {
        drain(most - 1);
        onTheWay.add(new Piece<>(CompletableFuture.supplyAsync(work, threads), taken));
        drain(most);
    }

    /** Does something when all that was begun before was taken. */
    void then(Runnable what) {
        if (onTheWay.isEmpty()) {
            what.run();
        } else {
            onTheWay.add(new Piece<>(CompletableFuture.completedFuture(what), Runnable::run));
            drain(most);
        }
    }

    /** Takes all that is left. */
    void end() {
        drain(0);
    }

    /** Takes what is done, and waits for more until so many are left. */
    private void drain(int left) {
        while (!onTheWay.isEmpty()
                && (onTheWay.size() > left || onTheWay.element().result().isDone())) {
            onTheWay.remove().take();
        }
    }

    /** Waits for what is on the way, without taking it. */
    @Override
    public void close() {
        threads.close();
    }
}
