package dev.assay.detectors.archive.gzip;

import dev.assay.detectors.archive.EntryText;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/**
 * What stands before the data of a member (RFC 1952, 2.3.1).
 *
 * @param name empty when there is none
 */
record GzipHeader(String name) {
    private static final int MOST_NAME_BYTES = 64 * 1024;
    private static final int FLAG_CRC = 1 << 1;
    private static final int FLAG_EXTRA = 1 << 2;
    private static final int FLAG_NAME = 1 << 3;
    private static final int FLAG_COMMENT = 1 << 4;

    static boolean isAt(ByteReader in) throws IOException {
        int there = in.request(2);
        return there >= 2 && in.array()[in.index()] == 0x1f && in.array()[in.index() + 1] == (byte) 0x8b;
    }

    static GzipHeader read(ByteReader in) throws IOException {
        long at = in.position();
        in.require(10);
        int method = in.array()[in.index() + 2];
        int flags = in.array()[in.index() + 3];
        MalformedException.check(isAt(in) && method == 8, at, "not a gzip header with the method deflate");
        in.advance(10);
        if ((flags & FLAG_EXTRA) != 0) {
            in.skip(in.u16le());
        }
        String name = (flags & FLAG_NAME) != 0 ? text(in, true) : "";
        if ((flags & FLAG_COMMENT) != 0) {
            text(in, false);
        }
        if ((flags & FLAG_CRC) != 0) {
            in.skip(2);
        }
        return new GzipHeader(name);
    }

    /** Text up to a zero byte; only a name is kept. */
    private static String text(ByteReader in, boolean keep) throws IOException {
        long from = in.position();
        while (true) {
            int there = in.request(keep ? MOST_NAME_BYTES : 1);
            in.require(1);
            byte[] a = in.array();
            int start = in.index();
            int end = start;
            while (end < start + there && a[end] != 0) {
                end++;
            }
            if (end < start + there) {
                String text = keep ? EntryText.of(a, start, end - start) : "";
                in.advance(end - start + 1);
                return text;
            }
            MalformedException.check(!keep, from, "the name in the gzip header does not end");
            in.advance(there);
        }
    }
}
