package dev.assay.engine.bytes;

import java.io.IOException;
import java.util.Arrays;

/** A source that is held as a whole, or its beginning where it is too large. Close it to give the memory back. */
public final class WholeBytes implements AutoCloseable {
    private static final int FIRST_BYTES = 16 << 10;

    private final Budget budget;
    private final int promised; // bytes, by who can go to and fro in them; what else is said of a size may be a lie
    private byte[] bytes;
    private int length;
    private long taken;
    private boolean complete;

    private WholeBytes(Budget budget, byte[] bytes, int promised) {
        this.budget = budget;
        this.bytes = bytes;
        this.promised = promised;
    }

    private WholeBytes(Budget budget, long promised) {
        this(budget, new byte[FIRST_BYTES], (int) promised);
    }

    /** Reads up to {@code most} bytes, as far as there is memory for them. */
    public static WholeBytes read(ByteSource source, Budget budget, int most) throws IOException {
        byte[] held = source.sizeBytes() <= most ? source.held() : null;
        if (held != null) {
            budget.spendBytes(held.length);
            WholeBytes all = new WholeBytes(budget, held, 0);
            all.length = held.length;
            all.complete = true;
            return all;
        }
        WholeBytes whole = new WholeBytes(budget, source.seekable() ? Math.clamp(source.sizeBytes(), 0, most) : 0);
        boolean done = false;
        try (ByteReader in = new ByteReader(source, budget)) {
            while (in.request(1) > 0 && whole.room(in.available(), most)) {
                System.arraycopy(in.array(), in.index(), whole.bytes, whole.length, in.available());
                whole.length += in.available();
                in.advance(in.available());
            }
            whole.complete = in.available() == 0;
            done = true;
            return whole;
        } finally {
            if (!done) {
                whole.close();
            }
        }
    }

    private boolean room(int n, int most) {
        if (length + n <= bytes.length) {
            return true;
        }
        int size = Math.max(bytes.length < promised ? promised : bytes.length * 2, length + n);
        if (length + n > most || !budget.tryTakeMemory(size)) {
            return false;
        }
        close();
        taken = size;
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    /** Holds the bytes, which are not to be changed, and of which {@link #length} bytes count. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether it is all of the source. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() {
        if (taken > 0) {
            budget.giveBackMemory(taken);
            taken = 0;
        }
    }
}
