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

    // the opcodes that take nothing from the bytes, by their names

    public PickleBytes mark() {
        return op(Opcodes.MARK);
    }

    public PickleBytes pop() {
        return op(Opcodes.POP);
    }

    public PickleBytes popMark() {
        return op(Opcodes.POP_MARK);
    }

    public PickleBytes dup() {
        return op(Opcodes.DUP);
    }

    public PickleBytes none() {
        return op(Opcodes.NONE);
    }

    public PickleBytes reduce() {
        return op(Opcodes.REDUCE);
    }

    public PickleBytes build() {
        return op(Opcodes.BUILD);
    }

    public PickleBytes obj() {
        return op(Opcodes.OBJ);
    }

    public PickleBytes newobj() {
        return op(Opcodes.NEWOBJ);
    }

    public PickleBytes newobjEx() {
        return op(Opcodes.NEWOBJ_EX);
    }

    public PickleBytes stackGlobal() {
        return op(Opcodes.STACK_GLOBAL);
    }

    public PickleBytes memoize() {
        return op(Opcodes.MEMOIZE);
    }

    public PickleBytes emptyTuple() {
        return op(Opcodes.EMPTY_TUPLE);
    }

    public PickleBytes tuple() {
        return op(Opcodes.TUPLE);
    }

    /** A tuple of the last {@code n} values, at most three. */
    public PickleBytes tupleOf(int n) {
        return op(n == 0 ? Opcodes.EMPTY_TUPLE : Opcodes.TUPLE1 + n - 1);
    }

    public PickleBytes emptyList() {
        return op(Opcodes.EMPTY_LIST);
    }

    public PickleBytes list() {
        return op(Opcodes.LIST);
    }

    public PickleBytes append() {
        return op(Opcodes.APPEND);
    }

    public PickleBytes appends() {
        return op(Opcodes.APPENDS);
    }

    public PickleBytes emptyDict() {
        return op(Opcodes.EMPTY_DICT);
    }

    public PickleBytes dict() {
        return op(Opcodes.DICT);
    }

    public PickleBytes setitem() {
        return op(Opcodes.SETITEM);
    }

    public PickleBytes setitems() {
        return op(Opcodes.SETITEMS);
    }

    public PickleBytes emptySet() {
        return op(Opcodes.EMPTY_SET);
    }

    public PickleBytes additems() {
        return op(Opcodes.ADDITEMS);
    }

    public PickleBytes frozenset() {
        return op(Opcodes.FROZENSET);
    }

    public PickleBytes bool(boolean value) {
        return op(value ? Opcodes.NEWTRUE : Opcodes.NEWFALSE);
    }

    public PickleBytes binpersid() {
        return op(Opcodes.BINPERSID);
    }

    public PickleBytes nextBuffer() {
        return op(Opcodes.NEXT_BUFFER);
    }

    public PickleBytes readonlyBuffer() {
        return op(Opcodes.READONLY_BUFFER);
    }

    // those with an operand

    public PickleBytes inst(String module, String name) {
        return op(Opcodes.INST).ascii(module + "\n" + name + "\n");
    }

    public PickleBytes persid(String id) {
        return op(Opcodes.PERSID).ascii(id + "\n");
    }

    /** INT, LONG or FLOAT, with the text as it is. */
    public PickleBytes number(char opcode, String text) {
        return op(opcode).ascii(text + "\n");
    }

    public PickleBytes int4(int value) {
        return op(Opcodes.BININT).u32(value);
    }

    public PickleBytes float8(double value) {
        return op(Opcodes.BINFLOAT).raw(ByteBuffer.allocate(8).putDouble(value).array());
    }

    public PickleBytes long1(byte... value) {
        return op(Opcodes.LONG1, value.length).raw(value);
    }

    public PickleBytes putLine(String number) {
        return op(Opcodes.PUT).ascii(number + "\n");
    }

    public PickleBytes getLine(String number) {
        return op(Opcodes.GET).ascii(number + "\n");
    }

    public PickleBytes longPut(int number) {
        return op(Opcodes.LONG_BINPUT).u32(number);
    }

    public PickleBytes longGet(int number) {
        return op(Opcodes.LONG_BINGET).u32(number);
    }

    public PickleBytes frame(long length) {
        return op(Opcodes.FRAME).u64(length);
    }

    /** An extension code in one, two or four bytes. */
    public PickleBytes ext(int bytes, int code) {
        op(bytes == 1 ? Opcodes.EXT1 : bytes == 2 ? Opcodes.EXT2 : Opcodes.EXT4);
        for (int i = 0; i < bytes; i++) {
            raw(code >>> 8 * i & 0xff);
        }
        return this;
    }

    /** STRING with its quotes and escapes as they are given. */
    public PickleBytes stringLine(String quoted) {
        return op(Opcodes.STRING).ascii(quoted + "\n");
    }

    /** UNICODE with its escapes as they are given. */
    public PickleBytes unicodeLine(String escaped) {
        return op(Opcodes.UNICODE).ascii(escaped + "\n");
    }

    public PickleBytes shortBinstring(String text) {
        return op(Opcodes.SHORT_BINSTRING, text.length()).ascii(text);
    }

    public PickleBytes binstring(String text) {
        return op(Opcodes.BINSTRING).u32(text.length()).ascii(text);
    }

    public PickleBytes binunicode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op(Opcodes.BINUNICODE).u32(utf8.length).raw(utf8);
    }

    public PickleBytes binunicode8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op(Opcodes.BINUNICODE8).u64(utf8.length).raw(utf8);
    }

    /** SHORT_BINBYTES, or BINBYTES if they are many. */
    public PickleBytes bytes(byte[] value) {
        return value.length < 256
                ? op(Opcodes.SHORT_BINBYTES, value.length).raw(value)
                : op(Opcodes.BINBYTES).u32(value.length).raw(value);
    }

    public PickleBytes bytes8(byte[] value) {
        return op(Opcodes.BINBYTES8).u64(value.length).raw(value);
    }

    public PickleBytes bytearray8(byte[] value) {
        return op(Opcodes.BYTEARRAY8).u64(value.length).raw(value);
    }

    public byte[] stop() {
        return op(Opcodes.STOP).bytes();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
