package dev.assay.engine.wire;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Pulls the fields of a protocol buffer (<a href="https://protobuf.dev/programming-guides/encoding/">encoding</a>) from
 * bytes that nobody trusts. Belongs to one thread.
 *
 * <p>Knows no schema: the caller says which fields are messages and enters them. Nothing is kept but one end for each
 * open message; a payload that nobody asks for is skipped, and not even read where the source can seek. So a gigabyte
 * of tensors costs what their headers cost. A runtime of generated classes would hold all of it at once.
 *
 * <p>Reads what the most tolerant runtime reads (that is Java's, version 4.36), so that nothing which some loader sees stays
 * unseen: fields in any order, numbers and lengths with padding, of a tag only 32 bits, and a tenth byte as the last one of
 * a number, of which one bit counts. Refused, as by all of them: field number 0, the wire types 6 and 7, lengths that reach
 * out of the message around them, groups that do not close, and more than {@link #MOST_DEPTH} levels. A message that the
 * file's end cuts off is read up to there and then refused, so that what was there has been seen.
 *
 * <pre>{@code
 * while (in.next()) {
 *     switch (in.delimited()) {
 *         case 1 -> name = in.text(MOST);
 *         case 7 -> in.message(this::graphField);
 *         default -> {} // skipped
 *     }
 * }
 * }</pre>
 */
public final class ProtobufReader {
    /** The levels that protobuf's runtimes for C++, Java and Python read unless told otherwise. */
    public static final int MOST_DEPTH = 100;

    private static final int MOST_VARINT_BYTES = 10;

    /** How a field is encoded; its number on the wire is the ordinal but for the end of a group, which is no field. */
    public enum Wire {
        VARINT,
        FIXED64,
        DELIMITED,
        /** Passed over whole: no format that is still written has any. */
        GROUP,
        FIXED32
    }

    /** What is done with each field of a message. */
    @FunctionalInterface
    public interface Fields {
        /** The reader stands at a field; what is not taken of it is skipped. */
        void field() throws IOException;
    }

    private static final Wire[] WIRES = {
        Wire.VARINT, Wire.FIXED64, Wire.DELIMITED, Wire.GROUP, null, Wire.FIXED32, null, null
    };

    private static final long NOTHING_LEFT = -1;

    private final ByteReader in;
    private long[] ends = new long[8];
    private int depth;
    private long end;
    private long position;
    private int field;
    private Wire wire = Wire.VARINT;
    private long number;
    private long payloadEnd = NOTHING_LEFT;

    /** Reads from where the reader stands to the end of its source. */
    public ProtobufReader(ByteReader in) {
        this(in, Long.MAX_VALUE);
    }

    /** @param endBytes the position at which the message ends */
    public ProtobufReader(ByteReader in, long endBytes) {
        this.in = in;
        this.end = endBytes;
    }

    /** Goes to the next field of the message at hand, past whatever is left of the one before; false at its end. */
    public boolean next() throws IOException {
        skipPayload();
        position = in.position();
        if (position >= end || end == Long.MAX_VALUE && in.atEnd()) {
            return false;
        }
        int tag = (int) readVarint();
        Wire kind = WIRES[tag & 7];
        MalformedException.check(tag >>> 3 != 0 && kind != null, position, "what stands here is no field");
        field = tag >>> 3;
        wire = kind;
        switch (kind) {
            case VARINT -> number = readVarint();
            case FIXED64 -> number = in.i64le();
            case FIXED32 -> number = in.i32le();
            case DELIMITED -> delimit();
            case GROUP -> skipGroup(field);
        }
        MalformedException.check(in.position() <= end, position, "a field reaches out of its message");
        return true;
    }

    /** How many bytes follow; below 0 for what no runtime takes. The most tolerant one looks at the lower 32 bits alone. */
    private long readLength() throws IOException {
        return (int) readVarint();
    }

    private void delimit() throws IOException {
        long length = readLength();
        long from = in.position();
        MalformedException.check(
                length >= 0 && length <= end - from,
                position,
                "a field of " + Integer.toUnsignedString((int) length) + " bytes where its message has "
                        + Math.max(end - from, 0) + " left");
        number = length;
        payloadEnd = from + length;
    }

    /** The number of the field at hand. */
    public int field() {
        return field;
    }

    public Wire wire() {
        return wire;
    }

    /** The number of the field at hand if it is delimited (a text, bytes, a message, packed numbers), else 0. */
    public int delimited() {
        return wire == Wire.DELIMITED ? field : 0;
    }

    /** The number of the field at hand if it is a varint, else 0. */
    public int varint() {
        return wire == Wire.VARINT ? field : 0;
    }

    /** The value of a varint or of a fixed number, the latter with the sign of its highest bit. */
    public long number() {
        return number;
    }

    /** How many bytes the payload of a delimited field has. */
    public long length() {
        return number;
    }

    /** Where the payload of a delimited field begins in the source, as long as it was not taken. */
    public long payloadPosition() {
        return payload() - number;
    }

    /** Where the field at hand begins in the source, with its tag. */
    public long position() {
        return position;
    }

    /** How many messages are open around the field at hand. */
    public int depth() {
        return depth;
    }

    /** Reads the field at hand, which is delimited, as a message. */
    public void message(Fields each) throws IOException {
        long at = position;
        long messageEnd = payload();
        MalformedException.check(
                depth < MOST_DEPTH, at, "messages are nested more than " + MOST_DEPTH + " levels deep");
        if (depth == ends.length) {
            ends = Arrays.copyOf(ends, depth * 2);
        }
        ends[depth++] = end;
        end = messageEnd;
        payloadEnd = NOTHING_LEFT;
        while (next()) {
            each.field();
        }
        end = ends[--depth];
    }

    /** The payload of a delimited field, of which {@code most} bytes are kept at most. */
    public byte[] bytes(int most) throws IOException {
        long left = payload() - in.position();
        return in.bytes((int) Math.min(left, most));
    }

    /** The same as a text; what is no UTF-8 becomes replacement characters. */
    public String text(int most) throws IOException {
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    /** Gives each number of a repeated field: the one at hand, or all that are packed in it. */
    public void numbers(LongConsumer each) throws IOException {
        if (wire != Wire.DELIMITED) {
            each.accept(number);
            return;
        }
        long packedEnd = payload();
        while (in.position() < packedEnd) {
            long at = in.position();
            long value = readVarint();
            MalformedException.check(in.position() <= packedEnd, at, "a number reaches out of its field");
            each.accept(value);
        }
    }

    /** The payload of a delimited field as a source of its own; the reader must not be used until that is done with. */
    public ByteSource payload(ByteSource whole) throws IOException {
        long from = in.position();
        long size = payload() - from;
        return whole.seekable() ? new SliceSource(whole, from, size) : RestSource.upTo(in, size);
    }

    private long payload() {
        if (payloadEnd == NOTHING_LEFT) {
            throw new IllegalStateException("field " + field + " has no payload, or it was taken");
        }
        return payloadEnd;
    }

    private void skipPayload() throws IOException {
        if (payloadEnd != NOTHING_LEFT) {
            in.skip(payloadEnd - in.position());
            payloadEnd = NOTHING_LEFT;
        }
    }

    /** Groups of seven bits, the lowest first, up to one without the eighth bit or the tenth. */
    private long readVarint() throws IOException {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES; i++) {
            int b = in.u8();
            value |= (long) (b & 0x7f) << 7 * i; // of the tenth byte all bits but one fall off
            if (b < 0x80) {
                break;
            }
        }
        return value;
    }

    private void skipGroup(int number) throws IOException {
        int[] open = new int[MOST_DEPTH];
        int levels = 0;
        open[levels++] = number;
        while (levels > 0) {
            long at = in.position();
            MalformedException.check(at < end, at, "a group that does not close in its message");
            int tag = (int) readVarint();
            int inner = tag >>> 3;
            MalformedException.check(inner != 0, at, "what stands here is no field");
            switch (tag & 7) {
                case 0 -> readVarint();
                case 1 -> in.skip(Long.BYTES);
                case 2 -> {
                    long length = readLength();
                    MalformedException.check(
                            length >= 0 && length <= end - in.position(), at, "a field reaches out of its message");
                    in.skip(length);
                }
                case 3 -> {
                    MalformedException.check(
                            depth + levels < MOST_DEPTH,
                            at,
                            "groups are nested more than " + MOST_DEPTH + " levels deep");
                    open[levels++] = inner;
                }
                case 4 ->
                    MalformedException.check(
                            open[--levels] == inner, at, "the end of a group that is not the one that is open");
                case 5 -> in.skip(Integer.BYTES);
                default -> throw new MalformedException(at, "what stands here is no field");
            }
        }
    }
}
