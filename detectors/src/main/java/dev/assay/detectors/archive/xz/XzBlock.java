package dev.assay.detectors.archive.xz;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.lzma.BranchData;
import dev.assay.detectors.archive.lzma.Branches;
import dev.assay.detectors.archive.lzma.DeltaData;
import dev.assay.detectors.archive.lzma.Lzma2Data;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the data of a block (XZ file format, 3.1).
 *
 * @param compressedBytes as the header tells, or {@link ByteSource#UNKNOWN}
 * @param contentBytes likewise
 * @param filters in the order in which they were applied
 */
record XzBlock(int headerBytes, long compressedBytes, long contentBytes, List<Filter> filters) {
    private static final int MOST_FILTERS = 4;
    private static final int DELTA = 3;
    private static final int LZMA2 = 0x21;

    /** @param properties what follows the id, as a number of {@code size} bytes, the lowest first */
    record Filter(long id, int size, long properties) {}

    /** Reads it, without the byte of its size, which is not 0. */
    static XzBlock read(ByteReader in, int sizeByte) throws IOException {
        long at = in.position() - 1;
        int size = (sizeByte + 1) * 4;
        in.require(size - 1);
        CRC32 sum = new CRC32();
        sum.update(sizeByte);
        sum.update(in.array(), in.index(), size - 5);
        long end = at + size - 4;
        int flags = in.u8();
        MalformedException.check((flags & 0x3c) == 0, at, "a reserved bit of the XZ block is set");
        long compressed = (flags & 0x40) != 0 ? VariableLength.read(in, end) : ByteSource.UNKNOWN;
        long content = (flags & 0x80) != 0 ? VariableLength.read(in, end) : ByteSource.UNKNOWN;
        List<Filter> filters = new ArrayList<>(MOST_FILTERS);
        for (int i = flags & 3; i >= 0; i--) {
            long id = VariableLength.read(in, end);
            long length = VariableLength.read(in, end);
            MalformedException.check(length <= end - in.position(), at, "a filter leads past the XZ block's header");
            long properties = 0;
            for (int j = 0; j < length; j++) {
                long value = in.u8();
                properties |= j < 4 ? value << 8 * j : 0;
            }
            filters.add(new Filter(id, (int) length, properties));
        }
        in.skip(end - in.position());
        MalformedException.check(
                in.u32le() == sum.getValue(), at, "the XZ block's header has another checksum than it says");
        return new XzBlock(size, compressed, content, filters);
    }

    /** What undoes the filters, the last one first. */
    Decompressor open(ByteReader in, Budget budget) throws IOException {
        long at = in.position();
        Filter last = filters.getLast();
        long dictionary = last.size() == 1 ? Lzma2Data.dictionaryBytes((int) last.properties()) : -1;
        if (last.id() != LZMA2) {
            throw new UnsupportedException(at, String.format("an XZ block that ends with the filter %x", last.id()));
        }
        MalformedException.check(dictionary > 0, at, "an LZMA2 dictionary of no size");
        for (Filter filter : filters.subList(0, filters.size() - 1)) {
            check(filter, at);
        }
        Decompressor data = new Lzma2Data(in, dictionary, budget);
        for (int i = filters.size() - 2; i >= 0; i--) {
            data = undo(filters.get(i), data);
        }
        return data;
    }

    /** Before memory is taken. */
    private static void check(Filter filter, long at) throws IOException {
        if (filter.id() == DELTA && filter.size() == 1) {
            return;
        }
        if (branches(filter) == null) {
            throw new UnsupportedException(at, String.format("an XZ block with the filter %x", filter.id()));
        }
    }

    private static Decompressor undo(Filter filter, Decompressor data) {
        Branches branches = branches(filter);
        return branches == null ? new DeltaData(data, (int) filter.properties() + 1) : new BranchData(data, branches);
    }

    private static @Nullable Branches branches(Filter filter) {
        int start = (int) filter.properties();
        return switch ((int) Math.min(filter.id(), 0xff)) {
            case 4 -> Branches.x86(start);
            case 5 -> Branches.powerPc(start);
            case 7 -> Branches.arm(start);
            case 8 -> Branches.armThumb(start);
            case 9 -> Branches.sparc(start);
            case 10 -> Branches.arm64(start);
            default -> null;
        };
    }
}
