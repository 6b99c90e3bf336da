package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.text.Literals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all pickles of one stream share: the bytes, and what was seen in them. */
final class Session implements AutoCloseable {
    final ByteSource source;
    final Budget budget;
    final ByteReader in;
    final MachineMemory memory;
    final Texts texts;
    final Callables callables;
    final Layout layout = new Layout();
    final Derived derived;
    final Nested nested;
    final Ring ring;
    final StateTexts stateTexts;
    final HeldTexts heldTexts;
    final ByValueClasses classes;
    final ArmedInstances armed;

    /** Whether these opcodes are what the loader in question skips, and another would run. */
    final boolean isOtherReading;

    /** Whether the number that begins torch's legacy files was pushed. */
    boolean sawTorchMagic;

    /** Where the pickle begins that is read now. */
    long pickleAt;

    /** What the last pickle came to. */
    int result = Tag.UNKNOWN;

    /** Bytes that no opcode holds and no unpickler interprets. */
    long opaqueBytes;

    private static final int MOST_FRAME_ENDS = 64;
    private static final int MOST_EXTENSIONS = 1_000;

    /** A callable that the pickle itself registers under an extension code. */
    record Extension(String module, String name) {}

    /** What other readings of the same bytes name. */
    private final List<Callables> otherCallables = new ArrayList<>(0);

    private final Map<Long, Extension> extensions = new HashMap<>(0);
    private final SortedSet<Long> frameEnds = new TreeSet<>();
    private final Map<String, Anomaly> anomalies;

    /** @param marks what texts hold that must go on, see {@link HeldTexts} */
    Session(ByteSource source, Budget budget, Sink out, Literals marks) {
        this.source = source;
        this.budget = budget;
        this.in = new ByteReader(source, budget);
        this.memory = new MachineMemory(budget);
        this.callables = new Callables(memory);
        this.derived = new Derived(memory);
        this.texts = new Texts(source, budget, memory, derived);
        this.nested = new Nested(source, budget, memory, out);
        this.ring = new Ring();
        this.classes = new ByValueClasses(this);
        this.armed = new ArmedInstances(this);
        this.anomalies = new LinkedHashMap<>();
        this.stateTexts = new StateTexts(this);
        this.heldTexts = new HeldTexts(marks, this);
        this.isOtherReading = false;
    }

    /** Another reading of bytes that {@code main} takes for no opcodes; it shares all but its place and what it names. */
    private Session(Session main, ByteReader in) throws MachineMemory.FullException {
        this.source = main.source;
        this.budget = main.budget;
        this.in = in;
        this.memory = main.memory;
        this.callables = main.callables.copy();
        this.derived = main.derived;
        this.texts = main.texts;
        this.nested = main.nested;
        this.ring = main.ring;
        this.classes = new ByValueClasses(this);
        this.armed = new ArmedInstances(this);
        this.anomalies = new LinkedHashMap<>();
        this.stateTexts = new StateTexts(this);
        this.heldTexts = main.heldTexts;
        this.extensions.putAll(main.extensions);
        this.isOtherReading = true;
    }

    Session otherReading(ByteReader from) throws MachineMemory.FullException {
        return new Session(this, from);
    }

    /** Takes over what another reading has seen. */
    void adopt(Session other) {
        otherCallables.add(other.callables);
        other.anomalies.forEach(anomalies::putIfAbsent);
        stateTexts.adopt(other.stateTexts);
    }

    /** {@code copyreg.add_extension(module, name, code)}. */
    void extension(long code, String module, String name) {
        if (extensions.size() < MOST_EXTENSIONS) {
            extensions.putIfAbsent(code, new Extension(module, name));
        }
    }

    @Nullable
    Extension extension(long code) {
        return extensions.get(code);
    }

    /** Notes where a frame ends that a pickle left before: {@code pickle.py} looks for the next pickle there. */
    void leftFrame(long endBytes) {
        if (frameEnds.size() < MOST_FRAME_ENDS) {
            frameEnds.add(endBytes);
        }
    }

    /** Where {@code pickle.py} would look for further pickles, in order. */
    SortedSet<Long> frameEnds() {
        return frameEnds;
    }

    void anomaly(String id, String detail, long offset) {
        anomalies.merge(
                id,
                new Anomaly(id, detail, offset),
                (first, again) -> new Anomaly(id, first.detail(), first.offsetBytes(), first.count() + 1));
    }

    /** Notes that Python's two unpicklers, or a loader's own, do not see the same in the bytes. */
    void disagreement(String detail, long offset) {
        anomaly("model/pickle-loaders-disagree", detail, offset);
    }

    /** Gives what was seen as facts. */
    void emit(Sink out) {
        if (otherCallables.isEmpty()) {
            classes.conclude();
        }
        callables.conclude();
        callables.emit(out);
        otherCallables.forEach(other -> other.emitSure(out));
        anomalies.values().forEach(out::fact);
        stateTexts.emit(out);
    }

    @Override
    public void close() {
        if (!isOtherReading) { // which has its own reader from somebody, and shares the memory
            in.close();
            memory.close();
        }
    }
}
