package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.zip.LittleEndian.i32;
import static dev.assay.detectors.archive.zip.LittleEndian.u16;
import static dev.assay.detectors.archive.zip.LittleEndian.u32;

import dev.assay.detectors.archive.EntryText;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A member as the central directory tells of it (APPNOTE 4.3.12).
 *
 * @param otherName what the Unicode path field says instead, or null
 * @param headerOffset of the local header, as written there
 * @param centralOffset of this entry in the archive
 * @param nameLength in bytes
 */
record ZipMember(
        String name,
        @Nullable String otherName,
        int flags,
        int method,
        int crc,
        long csize,
        long usize,
        long headerOffset,
        long centralOffset,
        int nameLength,
        boolean isSymbolicLink) {
    static final int FIXED_BYTES = 46;
    private static final int FLAG_ENCRYPTED = 1;
    private static final int UNIX = 3;
    private static final int DARWIN = 19;

    /** Reads the entry at which {@code in} stands; its signature was seen. */
    static ZipMember read(ByteReader in) throws IOException {
        long at = in.position();
        in.require(FIXED_BYTES);
        byte[] a = in.array();
        int i = in.index();
        int host = a[i + 5] & 0xff;
        int flags = u16(a, i + 8);
        int method = u16(a, i + 10);
        int crc = i32(a, i + 16);
        long csize = u32(a, i + 20);
        long usize = u32(a, i + 24);
        int nameLength = u16(a, i + 28);
        int extraLength = u16(a, i + 30);
        int commentLength = u16(a, i + 32);
        int mode = u16(a, i + 40);
        long offset = u32(a, i + 42);
        in.advance(FIXED_BYTES);
        String name = EntryText.of(in.bytes(nameLength));
        ExtraField extra = ExtraField.of(in.bytes(extraLength), usize, csize, offset);
        in.skip(commentLength);
        MalformedException.check(
                extra.csize() >= 0 && extra.usize() >= 0 && extra.offset() >= 0, at, "a size or offset beyond 2^63");
        return new ZipMember(
                name,
                name.equals(extra.otherName()) ? null : extra.otherName(),
                flags,
                method,
                crc,
                extra.csize(),
                extra.usize(),
                extra.offset(),
                at,
                nameLength,
                (host == UNIX || host == DARWIN) && (mode & 0xf000) == 0xa000);
    }

    boolean isDirectory() {
        return name.endsWith("/");
    }

    boolean isEncrypted() {
        return (flags & FLAG_ENCRYPTED) != 0;
    }
}
