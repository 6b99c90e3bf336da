package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.BudgetExceededException.What;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Limits LIMITS = new Limits(3, 5, 8, 10_000, 10, 1_000, 4, 100, Duration.ofHours(1));

    private static Budget budget(long artifactBytes) {
        return budget(artifactBytes, Clock.endless());
    }

    private static Budget budget(long artifactBytes, Clock clock) {
        return new Budget(LIMITS, clock, Leaks.memory(1L << 20), artifactBytes);
    }

    @Test
    void depthIsLimited() {
        Budget deepest = budget(1).nested().nested().nested();
        assertThat(deepest.depth()).isEqualTo(3);
        assertThatThrownBy(deepest::nested).isInstanceOfSatisfying(BudgetExceededException.class, e -> {
            assertThat(e.what()).isEqualTo(What.LIMIT);
            assertThat(e.endsTarget()).isFalse();
            assertThat(e.reason()).contains("3 levels");
        });
    }

    @Test
    void entriesAreCountedPerContainerAndInAll() {
        Budget outer = budget(1);
        Budget inner = outer.nested();
        for (int i = 0; i < 5; i++) {
            inner.spendEntry();
        }
        assertThatThrownBy(inner::spendEntry).hasMessageContaining("more than 5 entries");
        Budget other = outer.nested();
        other.spendEntry();
        other.spendEntry();
        other.spendEntry();
        assertThatThrownBy(other::spendEntry).hasMessageContaining("more than 8 entries in all");
    }

    @Test
    void expansionIsFreeAtFirstThenBoundByTheRatioToTheArtifact() {
        Budget budget = budget(100);
        budget.spendExpanded(1_000);
        budget.nested().spendExpanded(1_000);
        assertThat(budget.expandedBytes()).isEqualTo(2_000);
        assertThatThrownBy(() -> budget.nested().spendExpanded(1)).hasMessageContaining("more than 10 times its size");
    }

    @Test
    void expansionIsBoundInAllHoweverLargeTheArtifact() {
        Budget budget = budget(1 << 20);
        budget.spendExpanded(10_000);
        assertThatThrownBy(() -> budget.spendExpanded(1)).hasMessageContaining("more than 10000 bytes");
    }

    @Test
    void theRatioOfAStreamIsToWhatHasArrived() {
        Budget budget = budget(ByteSource.UNKNOWN);
        budget.spendExpanded(1_010);
        assertThatThrownBy(() -> budget.spendExpanded(1)).isInstanceOf(BudgetExceededException.class);
        budget.arrived(500);
        budget.spendExpanded(1_000);
        assertThat(budget.expandedBytes()).isEqualTo(2_011);
    }

    @Test
    void factsAreCounted() {
        Budget budget = budget(1);
        budget.spendFacts(4);
        assertThatThrownBy(() -> budget.nested().spendFacts(1)).hasMessageContaining("more than 4 facts");
    }

    @Test
    void theClockIsLookedAtWithinAMegabyte() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Budget budget =
                budget(1, new Clock(System.nanoTime() + Duration.ofHours(1).toNanos(), cancelled));
        budget.spendBytes(10);
        cancelled.set(true);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2 << 20; i += 1_000) {
                        budget.spendWork(1_000);
                    }
                })
                .isInstanceOfSatisfying(BudgetExceededException.class, e -> {
                    assertThat(e.what()).isEqualTo(What.CANCELLED);
                    assertThat(e.endsTarget()).isTrue();
                });
    }

    @Test
    void aDeadlineThatHasPassedIsSaid() {
        Budget late = budget(1, new Clock(System.nanoTime() - 1, new AtomicBoolean()));
        assertThatThrownBy(late::checkClock)
                .isInstanceOfSatisfying(
                        BudgetExceededException.class, e -> assertThat(e.what()).isEqualTo(What.TIME));
    }

    @Test
    void memoryIsReservedTakenAndGivenBack() {
        Memory memory = Leaks.memory(2L << 20);
        try (Memory.Reservation all = memory.tryReserve(Long.MAX_VALUE)) {
            assertThat(memory.used()).isEqualTo(1.0);
            assertThat(memory.tryTake(1)).isFalse();
            assertThat(all).isNotNull();
        }
        assertThat(memory.used()).isZero();
        assertThat(memory.tryTake(Memory.UNIT_BYTES + 1)).isTrue();
        memory.giveBack(Memory.UNIT_BYTES + 1);
        assertThat(memory.used()).isZero();
        assertThat(memory.tryTake(memory.limitBytes() + 1)).isFalse();
    }

    @Test
    void memoryComesFromWhatWasReservedAndThenFromWhatIsFree() {
        Memory memory = Leaks.memory(2L << 20);
        try (Memory.Reservation reserved = memory.tryReserve(1 << 20)) {
            Budget budget = new Budget(LIMITS, Clock.endless(), memory, 0, 1 << 20);
            assertThat(reserved).isNotNull();
            assertThat(budget.tryTakeMemory(1 << 20)).isTrue();
            assertThat(memory.used()).isEqualTo(0.5);
            assertThat(budget.nested().tryTakeMemory(1 << 20)).isTrue();
            assertThat(memory.used()).isEqualTo(1.0);
            assertThat(budget.tryTakeMemory(1 << 20)).isFalse();
            budget.giveBackMemory(1 << 20);
            assertThat(budget.tryTakeMemory(1 << 20)).isTrue();
            budget.giveBackMemory(2 << 20);
            assertThat(memory.used()).isEqualTo(0.5);
        }
        assertThat(memory.used()).isZero();
    }

    @Test
    void aRefusalForWantOfMemoryIsToldFromOneForWantOfRoom() {
        Memory memory = Leaks.memory(2L << 20);
        try (Memory.Reservation others = memory.tryReserve(1 << 20)) {
            Budget tooMuch = new Budget(LIMITS, Clock.endless(), memory, 0);
            assertThat(tooMuch.tryTakeMemory(3 << 20)).isFalse();
            assertThat(tooMuch.wasRefusedMemory()).isTrue();
            assertThat(tooMuch.wasCrowdedOut()).isFalse();
            Budget crowded = new Budget(LIMITS, Clock.endless(), memory, 0);
            assertThat(crowded.nested().tryTakeMemory(2 << 20)).isFalse();
            assertThat(crowded.wasCrowdedOut()).isTrue();
            assertThat(others).isNotNull();
        }
    }

    @Test
    void aBufferThatIsGivenBackTwiceIsNoticed() {
        Buffers buffers = Leaks.memory(1 << 20).buffers();
        byte[] buffer = buffers.take();
        buffers.give(buffer);
        assertThatThrownBy(() -> buffers.give(buffer)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> buffers.give(new byte[Buffers.SIZE_BYTES])).isInstanceOf(AssertionError.class);
    }

    /** Of what was reserved and of what was free, in whichever order it comes and goes. */
    @Test
    void portionsOfAnySizeGoBackWhole() {
        Memory memory = new Memory(64L << 20, new Buffers(1));
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, 0, 3L * Memory.UNIT_BYTES);
        double before = memory.used();
        long[] portions = {100_000, 70_001, 1, 655_361, 65_536};
        for (long each : portions) {
            budget.takeMemory(each);
        }
        for (int i : new int[] {3, 0, 4, 1, 2}) {
            budget.giveBackMemory(portions[i]);
        }
        assertThat(memory.used()).isEqualTo(before);
    }
}
