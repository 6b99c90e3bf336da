package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, decoding ends with facts, a gap or a refusal; any other exception fails these tests. */
class PickleHostileTest {
    @Test
    void everyTruncationOfEverySample() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            for (int length = 0; length < sample.getValue().length; length++) {
                byte[] part = Arrays.copyOf(sample.getValue(), length);
                Decoding.of(part);
                Decoding.ofStream(part);
            }
        }
    }

    @Test
    void everyFlippedBitOfEverySample() {
        for (byte[] sample : Samples.all().values()) {
            for (int bit = 0; bit < 8 * sample.length; bit++) {
                byte[] flipped = sample.clone();
                flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
                Decoding.of(flipped);
            }
        }
    }

    @Test
    void randomOpcodes() {
        Random random = new Random(42);
        byte[] opcodes = new byte[68];
        int count = 0;
        for (int opcode = 0; opcode < 256; opcode++) {
            if (Opcodes.operand(opcode) != Opcodes.NO_OPCODE) {
                opcodes[count++] = (byte) opcode;
            }
        }
        assertThat(count).isEqualTo(opcodes.length);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(12) : opcodes[random.nextInt(count)];
            }
            Decoding.of(bytes);
        }
    }

    @Test
    void sourcesAndBlocksMakeNoDifference() {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            Decoding whole = Decoding.of(sample.getValue());
            assertThat(Decoding.of(new OneByte(sample.getValue())).facts)
                    .as(sample.getKey())
                    .isEqualTo(whole.facts);
            assertThat(Decoding.ofStream(sample.getValue()).names())
                    .as(sample.getKey())
                    .isEqualTo(whole.names());
        }
    }

    private record OneByte(MemorySource source) implements ByteSource {
        OneByte(byte[] bytes) {
            this(new MemorySource(bytes));
        }

        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) {
            int limit = into.limit();
            into.limit(into.position() + 1);
            int n = source.read(positionBytes, into);
            into.limit(limit);
            return n;
        }
    }

    @Test
    void memoBombIsLinear() {
        PickleBytes bomb = PickleBytes.proto(4).op(Opcodes.EMPTY_LIST, Opcodes.MEMOIZE);
        for (int i = 0; i < 100_000; i++) {
            int last = i & 0xff;
            bomb.op(
                    Opcodes.BINGET,
                    Math.min(last, i),
                    Opcodes.DUP,
                    Opcodes.DUP,
                    Opcodes.TUPLE3,
                    Opcodes.BINPUT,
                    i + 1 & 0xff);
        }
        assertThat(Decoding.of(bomb.stop()).refused).isNull();
    }

    @Test
    void laughsCyclesAndMarks() {
        PickleBytes laughs = PickleBytes.proto(4).global("test", "f").op(Opcodes.NONE);
        for (int i = 0; i < 200; i++) { // 3^200 values, if anybody built them
            laughs.op(Opcodes.DUP, Opcodes.DUP, Opcodes.TUPLE3);
        }
        assertThat(Decoding.of(laughs.call1().stop()).callable("test.f").arguments())
                .startsWith("((((");
        byte[] cycle = PickleBytes.proto(4)
                .global("test", "f")
                .op(Opcodes.EMPTY_LIST, Opcodes.MEMOIZE)
                .get(0)
                .op(Opcodes.APPEND)
                .call1()
                .stop();
        assertThat(Decoding.of(cycle).callable("test.f").arguments()).startsWith("[");
        byte[] open = new byte[1_000_000];
        Arrays.fill(open, (byte) Opcodes.MARK);
        byte[] close = new byte[open.length];
        for (int opcode : new int[] {Opcodes.TUPLE, Opcodes.POP_MARK, Opcodes.POP, Opcodes.LIST, Opcodes.FROZENSET}) {
            Arrays.fill(close, (byte) opcode);
            Decoding marks = Decoding.of(PickleBytes.proto(4)
                    .raw(open)
                    .raw(close)
                    .global("os", "system")
                    .stop());
            assertThat(marks.refused).as("%x", opcode).isNull();
            assertThat(marks.names()).containsExactly("os.system");
        }
    }

    @Test
    void deepNestingNeedsNoJavaStack() {
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) Opcodes.TUPLE1);
        byte[] pickle = PickleBytes.proto(4)
                .global("test", "f")
                .op(Opcodes.NONE)
                .raw(deep)
                .call1()
                .stop();
        Decoding decoding = Decoding.of(pickle);
        assertThat(decoding.refused).isNull();
        assertThat(decoding.callable("test.f").arguments()).startsWith("((((");
    }

    @Test
    void lengthsBeyondTheEndAllocateNothing() {
        for (int opcode : new int[] {Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8, Opcodes.FRAME}) {
            for (long length : new long[] {1L << 31, 1L << 62, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThat(Decoding.of(PickleBytes.proto(4)
                                        .op(opcode)
                                        .u64(length)
                                        .bytes())
                                .refused)
                        .isNotNull();
                Decoding.ofStream(PickleBytes.proto(4).op(opcode).u64(length).bytes());
            }
        }
        for (int opcode : new int[] {Opcodes.BINUNICODE, Opcodes.BINBYTES, Opcodes.BINSTRING, Opcodes.LONG4}) {
            for (long length : new long[] {1L << 31, 0xffff_ffffL, 0x7fff_ffffL}) {
                assertThat(Decoding.of(PickleBytes.proto(4)
                                        .op(opcode)
                                        .u32(length)
                                        .bytes())
                                .refused)
                        .isNotNull();
            }
        }
    }

    /** C has no room for them, {@code pickle.py} has. */
    @Test
    void memoNumbersMayBeFarApart() {
        for (String number : new String[] {"9999999999", "99999999999999999999", " +4_000_000_000 "}) {
            byte[] pickle = PickleBytes.text()
                    .ascii("Vos\np" + number + "\n0g" + number + "\nVsystem\n")
                    .op(Opcodes.STACK_GLOBAL)
                    .stop();
            Decoding decoding = Decoding.of(pickle);
            assertThat(decoding.refused).isNull();
            assertThat(decoding.names()).containsExactly("os.system");
            assertThat(decoding.anomalies()).containsExactly("model/pickle-loaders-disagree");
        }
        PickleBytes sparse = PickleBytes.proto(4).op(Opcodes.NONE);
        for (int i = 0; i < 1_000_000; i++) {
            sparse.op(Opcodes.LONG_BINPUT).u32(i * 4096L + 100_000);
        }
        assertThat(Decoding.of(sparse.stop()).gaps).singleElement().asString().startsWith("limit at ");
    }

    @Test
    void stackThatGrowsWithoutEndBecomesAGap() {
        byte[] many = new byte[40_000_000];
        Arrays.fill(many, (byte) Opcodes.NONE);
        assertThat(Decoding.of(many).gaps).singleElement().asString().startsWith("limit at ");
        Arrays.fill(many, (byte) Opcodes.MARK);
        assertThat(Decoding.of(many).gaps).singleElement().asString().startsWith("limit at ");
    }

    /** What one artifact takes is missing for the others: they end with a gap, not with an error. */
    @Test
    void memoryIsThatOfAllArtifacts() {
        byte[] many = new byte[2_000_000];
        Arrays.fill(many, (byte) Opcodes.NONE);
        Memory memory = Leaks.memory(4 << 20);
        Decoding alone = Decoding.of(new MemorySource(many), memory, 0);
        assertThat(alone.gaps).singleElement().asString().contains("--max-memory");
        try (var reserved = memory.tryReserve(4 << 20)) {
            Decoding small = Decoding.of(new MemorySource(Arrays.copyOf(many, 20_000)), memory, 0);
            assertThat(small.gaps).isEmpty();
            Decoding starved = Decoding.of(new MemorySource(Arrays.copyOf(many, 200_000)), memory, 0);
            assertThat(starved.gaps).singleElement().asString().startsWith("limit at ");
            Decoding own = Decoding.of(new MemorySource(Arrays.copyOf(many, 200_000)), memory, reserved.bytes());
            assertThat(own.gaps).isEmpty();
        }
        assertThat(memory.used()).as("given back").isZero();
    }

    @Test
    void longLines() {
        byte[] digits = new byte[2_000_000];
        Arrays.fill(digits, (byte) '1');
        assertThat(Decoding.of(PickleBytes.text()
                                .ascii("c")
                                .raw(digits)
                                .ascii("\n")
                                .stop())
                        .refused
                        .reason())
                .contains("line");
        assertThat(Decoding.of(PickleBytes.text()
                                .ascii("I0x")
                                .raw(digits)
                                .ascii("\n0cos\nsystem\n")
                                .stop())
                        .names())
                .containsExactly("os.system");
        assertThat(Decoding.of(PickleBytes.text()
                                .ascii("V")
                                .raw(digits)
                                .ascii("\n")
                                .stop())
                        .refused)
                .isNull();
        assertThat(Decoding.of(PickleBytes.text()
                                .ascii("S'")
                                .raw(digits)
                                .ascii("'\n")
                                .stop())
                        .refused)
                .isNull();
        assertThat(Decoding.of(PickleBytes.text().ascii("V").raw(digits).bytes()).refused)
                .isNotNull();
    }

    @Test
    void tooManyCallablesAreCountedAndBecomeAGap() {
        PickleBytes many = PickleBytes.proto(2);
        for (int i = 0; i < Callables.MOST + 10; i++) {
            many.global("m", "f" + i).op(Opcodes.POP);
        }
        Decoding decoding = Decoding.of(many.op(Opcodes.NONE).stop());
        assertThat(decoding.callables()).hasSize(Callables.MOST);
        assertThat(decoding.gaps).singleElement().asString().contains("10 later ones");
    }
}
