package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Decompressor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Undoes a branch filter. What an instruction needs is looked at before any of it is given; the last few bytes stay as they are. */
public final class BranchData implements Decompressor {
    private static final int BUFFER_BYTES = 4096;

    private final Decompressor data;
    private final Branches branches;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int given;
    private int done; // filtered up to here
    private int end;
    private long position; // of buffer[0]
    private boolean ended;
    private @Nullable IOException fault; // thrown when what came before was taken

    public BranchData(Decompressor data, Branches branches) {
        this.data = data;
        this.branches = branches;
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (given == done) {
            if (fault != null && given == end) {
                throw fault;
            }
            if (ended && given == end) {
                return -1;
            }
            fill();
        }
        int n = Math.min(room, done - given);
        System.arraycopy(buffer, given, into, from, n);
        given += n;
        return n;
    }

    private void fill() {
        System.arraycopy(buffer, given, buffer, 0, end - given);
        position += given;
        end -= given;
        done = 0;
        given = 0;
        try {
            while (end < BUFFER_BYTES && !ended) {
                int n = data.read(buffer, end, BUFFER_BYTES - end);
                ended = n < 0;
                end += Math.max(n, 0);
            }
        } catch (IOException e) {
            fault = e;
            ended = true;
        }
        done = branches.undo(buffer, end, position);
        if (fault != null) {
            end = done; // nobody knows what the last few would have become
        } else if (ended) {
            done = end;
        }
    }

    @Override
    public void close() {
        data.close();
    }
}
