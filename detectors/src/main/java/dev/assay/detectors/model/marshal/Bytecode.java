package dev.assay.detectors.model.marshal;

import dev.assay.detectors.model.marshal.Value.Code;
import java.util.List;
import java.util.Set;

/**
 * Disassembles as much of a function as tells which of its names are looked up by themselves, and so may be a builtin
 * function, and which only as attributes of something: {@code eval(x)} runs code, {@code model.eval()} need not.
 */
final class Bytecode {
    /**
     * Numbers of the operations that matter, which are the same from 2.0 to 3.12 and were shuffled since.
     *
     * @param shift by how many bits the operand of LOAD_GLOBAL holds something else
     */
    private record Numbers(int extended, int loadName, int loadGlobal, int shift) {}

    /** Of Python 2. */
    private static final Numbers PYTHON_2 = new Numbers(145, 101, 116, 0);

    private static final Numbers UNTIL_3_10 = new Numbers(144, 101, 116, 0);
    private static final Numbers PYTHON_3_11 = new Numbers(144, 101, 116, 1);
    private static final Numbers PYTHON_3_13 = new Numbers(71, 92, 91, 1);

    /** RESUME, with which every function since 3.11 begins, behind what makes its variables: tells 3.13 from others. */
    private static final int RESUME_3_11 = 151;

    private static final int RESUME_3_13 = 149;
    private static final int MOST_BEFORE_RESUME = 64;

    /** Operations below have no operand, up to 3.5. */
    private static final int FIRST_WITH_OPERAND = 90;

    private Bytecode() {}

    /** Adds the names to {@code found}: all there are where the operations are of a version that is not known. */
    static void lookedUp(byte[] in, Code code, Layout layout, Set<String> found) {
        int from = code.bytecode().at();
        int end = from + code.bytecode().length();
        switch (layout) {
            case PYTHON_2 -> unaligned(in, from, end, PYTHON_2, code.names(), found);
            case PYTHON_3_0 -> {
                // 3.6 and 3.7 have operations of two bytes, those before of one or three: nothing says which
                words(in, from, end, UNTIL_3_10, code.names(), found);
                unaligned(in, from, end, UNTIL_3_10, code.names(), found);
            }
            case PYTHON_3_8 -> words(in, from, end, UNTIL_3_10, code.names(), found);
            case PYTHON_3_11 -> {
                int resume = resume(in, from, end);
                if (resume == RESUME_3_11) {
                    words(in, from, end, PYTHON_3_11, code.names(), found);
                } else if (resume == RESUME_3_13) {
                    words(in, from, end, PYTHON_3_13, code.names(), found);
                } else {
                    found.addAll(code.names());
                }
            }
        }
    }

    private static int resume(byte[] in, int from, int end) {
        for (int at = from; at < Math.min(end, from + 2 * MOST_BEFORE_RESUME); at += 2) {
            int operation = in[at] & 0xff;
            if (operation == RESUME_3_11 || operation == RESUME_3_13) {
                return operation;
            }
        }
        return -1;
    }

    private static void words(byte[] in, int from, int end, Numbers numbers, List<String> names, Set<String> found) {
        int operand = 0;
        for (int at = from; at + 1 < end; at += 2) {
            operand = operand << 8 | in[at + 1] & 0xff;
            operand = step(in[at] & 0xff, operand, numbers, names, found);
        }
    }

    private static void unaligned(
            byte[] in, int from, int end, Numbers numbers, List<String> names, Set<String> found) {
        int extension = 0;
        for (int at = from; at < end; ) {
            int operation = in[at] & 0xff;
            if (operation < FIRST_WITH_OPERAND) {
                at++;
            } else if (at + 2 < end) {
                int operand = extension << 16 | in[at + 1] & 0xff | (in[at + 2] & 0xff) << 8;
                extension = step(operation, operand, numbers, names, found);
                at += 3;
            } else {
                return;
            }
        }
    }

    /** @return what the operand of the next operation begins with */
    private static int step(int operation, int operand, Numbers numbers, List<String> names, Set<String> found) {
        if (operation == numbers.extended()) {
            return operand;
        }
        int index = -1;
        if (operation == numbers.loadName()) {
            index = operand;
        } else if (operation == numbers.loadGlobal()) {
            index = operand >> numbers.shift();
        }
        if (index >= 0 && index < names.size()) {
            found.add(names.get(index));
        }
        return 0;
    }
}
