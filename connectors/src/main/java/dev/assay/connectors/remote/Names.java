package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;

/**
 * Waits for a name's first resolution no longer than there is time for its target: the system's resolver looks at no
 * clock, and one whose servers do not answer takes half a minute. The answer stays with the JDK, which keeps it for those
 * that connect. Thread-safe.
 */
final class Names {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Dns dns;
    private final Map<String, CountDownLatch> asked = new ConcurrentHashMap<>();

    Names(Dns dns) {
        this.dns = dns;
    }

    /**
     * Returns when the resolver has answered, with whatever: who connects sees what.
     *
     * @throws dev.assay.engine.bytes.BudgetExceededException if the target's time is up before that
     */
    void await(String host, Clock clock) throws UnreachableException {
        CountDownLatch answered = asked.computeIfAbsent(host, this::ask);
        try {
            do {
                clock.check();
            } while (!answered.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new UnreachableException("interrupted", e); // nobody interrupts a worker
        }
    }

    private CountDownLatch ask(String host) {
        CountDownLatch answered = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("assay-resolver").start(() -> {
            try {
                var _ = dns.lookup(host);
            } catch (UnknownHostException e) {
                return; // who connects is told the same
            } finally {
                answered.countDown();
            }
        });
        return answered;
    }
}
