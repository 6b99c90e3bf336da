package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import org.junit.jupiter.api.Test;

class MemoTest {
    private static MachineMemory memory() {
        Memory all = new Memory(128 << 20, new Buffers(1));
        return new MachineMemory(new Budget(Limits.DEFAULT, Clock.endless(), all, 0));
    }

    /** Far more texts than a page holds, so that the first are found by counting PUT opcodes. */
    @Test
    void textsOfSealedPagesAreFoundAgain() {
        for (int opcode : new int[] {Opcodes.MEMOIZE, Opcodes.LONG_BINPUT}) {
            PickleBytes pickle = PickleBytes.proto(4).op(Opcodes.EMPTY_LIST);
            for (int i = 0; i < 5000; i++) {
                pickle.str("name" + i);
                pickle.op(opcode);
                if (opcode == Opcodes.LONG_BINPUT) {
                    pickle.u32(i);
                }
                pickle.op(Opcodes.POP);
            }
            for (int i : new int[] {0, 1, 1023, 1024, 2047, 4095, 4999}) {
                pickle.op(Opcodes.LONG_BINGET).u32(i).op(Opcodes.DUP, Opcodes.STACK_GLOBAL, Opcodes.POP);
            }
            byte[] bytes = pickle.stop();
            for (Decoding decoding : new Decoding[] {Decoding.of(bytes), Decoding.ofStream(bytes)}) {
                assertThat(decoding.refused).isNull();
                assertThat(decoding.names())
                        .containsExactlyInAnyOrder(
                                "name0.name0",
                                "name1.name1",
                                "name1023.name1023",
                                "name1024.name1024",
                                "name2047.name2047",
                                "name4095.name4095",
                                "name4999.name4999");
            }
        }
    }

    @Test
    void sealedPagesTakeHardlyAnyMemory() throws Exception {
        Memo memo = new Memo(memory(), true, 0);
        for (int i = 0; i < 50_000_000; i++) { // 200 MB as ints, of the 64 MB that there are
            memo.append(i % 2 == 0 ? Tag.of(Tag.STRING, i) : Tag.of(Tag.TUPLE, i & 0xffff), true, i);
        }
        assertThat(memo.get(7)).isEqualTo(Tag.TUPLE);
        assertThat(memo.get(1000)).isEqualTo(Tag.of(Tag.MEMO_STRING, 1000));
        assertThat(memo.sealed(1000).startBytes()).isZero();
        assertThat(memo.sealed(3000).startBytes()).isEqualTo(2047);
    }

    @Test
    void entriesOfSealedPagesCanBePutAgain() throws Exception {
        Memo memo = new Memo(memory(), true, 0);
        for (int i = 0; i < 3 * Memo.PAGE; i++) {
            memo.append(Tag.NONE, true, i);
        }
        memo.put(5, Tag.of(Tag.GLOBAL, 3), true, 0);
        assertThat(memo.get(5)).isEqualTo(Tag.of(Tag.GLOBAL, 3));
        assertThat(memo.get(6)).isEqualTo(Tag.NONE);
        assertThat(memo.count()).isEqualTo(3 * Memo.PAGE);
        assertThat(memo.get(3 * Memo.PAGE)).isEqualTo(Memo.MISSING);
    }

    @Test
    void sealedPagesKeepCallables() throws Exception {
        Memo memo = new Memo(memory(), true, 0);
        for (int i = 0; i < 2 * Memo.PAGE; i++) {
            memo.append(Tag.of(i % 3 == 0 ? Tag.GLOBAL : Tag.RESULT, i % 5), true, i);
        }
        for (int i = 0; i < 2 * Memo.PAGE; i++) {
            assertThat(memo.get(i)).isEqualTo(Tag.of(i % 3 == 0 ? Tag.GLOBAL : Tag.RESULT, i % 5));
        }
    }

    /** MEMOIZE takes the number that comes next: an entry that was there before is no further one. */
    @Test
    void anEntryOfTheMemoBelowIsNotCountedTwice() throws Exception {
        Memo below = new Memo(memory(), true, 0);
        below.append(Tag.NONE, true, 1);
        below.append(Tag.TRUE, true, 2);
        Memo above = below.above(2);
        above.put(1, Tag.FALSE, true, 3);
        assertThat(above.count()).isEqualTo(2);
        above.append(Tag.NONE, true, 4);
        assertThat(above.get(1)).isEqualTo(Tag.FALSE);
        assertThat(above.get(2)).isEqualTo(Tag.NONE);
        assertThat(below.get(1)).isEqualTo(Tag.TRUE);
        assertThat(below.get(2)).isEqualTo(Memo.MISSING);
    }
}
