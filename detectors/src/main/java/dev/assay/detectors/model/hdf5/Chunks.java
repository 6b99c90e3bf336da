package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the chunks of a dataset lie (specification, IV.A.2.i and VII), by their number in row-major order. Sizes are in bytes:
 * in the last dimension an element counts as many as it has.
 *
 * @param shape of the whole, {@code chunk} of each
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Chunks(long[] shape, long[] chunk, Map<Long, Chunk> byNumber) {
    /** @param mask the filters that were left out, a bit each */
    record Chunk(long at, long size, long mask) {}

    /** Told of each entry of an index that has one number for each chunk. */
    @FunctionalInterface
    interface Entries {
        void entry(long number, long at) throws IOException;
    }

    /** With what a table needs for each, less than a tenth of what a scan may keep. */
    private static final int MOST_CHUNKS = 200_000;

    private static final int MOST_RANK = 32;

    /** What the library takes for the size of one. */
    private static final long MOST_CHUNK_BYTES = 0xffff_ffffL;

    private static final int SINGLE = 1;
    private static final int IMPLICIT = 2;
    private static final int FIXED_ARRAY = 3;
    private static final int EXTENSIBLE_ARRAY = 4;
    private static final int TREE = 5;
    private static final int SINGLE_FILTERED = 2;

    /** @param layout the data of the message, of version 3 and above and of the class of chunks */
    static Chunks read(Pages in, Superblock file, Budget budget, long layout, List<Long> dimensions)
            throws IOException {
        int version = in.u8(layout);
        int rank = in.u8(layout + (version == 3 ? 2 : 3)) - 1; // the last is the size of an element
        MalformedException.check(
                rank >= 1 && rank <= MOST_RANK && rank == dimensions.size(), layout, "its chunks have no such shape");
        int o = file.offsetBytes();
        int width = version == 3 ? 4 : in.u8(layout + 4);
        MalformedException.check(width >= 1 && width <= 8, layout, "its chunks have sizes of an impossible width");
        long sizes = layout + (version == 3 ? 3 + o : 5);
        long[] shape = new long[rank];
        long[] chunk = new long[rank];
        long bytes = 1;
        long elementBytes = 1;
        for (int i = 0; i <= rank; i++) {
            long size = in.number(sizes + (long) i * width, width);
            MalformedException.check(
                    size > 0 && size <= MOST_CHUNK_BYTES / bytes, layout, "a chunk has an impossible size");
            bytes *= size;
            if (i < rank) {
                shape[i] = dimensions.get(i);
                chunk[i] = size;
            } else {
                MalformedException.check(
                        shape[rank - 1] <= Long.MAX_VALUE / size, layout, "a dataset has an impossible size");
                shape[rank - 1] *= size;
                chunk[rank - 1] *= size;
                elementBytes = size;
            }
        }
        Chunks chunks = new Chunks(shape, chunk, new HashMap<>());
        MalformedException.check(chunks.countIsSound(), layout, "a dataset has an impossible size");
        Reading reading = new Reading(in, file, budget, chunks, elementBytes);
        if (version == 3) {
            long root = in.number(layout + 3, o);
            if (!file.isUndefined(root)) {
                reading.tree(file.base() + root, Integer.MAX_VALUE);
            }
        } else {
            reading.index(layout, sizes + (long) (rank + 1) * width);
        }
        return chunks;
    }

    long chunkBytes() {
        long bytes = 1;
        for (long size : chunk) {
            bytes *= size;
        }
        return bytes;
    }

    /** How many chunks there are along a dimension. */
    long along(int dimension) {
        return Math.ceilDiv(shape[dimension], chunk[dimension]);
    }

    private boolean countIsSound() {
        long bytes = 1;
        for (int i = 0; i < shape.length; i++) {
            long size = along(i);
            if (shape[i] < 0 || size > 0 && bytes > Long.MAX_VALUE / size || size > Long.MAX_VALUE / chunk[i]) {
                return false;
            }
            bytes *= Math.max(size, 1);
        }
        return bytes <= Long.MAX_VALUE / chunkBytes();
    }

    /** One reading of an index. */
    private static final class Reading {
        private final Pages in;
        private final Superblock file;
        private final Budget budget;
        private final Chunks chunks;
        private final long elementBytes;
        private final int rank;

        Reading(Pages in, Superblock file, Budget budget, Chunks chunks, long elementBytes) {
            this.in = in;
            this.file = file;
            this.budget = budget;
            this.chunks = chunks;
            this.elementBytes = elementBytes;
            this.rank = chunks.shape.length;
        }

        /** Version 1, of chunks (III.A.1): each key has a size, a mask and where the chunk begins. */
        void tree(long at, int above) throws IOException {
            budget.spendEntry();
            in.signature(at, "TREE", "index of chunks");
            int level = in.u8(at + 5);
            MalformedException.check(in.u8(at + 4) == 1 && level < above, at, "a node of an index is out of place");
            int o = file.offsetBytes();
            long key = at + 8 + 2L * o;
            long keyBytes = 8 + 8L * (rank + 1);
            int children = in.u16(at + 6);
            in.require(key, children * (keyBytes + o));
            in.unfold(children * (keyBytes + o));
            for (int i = 0; i < children; i++, key += keyBytes + o) {
                long child = file.base() + in.number(key + keyBytes, o);
                if (level > 0) {
                    tree(child, level);
                } else {
                    // the last dimension has no bytes here, but elements
                    put(number(key + 8, true), child, in.u32(key), in.u32(key + 4));
                }
            }
        }

        /** Version 4 and 5: one of five kinds. */
        void index(long layout, long at) throws IOException {
            int kind = in.u8(at);
            int o = file.offsetBytes();
            boolean filtered = kind == SINGLE && (in.u8(layout + 2) & SINGLE_FILTERED) != 0;
            long info = at + 1;
            long place = info
                    + switch (kind) {
                        case SINGLE -> filtered ? file.lengthBytes() + 4 : 0;
                        case IMPLICIT -> 0;
                        case FIXED_ARRAY -> 1;
                        case EXTENSIBLE_ARRAY -> 5;
                        case TREE -> 6;
                        default -> throw new UnsupportedException(at, "has an index of chunks of an unknown kind");
                    };
            long address = in.number(place, o);
            if (file.isUndefined(address)) {
                return;
            }
            long from = file.base() + address;
            switch (kind) {
                case SINGLE -> {
                    long size = filtered ? in.number(info, file.lengthBytes()) : chunks.chunkBytes();
                    put(0, from, size, filtered ? in.u32(info + file.lengthBytes()) : 0);
                }
                case IMPLICIT -> implicit(from);
                case FIXED_ARRAY -> ChunkArrays.fixed(in, file, from, chunkCount(), entry(from));
                case EXTENSIBLE_ARRAY -> ChunkArrays.extensible(in, file, from, entry(from));
                default -> tree2(from);
            }
        }

        private long chunkCount() {
            long count = 1;
            for (int i = 0; i < rank; i++) {
                count *= chunks.along(i);
            }
            return count;
        }

        private void implicit(long from) throws IOException {
            long count = chunkCount();
            for (long i = 0; i < count; i++) {
                put(i, from + i * chunks.chunkBytes(), chunks.chunkBytes(), 0);
            }
        }

        /** Entries of the arrays: an address, and with filters a size and a mask. */
        private Entries entry(long header) throws IOException {
            boolean filtered = in.u8(header + 5) == 1;
            int sizeBytes = in.u8(header + 6) - file.offsetBytes() - 4;
            MalformedException.check(
                    !filtered || sizeBytes >= 1 && sizeBytes <= 8,
                    header,
                    "an index has entries of an impossible size");
            return (number, at) -> take(number, at, filtered ? sizeBytes : 0);
        }

        private void take(long number, long at, int sizeBytes) throws IOException {
            int o = file.offsetBytes();
            long address = in.number(at, o);
            if (!file.isUndefined(address)) {
                boolean filtered = sizeBytes > 0;
                long size = filtered ? in.number(at + o, sizeBytes) : chunks.chunkBytes();
                put(number, file.base() + address, size, filtered ? in.u32(at + o + sizeBytes) : 0);
            }
        }

        private void tree2(long header) throws IOException {
            boolean filtered = in.u8(header + 5) == 11;
            int scaled = 8 * rank;
            int sizeBytes = in.u16(header + 10) - file.offsetBytes() - 4 - scaled;
            MalformedException.check(
                    !filtered || sizeBytes >= 1 && sizeBytes <= 8,
                    header,
                    "an index has entries of an impossible size");
            long offsets = file.offsetBytes() + (filtered ? sizeBytes + 4L : 0);
            BTree2.visit(
                    in, file, budget, header, at -> take(number(at + offsets, false), at, filtered ? sizeBytes : 0));
        }

        /**
         * The number of the chunk whose place is written there.
         *
         * @param elements whether the place is in elements, not in chunks
         */
        private long number(long at, boolean elements) throws IOException {
            long number = 0;
            for (int i = 0; i < rank; i++) {
                long index = in.number(at + 8L * i, 8);
                if (elements) {
                    long size = i == rank - 1 ? chunks.chunk[i] / elementBytes : chunks.chunk[i];
                    index /= Math.max(size, 1);
                }
                if (index < 0 || index >= chunks.along(i)) {
                    return -1; // a dataset that was made smaller leaves such behind
                }
                number = number * chunks.along(i) + index;
            }
            return number;
        }

        private void put(long number, long at, long size, long mask) throws IOException {
            if (number < 0) {
                return;
            }
            if (chunks.byNumber.size() >= MOST_CHUNKS) {
                throw BudgetExceededException.limit("a dataset has more than " + MOST_CHUNKS + " chunks");
            }
            in.require(at, size);
            chunks.byNumber.putIfAbsent(number, new Chunk(at, size, mask));
        }
    }
}
