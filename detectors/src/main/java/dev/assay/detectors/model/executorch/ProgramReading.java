package dev.assay.detectors.model.executorch;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import dev.assay.engine.wire.FlatbufferReader;
import dev.assay.engine.wire.FlatbufferReader.Table;
import dev.assay.engine.wire.FlatbufferReader.Vector;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables Program, ExecutionPlan, Chain and DataSegment, with fields numbered as in {@code program.fbs}. */
final class ProgramReading {
    private static final int MOST_NAME = 500;

    /** Of {@code KernelTypes}. */
    private static final int STRING = 6;

    /** {@code InstructionArguments}: the first kind calls an operator, the second a delegate. */
    private static final int KERNEL_CALL = 1;

    private static final int DELEGATE_CALL = 2;

    /** Namespaces of operators that come with the runtime or with PyTorch. */
    private static final Set<String> KNOWN_NAMESPACES = Set.of(
            "aten",
            "prim",
            "executorch_prim",
            "et_vk",
            "quantized_decomposed",
            "dim_order_ops",
            "llama",
            "cadence",
            "cortex_m",
            "torchao",
            "torchvision",
            "quantized",
            "qaisw",
            "bolt",
            "et_dump",
            "tosa",
            "portable",
            "sym");

    /** Backends that come with the runtime, as they are called in programs. */
    private static final Set<String> KNOWN_BACKENDS = Set.of(
            "XnnpackBackend",
            "CoreMLBackend",
            "MPSBackend",
            "QnnBackend",
            "VulkanBackend",
            "EthosUBackend",
            "NeuropilotBackend",
            "EnnBackend",
            "ArmBackend",
            "VgfBackend",
            "NXPNeutronBackend",
            "NeutronBackend",
            "OpenvinoBackend",
            "CudaBackend",
            "MetalBackend",
            "TOSABackend",
            "CadenceBackend",
            "BackendWithCompilerDemo",
            "ExecutorBackend",
            "SamsungBackend",
            "AotiBackend");

    private final FlatbufferReader flat;
    private final long fileBytes;
    private final long segmentsAt;
    private final Budget budget;
    private final Anomalies anomalies;
    private final PayloadTexts texts;
    private final Set<Extent> delegated = new LinkedHashSet<>();

    /** Where something lies in the file, in bytes. */
    record Extent(long at, long size) {}

    ProgramReading(
            FlatbufferReader flat,
            long fileBytes,
            long segmentsAt,
            Budget budget,
            Anomalies anomalies,
            PayloadTexts texts) {
        this.flat = flat;
        this.fileBytes = fileBytes;
        this.segmentsAt = segmentsAt;
        this.budget = budget;
        this.anomalies = anomalies;
        this.texts = texts;
    }

    void read() throws IOException {
        Table program = flat.root();
        Vector plans = flat.offsets(program, 1);
        Vector inline = flat.offsets(program, 3);
        Vector segments = flat.offsets(program, 4);
        for (int i = 0; i < segments.count(); i++) {
            segment(flat.table(segments, i));
        }
        for (int i = 0; i < plans.count(); i++) {
            budget.spendEntry();
            plan(flat.table(plans, i), inline, segments);
        }
    }

    /** What backends get, each once, as far as it lies in the file. */
    Set<Extent> delegated() {
        return delegated;
    }

    private void segment(Table segment) throws IOException {
        long offset = flat.i64(segment, 0);
        long size = flat.i64(segment, 1);
        long room = fileBytes - segmentsAt;
        if (isOutside(offset, size)) {
            anomalies.add(
                    "bounds",
                    segment.at(),
                    () -> "a segment claims " + Long.toUnsignedString(size) + " bytes at "
                            + Long.toUnsignedString(offset) + " of " + room);
        }
    }

    private boolean isOutside(long offset, long size) {
        long room = fileBytes - segmentsAt;
        return offset < 0 || size < 0 || offset > room || size > room - offset;
    }

    private void plan(Table plan, Vector inline, Vector segments) throws IOException {
        String name = flat.text(plan, 0, MOST_NAME);
        texts.add("execution_plan", name, plan.at());
        Vector values = flat.offsets(plan, 2);
        for (int i = 0; i < values.count(); i++) {
            value(flat.table(values, i));
        }
        indices(flat.vector(plan, 3, Integer.BYTES), values.count(), "an input");
        indices(flat.vector(plan, 4, Integer.BYTES), values.count(), "an output");
        Vector operators = flat.offsets(plan, 6);
        for (int i = 0; i < operators.count(); i++) {
            operator(flat.table(operators, i));
        }
        Vector delegates = flat.offsets(plan, 7);
        for (int i = 0; i < delegates.count(); i++) {
            delegate(flat.table(delegates, i), inline, segments);
        }
        Vector chains = flat.offsets(plan, 5);
        for (int i = 0; i < chains.count(); i++) {
            Vector instructions = flat.offsets(flat.table(chains, i), 2);
            for (int k = 0; k < instructions.count(); k++) {
                instruction(flat.table(instructions, k), operators.count(), delegates.count(), values.count());
            }
        }
    }

    /** What instructions take: of texts, which operators may take for names, all is looked at. */
    private void value(Table value) throws IOException {
        if (flat.u8(value, 0, 0) == STRING) {
            texts.add("value", flat, flat.vector(flat.table(value, 1), 0, 1));
        }
    }

    private void indices(Vector indices, int values, String what) throws IOException {
        for (int i = 0; i < indices.count(); i++) {
            check(flat.i32(indices, i) & 0xffff_ffffL, values, what + " is value", indices.at());
        }
    }

    private void check(long index, int count, String what, long at) {
        if (index >= count) {
            anomalies.add("index-bounds", at, () -> what + " " + index + " of " + count);
        }
    }

    private void instruction(Table instruction, int operators, int delegates, int values) throws IOException {
        int kind = flat.u8(instruction, 0, 0);
        if (kind != KERNEL_CALL && kind != DELEGATE_CALL) {
            return;
        }
        Table call = flat.table(instruction, 1);
        check(
                flat.u32(call, 0),
                kind == KERNEL_CALL ? operators : delegates,
                "an instruction calls number",
                instruction.at());
        indices(flat.vector(call, 1, Integer.BYTES), values, "an argument");
    }

    private void operator(Table operator) throws IOException {
        String name = flat.text(operator, 0, MOST_NAME);
        texts.add("operator", name, operator.at());
        String namespace = Parts.of(name, ':').getFirst();
        if (!KNOWN_NAMESPACES.contains(namespace)) {
            anomalies.add("custom-operator", operator.at(), () -> "the operator '" + Printable.of(name, 200) + "'");
        }
    }

    private void delegate(Table delegate, Vector inline, Vector segments) throws IOException {
        String id = flat.text(delegate, 0, MOST_NAME);
        texts.add("delegate", id, delegate.at());
        if (!KNOWN_BACKENDS.contains(id)) {
            anomalies.add("custom-backend", delegate.at(), () -> "the backend '" + Printable.of(id, 200) + "'");
        }
        Table processed = flat.table(delegate, 1);
        boolean inSegment = flat.u8(processed, 0, 0) != 0;
        Vector all = inSegment ? segments : inline;
        long index = flat.u32(processed, 1);
        check(index, all.count(), "a delegate has the data", delegate.at());
        if (index < all.count()) {
            data(flat.table(all, (int) index), inSegment);
        }
        Vector specs = flat.offsets(delegate, 2);
        for (int i = 0; i < specs.count(); i++) {
            Table spec = flat.table(specs, i);
            Vector value = flat.vector(spec, 1, 1);
            texts.add("compile_spec/" + flat.text(spec, 0, MOST_NAME), flat, value);
        }
    }

    private void data(Table data, boolean inSegment) throws IOException {
        if (!inSegment) {
            Vector bytes = flat.vector(data, 0, 1);
            delegated.add(new Extent(bytes.at(), bytes.sizeBytes()));
        } else if (segmentsAt > 0
                && !isOutside(flat.i64(data, 0), flat.i64(data, 1))) { // without a header there are none
            delegated.add(new Extent(segmentsAt + flat.i64(data, 0), flat.i64(data, 1)));
        }
    }
}
