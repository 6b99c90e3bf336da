package dev.assay.detectors;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Runs one decoder over fuzzed bytes: nothing may come out of it but IOException and BudgetExceededException. */
public final class FuzzedDecoder {
    private static final Limits LIMITS =
            new Limits(4, 1_000, 1_000, 1 << 24, 100, 1 << 20, 10_000, 100, Duration.ofMinutes(1));

    private FuzzedDecoder() {}

    /** Decodes the bytes as they lie in memory and as they come in a stream, and reads all children. */
    public static void run(Decoder decoder, byte[] bytes) {
        run(decoder, new MemorySource(bytes), bytes.length);
        if (decoder.access() != dev.assay.engine.decode.Access.RANDOM) {
            run(decoder, new StreamSource(new ByteArrayInputStream(bytes), ByteSource.UNKNOWN), bytes.length);
        }
    }

    private static void run(Decoder decoder, ByteSource in, int size) {
        Budget budget = new Budget(LIMITS, Clock.endless(), TestScan.memory(), size);
        try (in) {
            decoder.decode(in, new ReadingSink(budget), budget);
        } catch (IOException | BudgetExceededException e) {
            // refused, as it may be
        }
    }

    /** Reads what it is handed, and keeps nothing. */
    private record ReadingSink(Budget budget) implements Sink {
        @Override
        public void fact(Fact fact) {
            budget.spendFacts(1);
        }

        @Override
        public void gap(GapKind kind, long offsetBytes, String reason, long bytesUnread) {
            budget.spendFacts(1);
        }

        @Override
        public void child(String name, ByteSource content) {
            ByteBuffer into = ByteBuffer.wrap(new byte[8192]);
            try {
                long position = 0;
                for (int n; (n = content.read(position, into.clear())) >= 0; position += n) {
                    budget.spendBytes(n);
                }
            } catch (IOException e) {
                // a child that breaks off is the engine's to report
            }
        }

        @Override
        public void opaque(long bytes) {
            if (bytes < 0) {
                throw new AssertionError(bytes + " opaque bytes");
            }
        }

        @Override
        public void format(String id) {}

        @Override
        public boolean partOfWhole() {
            return true;
        }

        @Override
        public int programLines() {
            return 1000;
        }

        @Override
        public boolean inspecting() {
            return true;
        }

        @Override
        public boolean deep() {
            return true;
        }
    }
}
