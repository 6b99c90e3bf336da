package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What all pickles of one stream share: the bytes, and what was seen in them. */
final class Session implements AutoCloseable {
    final ByteSource source;
    final Budget budget;
    final ByteReader in;
    final MachineMemory memory;
    final Texts texts;
    final Callables callables;
    final Layout layout = new Layout();
    final Ring ring = new Ring();
    /** Whether the number that begins torch's legacy files was pushed. */
    boolean sawTorchMagic;

    /** Bytes that no opcode holds and no unpickler interprets. */
    long opaqueBytes;

    private static final int MOST_EMBEDDED = 10_000;

    private final SortedSet<Long> embedded = new TreeSet<>();
    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();

    Session(ByteSource source, Budget budget) {
        this.source = source;
        this.budget = budget;
        this.in = new ByteReader(source, budget);
        this.memory = new MachineMemory(budget.memory().limitBytes());
        this.callables = new Callables(memory);
        this.texts = new Texts(source, budget, memory);
    }

    /** Notes bytes, pushed by the opcode at an offset, that an unpickler would load as a file. */
    void embed(long offset) {
        if (embedded.size() < MOST_EMBEDDED) {
            embedded.add(offset);
        } else {
            anomaly("model/pickle-unseen-bytes", "more than " + MOST_EMBEDDED + " files within", offset);
        }
    }

    /** Hands the noted bytes on. */
    void emitEmbedded(Sink out) throws IOException {
        for (long offset : embedded) {
            try (ByteReader header = new ByteReader(source, budget, offset)) {
                long length = switch (Opcodes.operand(header.u8())) {
                    case Opcodes.COUNTED1 -> header.u8();
                    case Opcodes.COUNTED4 -> header.u32le();
                    default -> header.i64le();
                };
                out.child("bytes@" + offset, new SliceSource(source, header.position(), length));
            }
        }
    }

    void anomaly(String id, String detail, long offset) {
        anomalies.merge(
                id,
                new Anomaly(id, detail, offset),
                (first, again) -> new Anomaly(id, first.detail(), first.offsetBytes(), first.count() + 1));
    }

    /** Gives what was seen as facts. */
    void emit(Sink out) {
        callables.emit(out);
        anomalies.values().forEach(out::fact);
    }

    @Override
    public void close() {
        in.close();
    }
}
