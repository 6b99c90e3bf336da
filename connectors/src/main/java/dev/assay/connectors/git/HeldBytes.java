package dev.assay.connectors.git;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import java.nio.ByteBuffer;

/** A file in memory that counts as long as it is open. Belongs to one thread. */
final class HeldBytes implements ByteSource {
    private final MemorySource bytes;
    private final Budget budget;
    private long held;

    HeldBytes(byte[] bytes, Budget budget) {
        budget.takeMemory(bytes.length);
        this.held = bytes.length;
        this.bytes = new MemorySource(bytes);
        this.budget = budget;
    }

    @Override
    public long sizeBytes() {
        return bytes.sizeBytes();
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public int read(long positionBytes, ByteBuffer into) {
        return bytes.read(positionBytes, into);
    }

    @Override
    public void close() {
        budget.giveBackMemory(held);
        held = 0;
    }
}
