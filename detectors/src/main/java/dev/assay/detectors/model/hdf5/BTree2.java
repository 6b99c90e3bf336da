package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Visits the records of a version 2 B-tree (specification, III.A.2) in their order. */
final class BTree2 {
    /** Told where each record lies. */
    @FunctionalInterface
    interface Visitor {
        void record(long at) throws IOException;
    }

    private static final int MOST_DEPTH = 32;

    /** Signature, version, type, and the checksum at the end. */
    private static final int NODE_OVERHEAD_BYTES = 10;

    private final Pages in;
    private final Superblock file;
    private final Budget budget;
    private final Visitor visitor;
    private final int nodeBytes;
    private final int recordBytes;
    private final int countBytes;
    private final int depth;
    private final int[] totalBytes;
    private final long headerAt;

    private BTree2(Pages in, Superblock file, Budget budget, long at, Visitor visitor) throws IOException {
        this.in = in;
        this.file = file;
        this.budget = budget;
        this.visitor = visitor;
        this.headerAt = at;
        this.nodeBytes = Math.clamp(in.u32(at + 6), 0, 1 << 30);
        this.recordBytes = in.u16(at + 10);
        this.depth = in.u16(at + 12);
        MalformedException.check(
                depth <= MOST_DEPTH && recordBytes > 0 && nodeBytes > NODE_OVERHEAD_BYTES + recordBytes,
                at,
                "an index has an impossible shape");
        this.totalBytes = new int[depth + 1];
        long most = ((long) nodeBytes - NODE_OVERHEAD_BYTES) / recordBytes;
        this.countBytes = widthOf(most); // a leaf holds the most, and its width is that of all
        long total = most;
        for (int level = 0; level <= depth; level++) {
            totalBytes[level] = widthOf(total);
            int pointer = pointerBytes(level + 1);
            most = Math.max(((long) nodeBytes - NODE_OVERHEAD_BYTES - pointer) / (recordBytes + pointer), 1);
            total = total > Long.MAX_VALUE / (most + 2) ? Long.MAX_VALUE : (most + 1) * total + most;
        }
    }

    static void visit(Pages in, Superblock file, Budget budget, long at, Visitor visitor) throws IOException {
        in.signature(at, "BTHD", "index");
        BTree2 tree = new BTree2(in, file, budget, at, visitor);
        long root = in.number(at + 16, file.offsetBytes());
        if (!file.isUndefined(root)) {
            tree.node(root, in.u16(at + 16 + file.offsetBytes()), tree.depth);
        }
    }

    private static int widthOf(long most) {
        return (63 - Long.numberOfLeadingZeros(Math.max(most, 1))) / 8 + 1;
    }

    /** What a node of this level has for each child: address, count of its records, and of all records below it. */
    private int pointerBytes(int level) {
        return file.offsetBytes() + countBytes + (level > 1 ? totalBytes[level - 1] : 0);
    }

    private void node(long address, long records, int level) throws IOException {
        budget.spendEntry();
        long at = file.base() + address;
        in.signature(at, level == 0 ? "BTLF" : "BTIN", "node of an index");
        int pointer = level == 0 ? 0 : pointerBytes(level);
        long needed = NODE_OVERHEAD_BYTES + records * recordBytes + (level == 0 ? 0 : (records + 1) * pointer);
        MalformedException.check(needed <= nodeBytes, at, "a node of an index is fuller than it can be");
        in.require(at, needed);
        in.unfold(needed);
        long children = at + 6 + records * recordBytes;
        for (long i = 0; i <= records; i++) {
            if (level > 0) {
                long child = children + i * pointer;
                long count = in.number(child + file.offsetBytes(), countBytes);
                MalformedException.check(
                        count >= 0 && count <= nodeBytes, headerAt, "an index has an impossible count");
                node(in.number(child, file.offsetBytes()), count, level - 1);
            }
            if (i < records) {
                visitor.record(at + 6 + i * recordBytes);
            }
        }
    }
}
