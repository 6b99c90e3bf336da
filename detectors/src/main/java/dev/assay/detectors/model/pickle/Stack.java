package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;

/**
 * The unpickler's stack with its marks, as C keeps it: one array of values, and the sizes at which marks were set. The
 * last of those is the fence, below which no opcode but one that takes the mark may reach.
 */
final class Stack {
    private static final int FIRST_VALUES = 256;
    private static final int FIRST_MARKS = 64;

    /** From so many on the arrays grow by half: what is copied counts twice. */
    private static final int SLOWER_FROM = 1 << 20;

    private static final int MOST_COPIED = 4096;
    private static final int MOST_LOOKED_AT = 256;

    private final MachineMemory memory;

    int[] values = new int[FIRST_VALUES];
    int size;
    int fence;
    private int[] marks = new int[FIRST_MARKS];
    private int markCount;
    private int changedBelow; // where no dict was looked at when some dict had changed

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
        int longer = values.length < SLOWER_FROM ? 2 * values.length : values.length + (values.length >> 1);
        memory.take((long) longer * Integer.BYTES); // both are there while one is copied into the other
        int shorter = values.length;
        values = Arrays.copyOf(values, longer);
        memory.giveBack((long) shorter * Integer.BYTES);
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
            int longer = markCount < SLOWER_FROM ? 2 * markCount : markCount + (markCount >> 1);
            memory.take((long) longer * Integer.BYTES);
            marks = Arrays.copyOf(marks, longer);
            memory.giveBack((long) markCount * Integer.BYTES);
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

    /** A stack with the topmost values and marks of this one; what happens to it leaves this one as it is. */
    Stack copy() throws MachineMemory.FullException {
        Stack copy = new Stack(memory);
        int from = Math.max(size - MOST_COPIED, 0);
        for (int mark = Math.max(markCount - MOST_COPIED, 0), at = from; mark < markCount; mark++) {
            for (; at < Math.min(marks[mark], size); at++) {
                copy.push(values[at]);
            }
            if (marks[mark] >= from) {
                copy.mark();
            }
        }
        for (int at = Math.max(from, fence); at < size; at++) {
            copy.push(values[at]);
        }
        return copy;
    }

    /** Some dict got items, and it is not known which one: it may be any that is empty as far as one can see. */
    void someDictChanged() {
        int from = Math.max(size - MOST_LOOKED_AT, 0);
        for (int i = from; i < size; i++) {
            values[i] = values[i] == Tag.DICT ? Tag.SHARED_DICT : values[i];
        }
        changedBelow = Math.max(Math.min(changedBelow, size), from);
    }

    /** The container right below a place, which is filled now with what lies above. */
    int filledBelow(int place) {
        int target = values[place - 1];
        boolean mayHaveChanged = place <= changedBelow;
        changedBelow = Math.min(changedBelow, place); // what is pushed above is new
        if (target == Tag.DICT && mayHaveChanged) {
            values[place - 1] = Tag.SHARED_DICT;
        }
        return values[place - 1];
    }

    void replace(Memo.Replacement replacement) throws MachineMemory.FullException {
        for (int i = 0; i < size; i++) {
            values[i] = replacement.of(values[i]);
        }
    }

    /** Forgets everything, and gives back what more it holds than a new one. */
    void clear() {
        size = 0;
        fence = 0;
        markCount = 0;
        changedBelow = 0;
        if (values.length > FIRST_VALUES || marks.length > FIRST_MARKS) {
            memory.giveBack((long) (values.length - FIRST_VALUES + marks.length - FIRST_MARKS) * Integer.BYTES);
            values = new int[FIRST_VALUES];
            marks = new int[FIRST_MARKS];
        }
    }
}
