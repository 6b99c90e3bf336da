package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.binary.Image.Section;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** PE (Microsoft's "PE Format"): the sections. Names of more than eight bytes are those of objects, and stay as they are written. */
final class PeImage {
    private static final int SIGNATURE = 0x0000_4550;
    private static final int OPTIONAL_64 = 0x20b;
    private static final int ROW = 40;
    private static final int WRITE = 0x8000_0000;

    private PeImage() {}

    /** Without sections where the file is a program of DOS, of which the place of a header says nothing. */
    static Image read(ByteReader in, long sizeBytes) throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        long header = Image.at(in, 60, 4, order).getInt() & 0xffff_ffffL;
        List<Section> all = new ArrayList<>();
        boolean isThere = header + 24 <= sizeBytes;
        ByteBuffer coff = Image.at(in, isThere ? header : 0, 24, order);
        if (!isThere || coff.getInt(0) != SIGNATURE) {
            return new Image(in, order, false, all);
        }
        int count = Math.min(coff.getShort(6) & 0xffff, Image.MOST_SECTIONS);
        int optional = coff.getShort(20) & 0xffff;
        ByteBuffer more = Image.at(in, header + 24, Math.min(optional, 32), order);
        boolean wide = optional >= 32 && (more.getShort(0) & 0xffff) == OPTIONAL_64;
        long base = optional < 32 ? 0 : wide ? more.getLong(24) : more.getInt(28) & 0xffff_ffffL;
        ByteBuffer rows = Image.at(in, header + 24 + optional, count * ROW, order);
        for (int row = 0; row < rows.capacity(); row += ROW) {
            all.add(new Section(
                    Image.name(rows, row, 8),
                    base + (rows.getInt(row + 12) & 0xffff_ffffL),
                    rows.getInt(row + 20) & 0xffff_ffffL,
                    rows.getInt(row + 16) & 0xffff_ffffL,
                    (rows.getInt(row + 36) & WRITE) != 0));
        }
        return new Image(in, order, wide, all);
    }
}
