package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WholeBytesTest {
    private static final byte[] BYTES = bytes();

    private final Memory memory = Leaks.memory(1L << 20);
    private final Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, BYTES.length);

    private static byte[] bytes() {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 >> 3);
        }
        return bytes;
    }

    /** Bytes that are read by position, with whatever is said of their number. */
    private record Read(long sizeBytes, boolean seekable) implements ByteSource {
        @Override
        public int read(long positionBytes, ByteBuffer into) {
            return new MemorySource(BYTES).read(positionBytes, into);
        }
    }

    private void whole(ByteSource source, int most) throws IOException {
        try (WholeBytes whole = WholeBytes.read(source, budget, most)) {
            assertThat(whole.isComplete()).isTrue();
            assertThat(Arrays.copyOf(whole.bytes(), whole.length())).isEqualTo(BYTES);
        }
    }

    @Test
    void whatIsReadIsWholeWhateverIsSaidOfItsSize() throws IOException {
        whole(new Read(BYTES.length, true), 1 << 20);
        whole(new Read(BYTES.length, false), BYTES.length);
        whole(new Read(ByteSource.UNKNOWN, false), 1 << 20);
        whole(new Read(Long.MAX_VALUE, false), 1 << 20);
        whole(new Read(3, true), 1 << 20);
        whole(new MemorySource(Arrays.copyOf(BYTES, BYTES.length + 5), 0, BYTES.length), 1 << 20);
    }

    @Test
    void whatIsHeldIsNotHeldTwice() throws IOException {
        try (WholeBytes whole = WholeBytes.read(new MemorySource(BYTES), budget, 1 << 20)) {
            assertThat(whole.bytes()).isSameAs(BYTES);
            assertThat(whole.isComplete()).isTrue();
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void whatIsLargerThanMayBeIsNotComplete() throws IOException {
        for (ByteSource source : new ByteSource[] {new MemorySource(BYTES), new Read(BYTES.length, true)}) {
            try (WholeBytes whole = WholeBytes.read(source, budget, BYTES.length - 1)) {
                assertThat(whole.isComplete()).isFalse();
                assertThat(whole.length()).isLessThan(BYTES.length);
            }
        }
    }
}
