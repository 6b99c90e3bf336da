package dev.assay.engine.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Memory;

/** The memory that the tokens of one text take; close it to give that back. Belongs to one thread. */
final class TokenRoom implements Lexer.Room, AutoCloseable {
    /** Tokens of one text; what comes after them is given up. */
    private static final int MOST_TOKENS = 4_000_000;
    /** What a token and what is built of it take. */
    private static final int BYTES_PER_TOKEN = 80;

    private final Budget budget;
    private long tokens;
    private long takenBytes;

    TokenRoom(Budget budget) {
        this.budget = budget;
    }

    @Override
    public boolean take(int more) {
        long bytes = ((long) more * BYTES_PER_TOKEN + Memory.UNIT_BYTES - 1) / Memory.UNIT_BYTES * Memory.UNIT_BYTES;
        if (tokens + more > MOST_TOKENS || !budget.tryTakeMemory(bytes)) {
            return false;
        }
        tokens += more;
        takenBytes += bytes;
        return true;
    }

    @Override
    public void close() {
        budget.giveBackMemory(takenBytes);
    }
}
