package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.detectors.archive.EntryText;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/**
 * A member as the header before its data tells of it (APPNOTE 4.3.7).
 *
 * @param at where it lies
 * @param dataOffset where the data begin
 */
record LocalHeader(
        long at, String name, int flags, int method, int crc, long csize, long usize, boolean zip64, long dataOffset) {
    static final int FIXED_BYTES = 30;
    private static final int FLAG_ENCRYPTED = 1;
    private static final int FLAG_DESCRIPTOR = 1 << 3;

    /** Whether a local header begins where {@code in} stands. */
    static boolean isAt(ByteReader in) throws IOException {
        return in.request(4) >= 4 && i32(in.array(), in.index()) == Signature.LOCAL_HEADER;
    }

    /** Reads the header at which {@code in} stands, up to the data; its signature was seen. */
    static LocalHeader read(ByteReader in) throws IOException {
        long at = in.position();
        in.require(FIXED_BYTES);
        byte[] a = in.array();
        int i = in.index();
        int flags = u16(a, i + 6);
        int method = u16(a, i + 8);
        int crc = i32(a, i + 14);
        long csize = u32(a, i + 18);
        long usize = u32(a, i + 22);
        int nameLength = u16(a, i + 26);
        int extraLength = u16(a, i + 28);
        in.advance(FIXED_BYTES);
        String name = EntryText.of(in.bytes(nameLength));
        ExtraField extra = ExtraField.of(in.bytes(extraLength), usize, csize, 0);
        MalformedException.check(extra.csize() >= 0 && extra.usize() >= 0, at, "a size beyond 2^63");
        return new LocalHeader(
                at, name, flags, method, crc, extra.csize(), extra.usize(), extra.isZip64(), in.position());
    }

    /** Whether sum and sizes follow the data, so that those in the header may be zero (APPNOTE 4.4.4, bit 3). */
    boolean hasDescriptor() {
        return (flags & FLAG_DESCRIPTOR) != 0;
    }

    boolean isEncrypted() {
        return (flags & FLAG_ENCRYPTED) != 0;
    }

    /** Whether only the data themselves tell where they end. */
    boolean isSizeUnknown() {
        return hasDescriptor() && csize == 0;
    }
}
