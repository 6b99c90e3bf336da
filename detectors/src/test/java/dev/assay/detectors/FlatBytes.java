package dev.assay.detectors;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits FlatBuffers by the letter of the format, with whatever numbers a test wants in them; an independent writer. */
public final class FlatBytes {
    /** A table's fields in their order; null for one that is not there. */
    public record Table(@Nullable Object... fields) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Table table && Arrays.deepEquals(fields, table.fields);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(fields);
        }
    }

    /** A vector of so many offsets, all to one table. */
    public record Repeated(Table element, int count) {}

    private byte[] bytes = new byte[64];
    private int size;

    private FlatBytes() {}

    public static Table table(@Nullable Object... fields) {
        return new Table(fields);
    }

    /** A buffer with the identifier and the root. */
    public static byte[] file(String identifier, Table root) {
        return file(identifier, 0, root);
    }

    /** The same with room for a header behind the identifier. */
    public static byte[] file(String identifier, int roomBytes, Table root) {
        FlatBytes out = new FlatBytes();
        out.i32(0);
        out.raw(identifier.getBytes(StandardCharsets.ISO_8859_1));
        out.raw(new byte[roomBytes]);
        out.set(0, out.tableBytes(root));
        return Arrays.copyOf(out.bytes, out.size);
    }

    /** Parts one after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Numbers as little machines write them: of a byte, a short, an int, a long, a float or a double each; texts as they are. */
    public static byte[] little(Object... values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object value : values) {
            ByteBuffer one = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            switch (value) {
                case Byte b -> one.put(b);
                case Short s -> one.putShort(s);
                case Integer i -> one.putInt(i);
                case Long l -> one.putLong(l);
                case Float f -> one.putFloat(f);
                case Double d -> one.putDouble(d);
                case String text -> all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case byte[] raw -> all.writeBytes(raw);
                default -> throw new IllegalArgumentException(value.getClass().getName());
            }
            all.write(one.array(), 0, one.position());
        }
        return all.toByteArray();
    }

    private int tableBytes(Table table) {
        @Nullable Object[] fields = table.fields();
        int vtable = size;
        int at = 4;
        i16(4 + 2 * fields.length);
        int lengthAt = size;
        i16(0);
        int[] places = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            places[i] = fields[i] == null ? 0 : at;
            i16(places[i]);
            at += fields[i] == null ? 0 : width(fields[i]);
        }
        bytes[lengthAt] = (byte) at;
        bytes[lengthAt + 1] = (byte) (at >> 8);
        int start = size;
        i32(start - vtable);
        raw(new byte[at - 4]);
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != null) {
                put(start + places[i], fields[i]);
            }
        }
        return start;
    }

    private static int width(Object value) {
        return switch (value) {
            case Byte b -> 1;
            case Long l -> 8;
            default -> 4;
        };
    }

    private void put(int at, Object value) {
        switch (value) {
            case Byte b -> bytes[at] = b;
            case Integer i -> set(at, i);
            case Long l -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, l);
            default -> set(at, node(value) - at);
        }
    }

    private int node(Object value) {
        return switch (value) {
            case Table table -> tableBytes(table);
            case String text -> vector(text.getBytes(StandardCharsets.UTF_8));
            case byte[] raw -> vector(raw);
            case int[] numbers -> {
                int start = size;
                i32(numbers.length);
                for (int number : numbers) {
                    i32(number);
                }
                yield start;
            }
            case long[] numbers -> {
                int start = size;
                i32(numbers.length);
                for (long number : numbers) {
                    raw(little(number));
                }
                yield start;
            }
            case List<?> elements -> {
                int start = size;
                i32(elements.size());
                raw(new byte[4 * elements.size()]);
                for (int i = 0; i < elements.size(); i++) {
                    put(start + 4 + 4 * i, elements.get(i));
                }
                yield start;
            }
            case Repeated repeated -> {
                int start = size;
                i32(repeated.count());
                raw(new byte[4 * repeated.count()]);
                int element = tableBytes(repeated.element());
                for (int i = 1; i <= repeated.count(); i++) {
                    set(start + 4 * i, element - start - 4 * i);
                }
                yield start;
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    private int vector(byte[] raw) {
        int start = size;
        i32(raw.length);
        raw(raw);
        raw(new byte[4]); // the zero behind a text, and a little room
        return start;
    }

    private void i16(int value) {
        raw(new byte[] {(byte) value, (byte) (value >> 8)});
    }

    private void i32(int value) {
        raw(new byte[4]);
        set(size - 4, value);
    }

    private void set(int at, int value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    }

    private void raw(byte[] more) {
        if (size + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (size + more.length));
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }
}
