package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/**
 * The start of the file (HDF5 File Format Specification 3.0, II.A), versions 0 to 3.
 *
 * @param at where it lies: 0, or behind a user block
 * @param base what all addresses are counted from
 * @param offsetBytes how long an address is
 * @param lengthBytes how long a length is
 * @param end where the file says that it ends, counted from the file's start
 * @param root where the root group's header lies, counted from {@code base}
 * @param drivers whether the content lies in several files
 */
record Superblock(long at, long base, int offsetBytes, int lengthBytes, long end, long root, boolean drivers) {
    static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";

    static Superblock read(Pages in, long at) throws IOException {
        int version = in.u8(at + 8);
        if (version > 3) {
            throw new UnsupportedException(at + 8, "is an HDF5 file of version " + version + ", which is not read");
        }
        boolean old = version < 2;
        int offsetBytes = in.u8(at + (old ? 13 : 9));
        int lengthBytes = in.u8(at + (old ? 14 : 10));
        MalformedException.check(
                isWidth(offsetBytes) && isWidth(lengthBytes), at + 9, "its addresses have an impossible width");
        long addresses = at + (old ? version == 1 ? 28 : 24 : 12);
        long base = in.number(addresses, offsetBytes);
        long end = in.number(addresses + 2L * offsetBytes, offsetBytes);
        // the root's symbol table entry begins with the offset of a name, a version 2 block ends with the root's
        // address
        long root = in.number(addresses + (old ? 5L : 3L) * offsetBytes, offsetBytes);
        boolean drivers = old && !isUndefined(in.number(addresses + 3L * offsetBytes, offsetBytes), offsetBytes);
        MalformedException.check(base >= 0 && base <= in.sizeBytes(), addresses, "its base lies outside the file");
        return new Superblock(at, base, offsetBytes, lengthBytes, end, root, drivers);
    }

    private static boolean isWidth(int bytes) {
        return bytes == 2 || bytes == 4 || bytes == 8;
    }

    /** Whether an address stands for none: all its bits are set. */
    boolean isUndefined(long address) {
        return isUndefined(address, offsetBytes);
    }

    private static boolean isUndefined(long address, int bytes) {
        return address == (bytes == 8 ? -1 : (1L << 8 * bytes) - 1);
    }
}
