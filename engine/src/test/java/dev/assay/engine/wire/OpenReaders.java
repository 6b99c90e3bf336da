package dev.assay.engine.wire;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;

/** Readers that a test opens, and closes with its end. */
final class OpenReaders implements AutoCloseable {
    private final List<ByteReader> open = new ArrayList<>();

    ByteReader of(byte[] bytes) {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        ByteReader reader = new ByteReader(new MemorySource(bytes), budget);
        open.add(reader);
        return reader;
    }

    @Override
    public void close() {
        open.forEach(ByteReader::close);
        open.clear();
    }
}
