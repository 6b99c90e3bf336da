package dev.assay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a pickle of protocol 4 opcode by opcode, byte for byte as CPython's C pickler does (Modules/_pickle.c): frames
 * end at the first object that starts at or after 64 KiB, every list, string and non-empty tuple is memoized when it is
 * complete, and an object seen again is fetched from the memo. So {@code pickle.dumps(pickle.loads(bytes), 4) == bytes}
 * holds, which is how the inputs were verified (CPython 3.11).
 *
 * <p>Only the values that the inputs need. The caller keeps the order of the calls as the C code would. Not
 * thread-safe; does not close the stream.
 */
final class PickleEmitter {
    /** FRAME_SIZE_TARGET of _pickle.c. */
    private static final int FRAME_TARGET_BYTES = 64 * 1024;

    private static final int LONGEST_OBJECT_BYTES = 1024;
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte PROTO = (byte) 0x80;
    private static final byte FRAME = (byte) 0x95;
    private static final byte MEMOIZE = (byte) 0x94;
    private static final byte SHORT_BINUNICODE = (byte) 0x8c;
    private static final byte TUPLE1 = (byte) 0x85;

    private final OutputStream out;
    private final byte[] frame = new byte[FRAME_TARGET_BYTES + 2 * LONGEST_OBJECT_BYTES];
    private int frameBytes;
    private long flushedBytes;
    private int memoized;

    PickleEmitter(OutputStream out) {
        this.out = out;
    }

    void begin() throws IOException {
        out.write(PROTO);
        out.write(4);
        flushedBytes += 2;
    }

    void end() throws IOException {
        put('.');
        flushFrame();
    }

    /** How many bytes the pickle has so far, the frame that is still open included. */
    long bytes() {
        return flushedBytes + frameBytes + (frameBytes > 0 ? 9 : 0);
    }

    /** An empty list, left on the stack for {@link #mark} and {@link #appends}; returns its index in the memo. */
    int emptyList() throws IOException {
        startObject();
        put(']');
        return memoize();
    }

    void mark() {
        put('(');
    }

    void appends() {
        put('e');
    }

    void integer(int value) throws IOException {
        startObject();
        if (value >= 0 && value <= 0xff) {
            put('K');
            put(value);
        } else if (value >= 0 && value <= 0xffff) {
            put('M');
            put(value);
            put(value >>> 8);
        } else {
            put('J');
            LITTLE_ENDIAN_INT.set(frame, frameBytes, value);
            frameBytes += Integer.BYTES;
        }
    }

    void real(double value) throws IOException {
        startObject();
        put('G');
        BIG_ENDIAN_LONG.set(frame, frameBytes, Double.doubleToRawLongBits(value));
        frameBytes += Long.BYTES;
    }

    /** A string of at most 255 bytes that was not written before; returns its index in the memo. */
    int string(String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xff) {
            throw new IllegalArgumentException("only short strings: " + utf8.length + " bytes");
        }
        startObject();
        put(SHORT_BINUNICODE);
        put(utf8.length);
        System.arraycopy(utf8, 0, frame, frameBytes, utf8.length);
        frameBytes += utf8.length;
        return memoize();
    }

    /** The start of a tuple: before its items. A tuple of more than three items has a {@link #mark} after this. */
    void startTuple() throws IOException {
        startObject();
    }

    /** The end of a tuple of one to three items; returns its index in the memo. */
    int shortTuple(int items) {
        put(TUPLE1 + items - 1);
        return memoize();
    }

    /** The end of a tuple that was begun with {@link #mark}; returns its index in the memo. */
    int longTuple() {
        put('t');
        return memoize();
    }

    /** An object that was written before. */
    void recall(int memoIndex) throws IOException {
        startObject();
        if (memoIndex < 256) {
            put('h');
            put(memoIndex);
        } else {
            put('j');
            LITTLE_ENDIAN_INT.set(frame, frameBytes, memoIndex);
            frameBytes += Integer.BYTES;
        }
    }

    private int memoize() {
        put(MEMOIZE);
        return memoized++;
    }

    private void put(int octet) {
        frame[frameBytes++] = (byte) octet;
    }

    /** _Pickler_OpcodeBoundary: a frame that has reached its size ends before the next object. */
    private void startObject() throws IOException {
        if (frameBytes >= FRAME_TARGET_BYTES) {
            flushFrame();
        }
    }

    private void flushFrame() throws IOException {
        byte[] header = new byte[1 + Long.BYTES];
        header[0] = FRAME;
        LITTLE_ENDIAN_LONG.set(header, 1, (long) frameBytes);
        out.write(header);
        out.write(frame, 0, frameBytes);
        flushedBytes += header.length + frameBytes;
        frameBytes = 0;
    }
}
