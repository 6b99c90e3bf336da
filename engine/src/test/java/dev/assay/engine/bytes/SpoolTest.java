package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static StreamSource stream(byte[] bytes) {
        return new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN);
    }

    private static Budget budget(Memory memory) {
        return new Budget(Limits.DEFAULT, Clock.endless(), memory, ByteSource.UNKNOWN);
    }

    @Test
    void everySizeAroundABlockComesBackWhole() throws IOException {
        Memory memory = Leaks.memory(16L << 20);
        int block = Buffers.SIZE_BYTES;
        for (int size : new int[] {0, 1, block - 1, block, block + 1, 3 * block, 3 * block + 5}) {
            byte[] bytes = random(size);
            try (Spool spool = Spool.of(stream(bytes), budget(memory))) {
                assertThat(spool.onDisk()).isFalse();
                assertThat(spool.sizeBytes()).isEqualTo(size);
                assertThat(all(spool)).isEqualTo(bytes);
                assertThat(spool.read(size, ByteBuffer.allocate(1))).isEqualTo(-1);
            }
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void withoutMemoryItGoesToDiskAndGivesBackWhatItHad() throws IOException {
        Memory memory = Leaks.memory(1L << 20);
        byte[] bytes = random(3_000_001);
        try (Spool spool = Spool.of(stream(bytes), budget(memory))) {
            assertThat(spool.onDisk()).isTrue();
            assertThat(memory.used()).isZero();
            assertThat(all(spool)).isEqualTo(bytes);
            ByteBuffer into = ByteBuffer.allocate(10);
            assertThat(spool.read(2_999_999, into)).isEqualTo(2);
            assertThat(into.flip())
                    .isEqualTo(ByteBuffer.wrap(bytes, 2_999_999, 2).slice());
        }
    }

    /** A decoder that reads the spool must find memory, too. */
    @Test
    void itTakesAQuarterOfTheMemoryAndThenDisk() throws IOException {
        Memory memory = Leaks.memory(4L << 20);
        byte[] small = random(1_000_000);
        byte[] large = random(1_100_000);
        try (Spool spool = Spool.of(stream(small), budget(memory))) {
            assertThat(spool.onDisk()).isFalse();
            assertThat(memory.mostDiskBytes()).isZero();
            try (Spool other = Spool.of(stream(large), budget(memory))) {
                assertThat(other.onDisk()).isTrue();
                assertThat(all(other)).isEqualTo(large);
            }
            try (Spool other = Spool.of(stream(large), budget(memory))) {
                assertThat(other.onDisk()).isTrue();
            }
        }
        assertThat(memory.mostDiskBytes()).as("at once").isEqualTo(large.length);
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        Memory memory = Leaks.memory(4L << 20);
        Spool spool = Spool.of(stream(random(10)), budget(memory));
        spool.close();
        spool.close();
        assertThat(memory.out()).isEmpty();
    }

    @Test
    void aStreamThatFailsLeavesNothingBehind() {
        Memory memory = Leaks.memory(16L << 20);
        InputStream failing = new InputStream() {
            private int left = 400_000;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("the line went dead");
                }
                return 1;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> Spool.of(new StreamSource(failing, -1), budget(memory)))
                .hasMessage("the line went dead");
        assertThat(memory.used()).isZero();
    }

    @Test
    void whatCameBeforeTheBytesBreakIsKept() throws IOException {
        Memory memory = Leaks.memory(16L << 20);
        byte[] bytes = random(300_000);
        ByteSource whole = stream(bytes);
        ByteSource breaking = new ByteSource() {
            @Override
            public long sizeBytes() {
                return UNKNOWN;
            }

            @Override
            public boolean seekable() {
                return false;
            }

            @Override
            public int read(long positionBytes, ByteBuffer into) throws IOException {
                int n = whole.read(positionBytes, into);
                if (n < 0) {
                    throw new MalformedException(positionBytes, "the sum is wrong");
                }
                return n;
            }
        };
        try (Spool spool = Spool.of(breaking, budget(memory))) {
            assertThat(all(spool)).isEqualTo(bytes);
            assertThat(spool.isWhole()).isTrue();
            assertThat(spool.broken()).hasMessage("the sum is wrong");
        }
    }

    @Test
    void cancellingStopsIt() {
        Memory memory = Leaks.memory(16L << 20);
        Clock clock = new Clock(System.nanoTime() + Long.MAX_VALUE / 2, new AtomicBoolean(true));
        Budget cancelled = new Budget(Limits.DEFAULT, clock, memory, ByteSource.UNKNOWN);
        assertThatThrownBy(() -> Spool.of(stream(random(5_000_000)), cancelled))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(memory.used()).isZero();
    }

    private static byte[] all(ByteSource source) throws IOException {
        byte[] bytes = new byte[(int) source.sizeBytes()];
        ByteBuffer into = ByteBuffer.wrap(bytes);
        while (into.hasRemaining()) {
            if (source.read(into.position(), into) < 0) {
                return Arrays.copyOf(bytes, into.position());
            }
        }
        return bytes;
    }
}
