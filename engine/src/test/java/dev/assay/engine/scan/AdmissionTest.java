package dev.assay.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.report.Slowdown;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long TENTH = 1L << 20;

    private final Memory memory = Leaks.memory(10 * TENTH);
    private final Admission admission = new Admission(memory, 4, Pressure.DEFAULT);

    /** Enters on a thread of its own, as a worker would. */
    private static CompletableFuture<Admission.Place> later(
            ExecutorService threads, java.util.function.Supplier<Admission.Place> enters) {
        return CompletableFuture.supplyAsync(enters, threads);
    }

    private void awaitWaiting(int n) throws InterruptedException {
        while (admission.waiting() != n) {
            Thread.sleep(1);
        }
    }

    @Test
    void asManyAsThereAreJobsWhileThereIsRoom() {
        List<Admission.Place> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            places.add(admission.enter(i, TENTH));
        }
        assertThat(memory.used()).isEqualTo(0.4);
        places.forEach(Admission.Place::close);
        assertThat(admission.slowdown()).isNull();
    }

    @Test
    void fromFourFifthsOnHalfAsMany() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Admission.Place large = admission.enter(0, 7 * TENTH);
            Admission.Place small = admission.enter(1, TENTH);
            CompletableFuture<Admission.Place> third = later(threads, () -> admission.enter(2, TENTH));
            awaitWaiting(1);
            assertThat(third).isNotDone();
            large.close();
            third.join().close();
            small.close();
        }
        Slowdown slowdown = admission.slowdown();
        assertThat(slowdown).isNotNull();
        assertThat(slowdown.waiting()).isEqualTo(1);
        assertThat(slowdown.jobs()).isEqualTo(4);
        assertThat(slowdown.percent()).isEqualTo(80);
    }

    @Test
    void fromNineTenthsOnOneAtATime() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Admission.Place large = admission.enter(0, 9 * TENTH);
            CompletableFuture<Admission.Place> second = later(threads, () -> admission.enter(1, TENTH));
            awaitWaiting(1);
            assertThat(second).isNotDone();
            large.close();
            second.join().close();
        }
    }

    /** What waits for its turn in the report holds memory as well; what the report waits for is let in all the same. */
    @Test
    void resultsThatWaitHoldBackAllButTheFirst() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            admission.enter(1, TENTH).close();
            admission.done(1, 9 * TENTH);
            CompletableFuture<Admission.Place> third = later(threads, () -> admission.enter(2, TENTH));
            awaitWaiting(1);
            assertThat(third).isNotDone();
            admission.enter(0, 10 * TENTH).close();
            admission.done(0, TENTH);
            assertThat(third).isNotDone();
            admission.reported();
            admission.reported();
            third.join().close();
        }
    }

    @Test
    void whoNeedsAllHasAll() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Admission.Place first = admission.enter(0, TENTH);
            CompletableFuture<Admission.Place> alone = later(threads, () -> admission.enterAlone(1));
            awaitWaiting(1);
            CompletableFuture<Admission.Place> behind = later(threads, () -> admission.enter(2, TENTH));
            awaitWaiting(2);
            first.close();
            Admission.Place all = alone.join();
            assertThat(all.bytes()).isEqualTo(memory.limitBytes());
            assertThat(behind).isNotDone();
            all.close();
            behind.join().close();
        }
    }

    @Test
    void whatWasGivenUpIsNotCounted() {
        admission.reported();
        admission.done(0, 10 * TENTH);
        admission.enter(2, TENTH).close();
        assertThat(admission.slowdown()).isNull();
    }
}
