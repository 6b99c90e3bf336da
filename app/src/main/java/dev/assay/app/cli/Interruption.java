package dev.assay.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM end a scan with the report of what was found so far: the JVM's shutdown waits until that is
 * written, but no longer than people do.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 900;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable cancel) {
        this.hook = new Thread(() -> stop(cancel), "assay-interruption");
    }

    /** Cancels the work when the process is asked to stop. Close it when the report is written. */
    static Interruption cancels(Runnable cancel) {
        Interruption interruption = new Interruption(cancel);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stop(Runnable cancel) {
        cancel.run();
        try {
            var _ = reported.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // nobody interrupts a shutdown hook; if somebody does, do not wait
        }
        Main.endAtOnce(ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            park(); // the shutdown has begun: the hook ends the process, with its own exit code
        }
    }

    /** Stays until the hook has ended the process. */
    private void park() {
        try {
            var _ = hook.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            // nobody interrupts the main thread
        }
    }
}
