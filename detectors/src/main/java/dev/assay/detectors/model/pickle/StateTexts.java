package dev.assay.detectors.model.pickle;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.EmbeddedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of states that classes run as a {@link StateText}, as facts. A state counts only if it is a dict whose keys are
 * all known: one that was filled at once, and not also through another object that holds it. For any other there is a fact
 * with {@link #UNKNOWN} for its text, so that a class that is built and has no fact has been given no text.
 */
final class StateTexts {
    /** Stands for a text that is not known. */
    static final String UNKNOWN = "?";

    /** A text that is shorter is in its fact as a whole. */
    static final int MOST_BYTES = 4096;

    private static final int MOST_FACTS = 1_000;
    private static final int FACT_BYTES = 200;

    private final Session session;
    private final Map<String, EmbeddedCode> facts = new LinkedHashMap<>(0);

    StateTexts(Session session) {
        this.session = session;
    }

    /** BUILD on an instance of a class of which {@link StateText} knows. */
    void built(Callables.Row row, int state, Memo memo, long offset) throws IOException {
        StateText runs = StateText.of(row.module, row.name);
        if (runs == null) {
            return;
        }
        if (!session.ring.isExact(state)) {
            unknown(row, runs, offset);
            return;
        }
        boolean isRun = runs.condition == null;
        boolean isKnown = true;
        boolean hasFrame = false;
        int n = session.ring.size(state);
        for (int i = 0; i < n; i += 2) {
            String key = Tag.isText(session.ring.item(state, i))
                    ? session.texts.get(session.ring.item(state, i), memo, offset)
                    : null;
            isKnown &= key != null && !runs.replacesCode(key);
            isRun |= key != null && key.equals(runs.condition);
            hasFrame |= "frame".equals(key);
        }
        if (!isKnown || isRun && runs.condition != null && !hasFrame) {
            unknown(row, runs, offset);
            return;
        }
        for (int i = 0; i < n && isRun; i += 2) {
            if (runs.key.equals(session.texts.get(session.ring.item(state, i), memo, offset))) {
                add(row, runs, text(session.ring.item(state, i + 1), memo, offset), offset);
            }
        }
    }

    /** BUILD on what may be an instance of any class that was named: the state is anybody's. */
    void builtOnUnknown(long offset) throws MachineMemory.FullException {
        for (Callables.Row row : session.callables.thatRunState()) {
            StateText runs = StateText.of(row.module, row.name);
            if (runs != null) {
                unknown(row, runs, offset);
            }
        }
    }

    private void unknown(Callables.Row row, StateText runs, long offset) throws MachineMemory.FullException {
        add(row, runs, UNKNOWN, offset);
    }

    private void add(Callables.Row row, StateText runs, String text, long offset) throws MachineMemory.FullException {
        String name = runs.nameIn(row.module, row.name);
        boolean isFull = facts.size() >= MOST_FACTS;
        String preview = isFull ? UNKNOWN : Escape.printable(text, MOST_BYTES);
        String key = name + '\t' + preview;
        if (!facts.containsKey(key)) {
            session.memory.take(FACT_BYTES + 2L * (key.length() + preview.length()));
            facts.put(key, new EmbeddedCode(runs.language, name, preview, offset));
        }
    }

    /** A literal or what is known of a call's result, as a whole. */
    private String text(int tag, Memo memo, long offset) throws IOException {
        if (Tag.kind(tag) == Tag.DERIVED) {
            return known(session.derived.text(tag));
        }
        if (!Tag.isText(tag)) {
            return UNKNOWN;
        }
        long place = session.texts.place(tag, memo, offset);
        if (place < 0) {
            return known(session.texts.areInSource() ? null : session.texts.get(tag, memo, offset));
        }
        byte[] literal = session.nested.literal(place, MOST_BYTES);
        return literal == null ? UNKNOWN : known(new String(literal, StandardCharsets.UTF_8));
    }

    private static String known(@Nullable String text) {
        return text == null || text.length() > MOST_BYTES ? UNKNOWN : text;
    }

    void adopt(StateTexts other) {
        other.facts.forEach(facts::putIfAbsent);
    }

    void emit(Sink out) {
        facts.values().forEach(out::fact);
    }
}
