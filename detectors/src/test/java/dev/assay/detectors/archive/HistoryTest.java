package dev.assay.detectors.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final int PIECE = 64 * 1024;
    private static final int WINDOW = 16 << 20;

    /** Puts pieces that are taken at once, and copies from as far back as the window reaches. */
    private static void fill(History history, int pieces) {
        byte[] piece = new byte[PIECE];
        byte[] taken = new byte[PIECE];
        new Random(1).nextBytes(piece);
        for (int i = 0; i < pieces; i++) {
            history.room(PIECE);
            piece[0] = (byte) i;
            if (i >= WINDOW / PIECE) {
                history.copy(WINDOW, PIECE);
            } else {
                history.put(piece, 0, PIECE);
            }
            assertThat(history.take(taken, 0, PIECE)).isEqualTo(PIECE);
            assertThat(taken[0]).isEqualTo((byte) (i % (WINDOW / PIECE)));
            assertThat(taken[1]).isEqualTo(piece[1]);
        }
    }

    @Test
    void aWindowTakesLittleMoreThanItHolds() {
        Memory memory = Leaks.memory(WINDOW + WINDOW / 2);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, 0);
        try (HeldMemory held = new HeldMemory(budget);
                History history = new History(held)) {
            history.restart(WINDOW);
            fill(history, 3 * WINDOW / PIECE);
            assertThat(memory.used()).isLessThan(0.9);
        }
        assertThat(budget.wasRefusedMemory()).isFalse();
    }

    @Test
    void aWindowThatHardlyAnythingFillsTakesHardlyAnything() {
        Memory memory = Leaks.memory(2 * WINDOW);
        try (HeldMemory held = new HeldMemory(new Budget(Limits.DEFAULT, Clock.endless(), memory, 0));
                History history = new History(held)) {
            history.restart(WINDOW);
            fill(history, 16);
            assertThat(memory.used()).isLessThan(0.1);
        }
    }

    @Test
    void aWindowThatDoesNotFitIsALimit() {
        Memory memory = Leaks.memory(WINDOW / 2);
        try (HeldMemory held = new HeldMemory(new Budget(Limits.DEFAULT, Clock.endless(), memory, 0));
                History history = new History(held)) {
            history.restart(WINDOW);
            assertThatThrownBy(() -> fill(history, WINDOW / PIECE)).isInstanceOf(BudgetExceededException.class);
        }
    }
}
