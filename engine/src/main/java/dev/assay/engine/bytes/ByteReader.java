package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A cursor that reads a source forward through one pooled block, and spends the budget a block at a time. Belongs to one
 * thread; close it to give the block back (the source stays open).
 *
 * <p>Hot loops may take {@link #array()}, {@link #index()} and {@link #available()} into locals after {@link #request},
 * and give the new place back with {@link #advance}.
 */
public final class ByteReader implements AutoCloseable {
    /**
     * What is read after going elsewhere, when it is read in a row twice as much each time: whoever looks at the headers
     * of a thousand tensors of a megabyte each would else read an eighth of them all.
     */
    private static final int FIRST_AHEAD_BYTES = 4 * 1024;

    private final ByteSource source;
    private final Budget budget;
    private final byte[] block;
    private final ByteBuffer view;
    private long blockPosition; // of block[0] in the source
    private int aheadBytes;
    private int index;
    private int end;
    private boolean closed;

    public ByteReader(ByteSource source, Budget budget) {
        this(source, budget, 0);
    }

    /** @param positionBytes where to begin; of a source that cannot seek, where it stands */
    public ByteReader(ByteSource source, Budget budget, long positionBytes) {
        this.source = source;
        this.budget = budget;
        this.block = budget.memory().buffers().take();
        this.view = ByteBuffer.wrap(block);
        this.aheadBytes = block.length;
        this.blockPosition = positionBytes;
    }

    /** Where the next byte lies in the source. */
    public long position() {
        return blockPosition + index;
    }

    /**
     * Tries to have {@code n} bytes in the block, {@code n} at most {@link Buffers#SIZE_BYTES}.
     *
     * @return how many are there: fewer than {@code n} only before the end of the source
     */
    public int request(int n) throws IOException {
        if (end - index >= n) {
            return end - index;
        }
        return fill(n);
    }

    private int fill(int n) throws IOException {
        if (n > block.length) {
            throw new IllegalArgumentException("a block holds " + block.length + " bytes, not " + n);
        }
        int left = end - index;
        System.arraycopy(block, index, block, 0, left);
        blockPosition += index;
        index = 0;
        end = left;
        int to = Math.min(Math.max(end + aheadBytes, n), block.length);
        aheadBytes = Math.min(aheadBytes * 2, block.length);
        while (end < n) {
            view.position(end).limit(to);
            int got = source.read(blockPosition + end, view);
            if (got < 0) {
                break;
            }
            budget.spendBytes(got);
            end += got;
        }
        return end;
    }

    /** The block; the next byte is at {@link #index()}. */
    public byte[] array() {
        return block;
    }

    public int index() {
        return index;
    }

    /** How many bytes of the block are still to be read. */
    public int available() {
        return end - index;
    }

    /** Moves on by bytes that are in the block. */
    public void advance(int n) {
        index += n;
    }

    /** Has {@code n} bytes in the block, or refuses the input. */
    public void require(int n) throws IOException {
        int got = request(n);
        if (got < n) {
            throw new TruncatedException(position() + got, n - got);
        }
    }

    public boolean atEnd() throws IOException {
        return request(1) == 0;
    }

    /** The next byte, or -1 at the end. */
    public int read() throws IOException {
        return index < end || fill(1) > 0 ? block[index++] & 0xff : -1;
    }

    public int u8() throws IOException {
        if (index == end) {
            require(1);
        }
        return block[index++] & 0xff;
    }

    public int u16le() throws IOException {
        require(2);
        int i = index;
        index += 2;
        return block[i] & 0xff | (block[i + 1] & 0xff) << 8;
    }

    public int i32le() throws IOException {
        require(4);
        int i = index;
        index += 4;
        return block[i] & 0xff | (block[i + 1] & 0xff) << 8 | (block[i + 2] & 0xff) << 16 | block[i + 3] << 24;
    }

    public long u32le() throws IOException {
        return i32le() & 0xffff_ffffL;
    }

    /** Eight bytes; a value that is meant unsigned and negative here is 2^63 or more. */
    public long i64le() throws IOException {
        require(8);
        return u32le() | (long) i32le() << 32;
    }

    public long u32be() throws IOException {
        return Integer.reverseBytes(i32le()) & 0xffff_ffffL;
    }

    /** Groups of seven bits, the lowest first, of which the last has no eighth bit; ten bytes at most. */
    public long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new MalformedException(position(), "a number of more than ten bytes");
    }

    /** Copies {@code n} bytes, which the caller has bounded: nothing is allocated before they are known to be there. */
    public byte[] bytes(int n) throws IOException {
        if (n <= block.length) {
            require(n);
            byte[] copy = java.util.Arrays.copyOfRange(block, index, index + n);
            index += n;
            return copy;
        }
        long known = source.sizeBytes();
        if (known >= 0 && position() + n > known) {
            throw new TruncatedException(known, position() + n - known);
        }
        byte[] copy = new byte[n];
        for (int done = 0; done < n; ) {
            int part = Math.min(n - done, block.length);
            require(part);
            System.arraycopy(block, index, copy, done, part);
            index += part;
            done += part;
        }
        return copy;
    }

    /** {@code n} bytes as Latin-1, for names and magics. */
    public String latin1(int n) throws IOException {
        return new String(bytes(n), StandardCharsets.ISO_8859_1);
    }

    /**
     * Moves on by {@code n} bytes without looking at them; a source that can seek is not even read.
     *
     * @throws TruncatedException if the source is known to end before, or does
     */
    public void skip(long n) throws IOException {
        if (n <= end - index) {
            index += (int) n;
            return;
        }
        long target = position() + n;
        long known = source.sizeBytes();
        if (target < 0 || known >= 0 && target > known) {
            throw new TruncatedException(known >= 0 ? known : position(), n);
        }
        if (source.seekable()) {
            seek(target);
            return;
        }
        long left = n - (end - index);
        index = end;
        while (left > 0) {
            int got = fill(1);
            if (got == 0) {
                throw new TruncatedException(position(), left);
            }
            int part = (int) Math.min(left, got);
            index += part;
            left -= part;
        }
    }

    /** Goes to a position of a source that can seek, or within the block. */
    public void seek(long positionBytes) {
        long inBlock = positionBytes - blockPosition;
        if (inBlock >= 0 && inBlock <= end) {
            index = (int) inBlock;
            return;
        }
        if (!source.seekable()) {
            throw new IllegalStateException("a stream at " + position() + " cannot go to " + positionBytes);
        }
        blockPosition = positionBytes;
        index = 0;
        end = 0;
        aheadBytes = FIRST_AHEAD_BYTES;
    }

    @Override
    public void close() {
        if (!closed) { // given twice, the block would have two owners
            closed = true;
            budget.memory().buffers().give(block);
        }
    }
}
