package dev.assay.detectors.archive.zip;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads in a {@code data.pkl} which storages it names and which tensors it makes of them, as {@code torch.save} writes it. It
 * judges nothing and follows no calls: whatever else a pickle does ends the reading, and then less is known. Takes one step an
 * opcode; belongs to one reading. What it keeps is counted, roughly and never too low, and taken of the budget's memory: close
 * it to give that back.
 */
final class TorchPickle implements AutoCloseable {
    /** A dictionary with the tensors of any model has fewer at a time, since it is written a thousand at once. */
    private static final int MOST_VALUES = 100_000;

    private static final int MOST_MEMO = 1_000_000;
    private static final int MOST_TEXT_BYTES = 64 * 1024;

    private static final long PORTION_BYTES = 512 << 10;

    /** An object with its few fields, and a place in a list or table for it. */
    private static final int OBJECT_BYTES = 96;

    /** A place in a tuple, with the number that is there. */
    private static final int ITEM_BYTES = 32;

    /** A storage by its type, such as {@code FloatStorage}, and the name of its member. */
    record Storage(String type, String key) {}

    /** A view of a storage; {@code offset} and strides in elements. */
    record Tensor(String name, Storage storage, long offset, List<Long> shape, List<Long> strides) {}

    private record Global(String module, String name) {}

    private record Tuple(List<Object> items) {}

    private static final Object MARK = new Object();
    private static final Object OTHER = new Object();

    private final ByteReader in;
    private final Budget budget;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, Storage> storages = new HashMap<>();
    private boolean whole;
    private long heldBytes;
    private long grantedBytes;
    private int mostStack;
    private boolean full;

    TorchPickle(ByteReader in, Budget budget) {
        this.in = in;
        this.budget = budget;
    }

    /** What was made of storages, in that order. */
    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, Storage> storages() {
        return storages;
    }

    /** Whether it was read to its end, so that a storage which it does not name is named nowhere. */
    boolean isWhole() {
        return whole;
    }

    /** Reads up to the end or to what it does not know. */
    void read() throws IOException {
        for (int opcode = in.read(); opcode >= 0 && hasRoom(); opcode = in.read()) {
            if (opcode == '.') {
                whole = true;
                return;
            }
            if (!step(opcode)) {
                return;
            }
        }
    }

    private boolean hasRoom() {
        if (stack.size() > mostStack) {
            hold((long) OBJECT_BYTES * (stack.size() - mostStack));
            mostStack = stack.size();
        }
        full |= stack.size() >= MOST_VALUES || memo.size() >= MOST_MEMO;
        return !full;
    }

    /** Whether reading ended since it would have had to keep more than it may. */
    boolean isFull() {
        return full;
    }

    private void hold(long bytes) {
        heldBytes += bytes;
        while (grantedBytes < heldBytes && !full) {
            if (budget.tryTakeMemory(PORTION_BYTES)) {
                grantedBytes += PORTION_BYTES;
            } else {
                full = true;
            }
        }
    }

    /** Gives the memory back; nothing that was read may be used any more. */
    @Override
    public void close() {
        for (; grantedBytes > 0; grantedBytes -= PORTION_BYTES) {
            budget.giveBackMemory(PORTION_BYTES);
        }
    }

    private boolean step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> in.skip(1);
            case 0x95 -> in.skip(8);
            case '(' -> stack.add(MARK);
            case '}', ']', 'N', 0x88, 0x89 -> stack.add(OTHER);
            case ')' -> stack.add(new Tuple(List.of()));
            case 'K' -> stack.add((long) in.u8());
            case 'M' -> stack.add((long) in.u16le());
            case 'J' -> stack.add((long) in.i32le());
            case 0x8a -> stack.add(number(in.u8()));
            case 'G' -> {
                in.skip(8);
                stack.add(OTHER);
            }
            case 'X' -> stack.add(text(in.u32le()));
            case 0x8c -> stack.add(text(in.u8()));
            case 'c' -> stack.add(new Global(line(), line()));
            default -> {
                return memoOrBuild(opcode);
            }
        }
        return true;
    }

    private boolean memoOrBuild(int opcode) throws IOException {
        switch (opcode) {
            case 'q' -> memoize(in.u8());
            case 'r' -> memoize(in.u32le());
            case 0x94 -> memoize(memo.size());
            case 'h' -> stack.add(memo.getOrDefault((long) in.u8(), OTHER));
            case 'j' -> stack.add(memo.getOrDefault(in.u32le(), OTHER));
            case 't' -> stack.add(tuple(popToMark()));
            case 0x85 -> stack.add(tuple(pop(1)));
            case 0x86 -> stack.add(tuple(pop(2)));
            case 0x87 -> stack.add(tuple(pop(3)));
            case 'u', 'e' -> popToMark();
            case 's' -> pop(2);
            case 'a', 'b' -> pop(1);
            case 0x93 -> {
                List<Object> names = pop(2);
                stack.add(
                        new Global(names.getFirst().toString(), names.getLast().toString()));
            }
            case 'Q' -> stack.add(storage(pop(1).getFirst()));
            case 'R', 0x81 -> call(pop(2));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@code ('storage', torch.FloatStorage, '0', 'cpu', 100)}. */
    private Object storage(Object id) {
        if (id instanceof Tuple(List<Object> items)
                && items.size() >= 3
                && items.get(1) instanceof Global type
                && items.get(2) instanceof String key) {
            budget.spendFacts(1);
            hold(2 * OBJECT_BYTES);
            Storage storage = new Storage(type.name(), key);
            storages.put(key, storage);
            return storage;
        }
        return OTHER;
    }

    /** {@code torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, ...)}, behind the name that it gets. */
    private void call(List<Object> called) {
        Object name = stack.isEmpty() ? OTHER : stack.getLast();
        Tensor tensor = tensor(called, name instanceof String text ? text : "tensor");
        if (tensor != null) {
            hold(2 * OBJECT_BYTES
                    + (long) ITEM_BYTES
                            * (tensor.shape().size() + tensor.strides().size()));
            tensors.add(tensor);
        }
        stack.add(OTHER);
    }

    private static @Nullable Tensor tensor(List<Object> called, String name) {
        return called.getFirst() instanceof Global callable
                        && callable.module().equals("torch._utils")
                        && callable.name().startsWith("_rebuild_tensor")
                        && called.getLast() instanceof Tuple(List<Object> given)
                        && given.size() >= 4
                        && given.get(0) instanceof Storage storage
                        && given.get(1) instanceof Long offset
                        && given.get(2) instanceof Tuple(List<Object> shape)
                        && given.get(3) instanceof Tuple(List<Object> strides)
                ? new Tensor(name, storage, offset, numbers(shape), numbers(strides))
                : null;
    }

    private static List<Long> numbers(List<Object> items) {
        return items.stream().map(item -> item instanceof Long n ? n : -1L).toList();
    }

    private void memoize(long number) {
        hold(OBJECT_BYTES);
        memo.put(number, top());
    }

    private Tuple tuple(List<Object> items) {
        hold(OBJECT_BYTES + (long) ITEM_BYTES * items.size());
        return new Tuple(items);
    }

    private Object top() {
        return stack.isEmpty() ? OTHER : stack.getLast();
    }

    private List<Object> pop(int n) {
        List<Object> items = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            items.addFirst(stack.isEmpty() ? OTHER : stack.removeLast());
        }
        return items;
    }

    @SuppressWarnings("ReferenceEquality") // the mark is one object
    private List<Object> popToMark() {
        List<Object> items = new ArrayList<>();
        while (!stack.isEmpty()) {
            Object item = stack.removeLast();
            if (item == MARK) {
                break;
            }
            items.add(item);
        }
        return items.reversed();
    }

    private Object number(int bytes) throws IOException {
        if (bytes > Long.BYTES) {
            in.skip(bytes);
            return OTHER;
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.u8() << i * Byte.SIZE;
        }
        int unused = Long.SIZE - bytes * Byte.SIZE;
        return bytes == 0 ? 0L : value << unused >> unused;
    }

    private Object text(long length) throws IOException {
        if (length > MOST_TEXT_BYTES) {
            in.skip(length);
            return OTHER;
        }
        hold(OBJECT_BYTES + 2 * length);
        return new String(in.bytes((int) length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.u8(); c != '\n' && line.length() < 200; c = in.u8()) {
            line.append((char) c);
        }
        hold(OBJECT_BYTES + 2L * line.length());
        return line.toString();
    }
}
