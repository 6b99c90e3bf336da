package dev.assay.engine.wire;

import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a FlatBuffer (the "FlatBuffer Internals" page of google/flatbuffers) that nobody trusts: tables, vectors and texts
 * by position, each held to the buffer's bounds before it is read. Belongs to one thread; needs a source that can seek.
 *
 * <p>Offsets are unsigned and lead forward, but for those to vtables, so that tables cannot form a cycle. They can share
 * parts, and a few kilobytes that do so level by level unfold to any size: so whatever is read is counted, and reading ends
 * with a limit when it comes to many times the size of the buffer. Where a table is aligned does not matter to it, since
 * loaders on common processors read any address.
 */
public final class FlatbufferReader {
    private static final int OFFSET_BYTES = 4;
    private static final int IDENTIFIER_AT = 4;
    private static final int VTABLE_HEADER_BYTES = 4;

    /** Sound files come to less than twice their size: vtables are shared, nothing else is. */
    private static final long MOST_TIMES_READ = 8;

    private static final long FREE_BYTES = 64 * 1024;

    /**
     * A table.
     *
     * @param at where it begins, from the source's start
     * @param sizeBytes how long it is by its vtable
     * @param vtable where its vtable begins
     * @param fields how many fields the vtable has room for
     */
    public record Table(long at, int sizeBytes, long vtable, int fields) {}

    /**
     * A vector whose elements all lie within the buffer.
     *
     * @param at where its first element begins, from the source's start
     */
    public record Vector(long at, int count, int elementBytes) {
        /** A vector that is not there. */
        public static final Vector EMPTY = new Vector(0, 0, 1);

        /** How long its elements are. */
        public long sizeBytes() {
            return (long) count * elementBytes;
        }
    }

    private final ByteReader in;
    private final long start;
    private final long end;
    private long readBytes;

    /**
     * A buffer within a source.
     *
     * @param start where it begins
     * @param sizeBytes how long it is; the source has so much
     */
    public FlatbufferReader(ByteReader in, long start, long sizeBytes) {
        this.in = in;
        this.start = start;
        this.end = start + sizeBytes;
    }

    /** Whether the file identifier, the four bytes behind the root's offset, is this one. */
    public boolean identified(String identifier) throws IOException {
        if (end - start < IDENTIFIER_AT + OFFSET_BYTES) {
            return false;
        }
        go(start + IDENTIFIER_AT, OFFSET_BYTES, "the file identifier");
        return in.latin1(OFFSET_BYTES).equals(identifier);
    }

    public Table root() throws IOException {
        return tableAt(follow(start, "the root"));
    }

    private Table tableAt(long at) throws IOException {
        go(at, OFFSET_BYTES, "a table");
        long vtable = at - in.i32le();
        go(vtable, VTABLE_HEADER_BYTES, "a vtable");
        int vtableBytes = in.u16le();
        int tableBytes = in.u16le();
        MalformedException.check(
                vtableBytes >= VTABLE_HEADER_BYTES && vtableBytes % 2 == 0 && vtableBytes <= end - vtable,
                vtable,
                "a vtable of " + vtableBytes + " bytes");
        MalformedException.check(
                tableBytes >= OFFSET_BYTES && tableBytes <= end - at, at, "a table of " + tableBytes + " bytes");
        return new Table(at, tableBytes, vtable, (vtableBytes - VTABLE_HEADER_BYTES) / 2);
    }

    /** Where a field of so many bytes lies, or -1 if the table does not have it. */
    private long field(Table table, int field, int sizeBytes) throws IOException {
        if (field >= table.fields()) {
            return -1;
        }
        go(table.vtable() + VTABLE_HEADER_BYTES + 2L * field, 2, "a vtable");
        int offset = in.u16le();
        if (offset == 0) {
            return -1;
        }
        MalformedException.check(
                offset >= OFFSET_BYTES && offset + sizeBytes <= table.sizeBytes(),
                table.at(),
                "field " + field + " lies beyond its table");
        return table.at() + offset;
    }

    /** Whether the table has the field. */
    public boolean has(Table table, int field) throws IOException {
        return field(table, field, 1) >= 0;
    }

    /** A field of one byte, unsigned. */
    public int u8(Table table, int field, int otherwise) throws IOException {
        long at = field(table, field, 1);
        if (at < 0) {
            return otherwise;
        }
        go(at, 1, "a field");
        return in.u8();
    }

    /** A field of four bytes. */
    public int i32(Table table, int field, int otherwise) throws IOException {
        long at = field(table, field, Integer.BYTES);
        if (at < 0) {
            return otherwise;
        }
        go(at, Integer.BYTES, "a field");
        return in.i32le();
    }

    /** A field of four bytes, unsigned. */
    public long u32(Table table, int field) throws IOException {
        return i32(table, field, 0) & 0xffff_ffffL;
    }

    /** A field of eight bytes; unsigned ones of 2^63 or more are negative here. */
    public long i64(Table table, int field) throws IOException {
        long at = field(table, field, Long.BYTES);
        if (at < 0) {
            return 0;
        }
        go(at, Long.BYTES, "a field");
        return in.i64le();
    }

    /** The table that a field leads to, or the table at the field's place if it does not have it: then it has no fields. */
    public Table table(Table table, int field) throws IOException {
        long at = field(table, field, OFFSET_BYTES);
        return at < 0 ? new Table(table.at(), 0, table.vtable(), 0) : tableAt(follow(at, "a table"));
    }

    /** The table that an element of a vector of offsets leads to. */
    public Table table(Vector vector, int index) throws IOException {
        return tableAt(follow(element(vector, index), "a table"));
    }

    /** The vector that a field leads to, empty if the table does not have it. */
    public Vector vector(Table table, int field, int elementBytes) throws IOException {
        long at = field(table, field, OFFSET_BYTES);
        return at < 0 ? Vector.EMPTY : vectorAt(follow(at, "a vector"), elementBytes);
    }

    /** A vector of offsets to tables or texts. */
    public Vector offsets(Table table, int field) throws IOException {
        return vector(table, field, OFFSET_BYTES);
    }

    private Vector vectorAt(long at, int elementBytes) throws IOException {
        go(at, OFFSET_BYTES, "a vector");
        long count = in.u32le();
        long first = at + OFFSET_BYTES;
        MalformedException.check(
                count <= Integer.MAX_VALUE && count * elementBytes <= end - first,
                at,
                "a vector of " + count + " elements ends behind the buffer");
        return new Vector(first, (int) count, elementBytes);
    }

    private static long element(Vector vector, int index) {
        return vector.at() + (long) index * vector.elementBytes();
    }

    /** An element of a vector of four bytes each. */
    public int i32(Vector vector, int index) throws IOException {
        go(element(vector, index), Integer.BYTES, "an element");
        return in.i32le();
    }

    /** An element of a vector of eight bytes each. */
    public long i64(Vector vector, int index) throws IOException {
        go(element(vector, index), Long.BYTES, "an element");
        return in.i64le();
    }

    /** The first bytes of a vector of bytes, {@code most} of them at most. */
    public byte[] bytes(Vector vector, int most) throws IOException {
        int n = (int) Math.min(vector.sizeBytes(), most);
        go(vector.at(), n, "a vector");
        return in.bytes(n);
    }

    /** The text that a field leads to, its first {@code most} bytes; empty if the table does not have it. */
    public String text(Table table, int field, int most) throws IOException {
        Vector vector = vector(table, field, 1);
        return vector.count() == 0 ? "" : text(vector, most);
    }

    /** The vector of bytes that an element of a vector of offsets leads to, such as a text. */
    public Vector textAt(Vector vector, int index) throws IOException {
        return vectorAt(follow(element(vector, index), "a text"), 1);
    }

    private String text(Vector vector, int most) throws IOException {
        return new String(bytes(vector, most), StandardCharsets.UTF_8);
    }

    /** Where the offset at {@code at} leads. */
    private long follow(long at, String what) throws IOException {
        go(at, OFFSET_BYTES, what);
        long offset = in.u32le();
        MalformedException.check(
                offset >= OFFSET_BYTES && offset < end - at, at, "the offset to " + what + " leads out of the buffer");
        return at + offset;
    }

    private void go(long at, int bytes, String what) throws IOException {
        MalformedException.check(
                at >= start && at <= end - bytes, Math.max(at, start), what + " lies beyond the buffer");
        readBytes += Math.max(bytes, OFFSET_BYTES);
        if (readBytes > MOST_TIMES_READ * (end - start) + FREE_BYTES) {
            throw BudgetExceededException.limit("its tables share so much that they unfold to many times its size");
        }
        in.seek(at);
    }
}
