package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function at work: where it is, and what it gave so far. Belongs to one thread. */
final class Frame {
    private final @Nullable Value self;
    private final int depth;
    private final List<Value> returned = new ArrayList<>(1);
    private final List<Statement.Loop> loops = new ArrayList<>(0);
    private @Nullable Value last;
    private Value.@Nullable Callable function;
    private State state;
    private @Nullable State exit;

    /**
     * @param self the object that it is of
     * @param depth how many calls within calls
     */
    Frame(State state, @Nullable Value self, int depth) {
        this.state = state;
        this.self = self;
        this.depth = depth;
    }

    State state() {
        return state;
    }

    void continueWith(State other) {
        state = other;
    }

    @Nullable
    Value self() {
        return self;
    }

    /** Says which function it is. */
    void runs(Value.Callable of) {
        function = of;
    }

    /** The function's name, if this is what it leaves something in: one of its parameters; empty otherwise. */
    String nameOfOwner(String parameter) {
        Value.Callable of = function;
        boolean isGiven = of != null
                && of.parameters().stream().anyMatch(one -> one.name().equals(parameter));
        return of != null && isGiven ? of.name() : "";
    }

    int depth() {
        return depth;
    }

    /** Goes into a loop. */
    void enter(Statement.Loop loop) {
        loops.add(loop);
    }

    /** Gets out of it. */
    void leaveLoop() {
        loops.removeLast();
    }

    /** The loops of the function around this point, from the outermost on. */
    List<Statement.Loop> loops() {
        return loops;
    }

    /** The value of the statement that ran last; null if it has none. */
    @Nullable
    Value last() {
        return last;
    }

    void setLast(@Nullable Value value) {
        last = value;
    }

    /** The end on this way. */
    void leave(@Nullable Value value) {
        if (value != null) {
            returned.add(value);
        }
        if (exit == null) {
            exit = state;
        } else {
            exit.filledIn(state); // whoever leaves early does not go on to use what is not filled yet
            state.filledIn(exit);
            exit.join(state);
        }
    }

    /** All that it may give; nothing if it gives nothing. */
    Value result() {
        return returned.isEmpty() ? new Value.Known(Value.Nothing.NOTHING) : Value.any(returned);
    }

    /** What is left when it is through, on any way. */
    State exit() {
        return exit == null ? state : exit;
    }
}
