package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.binary.Image.Section;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Mach-O ({@code mach-o/loader.h} of Darwin): the sections of all segments; of a file for several architectures those of the first. */
final class MachImage {
    private static final int MAGIC_32 = 0xfeed_face;
    private static final int MAGIC_64 = 0xfeed_facf;
    private static final int FAT_MAGIC = 0xcafe_babe;
    private static final int FAT_MAGIC_64 = 0xcafe_babf;
    private static final int LC_SEGMENT = 1;
    private static final int LC_SEGMENT_64 = 0x19;
    private static final int WRITABLE = 2;
    private static final int MOST_COMMANDS_BYTES = 1 << 20;

    private MachImage() {}

    /** Without sections where a file for several architectures holds something else, as static libraries are. */
    static Image read(ByteReader in) throws IOException {
        ByteBuffer fat = Image.at(in, 0, 8, ByteOrder.BIG_ENDIAN);
        long base = switch (fat.getInt(0)) {
            case FAT_MAGIC -> Image.at(in, 16, 4, ByteOrder.BIG_ENDIAN).getInt() & 0xffff_ffffL;
            case FAT_MAGIC_64 -> Image.at(in, 16, 8, ByteOrder.BIG_ENDIAN).getLong();
            default -> 0;
        };
        int magic = Image.at(in, base, 4, ByteOrder.BIG_ENDIAN).getInt();
        boolean isBig = magic == MAGIC_32 || magic == MAGIC_64;
        ByteOrder order = isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int plain = isBig ? magic : Integer.reverseBytes(magic);
        if (plain != MAGIC_32 && plain != MAGIC_64) {
            return new Image(in, order, false, List.of());
        }
        boolean wide = plain == MAGIC_64;
        ByteBuffer header = Image.at(in, base, 28, order);
        int bytes = header.getInt(20);
        MalformedException.check(
                bytes >= 0 && bytes <= MOST_COMMANDS_BYTES, base, "load commands of an impossible size");
        ByteBuffer commands = Image.at(in, base + (wide ? 32 : 28), bytes, order);
        List<Section> all = new ArrayList<>();
        int at = 0;
        while (at + 8 <= bytes) {
            int size = commands.getInt(at + 4);
            if (size < 8 || size > bytes - at) {
                break;
            }
            int command = commands.getInt(at);
            if (command == LC_SEGMENT && size >= 56 || command == LC_SEGMENT_64 && size >= 72) {
                segment(commands, at, size, command == LC_SEGMENT_64, base, all);
            }
            at += size;
        }
        return new Image(in, order, wide, all);
    }

    private static void segment(ByteBuffer commands, int at, int size, boolean wide, long base, List<Section> all) {
        boolean isData = (commands.getInt(at + (wide ? 60 : 44)) & WRITABLE) != 0;
        int row = at + (wide ? 72 : 56);
        int rowBytes = wide ? 80 : 68;
        for (; row + rowBytes <= at + size && all.size() < Image.MOST_SECTIONS; row += rowBytes) {
            all.add(new Section(
                    Image.name(commands, row, 16),
                    wide ? commands.getLong(row + 32) : commands.getInt(row + 32) & 0xffff_ffffL,
                    base + (commands.getInt(row + (wide ? 48 : 40)) & 0xffff_ffffL),
                    wide ? commands.getLong(row + 40) : commands.getInt(row + 36) & 0xffff_ffffL,
                    isData));
        }
    }
}
