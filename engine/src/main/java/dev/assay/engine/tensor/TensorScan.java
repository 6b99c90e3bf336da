package dev.assay.engine.tensor;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the numbers of the tensors that an {@link Inventory} was told of, one after the other, each once: for a decoder
 * to call when it has told of all of them. Does nothing unless the sink is {@linkplain Sink#deep deep}, nor where the source
 * cannot go back to them.
 *
 * <p>Takes memory for a block and 200 KB, whatever the tensors are. Tensors that are not of a type that is looked into, or
 * whose size and shape do not agree, are passed over: saying so is the decoder's.
 */
public final class TensorScan {
    /** Numbers of fewer than that say nothing. */
    private static final int LEAST_NUMBERS = 256;

    /** Tensors may share bytes, as tied weights do; a header may also list the same gigabytes a million times. */
    private static final int MOST_TIMES_READ = 2;

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final float[] values = new float[Spread.SEGMENT];
    private final HiddenContent hidden = new HiddenContent();
    private final Set<Long> seen = new HashSet<>();
    private long leftBytes;

    private TensorScan(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.leftBytes = Math.multiplyExact(MOST_TIMES_READ, in.sizeBytes());
    }

    /** Looks into tensors whose shapes have the slowest dimension first, as most formats have them. */
    public static void of(Inventory inventory, ByteSource in, Sink out, Budget budget) throws IOException {
        of(inventory, false, in, out, budget);
    }

    /** @param fastestFirst whether the first dimension is the one in which neighbours lie side by side */
    public static void of(Inventory inventory, boolean fastestFirst, ByteSource in, Sink out, Budget budget)
            throws IOException {
        if (inventory.dropped()) {
            out.gap(GapKind.LIMIT, -1, "there are more tensors than are looked into", -1);
        }
        of(inventory.tensors(), fastestFirst, in, out, budget);
    }

    /** The same for tensors of which no inventory was made. */
    public static void of(List<TensorInfo> tensors, boolean fastestFirst, ByteSource in, Sink out, Budget budget)
            throws IOException {
        if (!out.deep() || !in.seekable() || in.sizeBytes() < 0) {
            return;
        }
        TensorScan scan = new TensorScan(in, out, budget);
        for (TensorInfo tensor : tensors) {
            Optional<ElementType> type = ElementType.of(tensor.dtype());
            if (type.isPresent() && scan.isThere(tensor, type.get()) && scan.seen.add(tensor.offsetBytes())) {
                if (tensor.sizeBytes() > scan.leftBytes) {
                    out.gap(
                            GapKind.LIMIT,
                            tensor.offsetBytes(),
                            "tensors that share their bytes were not all looked into",
                            -1);
                    return;
                }
                scan.leftBytes -= tensor.sizeBytes();
                scan.look(tensor, type.get(), fastestFirst ? tensor.shape().reversed() : tensor.shape());
            }
        }
    }

    private boolean isThere(TensorInfo tensor, ElementType type) {
        long numbers = tensor.sizeBytes() / type.bytes();
        long left = numbers;
        for (long dimension : tensor.shape()) {
            if (dimension <= 0 || left % dimension != 0) {
                return false;
            }
            left /= dimension;
        }
        return left == 1
                && numbers >= LEAST_NUMBERS
                && numbers * type.bytes() == tensor.sizeBytes()
                && tensor.offsetBytes() >= 0
                && tensor.offsetBytes() <= in.sizeBytes() - tensor.sizeBytes();
    }

    private void look(TensorInfo tensor, ElementType type, List<Long> shape) throws IOException {
        Numbers numbers = new Numbers(type);
        Spread spread = new Spread(type);
        Norms norms = LastLayers.norms(tensor.name(), shape);
        byte[] block = budget.memory().buffers().take();
        Optional<HiddenContent.Found> found = Optional.empty();
        Optional<String> file = Optional.empty();
        try {
            for (long done = 0; done < tensor.sizeBytes(); ) {
                long at = tensor.offsetBytes() + done;
                int length = (int) Math.min(block.length, tensor.sizeBytes() - done);
                if (!fill(block, length, at)) {
                    return; // it ends early, which whoever sized it will say
                }
                if (done == 0) {
                    found = hidden.find(type, block, length);
                    file = Signatures.get().find(block, 0, length);
                }
                segments(type, block, length, at, done / type.bytes(), numbers, spread, norms);
                done += length;
            }
        } finally {
            budget.memory().buffers().give(block);
        }
        out.fact(new TensorStatistics(
                tensor.name(),
                tensor.dtype(),
                tensor.offsetBytes(),
                tensor.sizeBytes(),
                numbers.values(),
                spread.bits(),
                norms == null ? TensorStatistics.Outputs.NONE : norms.outputs()));
        if (file.isPresent()) {
            report(tensor, file.get());
        } else if (found.isPresent()) {
            report(tensor, found.get());
        }
    }

    private boolean fill(byte[] block, int length, long at) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(block, 0, length);
        while (into.hasRemaining()) {
            int n = in.read(at + into.position(), into);
            if (n < 0) {
                return false;
            }
            budget.spendBytes(n);
        }
        return true;
    }

    private void segments(
            ElementType type,
            byte[] block,
            int length,
            long at,
            long first,
            Numbers numbers,
            Spread spread,
            @Nullable Norms norms) {
        int segmentBytes = Spread.SEGMENT * type.bytes();
        for (int from = 0; from < length; from += segmentBytes) {
            int n = Math.min(segmentBytes, length - from) / type.bytes();
            numbers.read(block, from, values, n);
            spread.segment(values, n, block, from, at + from);
            if (norms != null) {
                norms.add(values, n, first + from / type.bytes());
            }
        }
    }

    /** A tensor that is a file altogether goes on as a child, too. */
    private void report(TensorInfo tensor, String file) {
        out.fact(new Anomaly(
                "model/tensor-is-file",
                "the tensor " + Quoted.of(tensor.name()) + " (" + tensor.dtype() + ") begins as a " + file + " does",
                tensor.offsetBytes()));
        out.child(tensor.name() + "/bytes", new SliceSource(in, tensor.offsetBytes(), tensor.sizeBytes()));
    }

    /** What is hidden goes on as a child, so that whatever judges files judges it. */
    private void report(TensorInfo tensor, HiddenContent.Found found) {
        String rule = found.isText() ? "model/tensor-hidden-text" : "model/tensor-hidden-file";
        String name = Quoted.of(tensor.name());
        out.fact(new Anomaly(
                rule,
                found.low().shown() + " in the tensor " + name + " (" + tensor.dtype() + ") are the beginning of a "
                        + found.what() + (found.fromBytes() == 0 ? "" : ", behind " + found.fromBytes() + " bytes"),
                tensor.offsetBytes()));
        SliceSource numbers = new SliceSource(in, tensor.offsetBytes(), tensor.sizeBytes());
        out.child(tensor.name() + "/low-bits", new LowBitsSource(numbers, found.low(), found.fromBytes(), budget));
    }
}
