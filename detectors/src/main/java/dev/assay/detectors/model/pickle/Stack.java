package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;

/**
 * The unpickler's stack with its marks, as C keeps it: one array of values, and the sizes at which marks were set. The
 * last of those is the fence, below which no opcode but one that takes the mark may reach.
 */
final class Stack {
    private final MachineMemory memory;

    int[] values = new int[256];
    int size;
    int fence;
    private int[] marks = new int[64];
    private int markCount;

    Stack(MachineMemory memory) {
        this.memory = memory;
    }

    void push(int tag) throws MachineMemory.FullException {
        if (size == values.length) {
            grow();
        }
        values[size++] = tag;
    }

    /** Makes room for at least one more value. */
    void grow() throws MachineMemory.FullException {
        memory.take((long) values.length * Integer.BYTES);
        values = Arrays.copyOf(values, 2 * values.length);
    }

    int pop(long offset) throws MalformedException {
        require(1, offset);
        return values[--size];
    }

    int top(long offset) throws MalformedException {
        require(1, offset);
        return values[size - 1];
    }

    void replaceTop(int tag) {
        values[size - 1] = tag;
    }

    /** Refuses the pickle unless so many values lie above the last mark. */
    void require(int n, long offset) throws MalformedException {
        if (size - fence < n) {
            throw new MalformedException(
                    offset, markCount > 0 ? "an opcode finds a mark where it needs a value" : "the stack is empty");
        }
    }

    void mark() throws MachineMemory.FullException {
        if (markCount == marks.length) {
            memory.take((long) marks.length * Integer.BYTES);
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = size;
        fence = size;
    }

    /** Takes the last mark away and returns the size that the stack had when it was set. */
    int popMark(long offset) throws MalformedException {
        if (markCount == 0) {
            throw new MalformedException(offset, "an opcode needs a mark and there is none");
        }
        int at = marks[--markCount];
        fence = markCount == 0 ? 0 : marks[markCount - 1];
        return at;
    }

    /** POP: takes away the last value, or the last mark if nothing lies above it. */
    void popEither(long offset) throws MalformedException {
        if (markCount > 0 && marks[markCount - 1] == size) {
            popMark(offset);
        } else {
            pop(offset);
        }
    }

    void replace(Memo.Replacement replacement) throws MachineMemory.FullException {
        for (int i = 0; i < size; i++) {
            values[i] = replacement.of(values[i]);
        }
    }

    /** Gives back what the stack holds; it must not be used any more. */
    void release() {
        memory.giveBack((long) (values.length - 256 + marks.length - 64) * Integer.BYTES);
    }
}
