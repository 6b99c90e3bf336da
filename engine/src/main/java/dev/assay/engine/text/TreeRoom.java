package dev.assay.engine.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;

/**
 * The room for one {@link Tree}: its nodes take their memory from the budget, and their number and depth are bounded. Close
 * it when the tree is no longer used. Belongs to one thread.
 */
public final class TreeRoom implements AutoCloseable {
    /** Objects and lists within each other. */
    public static final int MOST_DEPTH = 128;

    private static final int MOST_NODES = 1_000_000;
    private static final int PORTION_NODES = 4096;

    /** A node with its entry, its key and the share of its list; their texts come out of the document's own size. */
    private static final int NODE_BYTES = 160;

    private final Budget budget;
    private final long textBytes;
    private long taken;
    private int nodes;

    /** @param documentBytes the size of the document, whose texts the tree holds as well */
    public TreeRoom(Budget budget, int documentBytes) {
        this.budget = budget;
        this.textBytes = 2L * documentBytes;
    }

    /** One node more, at this depth. */
    public void node(int depth, long offsetBytes) throws MalformedException {
        MalformedException.check(depth <= MOST_DEPTH, offsetBytes, "nested more than " + MOST_DEPTH + " levels deep");
        if (nodes % PORTION_NODES == 0) {
            if (nodes >= MOST_NODES) {
                throw BudgetExceededException.limit("holds more than " + MOST_NODES + " values");
            }
            long portion = Memory.wholeUnits((long) PORTION_NODES * NODE_BYTES + (nodes == 0 ? textBytes : 0));
            budget.spendWork(PORTION_NODES);
            budget.takeMemory(portion);
            taken += portion;
        }
        nodes++;
    }

    @Override
    public void close() {
        if (taken > 0) {
            budget.giveBackMemory(taken);
            taken = 0;
        }
    }
}
