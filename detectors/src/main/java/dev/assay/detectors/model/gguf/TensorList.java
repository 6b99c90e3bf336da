package dev.assay.detectors.model.gguf;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Intervals;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.tensor.UnusedBytes;
import dev.assay.engine.text.NameSet;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of tensors: names, shapes, types and where their numbers lie behind the header. Keeps 32 bytes of each. */
final class TensorList implements AutoCloseable {
    /** {@code GGML_MAX_DIMS}: loaders keep that many. */
    private static final int MOST_DIMENSIONS = 4;

    /** More than that is not kept of a list of dimensions that is wrong anyway. */
    private static final int MOST_DIMENSIONS_READ = 64;

    /** {@code GGML_MAX_NAME}, which has room for 63 characters. */
    private static final int LONGEST_NAME = 63;

    private static final int MOST_NAME_BYTES = 1024;

    /** How many tensors wait for the inventory until it is known where the data begin: more than any model has. */
    private static final int MOST_UNTOLD = 100_000;

    private final GgufInput input;
    private final Sink out;
    private final Budget budget;
    private final Anomalies anomalies;
    private final Inventory inventory;
    private final long alignment;
    private final NameSet names = new NameSet();
    private final TensorNames.@Nullable Builder shard;
    private final Intervals intervals = new Intervals();
    private final List<TensorInfo> untold = new ArrayList<>(0);
    private long paddedSum;
    private boolean empty = true;

    TensorList(GgufInput input, Sink out, Budget budget, Anomalies anomalies, Inventory inventory, long alignment) {
        this.input = input;
        this.out = out;
        this.budget = budget;
        this.anomalies = anomalies;
        this.inventory = inventory;
        this.alignment = alignment;
        this.shard = out.partOfWhole() ? new TensorNames.Builder(budget) : null;
    }

    boolean isEmpty() {
        return empty;
    }

    void read(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            budget.spendFacts(1);
            tensor();
        }
        if (shard != null) {
            out.fact(shard.build());
        }
    }

    private void tensor() throws IOException {
        empty = false;
        long at = input.position();
        long nameLength = input.textLength();
        String name = input.text(nameLength, MOST_NAME_BYTES);
        if (nameLength > LONGEST_NAME) {
            anomalies.add("long-name", at, () -> "the name " + Quoted.of(name) + " has " + nameLength + " bytes");
        }
        if (!names.add(name, nameLength <= MOST_NAME_BYTES)) {
            anomalies.add("duplicate-tensor", at, () -> "the tensor " + Quoted.of(name) + " is there twice");
        }
        if (shard != null) {
            shard.add(name, at, 0);
        }
        List<Long> shape = shape(name, at);
        long typeNumber = input.u32();
        TensorType type = TensorType.of(typeNumber);
        long offset = input.u64();
        long elements = elements(name, at, shape);
        long size = type == null || elements < 0 ? -1 : type.bytes(elements);
        if (type == null) {
            anomalies.add("unknown-type", at, () -> "the tensor " + Quoted.of(name) + " is of the type " + typeNumber);
        } else if (!shape.isEmpty() && elements >= 0 && shape.getFirst() % type.blockElements() != 0) {
            anomalies.add(
                    "block-size",
                    at,
                    () -> "the rows of " + Quoted.of(name) + " have " + shape.getFirst() + " elements, and blocks of "
                            + type.name() + " have " + type.blockElements());
        }
        place(name, at, offset, size, elements >= 0 && type != null);
        if (elements >= 0 && inventory.isWanted()) {
            TensorInfo told =
                    new TensorInfo(name, type == null ? "type " + typeNumber : type.name(), shape, offset, size);
            if (untold.size() < MOST_UNTOLD) {
                untold.add(told);
            } else {
                tell(told, -1);
            }
        }
    }

    private void tell(TensorInfo tensor, long offset) {
        inventory.tensor(tensor.name(), tensor.dtype(), tensor.shape(), offset, tensor.sizeBytes());
    }

    private List<Long> shape(String name, long at) throws IOException {
        long dimensions =
                input.counted(input.u32(), input.lengthBytes(), GgufInput.MOST_COUNTED, "count-overflow", "dimensions");
        if (dimensions > MOST_DIMENSIONS) {
            anomalies.add(
                    "dimension-count",
                    at,
                    () -> "the tensor " + Quoted.of(name) + " has " + dimensions + " dimensions");
        }
        int kept = (int) Math.min(dimensions, MOST_DIMENSIONS_READ);
        List<Long> shape = new ArrayList<>(kept);
        for (int i = 0; i < kept; i++) {
            shape.add(input.length());
        }
        input.skip(dimensions - kept, input.lengthBytes());
        return shape;
    }

    /** How many elements a tensor has, or -1 where that overflows what loaders count with. */
    private long elements(String name, long at, List<Long> shape) {
        long product = 1;
        for (long dimension : shape) {
            if (dimension < 0 || Math.multiplyHigh(product, dimension) != 0 || product * dimension < 0) {
                String shown = String.join(
                        " x ", shape.stream().map(Long::toUnsignedString).toList());
                anomalies.add(
                        "dimensions-overflow",
                        at,
                        () -> "the dimensions of " + Quoted.of(name) + " are " + shown
                                + ", whose product 63 bits do not hold");
                return -1;
            }
            product *= dimension;
        }
        return product;
    }

    /** @param sized whether there is a size at all; if it is negative then, it is one that overflows */
    private void place(String name, long at, long offset, long size, boolean sized) {
        long padded = size < 0 ? -1 : Math.ceilDiv(size, alignment) * alignment;
        boolean overflows = offset < 0
                || sized && (padded < size || offset > Long.MAX_VALUE - padded || paddedSum > Long.MAX_VALUE - padded);
        if (overflows) {
            anomalies.add(
                    "size-overflow",
                    at,
                    () -> "the tensor " + Quoted.of(name) + " lies at " + Long.toUnsignedString(offset)
                            + ", and where it or all of them end is more than 63 bits hold");
            return;
        }
        if (offset % alignment != 0) {
            anomalies.add(
                    "alignment",
                    at,
                    () -> "the tensor " + Quoted.of(name) + " lies at " + offset + ", no multiple of " + alignment);
        }
        paddedSum += Math.max(padded, 0);
        if (size > 0) {
            intervals.add(offset, offset + size);
        }
    }

    /**
     * Looks for tensors that overlap and for room that none has.
     *
     * @param start where their numbers begin in the file
     * @param unused is told of what no tensor has
     * @return where the last one ends, from there
     */
    long check(long start, UnusedBytes unused) {
        untold.forEach(tensor -> tell(tensor, Math.max(start + tensor.offsetBytes(), -1)));
        untold.clear();
        return intervals.check(
                budget,
                (from, to) -> {
                    if (!anomalies.has("unknown-type")) {
                        unused.note(start + from, start + to);
                    }
                    if (to - from >= alignment && !anomalies.has("unknown-type")) {
                        anomalies.add(
                                "hole",
                                start + from,
                                () -> "no tensor has the bytes " + from + " to " + to + " of the data");
                    }
                },
                (from, to) -> anomalies.add(
                        "overlap",
                        start + from,
                        () -> "more than one tensor has the bytes " + from + " to " + to + " of the data"));
    }

    @Override
    public void close() {
        untold.forEach(
                tensor -> tell(tensor, -1)); // the header breaks off, so that nobody knows where the data would begin
        if (shard != null) {
            shard.close();
        }
    }
}
