package dev.assay.detectors.model.tflite;

import dev.assay.detectors.model.tflite.ModelReading.Content;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tables SubGraph, Tensor and Operator: every number that an interpreter takes for an index or a size. */
final class SubgraphReading {
    private static final int MOST_NAME = 4096;

    /** More than interpreters take. */
    private static final int MOST_DIMENSIONS = 64;

    /** Stands for an input that is optional and not there. */
    private static final int NO_TENSOR = -1;

    private static final int CALL_ONCE = 129;
    private static final int CALL = 31;
    private static final int IF = 118;
    private static final int WHILE = 119;

    private final FlatbufferReader flat;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Inventory inventory;
    private final int[] operators;
    private final Content[] buffers;
    private final List<List<Integer>> calls = new ArrayList<>();
    private final long fileBytes;
    private long operatorCount;

    SubgraphReading(
            FlatbufferReader flat,
            Budget budget,
            Anomalies anomalies,
            PayloadTexts texts,
            Inventory inventory,
            int[] operators,
            Content[] buffers,
            long fileBytes) {
        this.flat = flat;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
        this.inventory = inventory;
        this.operators = operators;
        this.buffers = buffers;
        this.fileBytes = fileBytes;
    }

    void read(Vector subgraphs) throws IOException {
        budget.checkEntries(subgraphs.count());
        for (int i = 0; i < subgraphs.count(); i++) {
            budget.spendEntry();
            calls.add(new ArrayList<>());
            subgraph(flat.table(subgraphs, i), subgraphs.count());
        }
        checkRecursion();
        inventory.metadata("operators", Long.toString(operatorCount), subgraphs.at());
    }

    private void subgraph(Table subgraph, int subgraphs) throws IOException {
        Vector tensors = flat.offsets(subgraph, 0);
        for (int i = 0; i < tensors.count(); i++) {
            tensor(flat.table(tensors, i));
        }
        String name = flat.text(subgraph, 4, MOST_NAME);
        texts.add("subgraph", name, subgraph.at());
        indices(flat.vector(subgraph, 1, Integer.BYTES), tensors.count(), "an input of subgraph " + Quoted.of(name));
        indices(flat.vector(subgraph, 2, Integer.BYTES), tensors.count(), "an output of subgraph " + Quoted.of(name));
        Vector all = flat.offsets(subgraph, 3);
        operatorCount += all.count();
        for (int i = 0; i < all.count(); i++) {
            operator(flat.table(all, i), tensors.count(), subgraphs);
        }
    }

    private void indices(Vector indices, int tensors, String what) throws IOException {
        for (int i = 0; i < indices.count(); i++) {
            int index = flat.i32(indices, i);
            if (index < NO_TENSOR || index >= tensors) {
                anomalies.add("index-bounds", indices.at(), () -> what + " is tensor " + index + " of " + tensors);
            }
        }
    }

    private void operator(Table operator, int tensors, int subgraphs) throws IOException {
        long code = flat.u32(operator, 0);
        if (code >= operators.length) {
            anomalies.add(
                    "index-bounds",
                    operator.at(),
                    () -> "an operator has the code " + code + " of " + operators.length);
            return;
        }
        indices(flat.vector(operator, 1, Integer.BYTES), tensors, "an input of an operator");
        indices(flat.vector(operator, 2, Integer.BYTES), tensors, "an output of an operator");
        indices(flat.vector(operator, 8, Integer.BYTES), tensors, "an intermediate of an operator");
        switch (operators[(int) code]) {
            case IF, WHILE -> {
                called(operator, 0, subgraphs);
                called(operator, 1, subgraphs);
            }
            case CALL, CALL_ONCE -> called(operator, 0, subgraphs);
            default -> {}
        }
        texts.add("custom_options", flat, flat.vector(operator, 5, 1));
        largeOptions(operator);
    }

    /** Options that lie behind the FlatBuffer, as in files of more than 2 GB; as with buffers, 0 and 1 stand for none. */
    private void largeOptions(Table operator) throws IOException {
        long offset = flat.i64(operator, 9);
        long size = flat.i64(operator, 10);
        if (offset == 0 || offset == 1) {
            return;
        }
        if (offset < 0 || size < 0 || offset > fileBytes || size > fileBytes - offset) {
            anomalies.add(
                    "buffer-bounds",
                    operator.at(),
                    () -> "the options of an operator claim " + Long.toUnsignedString(size) + " bytes at "
                            + Long.toUnsignedString(offset) + " of a file of " + fileBytes);
        } else {
            texts.add("custom_options", flat, new Vector(offset, (int) Math.min(size, Integer.MAX_VALUE), 1));
        }
    }

    /** The subgraph that a field of the operator's options names. */
    private void called(Table operator, int field, int subgraphs) throws IOException {
        Table options = flat.table(operator, 4);
        int index = flat.i32(options, field, 0);
        if (index < 0 || index >= subgraphs) {
            anomalies.add(
                    "index-bounds", operator.at(), () -> "an operator runs subgraph " + index + " of " + subgraphs);
        } else {
            budget.spendFacts(1);
            calls.getLast().add(index);
        }
    }

    private void tensor(Table tensor) throws IOException {
        String name = flat.text(tensor, 3, MOST_NAME);
        long buffer = flat.u32(tensor, 2);
        if (buffer >= buffers.length) {
            anomalies.add(
                    "index-bounds",
                    tensor.at(),
                    () -> "the tensor " + Quoted.of(name) + " has buffer " + buffer + " of " + buffers.length);
            return;
        }
        texts.add("tensor", name, tensor.at());
        long elements = elements(flat.vector(tensor, 0, Integer.BYTES), name);
        int type = flat.u8(tensor, 1, 0);
        long bits = CustomOperators.elementBits(type);
        long held = buffers[(int) buffer].sizeBytes();
        boolean sparse = flat.has(tensor, 6);
        if (held > 0 && elements >= 0 && inventory.isWanted()) { // what is computed has a tensor, too, but no bytes
            weights(name, type, flat.vector(tensor, 0, Integer.BYTES), buffers[(int) buffer]);
        }
        if (held > 0 && elements >= 0 && bits > 0 && !sparse && held < Math.ceilDiv(elements * bits, 8)) {
            anomalies.add(
                    "tensor-size",
                    tensor.at(),
                    () -> "the tensor " + Quoted.of(name) + " has " + elements + " elements of " + bits
                            + " bits and a buffer of " + held + " bytes");
        }
    }

    private void weights(String name, int type, Vector dimensions, Content values) throws IOException {
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < Math.min(dimensions.count(), MOST_DIMENSIONS); i++) {
            shape.add((long) flat.i32(dimensions, i));
        }
        inventory.tensor(name, CustomOperators.elementType(type), shape, values.at(), values.sizeBytes());
    }

    /** The product of a shape; -1 if it holds something that is no size, or reaches beyond what interpreters count to. */
    private long elements(Vector shape, String name) throws IOException {
        long product = 1;
        for (int i = 0; i < shape.count(); i++) {
            int dimension = flat.i32(shape, i);
            if (dimension < 0) {
                if (dimension < NO_TENSOR) {
                    anomalies.add(
                            "shape",
                            shape.at(),
                            () -> "the tensor " + Quoted.of(name) + " has a dimension of " + dimension);
                }
                return -1;
            }
            product *= dimension;
            if (product > Integer.MAX_VALUE) {
                anomalies.add(
                        "shape",
                        shape.at(),
                        () -> "the shape of the tensor " + Quoted.of(name) + " overflows what interpreters count with");
                return -1;
            }
        }
        return product;
    }

    /** A subgraph that runs itself, through others or not, has no end (CVE-2021-29591). */
    private void checkRecursion() {
        int[] waiting = new int[calls.size()];
        for (List<Integer> each : calls) {
            each.forEach(index -> waiting[index]++);
        }
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                free.add(i);
            }
        }
        for (int done = 0; done < free.size(); done++) {
            for (int index : calls.get(free.get(done))) {
                if (--waiting[index] == 0) {
                    free.add(index);
                }
            }
        }
        if (free.size() < calls.size()) {
            anomalies.add("recursion", -1, () -> "a subgraph runs itself");
        }
    }
}
