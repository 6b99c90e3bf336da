package dev.assay.detectors.archive.lzma;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Magic;
import java.io.IOException;

/**
 * There is no magic, but a header of which most values make no sense, a zero behind it, and data that must decode for a
 * trial: what comes out of anything else soon refers to what was never there.
 */
final class LzmaMagic implements Magic {
    /** Of every encoder that was not told otherwise. */
    private static final int USUAL_PROPERTIES = 0x5d;

    /**
     * Random bits repeat what came last now and then, but soon fail. Less than what Python decompresses at once (8 KB), so
     * what breaks before is given to nobody.
     */
    private static final int TRIAL_BYTES = 4096;

    private static final long TRIAL_MEMORY_BYTES = 1 << 20;

    @Override
    public boolean matches(Head head) {
        int from = LzmaHeader.SIZE_BYTES;
        if (head.length() < from + RangeDecoder.HEADER_BYTES || head.at(from) != 0) {
            return false;
        }
        LzmaHeader header = LzmaHeader.at(head.bytes(), 0);
        // of numbers in small fields, many zeros make a header and any number of zeros
        boolean zeros = head.i32le(from + 1) == 0 && header.properties() != USUAL_PROPERTIES;
        return header.isPlausible() && !zeros && decodes(head);
    }

    private static boolean decodes(Head head) {
        Memory memory = new Memory(TRIAL_MEMORY_BYTES, new Buffers(1));
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, head.length());
        int got = 0;
        try (ByteReader reader = new ByteReader(new MemorySource(head.bytes(), 0, head.length()), budget);
                LzmaData data = new LzmaData(reader, null, budget)) {
            byte[] into = new byte[TRIAL_BYTES];
            while (got < TRIAL_BYTES) {
                int n = data.read(into, 0, into.length);
                if (n < 0) {
                    break;
                }
                got += n;
            }
            return got > 0;
        } catch (TruncatedException e) {
            return got > 0;
        } catch (IOException | BudgetExceededException e) {
            return got >= TRIAL_BYTES;
        }
    }
}
