package dev.assay.detectors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protocol buffers field by field, wrong ones too. */
public final class ProtobufBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** A varint. */
    public ProtobufBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public ProtobufBytes fixed32(int field, float value) {
        varint((long) field << 3 | 5);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    public ProtobufBytes bytes(int field, byte[] value) {
        return claimed(field, value.length, value);
    }

    public ProtobufBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtobufBytes message(int field, ProtobufBytes value) {
        return bytes(field, value.build());
    }

    /** An entry of a map from texts to messages. */
    public ProtobufBytes entry(int field, String key, ProtobufBytes value) {
        return message(field, new ProtobufBytes().text(1, key).message(2, value));
    }

    /** An entry of a map from texts to texts. */
    public ProtobufBytes entry(int field, String key, String value) {
        return message(field, new ProtobufBytes().text(1, key).text(2, value));
    }

    /** A payload with a length that need not be its own. */
    public ProtobufBytes claimed(int field, long length, byte[] value) {
        varint((long) field << 3 | 2);
        varint(length);
        return raw(value);
    }

    public ProtobufBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] build() {
        return out.toByteArray();
    }
}
