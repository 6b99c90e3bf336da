package dev.assay.connectors.remote;

import dev.assay.engine.bytes.PointerException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What git has in place of a file that is kept elsewhere (Git LFS). */
public final class LfsPointer {
    /** No pointer is longer (git-lfs, docs/spec.md). */
    public static final int MOST_BYTES = 1024;

    private static final byte[] START = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private LfsPointer() {}

    /** @throws PointerException if these bytes of a file are one */
    public static void refuse(byte[] bytes) throws PointerException {
        if (bytes.length <= MOST_BYTES
                && bytes.length >= START.length
                && Arrays.equals(bytes, 0, START.length, START, 0, START.length)) {
            throw new PointerException("a pointer to Git LFS, whose object is not read");
        }
    }
}
