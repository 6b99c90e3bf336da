package dev.assay.detectors.model.executable;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Executable;
import java.io.IOException;

/**
 * Mach-O ({@code mach-o/loader.h} and {@code mach-o/fat.h} of Darwin): thin files of both widths and byte orders, and fat
 * ones. A Java class begins like a fat file; what would be the number of its architectures is 45 or more there.
 */
final class MachHeader {
    private static final int MAGIC_32 = 0xfeed_face;
    private static final int MAGIC_64 = 0xfeed_facf;
    private static final int FAT_MAGIC = 0xcafe_babe;
    private static final int FAT_MAGIC_64 = 0xcafe_babf;
    private static final int MOST_ARCHITECTURES = 44;
    private static final int THIN_BYTES = 28;
    private static final int FAT_BYTES = 28;

    /** MH_OBJECT to MH_FILESET, and room for what comes. */
    private static final int MOST_KIND = 32;

    private MachHeader() {}

    static boolean matches(Head head) {
        int magic = Integer.reverseBytes(head.i32le(0));
        int second = Integer.reverseBytes(head.i32le(4));
        if (magic == FAT_MAGIC || magic == FAT_MAGIC_64) {
            return second > 0 && second <= MOST_ARCHITECTURES && head.length() >= FAT_BYTES;
        }
        if (!isThin(magic) && !isThin(Integer.reverseBytes(magic)) || head.length() < THIN_BYTES) {
            return false;
        }
        int kind = head.i32le(12);
        return Integer.compareUnsigned(isThin(magic) ? Integer.reverseBytes(kind) : kind, MOST_KIND) <= 0;
    }

    private static boolean isThin(int magic) {
        return magic == MAGIC_32 || magic == MAGIC_64;
    }

    static Executable read(ByteReader reader) throws IOException {
        reader.require(THIN_BYTES);
        int magic = (int) reader.u32be();
        if (magic == FAT_MAGIC || magic == FAT_MAGIC_64) {
            long architectures = reader.u32be();
            int machine = (int) reader.u32be();
            return ExecutableDecoder.named("Mach-O", 0, machine, "file for " + architectures + " architectures");
        }
        boolean big = isThin(magic);
        int machine = reader.i32le();
        reader.advance(Integer.BYTES); // the machine's subtype
        int kind = reader.i32le();
        return ExecutableDecoder.named(
                "Mach-O", big ? Integer.reverseBytes(kind) : kind, big ? Integer.reverseBytes(machine) : machine, null);
    }
}
