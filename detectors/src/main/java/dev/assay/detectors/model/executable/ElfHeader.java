package dev.assay.detectors.model.executable;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Executable;
import java.io.IOException;

/**
 * ELF (System V ABI, "ELF Header"). The magic alone is enough: Linux starts files whose class, version and header size
 * are wrong, so a check of these would only let such files pass unseen.
 */
final class ElfHeader {
    /** Up to e_machine; the whole header has 52 or 64. */
    private static final int NEEDED_BYTES = 20;

    private static final int EI_CLASS = 4;
    private static final int EI_DATA = 5;
    private static final int BIG_ENDIAN = 2;
    private static final int E_TYPE = 16;

    private ElfHeader() {}

    static boolean matches(Head head) {
        return head.at(0) == 0x7f && head.has(1, "ELF") && head.length() >= NEEDED_BYTES;
    }

    static Executable read(ByteReader reader) throws IOException {
        reader.require(NEEDED_BYTES);
        byte[] ident = reader.bytes(E_TYPE);
        boolean big = ident[EI_DATA] == BIG_ENDIAN;
        int type = u16(reader.u16le(), big);
        int machine = u16(reader.u16le(), big);
        boolean whole = (ident[EI_CLASS] == 1 || ident[EI_CLASS] == 2) && (ident[EI_DATA] == 1 || big);
        return ExecutableDecoder.named("ELF", type, machine, whole ? null : "file with an inconsistent header");
    }

    private static int u16(int littleEndian, boolean big) {
        return big ? (littleEndian & 0xff) << 8 | littleEndian >> 8 : littleEndian;
    }
}
