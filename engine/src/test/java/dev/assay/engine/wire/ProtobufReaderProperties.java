package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Google's own reader is the oracle: what it reads of any bytes, ours reads, and the same. */
class ProtobufReaderProperties {
    /** What a reader sees of a message whose schema it does not know: for each field its values, in their order. */
    private static Map<Integer, List<Object>> ours(ByteSource source) throws IOException {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        try (ByteReader bytes = new ByteReader(source, RecordingSink.budget(Limits.DEFAULT, 1))) {
            ProtobufReader in = new ProtobufReader(bytes);
            while (in.next()) {
                Object value = switch (in.wire()) {
                    case VARINT, FIXED64 -> in.number();
                    case FIXED32 -> (int) in.number();
                    case DELIMITED -> HexFormat.of().formatHex(in.bytes(Integer.MAX_VALUE));
                    case GROUP -> "group";
                };
                fields.computeIfAbsent(in.field(), _ -> new ArrayList<>()).add(in.wire() + " " + value);
            }
        }
        return fields;
    }

    private static Map<Integer, List<Object>> theirs(byte[] bytes) throws InvalidProtocolBufferException {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        UnknownFieldSet.parseFrom(bytes).asMap().forEach((number, field) -> {
            List<Object> values = fields.computeIfAbsent(number, _ -> new ArrayList<>());
            field.getVarintList().forEach(value -> values.add("VARINT " + value));
            field.getFixed32List().forEach(value -> values.add("FIXED32 " + value));
            field.getFixed64List().forEach(value -> values.add("FIXED64 " + value));
            field.getLengthDelimitedList()
                    .forEach(value -> values.add("DELIMITED " + HexFormat.of().formatHex(value.toByteArray())));
            field.getGroupList().forEach(_ -> values.add("GROUP group"));
        });
        return fields;
    }

    /** Theirs sorts the values of a field by how they are encoded. */
    private static Map<Integer, List<Object>> sorted(Map<Integer, List<Object>> fields) {
        fields.values()
                .forEach(values -> values.sort((one, other) -> {
                    String a = one.toString().substring(0, one.toString().indexOf(' '));
                    return a.compareTo(
                            other.toString().substring(0, other.toString().indexOf(' ')));
                }));
        return fields;
    }

    @Property(tries = 500)
    void whatTheyWriteWeRead(@ForAll("messages") UnknownFieldSet message) throws IOException {
        byte[] bytes = message.toByteArray();
        assertThat(sorted(ours(new MemorySource(bytes)))).isEqualTo(sorted(theirs(bytes)));
        assertThat(ours(new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN)))
                .isEqualTo(ours(new MemorySource(bytes)));
    }

    /** Of damaged and of random bytes: what they take, we take, and the same; what we refuse, they refuse. */
    @Property(tries = 3_000)
    void damagedBytesAreTheSameToBoth(
            @ForAll("messages") UnknownFieldSet message, @ForAll int where, @ForAll byte flip, @ForAll boolean cut)
            throws IOException {
        byte[] bytes = message.toByteArray();
        if (bytes.length > 0) {
            int at = Math.floorMod(where, bytes.length);
            bytes[at] ^= flip;
            compare(cut ? Arrays.copyOf(bytes, at) : bytes);
        }
    }

    @Property(tries = 5_000)
    void anyBytesAreTheSameToBoth(@ForAll byte[] bytes) throws IOException {
        compare(bytes);
    }

    /** Of a length in ten bytes the most tolerant runtime takes the lower half, within a group as outside. */
    @Example
    void lengthsAreTakenByTheirLowerHalf() throws IOException {
        compare(HexFormat.of().parseHex("83f10483f10482f1048080808080808080800184f10484f104"));
        compare(HexFormat.of().parseHex("0a80808080808080808001"));
    }

    private static void compare(byte[] bytes) throws IOException {
        Map<Integer, List<Object>> expected;
        try {
            expected = theirs(bytes);
        } catch (InvalidProtocolBufferException e) {
            return; // where runtimes differ, ours is with the most tolerant
        }
        try {
            assertThat(sorted(ours(new MemorySource(bytes)))).isEqualTo(sorted(expected));
        } catch (MalformedException e) {
            throw new AssertionError(HexFormat.of().formatHex(bytes) + " at " + e.offsetBytes(), e);
        }
    }

    /** A reader that enters every message that it may be one comes to the end or refuses, whatever the bytes are. */
    @Property(tries = 2_000)
    void enteringWhateverThereIsEnds(@ForAll byte[] bytes, @ForAll("messages") UnknownFieldSet message)
            throws IOException {
        enterAll(bytes);
        enterAll(message.toByteArray());
    }

    private static void enterAll(byte[] bytes) throws IOException {
        try (ByteReader reader = new ByteReader(new MemorySource(bytes), RecordingSink.budget(Limits.DEFAULT, 1))) {
            ProtobufReader in = new ProtobufReader(reader);
            while (in.next()) {
                enter(in);
            }
            assertThat(in.depth()).isZero();
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotBlank();
        }
    }

    private static void enter(ProtobufReader in) throws IOException {
        if (in.delimited() != 0) {
            in.message(() -> enter(in));
        }
    }

    @Provide
    Arbitrary<UnknownFieldSet> messages() {
        return message(3);
    }

    private static Arbitrary<UnknownFieldSet> message(int levels) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40).list().ofSize(6),
                        field(levels).list().ofMaxSize(6))
                .as((numbers, fields) -> {
                    UnknownFieldSet.Builder builder = UnknownFieldSet.newBuilder();
                    for (int i = 0; i < fields.size(); i++) {
                        builder.mergeField(i % 5 == 0 ? numbers.get(i) * 10_000 : numbers.get(i), fields.get(i));
                    }
                    return builder.build();
                });
    }

    private static Arbitrary<UnknownFieldSet.Field> field(int levels) {
        Arbitrary<UnknownFieldSet.Field> numbers = Arbitraries.longs()
                .map(value ->
                        UnknownFieldSet.Field.newBuilder().addVarint(value).build());
        Arbitrary<UnknownFieldSet.Field> fixed = Arbitraries.longs()
                .map(value -> UnknownFieldSet.Field.newBuilder()
                        .addFixed64(value)
                        .addFixed32((int) value.longValue())
                        .build());
        Arbitrary<UnknownFieldSet.Field> bytes = Combinators.combine(
                        Arbitraries.integers().between(0, 200), Arbitraries.longs())
                .as(ProtobufReaderProperties::random) // jqwik would make an object that can shrink of each byte
                .map(value -> UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFrom(value))
                        .build());
        if (levels == 0) {
            return Arbitraries.oneOf(List.of(numbers, fixed, bytes));
        }
        Arbitrary<UnknownFieldSet.Field> group = message(levels - 1)
                .map(value -> UnknownFieldSet.Field.newBuilder().addGroup(value).build());
        Arbitrary<UnknownFieldSet.Field> inner = message(levels - 1)
                .map(value -> UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(value.toByteString())
                        .build());
        return Arbitraries.oneOf(List.of(numbers, fixed, bytes, group, inner));
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
