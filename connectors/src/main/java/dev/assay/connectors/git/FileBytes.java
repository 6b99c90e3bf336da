package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A regular file, read by position. Belongs to one thread. */
final class FileBytes implements Bytes, Closeable {
    private final FileChannel channel;
    private final long sizeBytes;

    private FileBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.sizeBytes = channel.size();
    }

    /** @throws IOException also for what is no regular file, such as a pipe that would never answer */
    static FileBytes open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a file: " + file.getFileName());
        }
        return new FileBytes(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * A small file as a whole, and never what a link leads to.
     *
     * @return null if there is none
     */
    static byte @Nullable [] small(Path file, int mostBytes) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (FileBytes in = open(file)) {
            MalformedException.check(
                    in.sizeBytes <= mostBytes, 0, file.getFileName() + " has more than " + mostBytes + " bytes");
            return in.read(0, (int) in.sizeBytes);
        }
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int readSome(long position, byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // goes on
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
