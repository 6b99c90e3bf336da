package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream's bytes made seekable, for a format that must go back: in memory while the scan has memory to spare, then in
 * a file that loses its name as soon as it is open, so that nothing is left behind even after kill -9.
 */
public final class Spool implements ByteSource {
    /** Beyond this a spool goes to disk whatever is free, so that one artifact does not starve the others ... */
    private static final long MOST_IN_MEMORY_BYTES = 32L << 20;

    /** ... and beyond this share of the memory, so that the decoders that read it find some. */
    private static final int MEMORY_SHARE = 4;

    private final Budget budget;
    private final Buffers buffers;
    private final List<byte[]> blocks = new ArrayList<>();
    private @Nullable FileChannel file; // without a name
    private long sizeBytes;
    private long takenBytes;
    private long diskBytes;
    private boolean whole;
    private boolean closed;
    private @Nullable MalformedException broken;

    private Spool(Budget budget) {
        this.budget = budget;
        this.buffers = budget.memory().buffers();
        budget.memory().spoolOpened(this);
    }

    /** Reads {@code source} to its end, or to where its bytes are broken. The caller closes both. */
    public static Spool of(ByteSource source, Budget budget) throws IOException {
        return of(source, budget, Long.MAX_VALUE);
    }

    /** The same, but stops with the block that reaches {@code mostBytes}: then the spool is not {@link #isWhole() whole}. */
    public static Spool of(ByteSource source, Budget budget, long mostBytes) throws IOException {
        Spool spool = new Spool(budget);
        boolean filled = false;
        try {
            spool.fill(source, mostBytes);
            filled = true;
            return spool;
        } finally {
            if (!filled) {
                spool.close();
            }
        }
    }

    private void fill(ByteSource source, long mostBytes) throws IOException {
        while (!whole && sizeBytes < mostBytes) {
            byte[] block = buffers.take();
            boolean kept = false;
            try {
                int n = fillBlock(source, block);
                kept = file == null && keep(block, n);
                if (!kept) {
                    write(block, n);
                }
                sizeBytes += n;
                whole = n < Buffers.SIZE_BYTES;
            } finally {
                if (!kept) {
                    buffers.give(block);
                }
            }
        }
    }

    private int fillBlock(ByteSource source, byte[] block) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(block);
        while (into.hasRemaining()) {
            int n;
            try {
                n = source.read(sizeBytes + into.position(), into);
            } catch (MalformedException e) {
                broken = e;
                break;
            }
            if (n < 0) {
                break;
            }
            budget.spendBytes(n);
        }
        return into.position();
    }

    /** What a spool takes of the memory, if others leave it; all beyond goes to disk. In whole blocks. */
    public static long mostInMemoryBytes(Budget budget) {
        long share = Math.min(MOST_IN_MEMORY_BYTES, budget.memory().limitBytes() / MEMORY_SHARE);
        return share / Buffers.SIZE_BYTES * Buffers.SIZE_BYTES;
    }

    private boolean keep(byte[] block, int n) {
        if (sizeBytes + n > mostInMemoryBytes(budget) || !budget.tryTakeSpareMemory(Buffers.SIZE_BYTES)) {
            return false;
        }
        takenBytes += Buffers.SIZE_BYTES;
        blocks.add(block);
        return true;
    }

    /** Writes behind what is on disk, after what was in memory so far. */
    private void write(byte[] block, int n) throws IOException {
        FileChannel disk = file;
        if (disk == null) {
            disk = openUnnamed();
            file = disk;
            for (byte[] each : blocks) {
                append(disk, each, Buffers.SIZE_BYTES);
            }
            releaseBlocks();
        }
        append(disk, block, n);
    }

    private static FileChannel openUnnamed() throws IOException {
        Path path = Files.createTempFile("assay-spool", null);
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private void append(FileChannel disk, byte[] block, int n) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(block, 0, n);
        while (from.hasRemaining()) {
            int written = disk.write(from);
            diskBytes += written;
            budget.memory().wroteToDisk(written);
        }
    }

    private void releaseBlocks() {
        blocks.forEach(buffers::give);
        blocks.clear();
        for (; takenBytes > 0; takenBytes -= Buffers.SIZE_BYTES) {
            budget.giveBackMemory(Buffers.SIZE_BYTES);
        }
    }

    /** Whether it holds all of its source. */
    public boolean isWhole() {
        return whole;
    }

    /** Why the source ended before its end, if it did: what came until then is here. */
    public @Nullable MalformedException broken() {
        return broken;
    }

    /** Whether the bytes went to disk. */
    public boolean onDisk() {
        return file != null;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        if (positionBytes >= sizeBytes) {
            return -1;
        }
        if (file != null) {
            return file.read(into, positionBytes);
        }
        int at = (int) (positionBytes % Buffers.SIZE_BYTES);
        int n = (int) Math.min(Math.min(into.remaining(), Buffers.SIZE_BYTES - at), sizeBytes - positionBytes);
        into.put(blocks.get((int) (positionBytes / Buffers.SIZE_BYTES)), at, n);
        return n;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        releaseBlocks();
        budget.memory().spoolClosed(this, diskBytes);
        if (file != null) {
            file.close();
        }
    }
}
