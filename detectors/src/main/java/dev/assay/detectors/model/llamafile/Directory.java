package dev.assay.detectors.model.llamafile;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of the zip's central directory what a llamafile needs: which members are models, and where the arguments lie. Takes the
 * entries as they stand one behind the other before the end of the file; whether the zip is in order is not its business.
 *
 * @param models members whose names end in {@code .gguf}
 * @param arguments the member {@code .args}
 */
record Directory(List<Member> models, @Nullable Member arguments) {
    /** A member; {@code offset} is of its local header, -1 where the entry refers to a zip64 field. */
    record Member(String name, long offset, long sizeBytes, boolean stored) {}

    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int MOST_MODELS = 100;
    private static final int MOST_NAME = 1024;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    Directory {
        models = List.copyOf(models);
    }

    /** Whether an entry in these bytes has the name of a model. */
    static boolean namesModel(byte[] bytes, int length) {
        for (int at = next(bytes, 0, length); at >= 0; at = next(bytes, at + 4, length)) {
            int name = at + ENTRY_BYTES;
            int nameLength = u16(bytes, at + 28);
            if (name + nameLength <= length && isModel(bytes, name, nameLength)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isModel(byte[] bytes, int from, int length) {
        return length > 5
                && new String(bytes, from + length - 5, 5, StandardCharsets.ISO_8859_1).equalsIgnoreCase(".gguf");
    }

    /** The entries in the last bytes of a file, where a directory of a few dozen members lies. */
    static Directory read(ByteReader reader, long sizeBytes, Budget budget) throws IOException {
        List<Member> models = new ArrayList<>();
        Member arguments = null;
        int length = (int) Math.min(sizeBytes, Head.TAIL_BYTES);
        reader.seek(sizeBytes - length);
        byte[] tail = reader.bytes(length);
        budget.spendWork(length);
        for (int at = next(tail, 0, length); at >= 0; at = next(tail, at + 4, length)) {
            int nameLength = u16(tail, at + 28);
            int name = at + ENTRY_BYTES;
            if (name + nameLength > length) {
                continue;
            }
            Member member = new Member(
                    new String(tail, name, Math.min(nameLength, MOST_NAME), StandardCharsets.UTF_8),
                    u32(tail, at + 42) == IN_ZIP64 ? -1 : u32(tail, at + 42),
                    u32(tail, at + 20),
                    u16(tail, at + 10) == 0);
            if (isModel(tail, name, nameLength) && models.size() < MOST_MODELS) {
                models.add(member);
            } else if (member.name().equals(".args")) {
                arguments = member;
            }
        }
        return new Directory(models, arguments);
    }

    /** Where a stored member's bytes begin, or -1 if it is none or there is no header for it. */
    static long dataOf(ByteReader reader, Member member) throws IOException {
        if (!member.stored() || member.offset() < 0) {
            return -1;
        }
        reader.seek(member.offset());
        if (reader.request(LOCAL_HEADER_BYTES) < LOCAL_HEADER_BYTES || reader.i32le() != 0x04034b50) {
            return -1;
        }
        reader.skip(22);
        return member.offset() + LOCAL_HEADER_BYTES + reader.u16le() + reader.u16le();
    }

    /** Where the next entry begins, or -1. */
    private static int next(byte[] bytes, int from, int length) {
        for (int i = from; i + ENTRY_BYTES <= length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                return i;
            }
        }
        return -1;
    }

    private static int u16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private static long u32(byte[] bytes, int at) {
        return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
    }
}
