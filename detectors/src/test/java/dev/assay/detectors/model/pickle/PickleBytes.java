package dev.assay.detectors.model.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode. Nothing here or anywhere else in the tests ever loads one. */
public final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static PickleBytes proto(int protocol) {
        return new PickleBytes().op(Opcodes.PROTO).raw(protocol);
    }

    /** A pickle of protocol 0 or 1, which begins with no magic. */
    public static PickleBytes text() {
        return new PickleBytes();
    }

    public PickleBytes op(int... opcodes) {
        for (int opcode : opcodes) {
            out.write(opcode);
        }
        return this;
    }

    public PickleBytes raw(int... bytes) {
        return op(bytes);
    }

    public PickleBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Bytes of protocol 0, or any others, as Latin-1. */
    public PickleBytes ascii(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public PickleBytes u32(long value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }

    public PickleBytes u64(long value) {
        return raw(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    public PickleBytes global(String module, String name) {
        return op(Opcodes.GLOBAL).ascii(module + "\n" + name + "\n");
    }

    /** SHORT_BINUNICODE, or BINUNICODE if it is long. */
    public PickleBytes str(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length < 256
                ? op(Opcodes.SHORT_BINUNICODE, utf8.length).raw(utf8)
                : op(Opcodes.BINUNICODE).u32(utf8.length).raw(utf8);
    }

    public PickleBytes stackGlobal(String module, String name) {
        return str(module).str(name).op(Opcodes.STACK_GLOBAL);
    }

    public PickleBytes int1(int value) {
        return op(Opcodes.BININT1, value);
    }

    public PickleBytes put(int number) {
        return op(Opcodes.BINPUT, number);
    }

    public PickleBytes get(int number) {
        return op(Opcodes.BINGET, number);
    }

    /** TUPLE1 around the value on top, and REDUCE. */
    public PickleBytes call1() {
        return op(Opcodes.TUPLE1, Opcodes.REDUCE);
    }

    public byte[] stop() {
        return op(Opcodes.STOP).bytes();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
