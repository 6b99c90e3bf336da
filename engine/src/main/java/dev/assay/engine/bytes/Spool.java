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
    /** Beyond this a spool goes to disk whatever is free, so that one artifact does not starve the others. */
    private static final long MOST_IN_MEMORY_BYTES = 32L << 20;

    private final Memory memory;
    private final List<byte[]> blocks = new ArrayList<>();
    private @Nullable FileSource file;
    private long sizeBytes;
    private long takenBytes;
    private boolean whole;
    private @Nullable MalformedException broken;

    private Spool(Memory memory) {
        this.memory = memory;
    }

    /** Reads {@code source} to its end, or to where its bytes are broken. The caller closes both. */
    public static Spool of(ByteSource source, Budget budget) throws IOException {
        return of(source, budget, Long.MAX_VALUE);
    }

    /** The same, but stops soon after {@code mostBytes}: then the spool is not {@link #isWhole() whole}. */
    public static Spool of(ByteSource source, Budget budget, long mostBytes) throws IOException {
        Spool spool = new Spool(budget.memory());
        try {
            spool.fill(source, budget, mostBytes);
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private void fill(ByteSource source, Budget budget, long mostBytes) throws IOException {
        FileChannel disk = null;
        try {
            while (true) {
                byte[] block = memory.buffers().take();
                int n = fillBlock(source, block, budget);
                if (disk == null && !keep(block, n)) {
                    disk = openUnnamed();
                    for (int i = 0; i < blocks.size(); i++) {
                        write(disk, blocks.get(i), Buffers.SIZE_BYTES);
                    }
                    releaseBlocks();
                }
                if (disk != null) {
                    write(disk, block, n);
                    memory.buffers().give(block);
                }
                sizeBytes += n;
                whole = n < Buffers.SIZE_BYTES;
                if (whole || sizeBytes > mostBytes) {
                    break;
                }
            }
            if (disk != null) {
                file = FileSource.of(disk);
                disk = null;
            }
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }

    private int fillBlock(ByteSource source, byte[] block, Budget budget) throws IOException {
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

    private boolean keep(byte[] block, int n) {
        if (sizeBytes + n > MOST_IN_MEMORY_BYTES || !memory.tryTake(Buffers.SIZE_BYTES)) {
            return false;
        }
        takenBytes += Buffers.SIZE_BYTES;
        blocks.add(block);
        return true;
    }

    private static FileChannel openUnnamed() throws IOException {
        Path path = Files.createTempFile("assay-spool", null);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        return channel;
    }

    private static void write(FileChannel disk, byte[] block, int n) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(block, 0, n);
        while (from.hasRemaining()) {
            var _ = disk.write(from);
        }
    }

    private void releaseBlocks() {
        blocks.forEach(memory.buffers()::give);
        blocks.clear();
        for (; takenBytes > 0; takenBytes -= Buffers.SIZE_BYTES) {
            memory.giveBack(Buffers.SIZE_BYTES);
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
            return file.read(positionBytes, into);
        }
        int at = (int) (positionBytes % Buffers.SIZE_BYTES);
        int n = (int) Math.min(Math.min(into.remaining(), Buffers.SIZE_BYTES - at), sizeBytes - positionBytes);
        into.put(blocks.get((int) (positionBytes / Buffers.SIZE_BYTES)), at, n);
        return n;
    }

    @Override
    public void close() throws IOException {
        releaseBlocks();
        if (file != null) {
            file.close();
        }
    }
}
