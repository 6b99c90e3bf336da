package dev.assay.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    private static final byte[] BYTES = new byte[3 * Buffers.SIZE_BYTES + 17];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final Memory memory = Leaks.memory(16L << 20);
    private final Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, BYTES.length);

    private ByteReader over(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return Leaks.closedAfterwards(new ByteReader(new MemorySource(all), budget));
    }

    private static List<ByteSource> sources() {
        return List.of(
                new MemorySource(BYTES),
                new StreamSource(new ByteArrayInputStream(BYTES), BYTES.length),
                new StreamSource(new ByteArrayInputStream(BYTES), ByteSource.UNKNOWN),
                new Trickle(new MemorySource(BYTES)));
    }

    /** Gives at most seven bytes a read. */
    private record Trickle(ByteSource source) implements ByteSource {
        @Override
        public long sizeBytes() {
            return source.sizeBytes();
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public int read(long positionBytes, ByteBuffer into) throws IOException {
            int limit = into.limit();
            into.limit(Math.min(limit, into.position() + 7));
            try {
                return source.read(positionBytes, into);
            } finally {
                into.limit(limit);
            }
        }
    }

    @Test
    void numbersOfEachKind() throws IOException {
        int[] bytes = {0x01, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88};
        assertThat(over(bytes).u8()).isEqualTo(0x01);
        assertThat(over(bytes).u16le()).isEqualTo(0x8201);
        assertThat(over(bytes).i32le()).isEqualTo(0x84838201);
        assertThat(over(bytes).u32le()).isEqualTo(0x84838201L);
        assertThat(over(bytes).u32be()).isEqualTo(0x01828384L);
        assertThat(over(bytes).i64le()).isEqualTo(0x8887868584838201L);
        assertThat(over(0x41, 0xe4).latin1(2)).isEqualTo("A\u00e4");
    }

    @Test
    void everyByteOfEverySourceInOrder() throws IOException {
        for (ByteSource source : sources()) {
            try (ByteReader reader = new ByteReader(source, budget)) {
                for (byte each : BYTES) {
                    if (reader.read() != (each & 0xff)) {
                        throw new AssertionError("at " + (reader.position() - 1) + " of " + source);
                    }
                }
                assertThat(reader.read()).isEqualTo(-1);
                assertThat(reader.atEnd()).isTrue();
                assertThat(reader.position()).isEqualTo(BYTES.length);
            }
        }
    }

    @Test
    void skipsAndCopiesAcrossBlocks() throws IOException {
        for (ByteSource source : sources()) {
            try (ByteReader reader = new ByteReader(source, budget)) {
                reader.skip(5);
                reader.skip(200_000);
                assertThat(reader.position()).isEqualTo(200_005);
                assertThat(reader.bytes(150_000)).isEqualTo(Arrays.copyOfRange(BYTES, 200_005, 350_005));
                assertThat(reader.u8()).isEqualTo(BYTES[350_005] & 0xff);
            }
        }
    }

    @Test
    void whatIsNotThereIsRefusedBeforeAnythingIsAllocated() {
        for (ByteSource source : sources()) {
            if (source.sizeBytes() >= 0) {
                assertThatThrownBy(() -> Leaks.closedAfterwards(new ByteReader(source, budget))
                                .bytes(Integer.MAX_VALUE))
                        .isInstanceOf(TruncatedException.class);
            }
            assertThatThrownBy(() -> over(1, 2, 3).i32le()).isInstanceOfSatisfying(TruncatedException.class, e -> {
                assertThat(e.offsetBytes()).isEqualTo(3);
                assertThat(e.reason()).contains("1 more bytes");
            });
        }
    }

    @Test
    void skippingBeyondTheEndIsRefused() {
        for (ByteSource source : sources()) {
            assertThatThrownBy(() -> Leaks.closedAfterwards(new ByteReader(source, budget))
                            .skip(BYTES.length + 1L))
                    .isInstanceOf(TruncatedException.class);
            assertThatThrownBy(() -> Leaks.closedAfterwards(new ByteReader(new MemorySource(BYTES), budget, 1))
                            .skip(Long.MAX_VALUE))
                    .isInstanceOf(TruncatedException.class);
        }
    }

    @Test
    void skippingASourceThatSeeksReadsNothing() throws IOException {
        Budget own = new Budget(Limits.DEFAULT, Clock.endless(), memory, BYTES.length);
        try (ByteReader reader = new ByteReader(new MemorySource(BYTES), own)) {
            reader.skip(BYTES.length - 1L);
            assertThat(own.readBytes()).isZero();
            assertThat(reader.u8()).isEqualTo(BYTES[BYTES.length - 1] & 0xff);
            reader.seek(2);
            assertThat(reader.u8()).isEqualTo(BYTES[2] & 0xff);
        }
    }

    @Test
    void aStreamGoesBackWithinItsBlockOnly() throws IOException {
        try (ByteReader reader = new ByteReader(sources().get(1), budget)) {
            reader.skip(10);
            reader.seek(3);
            assertThat(reader.u8()).isEqualTo(BYTES[3] & 0xff);
            reader.skip(2 * Buffers.SIZE_BYTES);
            assertThatThrownBy(() -> reader.seek(3)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theRestOfAReaderIsASource() throws IOException {
        for (ByteSource source : sources()) {
            try (ByteReader reader = new ByteReader(source, budget)) {
                reader.skip(100_001);
                RestSource rest = new RestSource(reader, ByteSource.UNKNOWN);
                try (ByteReader inner = new ByteReader(rest, budget)) {
                    assertThat(inner.bytes(200_000)).isEqualTo(Arrays.copyOfRange(BYTES, 100_001, 300_001));
                    inner.skip(BYTES.length - 300_001L);
                    assertThat(inner.atEnd()).isTrue();
                }
                assertThat(reader.atEnd()).isTrue();
                assertThatThrownBy(() -> rest.read(0, ByteBuffer.allocate(1)))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }
}
