package dev.assay.detectors.model.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF field by field, right or wrong. */
final class GgufBytes {
    static final int U8 = 0;
    static final int U32 = 4;
    static final int I32 = 5;
    static final int F32 = 6;
    static final int BOOL = 7;
    static final int STRING = 8;
    static final int ARRAY = 9;
    static final int F64 = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final int version;

    GgufBytes(int version, ByteOrder order) {
        this.version = version;
        this.order = order;
    }

    /** Version 3 in the usual byte order, with a header. */
    static GgufBytes of(long tensors, long keys) {
        return new GgufBytes(3, ByteOrder.LITTLE_ENDIAN).header(tensors, keys);
    }

    GgufBytes header(long tensors, long keys) {
        out.writeBytes(new byte[] {'G', 'G', 'U', 'F'});
        return i32(version).length(tensors).length(keys);
    }

    GgufBytes u8(int value) {
        out.write(value);
        return this;
    }

    GgufBytes i32(long value) {
        out.writeBytes(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
        return this;
    }

    GgufBytes i64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
        return this;
    }

    GgufBytes length(long value) {
        return version == 1 ? i32(value) : i64(value);
    }

    GgufBytes text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** A key whose value follows. */
    GgufBytes key(String name, int type) {
        return text(name).i32(type);
    }

    GgufBytes string(String name, String value) {
        return key(name, STRING).text(value);
    }

    GgufBytes u32(String name, long value) {
        return key(name, U32).i32(value);
    }

    /** An array's type and length; the elements follow. */
    GgufBytes array(String name, int type, long count) {
        return key(name, ARRAY).i32(type).length(count);
    }

    GgufBytes tensor(String name, int type, long offset, long... shape) {
        text(name).i32(shape.length);
        for (long dimension : shape) {
            length(dimension);
        }
        return i32(type).i64(offset);
    }

    /** Zeros up to a multiple of the alignment. */
    GgufBytes align(int alignment) {
        while (out.size() % alignment != 0) {
            out.write(0);
        }
        return this;
    }

    GgufBytes zeros(int n) {
        out.writeBytes(new byte[n]);
        return this;
    }

    GgufBytes bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] done() {
        return out.toByteArray();
    }
}
