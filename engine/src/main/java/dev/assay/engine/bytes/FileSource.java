package dev.assay.engine.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file, read by position. Never mapped: a file that is truncated under a mapping kills the JVM, and mapped pages
 * count as memory.
 */
public final class FileSource implements ByteSource {
    private final FileChannel channel;
    private final long sizeBytes;

    private FileSource(FileChannel channel, long sizeBytes) {
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    public static FileSource open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileSource(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    /** @throws ChangedException if the file ends before the size that it had when it was opened */
    @Override
    public int read(long positionBytes, ByteBuffer into) throws IOException {
        long left = sizeBytes - positionBytes;
        if (left <= 0) {
            return -1;
        }
        int limit = into.limit();
        if (into.remaining() > left) {
            into.limit(into.position() + (int) left); // what was appended after opening is another version
        }
        try {
            int n = channel.read(into, positionBytes);
            if (n <= 0) {
                throw new ChangedException(
                        "the file shrank from " + sizeBytes + " to " + channel.size() + " bytes while it was read");
            }
            return n;
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
