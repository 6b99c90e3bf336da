package dev.assay.detectors.archive;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.RecordingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The committed archives and compressions, which other programs wrote. */
public final class ArchiveFixtures {
    private ArchiveFixtures() {}

    public static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(
                ArchiveFixtures.class.getResourceAsStream("fixtures/" + name), () -> "there is no fixture " + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The same bytes with those at a place changed. */
    public static byte[] with(byte[] bytes, int at, int... values) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < values.length; i++) {
            changed[at + i] = (byte) values[i];
        }
        return changed;
    }

    public static RecordingSink decode(Decoder decoder, byte[] bytes) {
        return RecordingSink.of(decoder, new MemorySource(bytes));
    }

    /** What one child holds, or nothing. */
    public static byte[] content(RecordingSink sink) {
        return sink.children().isEmpty()
                ? new byte[0]
                : sink.children().getFirst().bytes();
    }

    /** Runs within so much memory, and checks that all of it comes back. */
    public static RecordingSink within(long memoryBytes, Limits limits, Decoder decoder, byte[] bytes) {
        Memory memory = Leaks.memory(memoryBytes);
        Budget budget = new Budget(limits, Clock.endless(), memory, bytes.length);
        RecordingSink sink = new RecordingSink(budget);
        try {
            sink.run(decoder, new MemorySource(bytes));
        } finally {
            if (memory.used() != 0) {
                throw new AssertionError(decoder.format().id() + " keeps memory");
            }
        }
        return sink;
    }
}
