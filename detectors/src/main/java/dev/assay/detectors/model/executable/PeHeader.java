package dev.assay.detectors.model.executable;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Executable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** PE (Microsoft, "PE Format"): a DOS header whose e_lfanew points at {@code PE\0\0} and a COFF header. */
final class PeHeader {
    private static final int DOS_HEADER_BYTES = 64;
    private static final int E_LFANEW = 0x3c;

    /** {@code PE\0\0} and the COFF header. */
    private static final int PE_HEADER_BYTES = 24;

    private static final int CHARACTERISTICS = 22;
    private static final int IMAGE_FILE_EXECUTABLE_IMAGE = 0x0002;
    private static final int IMAGE_FILE_DLL = 0x2000;

    private PeHeader() {}

    static boolean matches(Head head) {
        if (!head.has(0, "MZ") || head.length() < DOS_HEADER_BYTES) {
            return false;
        }
        int at = head.i32le(E_LFANEW);
        if (at < 4 || head.sizeBytes() >= 0 && at > head.sizeBytes() - PE_HEADER_BYTES) {
            return false;
        }
        return at > head.length() - PE_HEADER_BYTES || head.has(at, "PE\0\0"); // beyond the head decoding will tell
    }

    /** Null when there is no PE header after all. */
    static @Nullable Executable read(ByteReader reader) throws IOException {
        reader.require(DOS_HEADER_BYTES);
        reader.advance(E_LFANEW);
        long at = reader.u32le();
        try {
            reader.skip(at - DOS_HEADER_BYTES > 0 ? at - DOS_HEADER_BYTES : 0);
            if (at < DOS_HEADER_BYTES) {
                reader.seek(at);
            }
            reader.require(PE_HEADER_BYTES);
        } catch (TruncatedException e) {
            return null; // "MZ" and no more: what begins like that need not be a program
        }
        byte[] header = reader.bytes(PE_HEADER_BYTES);
        if (header[0] != 'P' || header[1] != 'E' || header[2] != 0 || header[3] != 0) {
            return null;
        }
        int machine = u16(header, 4);
        int characteristics = u16(header, CHARACTERISTICS);
        String kind = (characteristics & IMAGE_FILE_DLL) != 0
                ? "dynamic library"
                : (characteristics & IMAGE_FILE_EXECUTABLE_IMAGE) != 0 ? "executable" : "image that is not linked";
        return ExecutableDecoder.named("PE", 0, machine, kind);
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }
}
