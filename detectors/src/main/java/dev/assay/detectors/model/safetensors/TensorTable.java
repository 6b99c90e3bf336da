package dev.assay.detectors.model.safetensors;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Intervals;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.tensor.UnusedBytes;
import dev.assay.engine.text.NameSet;
import dev.assay.engine.text.Quoted;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the tensors lie. "The byte buffer needs to be entirely indexed, and cannot contain holes"; nor may tensors
 * overlap.
 */
final class TensorTable {
    private static final int FIRST_TENSORS = 256;

    private final Budget budget;
    private final Anomalies violations;
    private final NameSet names = new NameSet();
    private final Intervals intervals = new Intervals();
    private long[] empties = new long[FIRST_TENSORS];
    private int emptyCount;

    TensorTable(Budget budget, Anomalies violations) {
        this.budget = budget;
        this.violations = violations;
    }

    /** The tensors' names so far. */
    NameSet names() {
        return names;
    }

    /** Pays for what one more name keeps in memory. */
    void spendName() {
        budget.spendFacts(1);
    }

    /**
     * Adds a tensor, and holds it to its own size.
     *
     * @param at where its name is in the header
     * @param elements the product of its shape, or -1 if that is not known
     */
    void add(String name, long at, @Nullable String dtype, long elements, long begin, long end) {
        if (begin > end) {
            violations.add(
                    "offsets",
                    at,
                    () -> "the tensor " + Quoted.of(name) + " ends at " + end + " and begins at " + begin);
            return;
        }
        if (dtype != null) {
            int bits = bits(dtype);
            if (bits == 0) {
                violations.add(
                        "unknown-dtype", at, () -> "the tensor " + Quoted.of(name) + " is of " + Quoted.of(dtype));
            } else if (elements >= 0 && !fits(elements, bits, end - begin)) {
                violations.add(
                        "size",
                        at,
                        () -> "the tensor " + Quoted.of(name) + " has " + (end - begin) + " bytes for " + elements
                                + " elements of " + dtype);
            }
        }
        if (begin == end) {
            if (emptyCount == empties.length) {
                empties = Arrays.copyOf(empties, emptyCount * 2);
            }
            empties[emptyCount++] = begin;
            return;
        }
        intervals.add(begin, end);
    }

    /** Types below a byte are packed, and must fill their last byte. */
    private static boolean fits(long elements, int bits, long bytes) {
        return bytes <= Long.MAX_VALUE / 8 && Math.multiplyHigh(elements, bits) == 0 && elements * bits == bytes * 8;
    }

    /** Bits of an element, as {@code Dtype::bitsize} has them; 0 for a type that the format does not know. */
    private static int bits(String dtype) {
        return switch (dtype) {
            case "F4" -> 4;
            case "F6_E2M3", "F6_E3M2" -> 6;
            case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> 8;
            case "I16", "U16", "F16", "BF16" -> 16;
            case "I32", "U32", "F32" -> 32;
            case "I64", "U64", "F64", "C64" -> 64;
            default -> 0;
        };
    }

    /**
     * Looks for holes and overlaps.
     *
     * @param bufferStart where the buffer begins in the file, for messages
     * @param unused is told of the holes
     * @return where the last tensor ends in the buffer
     */
    long check(long bufferStart, UnusedBytes unused) {
        long end = intervals.check(
                budget,
                (from, to) -> {
                    unused.note(bufferStart + from, bufferStart + to);
                    violations.add(
                            "hole",
                            bufferStart + from,
                            () -> "no tensor has the bytes " + from + " to " + to + " of the data");
                },
                (from, to) -> violations.add(
                        "overlap",
                        bufferStart + from,
                        () -> "more than one tensor has the bytes " + from + " to " + to + " of the data"));
        checkEmpties(bufferStart, end);
        return end;
    }

    /** A tensor without elements lies where another begins, or at the end. */
    private void checkEmpties(long bufferStart, long end) {
        for (int i = 0; i < emptyCount; i++) {
            long at = empties[i];
            if (at != end && !intervals.begins(at)) {
                violations.add(
                        "offsets",
                        at > end ? -1 : bufferStart + at,
                        () -> "a tensor without elements lies at " + at + ", where no other one begins");
            }
        }
    }
}
