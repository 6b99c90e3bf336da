package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/** Finds objects of a fractal heap (specification, III.G) by their ids. Nothing of it is kept but its header. */
final class FractalHeap {
    /** What a heap's object takes. */
    record Extent(long at, long size) {}

    /** Rows of a doubling table cannot be more, or offsets would have more than 64 bits. */
    private static final int MOST_ROWS = 64;

    private static final int MOST_DEPTH = 16;

    private final Pages in;
    private final Superblock file;
    private final long headerAt;
    private final int width;
    private final long startBytes;
    private final long mostDirectBytes;
    private final int offsetBytes;
    private final int sizeBytes;
    private final long rootAt;
    private final int rootRows;

    FractalHeap(Pages in, Superblock file, long at) throws IOException {
        this.in = in;
        this.file = file;
        this.headerAt = at;
        in.signature(at, "FRHP", "heap of names");
        int o = file.offsetBytes();
        int l = file.lengthBytes();
        if (in.u16(at + 7) != 0) {
            throw new UnsupportedException(at, "compresses its names or attributes, which is not read");
        }
        long mostManaged = in.u32(at + 10);
        long table = at + 14 + 2L * o + 10L * l; // past free space, statistics, and huge and tiny objects
        this.width = in.u16(table);
        this.startBytes = in.number(table + 2, l);
        this.mostDirectBytes = in.number(table + 2 + l, l);
        int offsetBits = in.u16(table + 2 + 2L * l);
        this.rootAt = in.number(table + 6 + 2L * l, o);
        this.rootRows = in.u16(table + 6 + 2L * l + o);
        boolean sound = width > 0
                && startBytes > 0
                && Long.bitCount(startBytes) == 1
                && mostDirectBytes >= startBytes
                && Long.bitCount(mostDirectBytes) == 1
                && offsetBits <= 64
                && rootRows <= MOST_ROWS;
        MalformedException.check(sound, table, "a heap has an impossible shape");
        this.offsetBytes = (offsetBits + 7) / 8;
        long longest = Math.max(Math.min(mostDirectBytes, mostManaged), 1);
        this.sizeBytes = (63 - Long.numberOfLeadingZeros(longest)) / 8 + 1;
    }

    /** The object with the id at {@code idAt}. */
    Extent find(long idAt) throws IOException {
        int first = in.u8(idAt);
        return switch (first >> 4 & 3) {
            case 0 -> {
                long at = locate(in.number(idAt + 1, offsetBytes));
                long size = in.number(idAt + 1 + offsetBytes, sizeBytes);
                in.require(at, size);
                yield new Extent(at, size);
            }
            case 2 -> new Extent(idAt + 1, (first & 15) + 1);
            default -> throw new UnsupportedException(headerAt, "has names or attributes too large for its heap");
        };
    }

    private long locate(long offset) throws IOException {
        MalformedException.check(
                offset >= 0 && !file.isUndefined(rootAt), headerAt, "an object lies outside of its heap");
        long at = file.base() + rootAt;
        if (rootRows == 0) {
            MalformedException.check(offset < startBytes, headerAt, "an object lies outside of its heap");
            return at + offset;
        }
        int rows = rootRows;
        long within = offset;
        for (int depth = 0; depth < MOST_DEPTH; depth++) {
            in.signature(at, "FHIB", "block of a heap");
            long entries = at + 5 + file.offsetBytes() + offsetBytes;
            int row = 0;
            long before = 0;
            while (row < rows && within - before >= rowBytes(row)) {
                before += rowBytes(row);
                row++;
            }
            MalformedException.check(row < rows, at, "an object lies outside of its heap");
            long column = (within - before) / blockBytes(row);
            within = (within - before) % blockBytes(row);
            long child = in.number(entries + (row * (long) width + column) * file.offsetBytes(), file.offsetBytes());
            MalformedException.check(!file.isUndefined(child), at, "an object lies outside of its heap");
            at = file.base() + child;
            if (blockBytes(row) <= mostDirectBytes) {
                return at + within;
            }
            // an indirect block spans as much as its row says, so it has the rows that sum up to that
            rows = rowsSpanning(blockBytes(row));
        }
        throw new MalformedException(headerAt, "a heap is deeper than any honest one");
    }

    private long blockBytes(int row) {
        return startBytes << Math.max(row - 1, 0);
    }

    private long rowBytes(int row) {
        long bytes = blockBytes(row);
        return bytes <= 0 || bytes > Long.MAX_VALUE / width ? Long.MAX_VALUE : bytes * width;
    }

    private int rowsSpanning(long bytes) {
        int rows = 0;
        for (long sum = 0; sum < bytes && rows < MOST_ROWS; rows++) {
            sum += rowBytes(rows);
        }
        return rows;
    }
}
