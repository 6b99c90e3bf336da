package dev.assay.detectors.archive.lz4;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/**
 * What stands before the blocks of a frame (github.com/lz4/lz4, doc/lz4_Frame_format.md, 1.6.4).
 *
 * @param legacy whether it is the older kind, which ends where something else begins
 * @param linked whether blocks refer to those before
 * @param blockSums whether a checksum follows each block
 * @param contentSum whether one follows the last
 * @param mostBlockBytes how much comes out of a block
 * @param contentBytes how much comes out of the frame, or {@link ByteSource#UNKNOWN}
 * @param sumHolds whether the header's own checksum is right
 */
record Lz4Frame(
        boolean legacy,
        boolean linked,
        boolean blockSums,
        boolean contentSum,
        int mostBlockBytes,
        long contentBytes,
        boolean sumHolds) {
    static final int MAGIC = 0x184d2204;
    static final int LEGACY_MAGIC = 0x184c2102;

    /** Of the legacy frame, which has no header: 8 MiB a block. */
    static final Lz4Frame LEGACY = new Lz4Frame(true, false, false, false, 8 << 20, ByteSource.UNKNOWN, true);

    /** Reads what follows the magic. */
    static Lz4Frame read(ByteReader in) throws IOException {
        long at = in.position();
        in.require(3);
        int start = in.index();
        int flags = in.array()[start] & 0xff;
        int block = in.array()[start + 1] & 0xff;
        MalformedException.check(
                flags >> 6 == 1 && (flags & 2) == 0 && (block & 0x8f) == 0 && block >> 4 >= 4,
                at,
                "the LZ4 frame's header makes no sense");
        boolean sized = (flags & 8) != 0;
        boolean dictionary = (flags & 1) != 0;
        int length = 2 + (sized ? 8 : 0) + (dictionary ? 4 : 0);
        in.require(length + 1);
        byte[] header = in.bytes(length + 1);
        if (dictionary) {
            throw new UnsupportedException(at, "an LZ4 frame that needs a dictionary");
        }
        long content = ByteSource.UNKNOWN;
        if (sized) {
            content = 0;
            for (int i = 9; i >= 2; i--) {
                content = content << 8 | header[i] & 0xff;
            }
        }
        return new Lz4Frame(
                false,
                (flags & 0x20) == 0,
                (flags & 0x10) != 0,
                (flags & 4) != 0,
                1 << 8 + 2 * (block >> 4),
                content,
                header[length] == (byte) (XxHash32.of(header, 0, length) >> 8));
    }
}
