package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.wire.ProtobufReader.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufReaderTest {
    private static Budget budget() {
        return RecordingSink.budget(Limits.DEFAULT, 1);
    }

    @FunctionalInterface
    private interface Reading {
        void read(ProtobufReader in) throws IOException;
    }

    private static void read(byte[] bytes, Reading reading) throws IOException {
        try (ByteReader reader = new ByteReader(new MemorySource(bytes), budget())) {
            reading.read(new ProtobufReader(reader));
        }
    }

    private static void readAll(byte[] bytes) throws IOException {
        read(bytes, in -> {
            while (in.next()) {
                assertThat(in.field()).isPositive();
            }
        });
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "00 01, no field",
        "07 01, no field",
        "0e 01, no field",
        "0c, no field",
        "80 80 80 80 80 01 00, no field",
        "08 ff ff ff ff ff ff ff ff ff ff 00, no field",
        "0a ff ff ff ff ff ff ff ff ff 01, its message has",
        "0b 08 01, ends early",
        "0b 14, not the one that is open",
        "0b 0a 05 01, ends early",
        "0a 05 01 02, ends early",
        "09 01 02, ends early",
        "0d 01, ends early",
        "08, ends early"
    })
    void whatIsBrokenIsRefusedInOneLine(String bytes, String reason) {
        assertThatThrownBy(() -> readAll(hex(bytes)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void numbersWithPaddingAreRead() throws IOException {
        List<Long> numbers = new ArrayList<>();
        read(
                hex(
                        "08 81 80 00  88 00 02  08 ff ff ff ff ff ff ff ff ff 7f  88 80 80 80 70 04  08 ff ff ff ff ff ff ff ff ff ff"),
                in -> {
                    while (in.next()) {
                        assertThat(in.field()).isEqualTo(1);
                        numbers.add(in.number());
                    }
                });
        assertThat(numbers).containsExactly(1L, 2L, -1L, 4L, -1L);
    }

    @Test
    void aLengthNeverReachesOutOfTheMessageAroundIt() {
        assertThatThrownBy(() -> read(hex("0a 03 0a 05 01  08 01"), in -> {
                    while (in.next()) {
                        in.message(() -> {});
                    }
                }))
                .hasMessageContaining("a field of 5 bytes where its message has 1 left");
        assertThatThrownBy(() -> read(hex("0a 02 09 01 08 01 08 01 08 01 08"), in -> {
                    while (in.next()) {
                        in.message(() -> {});
                    }
                }))
                .hasMessageContaining("reaches out of its message");
    }

    @Test
    void packedAndPlainNumbersAreTheSame() throws IOException {
        List<Long> numbers = new ArrayList<>();
        read(hex("0a 04 01 02 96 01  08 05"), in -> {
            while (in.next()) {
                in.numbers(numbers::add);
            }
        });
        assertThat(numbers).containsExactly(1L, 2L, 150L, 5L);
        assertThatThrownBy(() -> read(hex("0a 01 96 01"), in -> {
                    assertThat(in.next()).isTrue();
                    in.numbers(numbers::add);
                }))
                .hasMessageContaining("reaches out of its field");
    }

    @Test
    void messagesAndGroupsAreNestedSoFarAndNoFarther() throws IOException {
        byte[] nested = new byte[0];
        for (int i = 0; i < ProtobufReader.MOST_DEPTH; i++) {
            nested = delimited(nested);
        }
        int[] depth = {0};
        read(nested, in -> enterAll(in, depth));
        assertThat(depth[0]).isEqualTo(ProtobufReader.MOST_DEPTH);
        byte[] deeper = delimited(nested);
        assertThatThrownBy(() -> read(deeper, in -> enterAll(in, depth))).hasMessageContaining("more than 100 levels");
        byte[] groups = new byte[1_000_000];
        java.util.Arrays.fill(groups, (byte) 0x0b);
        assertThatThrownBy(() -> readAll(groups)).hasMessageContaining("groups are nested more than 100 levels");
    }

    private static byte[] delimited(byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, payload);
        out.flush();
        return bytes.toByteArray();
    }

    private static void enterAll(ProtobufReader in, int[] depth) throws IOException {
        while (in.next()) {
            enter(in, depth);
        }
    }

    private static void enter(ProtobufReader in, int[] depth) throws IOException {
        in.message(() -> enter(in, depth));
        depth[0] = Math.max(depth[0], in.depth() + 1);
    }

    @Test
    void whatIsNotTakenIsSkippedAndNotRead() throws IOException {
        long[] read = {0};
        byte[] head = hex("08 01  12 80 80 80 80 04"); // a field of 2^30 bytes
        long size = head.length + (1L << 30) + 2;
        ByteSource large = new ByteSource() {
            @Override
            public long sizeBytes() {
                return size;
            }

            @Override
            public boolean seekable() {
                return true;
            }

            @Override
            public int read(long position, ByteBuffer into) {
                int n = (int) Math.min(into.remaining(), size - position);
                for (int i = 0; i < n; i++) {
                    long at = position + i;
                    into.put(at < head.length ? head[(int) at] : at < size - 2 ? 0 : (byte) (at == size - 2 ? 8 : 7));
                }
                read[0] += Math.max(n, 0);
                return n <= 0 ? -1 : n;
            }
        };
        List<Long> numbers = new ArrayList<>();
        try (ByteReader reader = new ByteReader(large, budget())) {
            ProtobufReader in = new ProtobufReader(reader);
            while (in.next()) {
                if (in.wire() == Wire.VARINT) {
                    numbers.add(in.number());
                }
            }
        }
        assertThat(numbers).containsExactly(1L, 7L);
        assertThat(read[0]).isLessThan(200_000);
    }

    @Test
    void ofATextOnlySoMuchIsKept() throws IOException {
        read(hex("0a 05 68 65 6c 6c 6f  10 01"), in -> {
            assertThat(in.next()).isTrue();
            assertThat(in.length()).isEqualTo(5);
            assertThat(in.text(3)).isEqualTo("hel");
            assertThat(in.next()).isTrue();
            assertThat(in.field()).isEqualTo(2);
        });
    }

    @Test
    void aPayloadIsASourceOfItsOwnWhateverItLiesIn() throws IOException {
        byte[] bytes = hex("0a 03 01 02 03  10 07");
        for (ByteSource whole : List.of(
                new MemorySource(bytes), new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN))) {
            try (ByteReader reader = new ByteReader(whole, budget())) {
                ProtobufReader in = new ProtobufReader(reader);
                assertThat(in.next()).isTrue();
                ByteBuffer into = ByteBuffer.allocate(10);
                ByteSource payload = in.payload(whole);
                assertThat(payload.sizeBytes()).isEqualTo(3);
                assertThat(payload.read(0, into)).isEqualTo(3);
                assertThat(payload.read(3, into)).isEqualTo(-1);
                assertThat(in.next()).isTrue();
                assertThat(in.number()).isEqualTo(7);
            }
        }
    }

    @Test
    void aMessageThatIsCutOffIsReadUpToThere() throws IOException {
        List<Integer> fields = new ArrayList<>();
        assertThatThrownBy(() -> read(hex("0a 20 08 01 10 02 1a 10 41"), in -> {
                    while (in.next()) {
                        in.message(() -> fields.add(in.field()));
                    }
                }))
                .isInstanceOf(TruncatedException.class);
        assertThat(fields).containsExactly(1, 2, 3);
    }
}
