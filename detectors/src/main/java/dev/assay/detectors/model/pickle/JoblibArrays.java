package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The raw bytes of arrays that joblib writes between the opcodes.
 *
 * <p>{@code joblib.numpy_pickle.NumpyUnpickler.load_build} reads an array from the file whenever BUILD has set the state
 * of a {@code NumpyArrayWrapper}: since joblib 1.1 a byte that counts padding, the padding, then {@code product(shape) *
 * dtype.itemsize} bytes; or another pickle, when the dtype holds objects. So the machine follows the state's
 * {@code shape} and the {@code numpy.dtype} in {@code dtype}, and nothing else of it.
 */
final class JoblibArrays {
    private static final int MOST_DTYPES = 1 << 16;
    private static final long UNKNOWN_SIZE = -1;
    private static final int MOST_WAITING = 1 << 16;
    private static final String UNKNOWN = "a joblib array follows whose size cannot be told";

    /** What the state of a wrapper says. */
    static final class Wrapper {
        long items = UNKNOWN_SIZE;
        int dtype = -1;
        boolean padded;
    }

    private final Session session;
    private final Operands operands;
    private long[] itemSizes = new long[16];
    private boolean[] holdObjects = new boolean[16];
    private boolean[] ofNumbers = new boolean[16];
    private int count;
    private final ArrayDeque<Wrapper> waiting = new ArrayDeque<>(1);

    JoblibArrays(Session session, Operands operands) {
        this.session = session;
        this.operands = operands;
    }

    /** {@code numpy.dtype('f8', False, True)}: a new dtype with the size that its code tells. */
    int dtype(int arguments, Memo memo) throws IOException {
        if (count == MOST_DTYPES) {
            return Tag.UNKNOWN;
        }
        if (count == itemSizes.length) {
            session.memory.take(10L * count);
            itemSizes = Arrays.copyOf(itemSizes, 2 * count);
            holdObjects = Arrays.copyOf(holdObjects, 2 * count);
            ofNumbers = Arrays.copyOf(ofNumbers, 2 * count);
        }
        String code = Tag.kind(arguments) == Tag.TUPLE && session.ring.size(arguments) > 0
                ? session.texts.get(session.ring.item(arguments, 0), memo, session.in.position())
                : null;
        itemSizes[count] = code == null ? UNKNOWN_SIZE : itemSize(code);
        holdObjects[count] = code != null && code.startsWith("O");
        ofNumbers[count] = code != null && itemSize(code) > 0 && "biufc".indexOf(code.charAt(0)) >= 0;
        return Tag.of(Tag.DTYPE, count++);
    }

    /** Whether an item of it is a number, whatever the bytes. */
    boolean isOfNumbers(int dtype) {
        return Tag.kind(dtype) == Tag.DTYPE && ofNumbers[Tag.payload(dtype)];
    }

    /** The size that a code such as {@code f8} or {@code U12} stands for, or {@link #UNKNOWN_SIZE}. */
    private static long itemSize(String code) {
        int from = !code.isEmpty() && "<>|=".indexOf(code.charAt(0)) >= 0 ? 1 : 0;
        if (code.length() < from + 2 || code.length() > from + 10) {
            return UNKNOWN_SIZE;
        }
        long digits = 0;
        for (int i = from + 1; i < code.length(); i++) {
            int digit = code.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return UNKNOWN_SIZE;
            }
            digits = 10 * digits + digit;
        }
        return switch (code.charAt(from)) {
            case 'U' -> 4 * digits;
            case 'b', 'i', 'u', 'f', 'c', 'm', 'M', 'S', 'V', 'O' -> digits;
            default -> UNKNOWN_SIZE;
        };
    }

    /** BUILD on a dtype: (version, byte order, subarray, names, fields, item size, alignment, flags). */
    void dtypeState(int dtype, int state) {
        Ring ring = session.ring;
        if (Tag.kind(state) != Tag.TUPLE || ring.size(state) < 8) {
            ofNumbers[Tag.payload(dtype)] = false;
            return;
        }
        int size = ring.item(state, 5);
        if (Tag.kind(size) == Tag.INT && Tag.signed(size) >= 0) {
            itemSizes[Tag.payload(dtype)] = Tag.signed(size);
        }
        int flags = ring.item(state, 7);
        if (Tag.kind(flags) == Tag.INT && (Tag.signed(flags) & 1) != 0) { // NPY_ITEM_REFCOUNT
            holdObjects[Tag.payload(dtype)] = true;
            ofNumbers[Tag.payload(dtype)] = false;
        }
        for (int i = 2; i <= 4; i++) { // a subarray, names, fields
            ofNumbers[Tag.payload(dtype)] &= ring.item(state, i) == Tag.NONE;
        }
    }

    /** What the state says that BUILD gives to a wrapper; nothing if its items are not known. */
    Wrapper wrapper(int state, Memo memo, long offset) throws IOException {
        Wrapper wrapper = new Wrapper();
        int n = session.ring.isExact(state) ? session.ring.size(state) : 0;
        for (int i = 0; i < n; i += 2) {
            String key = session.texts.get(session.ring.item(state, i), memo, offset);
            int item = session.ring.item(state, i + 1);
            if ("shape".equals(key)) {
                wrapper.items = product(item);
            } else if ("dtype".equals(key)) {
                wrapper.dtype = Tag.kind(item) == Tag.DTYPE ? Tag.payload(item) : -1;
            } else if ("numpy_array_alignment_bytes".equals(key)) {
                wrapper.padded = item != Tag.NONE;
            }
        }
        return wrapper;
    }

    private long product(int shape) {
        int n = Tag.kind(shape) == Tag.TUPLE ? session.ring.size(shape) : -1;
        long product = n < 0 || session.ring.isCut(shape) ? UNKNOWN_SIZE : 1;
        for (int i = 0; i < n && product >= 0; i++) {
            int item = session.ring.item(shape, i);
            boolean fits = Tag.kind(item) == Tag.INT && Tag.signed(item) >= 0;
            product = fits && (item >> Tag.KIND_BITS == 0 || product <= Long.MAX_VALUE / Tag.signed(item))
                    ? product * Tag.signed(item)
                    : UNKNOWN_SIZE;
        }
        return product;
    }

    /** Whether its array is a pickle. */
    boolean holdsObjects(Wrapper wrapper) {
        return wrapper.dtype >= 0 && holdObjects[wrapper.dtype];
    }

    /** BUILD on a wrapper: joblib reads its array from where the file stands, which is behind the frame at hand. */
    void built(Wrapper wrapper, long offset) throws MalformedException {
        boolean known = wrapper.dtype >= 0 && wrapper.items >= 0 && waiting.size() < MOST_WAITING;
        MalformedException.check(known, offset, UNKNOWN);
        waiting.add(wrapper);
    }

    /**
     * Moves over the arrays that wait, up to one that is a pickle.
     *
     * @return whether a pickle is next
     */
    boolean pass() throws IOException {
        ByteReader in = session.in;
        for (Wrapper wrapper; (wrapper = waiting.poll()) != null; ) {
            if (holdsObjects(wrapper)) {
                return true;
            }
            long at = in.position();
            session.layout.leaves(at);
            long itemSize = itemSizes[wrapper.dtype];
            boolean known = itemSize == 0 || itemSize > 0 && wrapper.items <= Long.MAX_VALUE / itemSize;
            MalformedException.check(known, at, UNKNOWN);
            if (wrapper.padded) {
                in.skip(in.u8());
            }
            operands.skip(wrapper.items * itemSize, at);
            session.layout.raw(at, in.position());
            session.opaqueBytes += wrapper.items * itemSize;
        }
        return false;
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }
}
