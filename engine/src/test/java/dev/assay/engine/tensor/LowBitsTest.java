package dev.assay.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LowBitsTest {
    private static final Random RANDOM = new Random(11);

    /** Bit by bit, as the definition says. */
    private static byte[] expected(byte[] numbers, LowBits low) {
        int width = low.type().bytes();
        int count = numbers.length / width;
        byte[] bytes = new byte[count * low.bits() / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int inNumber = low.highFirst() ? low.bits() - 1 - bit % low.bits() : bit % low.bits();
            int value = numbers[bit / low.bits() * width + inNumber / 8] >> inNumber % 8 & 1;
            bytes[bit / 8] |= (byte) (value << (low.highFirst() ? 7 - bit % 8 : bit % 8));
        }
        return bytes;
    }

    private static byte[] numbers(ElementType type, int count) {
        byte[] numbers = new byte[type.bytes() * count];
        RANDOM.nextBytes(numbers);
        return numbers;
    }

    @Test
    void eachNumberOfBitsComesOutOfEachTypeFromEitherEnd() {
        for (ElementType type : ElementType.values()) {
            byte[] numbers = numbers(type, 997);
            for (int bits = 1; bits <= Math.min(type.bytes() * 8, 48); bits++) {
                for (boolean high : new boolean[] {true, false}) {
                    LowBits low = new LowBits(type, bits, high);
                    byte[] expected = expected(numbers, low);
                    byte[] taken = new byte[expected.length + 10];
                    assertThat(low.take(numbers, 0, numbers.length, 0, taken)).isEqualTo(expected.length);
                    assertThat(Arrays.copyOf(taken, expected.length))
                            .as("%s", low)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void theyCanBeReadAtAnyPosition() throws IOException {
        for (int bits : new int[] {1, 3, 7, 8, 11, 24, 48}) {
            LowBits low = new LowBits(bits > 32 ? ElementType.F64 : ElementType.F32, bits, bits % 2 == 1);
            byte[] numbers = numbers(low.type(), 3001);
            byte[] expected = expected(numbers, low);
            int skipped = 5;
            LowBitsSource source = new LowBitsSource(
                    new MemorySource(numbers), low, skipped, RecordingSink.budget(Limits.DEFAULT, numbers.length));
            assertThat(source.sizeBytes()).isEqualTo(expected.length - skipped);
            for (int i = 0; i < 50; i++) {
                int position = RANDOM.nextInt(expected.length - skipped);
                ByteBuffer into = ByteBuffer.allocate(1 + RANDOM.nextInt(600));
                int n = source.read(position, into);
                assertThat(n).isPositive().isEqualTo(into.position());
                assertThat(Arrays.copyOf(into.array(), n))
                        .isEqualTo(Arrays.copyOfRange(expected, skipped + position, skipped + position + n));
            }
            assertThat(source.read(source.sizeBytes(), ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }
}
