package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Reads link messages (specification, IV.A.2.g), in an object's header or in a group's heap. */
final class Links {
    /** What a group leads to. */
    interface Visitor {
        void hard(String name, long address) throws IOException;

        void external(String name, String file, long at) throws IOException;

        /** A link that only a program understands which has registered its kind. */
        void user(String name, int kind, long at) throws IOException;
    }

    private static final int HAS_KIND = 0x08;
    private static final int HAS_ORDER = 0x04;
    private static final int HAS_CHARSET = 0x10;

    private static final int HARD = 0;
    private static final int SOFT = 1;
    private static final int EXTERNAL = 64;

    /** Type, hash, and then the id, of a record of names (specification, III.A.2). */
    private static final int HASH_BYTES = 4;

    private Links() {}

    static void message(Pages in, Superblock file, long at, long end, Visitor out) throws IOException {
        int flags = in.u8(at + 1);
        long next = at + 2;
        int kind = HARD;
        if ((flags & HAS_KIND) != 0) {
            kind = in.u8(next++);
        }
        next += ((flags & HAS_ORDER) != 0 ? 8 : 0) + ((flags & HAS_CHARSET) != 0 ? 1 : 0);
        int width = 1 << (flags & 3);
        long length = in.number(next, width);
        next += width;
        MalformedException.check(length >= 0 && length <= end - next, at, "a link is cut short");
        String name = in.text(next, length);
        next += length;
        switch (kind) {
            case HARD -> out.hard(name, in.number(next, file.offsetBytes()));
            case SOFT -> {} // leads elsewhere in this file, which is visited anyway
            case EXTERNAL -> {
                MalformedException.check(end - next >= 4, at, "a link is cut short");
                out.external(name, in.textUpToZero(next + 3, end), at);
            }
            default -> out.user(name, kind, at);
        }
    }

    /**
     * The links that lie in a heap, by the index of their names.
     *
     * @param info the data of the link info message
     */
    static void dense(Pages in, Superblock file, Budget budget, long info, Visitor out) throws IOException {
        long addresses = info + 2 + ((in.u8(info + 1) & 1) != 0 ? 8 : 0);
        long heapAt = in.number(addresses, file.offsetBytes());
        long tree = in.number(addresses + file.offsetBytes(), file.offsetBytes());
        if (file.isUndefined(heapAt) || file.isUndefined(tree)) {
            return; // all of them are in the header
        }
        FractalHeap heap = new FractalHeap(in, file, file.base() + heapAt);
        BTree2.visit(in, file, budget, file.base() + tree, record -> {
            FractalHeap.Extent link = heap.find(record + HASH_BYTES);
            message(in, file, link.at(), link.at() + link.size(), out);
        });
    }
}
