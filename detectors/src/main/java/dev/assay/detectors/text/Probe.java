package dev.assay.detectors.text;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for one kind of thing that begins with, or holds, one of some literals. Immutable and shared between threads; what
 * it finds does not depend on where pieces of the text end, since {@link #REACH_BYTES} to either side are there.
 */
public interface Probe {
    /** How far it may look in front of a literal's beginning and behind it. */
    int REACH_BYTES = 4096;

    /** The family whose rules read what it finds. */
    String family();

    /** What to stop at. */
    List<Literal> literals();

    /**
     * Looks whether what it looks for is at one of its literals.
     *
     * @param literal the number of it
     * @param index where it begins in the window's bytes
     * @param found takes what it found; the same fact may be given many times
     */
    void look(Window at, int literal, int index, Consumer<Fact> found);

    /**
     * Looks for what has no literal, in a piece of the text: what begins at {@code from} or behind it and before {@code to}.
     *
     * @param found takes what it found; the same fact may be given many times
     */
    default void lookThrough(Window at, int from, int to, Consumer<Fact> found) {}
}
