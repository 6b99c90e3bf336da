package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated objects. */
final class Inflation {
    private static final int BLOCK_BYTES = 8192;
    private static final int FIRST_BYTES = 64 << 10;

    private Inflation() {}

    /** Takes what was inflated, piece by piece. */
    @FunctionalInterface
    interface Piece {
        void take(byte[] bytes, int length) throws IOException;
    }

    /**
     * Inflates what may be of any size.
     *
     * @return where it ends, behind the last deflated byte
     */
    static long through(Bytes file, long position, Piece piece) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        byte[] out = new byte[FIRST_BYTES];
        long at = position;
        try (Inflater inflater = new Inflater()) {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int n = file.readSome(at, block);
                    MalformedException.check(n > 0, at, "a deflated object breaks off");
                    at += n;
                    inflater.setInput(block, 0, n);
                }
                int n = inflater.inflate(out);
                MalformedException.check(n > 0 || !inflater.needsDictionary(), position, "wants a dictionary");
                piece.take(out, n);
            }
            return position + inflater.getBytesRead();
        } catch (DataFormatException e) {
            throw new MalformedException(position, "an object is not deflated rightly: " + e.getMessage());
        }
    }

    /**
     * What is deflated from a place on.
     *
     * @param mostBytes more than that is refused
     * @return all of it
     */
    static byte[] from(Bytes file, long position, int mostBytes) throws IOException {
        byte[] block = new byte[Math.clamp(file.sizeBytes() - position, 1, BLOCK_BYTES)];
        byte[] out = new byte[Math.min(mostBytes, FIRST_BYTES) + 1];
        int length = 0;
        long at = position;
        try (Inflater inflater = new Inflater()) {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int n = file.readSome(at, block);
                    MalformedException.check(n > 0, at, "a deflated object breaks off");
                    at += n;
                    inflater.setInput(block, 0, n);
                }
                if (length == out.length) {
                    check(length, mostBytes, position);
                    out = Arrays.copyOf(out, (int) Math.min(2L * length, mostBytes + 1L));
                }
                int n = inflater.inflate(out, length, out.length - length);
                MalformedException.check(n > 0 || !inflater.needsDictionary(), position, "wants a dictionary");
                length += n;
            }
        } catch (DataFormatException e) {
            throw new MalformedException(position, "an object is not deflated rightly: " + e.getMessage());
        }
        check(length, mostBytes, position);
        return Arrays.copyOf(out, length);
    }

    private static void check(int length, int mostBytes, long position) throws TooLargeException {
        if (length > mostBytes) {
            throw new TooLargeException(position);
        }
    }
}
