package dev.assay.engine.wire;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/**
 * Reads structs of Thrift's compact protocol ({@code thrift-compact-protocol.md}) field by field from bytes that nobody
 * trusts; what nobody asks for is skipped. Belongs to one thread. Nothing is allocated by a length before its bytes are there.
 */
public final class ThriftReader {
    private static final int MOST_DEPTH = 64;

    private static final int STOP = 0;
    private static final int BOOLEAN_TRUE = 1;
    private static final int BOOLEAN_FALSE = 2;
    private static final int BYTE = 3;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final ByteReader in;
    private final long end;
    private int type;
    private long lastLength;

    /** @param end where the struct must have ended, from the source's start */
    public ThriftReader(ByteReader in, long end) {
        this.in = in;
        this.end = end;
    }

    /**
     * The id of a struct's next field, whose value is for the caller to read or to {@link #skip}.
     *
     * @param last the id of the field before, 0 for the first
     * @return 0 at the end of the struct
     */
    public int field(int last) throws IOException {
        int head = in.u8();
        type = head & 0xf;
        if (type == STOP) {
            return 0;
        }
        int delta = head >> 4;
        long id = delta != 0 ? last + delta : zigzag(in.varint());
        MalformedException.check(id > last && id <= Short.MAX_VALUE, in.position(), "fields out of order");
        return (int) id;
    }

    /** Whether the field's value is text or bytes. */
    public boolean isBinary() {
        return type == BINARY;
    }

    /** Whether the field's value is a whole number of 16 bits or more; then it is {@link #integer}. */
    public boolean isInteger() {
        return type >= 4 && type <= 6;
    }

    /** Takes a whole number. */
    public long integer() throws IOException {
        return zigzag(in.varint());
    }

    /** Whether the field's value is a list of structs; then its length is {@link #list}. */
    public boolean isList() {
        return type == LIST;
    }

    /** Takes the head of a list; how many elements follow, of which all must be structs. */
    public int list() throws IOException {
        int head = in.u8();
        MalformedException.check((head & 0xf) == STRUCT, in.position() - 1, "a list of other things than structs");
        return count(head >> 4);
    }

    private int count(int told) throws IOException {
        long count = told == 15 ? in.varint() : told;
        MalformedException.check(
                count >= 0 && count <= end - in.position(), in.position(), "more elements than there are bytes");
        return (int) count;
    }

    /** Takes a text or bytes: the first {@code most} of them. */
    public byte[] bytes(int most) throws IOException {
        long length = in.varint();
        lastLength = length;
        MalformedException.check(
                length >= 0 && length <= end - in.position(), in.position(), "a text of " + length + " bytes");
        byte[] kept = in.bytes((int) Math.min(length, most));
        in.skip(length - kept.length);
        return kept;
    }

    /** How long the last text was, of which only the beginning may have been kept. */
    public long lastLength() {
        return lastLength;
    }

    /** Moves past the field's value. */
    public void skip() throws IOException {
        skip(type, 0);
    }

    private void skip(int of, int depth) throws IOException {
        MalformedException.check(depth < MOST_DEPTH, in.position(), "structs are nested more than 64 deep");
        switch (of) {
            case BOOLEAN_TRUE, BOOLEAN_FALSE -> {}
            case BYTE -> in.skip(1);
            case 4, 5, 6 -> in.varint();
            case DOUBLE -> in.skip(Double.BYTES);
            case BINARY -> bytes(0);
            case LIST, SET -> {
                int head = in.u8();
                int element = head & 0xf;
                for (int left = count(head >> 4); left > 0; left--) {
                    skipElement(element, depth + 1);
                }
            }
            case MAP -> {
                int entries = count(15);
                int types = entries == 0 ? 0 : in.u8();
                for (int left = entries; left > 0; left--) {
                    skipElement(types >> 4, depth + 1);
                    skipElement(types & 0xf, depth + 1);
                }
            }
            case STRUCT -> {
                int id = 0;
                for (id = field(id); id != 0; id = field(id)) {
                    skip(type, depth + 1);
                }
            }
            default -> throw new MalformedException(in.position(), "a value of type " + of);
        }
    }

    /** Within containers a boolean has a byte of its own. */
    private void skipElement(int of, int depth) throws IOException {
        if (of == BOOLEAN_TRUE || of == BOOLEAN_FALSE) {
            in.skip(1);
        } else {
            skip(of, depth);
        }
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
