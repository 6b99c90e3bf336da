package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Visits what groups of the first kind hold: a B-tree of version 1 over symbol tables, and a heap of names. */
final class Groups {
    /** Told of each link to an object. */
    @FunctionalInterface
    interface Visitor {
        void hard(String name, long address) throws IOException;
    }

    private static final int SOFT_LINK = 2;

    private final Pages in;
    private final Superblock file;
    private final Budget budget;
    private final Visitor visitor;
    private final Set<Long> seen = new HashSet<>();
    private final long names;
    private final long namesEnd;

    private Groups(Pages in, Superblock file, Budget budget, long heap, Visitor visitor) throws IOException {
        this.in = in;
        this.file = file;
        this.budget = budget;
        this.visitor = visitor;
        this.names = localHeap(in, file, heap);
        this.namesEnd = names + in.number(heap + 8, file.lengthBytes());
    }

    /**
     * Where the data of a local heap (specification, III.D) lies.
     *
     * @param at counted from the start of the file, as is the result
     */
    static long localHeap(Pages in, Superblock file, long at) throws IOException {
        in.signature(at, "HEAP", "heap of names");
        long size = in.number(at + 8, file.lengthBytes());
        long data = file.base() + in.number(at + 8 + 2L * file.lengthBytes(), file.offsetBytes());
        in.require(data, size);
        return data;
    }

    /** @param symbolTable the data of the message that says where they lie */
    static void visit(Pages in, Superblock file, Budget budget, long symbolTable, Visitor visitor) throws IOException {
        long tree = in.number(symbolTable, file.offsetBytes());
        long heap = in.number(symbolTable + file.offsetBytes(), file.offsetBytes());
        new Groups(in, file, budget, file.base() + heap, visitor).node(file.base() + tree, Integer.MAX_VALUE);
    }

    private void node(long at, int above) throws IOException {
        budget.spendEntry();
        MalformedException.check(seen.add(at), at, "the index of a group goes round in a circle");
        if (in.has(at, "SNOD")) {
            symbols(at);
            return;
        }
        in.signature(at, "TREE", "index of a group");
        int level = in.u8(at + 5);
        MalformedException.check(in.u8(at + 4) == 0 && level < above, at, "a node of a group's index is out of place");
        int children = in.u16(at + 6);
        int o = file.offsetBytes();
        int l = file.lengthBytes();
        long first = at + 8 + 2L * o + l;
        for (int i = 0; i < children; i++) {
            node(file.base() + in.number(first + (long) i * (o + l), o), level);
        }
    }

    private void symbols(long at) throws IOException {
        int count = in.u16(at + 6);
        int o = file.offsetBytes();
        long entry = at + 8;
        for (int i = 0; i < count; i++, entry += 24 + 2L * o) {
            in.unfold(24 + 2L * o);
            if (in.u32(entry + 2L * o) == SOFT_LINK) {
                continue; // leads elsewhere in this file, which is visited anyway
            }
            long name = names + in.number(entry, o);
            MalformedException.check(name >= names && name < namesEnd, entry, "a name lies outside of its heap");
            visitor.hard(in.textUpToZero(name, namesEnd), in.number(entry + o, o));
        }
    }
}
