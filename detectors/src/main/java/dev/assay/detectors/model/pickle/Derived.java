package dev.assay.detectors.model.pickle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls return whose results matter: texts and bytes that are decoded from literals, and functions that take
 * attributes or items of what they are given later. The last {@link #MOST} are known; of an older one the machine says
 * that it is not.
 */
final class Derived {
    static final int MOST = 4096;

    /** So long may a literal be that is decoded at once. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int VALUE_BYTES = 64;

    sealed interface Value {}

    /** A text that is not in the bytes as it is. */
    record Text(String text) implements Value {}

    /** Bytes that are not in the pickle as they are, or that had to be kept since its source cannot be read again. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Value {}

    /** What was handed on as a file already, and is not kept. */
    record HandedOn() implements Value {}

    /** A large text of the source, taken as Latin-1. */
    record Latin1(long offset) implements Value {}

    /** {@code operator.attrgetter(...)}. */
    record AttributeGetter(List<String> paths) implements Value {}

    /** {@code operator.methodcaller(...)}. */
    record MethodCaller(String name) implements Value {}

    /** {@code operator.itemgetter(...)}. */
    record ItemGetter(List<String> keys) implements Value {}

    /** {@code functools.partial(...)} with the tag of what it calls. */
    record Partial(int callee, int depth) implements Value {}

    private record Entry(int number, int callable, Value value) {}

    private final MachineMemory memory;
    private @Nullable Entry[] entries = new Entry[16];
    private int count;

    Derived(MachineMemory memory) {
        this.memory = memory;
    }

    /** @param callable the number of the callable that returned it, or -1 */
    int add(int callable, Value value) throws MachineMemory.FullException {
        if (count == entries.length && count < MOST) {
            entries = java.util.Arrays.copyOf(entries, 2 * count);
        }
        count = count == Tag.PAYLOAD_MASK ? 0 : count; // the tag of the last number would be Memo.MISSING
        int number = count;
        int slot = number & entries.length - 1;
        Entry old = entries[slot];
        memory.take(bytes(value));
        if (old != null) {
            memory.giveBack(bytes(old.value));
        }
        entries[slot] = new Entry(number, callable, value);
        count++;
        return Tag.of(Tag.DERIVED, number);
    }

    /** Forgets the content of a value that was handed on. */
    void handedOn(int tag) {
        Entry entry = entry(tag);
        if (entry != null) {
            memory.giveBack(bytes(entry.value) - bytes(new HandedOn()));
            entries[Tag.payload(tag) & entries.length - 1] = new Entry(entry.number, entry.callable, new HandedOn());
        }
    }

    private static long bytes(Value value) {
        return VALUE_BYTES
                + switch (value) {
                    case Text text -> 2L * text.text().length();
                    case Bytes bytes -> bytes.bytes().length;
                    case AttributeGetter getter ->
                        getter.paths().stream().mapToLong(String::length).sum() * 2;
                    case ItemGetter getter ->
                        getter.keys().stream().mapToLong(String::length).sum() * 2;
                    case MethodCaller method -> 2L * method.name().length();
                    case Latin1 _, Partial _, HandedOn _ -> 0;
                };
    }

    private @Nullable Entry entry(int tag) {
        Entry entry = Tag.kind(tag) == Tag.DERIVED ? entries[Tag.payload(tag) & entries.length - 1] : null;
        return entry == null || entry.number != Tag.payload(tag) ? null : entry;
    }

    /** The value under a tag; null if it is none of these, or not known any more. */
    @Nullable
    Value value(int tag) {
        Entry entry = entry(tag);
        return entry == null ? null : entry.value;
    }

    /** The number of the callable that returned it, or -1. */
    int callable(int tag) {
        Entry entry = entry(tag);
        return entry == null ? -1 : entry.callable;
    }

    /** The text under a tag, or null. */
    @Nullable
    String text(int tag) {
        return value(tag) instanceof Text text ? text.text() : null;
    }
}
