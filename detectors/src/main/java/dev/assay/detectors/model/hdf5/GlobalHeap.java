package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Finds objects of global heaps (specification, III.E): texts without a fixed length, and mappings to other datasets. */
final class GlobalHeap {
    /** What an object takes. */
    record Extent(long at, long size) {}

    private GlobalHeap() {}

    /** @param reference where the collection's address and the object's number are written */
    static Extent find(Pages in, Superblock file, long reference) throws IOException {
        long collection = in.number(reference, file.offsetBytes());
        return find(in, file, collection, in.u32(reference + file.offsetBytes()));
    }

    /** The same, of a collection's address and an object's number. */
    static Extent find(Pages in, Superblock file, long collection, long wanted) throws IOException {
        long at = file.base() + collection;
        in.signature(at, "GCOL", "heap of texts");
        int l = file.lengthBytes();
        long size = in.number(at + 8, l);
        in.require(at, size);
        long end = at + size;
        long next = at + 8 + l;
        while (end - next >= 8 + l) {
            in.unfold(8 + l);
            int number = in.u16(next);
            long length = in.number(next + 8, l);
            if (number == 0) {
                break; // free space, up to the end
            }
            long data = next + 8 + l;
            MalformedException.check(length >= 0 && length <= end - data, next, "a text is longer than its heap");
            if (number == wanted) {
                return new Extent(data, length);
            }
            next = data + (length + 7) / 8 * 8;
        }
        throw new MalformedException(at, "a text is not in the heap that should have it");
    }
}
