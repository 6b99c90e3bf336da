package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stack of a program that is being explained. Between two marks it keeps the first and the last few values and counts
 * those between: opcodes take either the last ones or all down to a mark, of which only the first are ever printed.
 */
final class ExpressionStack {
    private static final int KEPT = 96;
    private static final int MOST_LATEST = 4;
    private static final int MOST_MARKS = 16_384;

    /** What all values on the stack may be made of, counted in expressions. */
    private static final long MOST_WEIGHT = 100_000;

    /** The values above a mark. */
    static final class Frame {
        private Expression[] first = new Expression[4];
        private Expression[] last = new Expression[0];
        private long size;
        private int lastKept;

        long size() {
            return size;
        }

        /** How many of the first values are known. */
        int known() {
            return (int) Math.min(size, KEPT);
        }

        Expression get(int i) {
            return first[i];
        }
    }

    private final List<Frame> frames = new ArrayList<>();
    private Frame top = new Frame();
    private final Expression forgotten = Expression.unknown("...", -1);
    private int forgottenFrames; // so many of the deepest
    private long weight;

    void push(Expression value) {
        grew(weight(value));
        Frame frame = top;
        if (frame.size < KEPT) {
            if (frame.size == frame.first.length) {
                frame.first = Arrays.copyOf(frame.first, 2 * frame.first.length);
            }
            frame.first[(int) frame.size] = value;
        } else {
            if (frame.last.length == 0) {
                frame.last = new Expression[KEPT];
            }
            int slot = (int) (frame.size % KEPT);
            if (frame.lastKept == KEPT) {
                weight -= weight(frame.last[slot]);
            } else {
                frame.lastKept++;
            }
            frame.last[slot] = value;
        }
        frame.size++;
    }

    Expression pop(long offset) throws MalformedException {
        Expression value = top(offset);
        Frame frame = top;
        frame.size--;
        if (frame.size >= KEPT && frame.lastKept > 0) {
            frame.lastKept--;
            forget(frame.last, (int) (frame.size % KEPT));
        } else if (frame.size < KEPT) {
            forget(frame.first, (int) frame.size);
        }
        return value;
    }

    Expression top(long offset) throws MalformedException {
        Frame frame = top;
        if (frame.size == 0) {
            throw new MalformedException(
                    offset, frames.isEmpty() ? "the stack is empty" : "an opcode finds a mark where it needs a value");
        }
        int last = (int) (frame.size - 1 < KEPT ? frame.size - 1 : (frame.size - 1) % KEPT);
        if (frame.size <= KEPT) {
            return frame.first[last];
        }
        return frame.lastKept > 0 ? frame.last[last] : forgotten;
    }

    /** Refuses the pickle unless so many values lie above the last mark. */
    void require(int n, long offset) throws MalformedException {
        if (top.size < n) {
            var _ = top.size == 0 ? top(offset) : null;
            throw new MalformedException(
                    offset, frames.isEmpty() ? "the stack is empty" : "an opcode finds a mark where it needs a value");
        }
    }

    void mark(long offset) throws MalformedException {
        MalformedException.check(frames.size() < MOST_MARKS, offset, "more than " + MOST_MARKS + " marks are open");
        frames.add(top);
        top = new Frame();
    }

    /** Takes the last mark away, with what is above it. */
    Frame popMark(long offset) throws MalformedException {
        MalformedException.check(!frames.isEmpty(), offset, "an opcode needs a mark and there is none");
        Frame taken = top;
        top = frames.removeLast();
        forgottenFrames = Math.min(forgottenFrames, frames.size());
        for (int i = 0; i < taken.known(); i++) {
            weight -= weight(taken.first[i]);
        }
        for (long i = taken.size - taken.lastKept; i < taken.size; i++) {
            weight -= weight(taken.last[(int) (i % KEPT)]);
        }
        return taken;
    }

    /** POP: takes away the last value, or the last mark if nothing lies above it. */
    void popEither(long offset) throws MalformedException {
        if (!frames.isEmpty() && top.size == 0) {
            popMark(offset);
        } else {
            pop(offset);
        }
    }

    /** The last few values, in the order in which they were pushed, as they are left behind where a program breaks off. */
    List<Expression> latest() {
        Frame frame = top;
        for (int i = frames.size() - 1; frame.size == 0 && i >= 0; i--) {
            frame = frames.get(i);
        }
        List<Expression> latest = new ArrayList<>();
        long known = frame.size <= KEPT ? frame.size : frame.lastKept;
        for (long i = frame.size - Math.min(known, MOST_LATEST); i < frame.size; i++) {
            latest.add(i < KEPT ? frame.first[(int) i] : frame.last[(int) (i % KEPT)]);
        }
        return latest;
    }

    /** What is on the stack has grown by so much: what lies deepest is forgotten when it gets too much. */
    void grew(int by) {
        weight += by;
        while (weight > MOST_WEIGHT && forgottenFrames < frames.size()) {
            Frame deepest = frames.get(forgottenFrames++);
            for (int i = 0; i < deepest.known(); i++) {
                forget(deepest.first, i);
            }
            for (long i = deepest.size - deepest.lastKept; i < deepest.size; i++) {
                forget(deepest.last, (int) (i % KEPT));
            }
        }
    }

    private void forget(Expression[] values, int i) {
        weight -= weight(values[i]);
        values[i] = forgotten; // or the array would hold it
    }

    private int weight(Expression value) {
        return value == forgotten ? 0 : value.weight();
    }
}
