package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.binary.Image.Section;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** ELF (System V ABI): the sections, and behind them the segments, which are there also where the sections were stripped. */
final class ElfImage {
    private static final int HEADER_32 = 52;
    private static final int HEADER_64 = 64;
    private static final int PT_LOAD = 1;
    private static final int PF_W = 2;
    private static final int SHT_NOBITS = 8;
    private static final int SHF_WRITE = 1;
    private static final int MOST_NAME = 64;
    private static final int MOST_NAMES_BYTES = 1 << 20;

    private ElfImage() {}

    static Image read(ByteReader in) throws IOException {
        ByteBuffer ident = Image.at(in, 0, 16, ByteOrder.LITTLE_ENDIAN);
        boolean wide = ident.get(4) == 2;
        ByteOrder order = ident.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer header = Image.at(in, 0, wide ? HEADER_64 : HEADER_32, order);
        List<Section> all = new ArrayList<>();
        long sections = wide ? header.getLong(40) : header.getInt(32) & 0xffff_ffffL;
        int counts = wide ? 54 : 42;
        sections(
                in,
                order,
                wide,
                sections,
                header.getShort(counts + 6) & 0xffff,
                header.getShort(counts + 8) & 0xffff,
                all);
        long segments = wide ? header.getLong(32) : header.getInt(28) & 0xffff_ffffL;
        segments(in, order, wide, segments, header.getShort(counts + 2) & 0xffff, all);
        return new Image(in, order, wide, all);
    }

    private static void sections(
            ByteReader in, ByteOrder order, boolean wide, long table, int count, int names, List<Section> all)
            throws IOException {
        if (table <= 0 || count == 0 || count > Image.MOST_SECTIONS || names >= count) {
            return; // stripped
        }
        int size = wide ? 64 : 40;
        ByteBuffer rows = Image.at(in, table, count * size, order);
        int strings = names * size;
        long namesAt = wide ? rows.getLong(strings + 24) : rows.getInt(strings + 16) & 0xffff_ffffL;
        long namesBytes = wide ? rows.getLong(strings + 32) : rows.getInt(strings + 20) & 0xffff_ffffL;
        ByteBuffer texts = Image.at(in, namesAt, Math.clamp(namesBytes, 0, MOST_NAMES_BYTES), order);
        for (int row = 0; row < rows.capacity(); row += size) {
            long flags = wide ? rows.getLong(row + 8) : rows.getInt(row + 8);
            if (rows.getInt(row + 4) != SHT_NOBITS) {
                all.add(new Section(
                        Image.name(texts, rows.getInt(row), MOST_NAME),
                        wide ? rows.getLong(row + 16) : rows.getInt(row + 12) & 0xffff_ffffL,
                        wide ? rows.getLong(row + 24) : rows.getInt(row + 16) & 0xffff_ffffL,
                        wide ? rows.getLong(row + 32) : rows.getInt(row + 20) & 0xffff_ffffL,
                        (flags & SHF_WRITE) != 0));
            }
        }
    }

    private static void segments(ByteReader in, ByteOrder order, boolean wide, long table, int count, List<Section> all)
            throws IOException {
        if (table <= 0 || count == 0 || count > Image.MOST_SECTIONS) {
            return;
        }
        int size = wide ? 56 : 32;
        ByteBuffer rows = Image.at(in, table, count * size, order);
        for (int row = 0; row < rows.capacity(); row += size) {
            if (rows.getInt(row) == PT_LOAD) {
                int flags = rows.getInt(row + (wide ? 4 : 24));
                all.add(new Section(
                        "",
                        wide ? rows.getLong(row + 16) : rows.getInt(row + 8) & 0xffff_ffffL,
                        wide ? rows.getLong(row + 8) : rows.getInt(row + 4) & 0xffff_ffffL,
                        wide ? rows.getLong(row + 32) : rows.getInt(row + 16) & 0xffff_ffffL,
                        (flags & PF_W) != 0));
            }
        }
    }
}
