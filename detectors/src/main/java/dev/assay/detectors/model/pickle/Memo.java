package dev.assay.detectors.model.pickle;

import java.util.Arrays;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * The unpickler's memo: values by number, in pages of 1,024.
 *
 * <p>Pickles put almost every object they hold into the memo, so that a gigabyte may have a hundred million entries of
 * which a handful is ever fetched. When entries are numbered as they come, as every pickler does, a full page is
 * <em>sealed</em>: each entry is reduced to a code of 1 to 4 bits for its tag, and a text keeps nothing, since it can be
 * found again by counting the PUT opcodes from where the page begins. That takes 150 to 600 bytes a page and needs a
 * source that can be read again. Pages that do not allow it stay as they are.
 */
final class Memo {
    static final int PAGE = 1024;
    static final int MISSING = -1;
    private static final int PAGE_BITS = 10;
    private static final int[] NO_PAGE = {};
    private static final int MOST_PALETTE = 16;
    private static final int OVERRIDE_BYTES = 80;

    /** Numbers that lie so far beyond the others are kept one by one: Python's memo is a dict, and C's a growing array. */
    private static final int FAR = 1 << 16;

    private static final int PAGE_BYTES = PAGE * Integer.BYTES + 16;

    private static final int MOST_PAGES_CLEARED = 64;

    /** Stands in a palette for a text. */
    private static final int TEXT = -2;

    /** A page whose texts are found by counting. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(long startBytes, int[] palette, byte[] codes, int codeBits) {
        int palette(int slot) {
            int bit = slot * codeBits;
            return palette[codes[bit >> 3] >> (bit & 7) & (1 << codeBits) - 1];
        }
    }

    private final MachineMemory memory;
    private final boolean sealable;
    private Object[] pages = new Object[16];
    private final HashMap<Long, Integer> overrides = new HashMap<>(0); // what lies in sealed pages, or far away
    private final HashMap<String, Long> hugeNumbers = new HashMap<>(0);
    private final @Nullable Memo below;
    private int @Nullable [] spare; // an empty page
    private long count;
    private long taken;

    private int[] last = NO_PAGE; // the page that sequential entries go to
    private int lastFill = PAGE;
    private long lastFrom; // the number of its first entry
    private boolean lastClean;
    private long lastStart; // where counting PUT opcodes for it begins
    private long putEnd;

    /**
     * @param sealable whether the source can be read again
     * @param startBytes where the pickle begins
     */
    Memo(MachineMemory memory, boolean sealable, long startBytes) {
        this(memory, sealable, startBytes, null);
    }

    private Memo(MachineMemory memory, boolean sealable, long startBytes, @Nullable Memo below) {
        this.memory = memory;
        this.sealable = sealable;
        this.putEnd = startBytes;
        this.below = below;
    }

    /** A memo that begins with what this one holds; what is put into it leaves this one as it is. */
    Memo above(long startBytes) {
        Memo above = new Memo(memory, false, startBytes, this);
        above.count = count;
        return above;
    }

    /** The number that stands for one of more than 18 digits, which only {@code pickle.py} takes. */
    long huge(String digits) throws MachineMemory.FullException {
        Long known = hugeNumbers.get(digits);
        if (known == null) {
            take(OVERRIDE_BYTES + 2L * digits.length());
            known = -2L - hugeNumbers.size();
            hugeNumbers.put(digits, known);
        }
        return known;
    }

    /** How many entries there are: the number that MEMOIZE gives to the next. */
    long count() {
        return count;
    }

    /**
     * MEMOIZE, or a PUT of the number that comes next.
     *
     * @param adjacent if the value is a text, whether the opcode right before pushed it
     * @param endBytes where the opcode ends
     */
    void append(int tag, boolean adjacent, long endBytes) throws MachineMemory.FullException {
        int fill = lastFill;
        if (fill == PAGE || lastFrom + fill != count || last[fill] != MISSING || !overrides.isEmpty()) {
            put(count, tag, adjacent, endBytes);
            return;
        }
        last[fill] = Tag.held(tag);
        lastFill = fill + 1;
        count++;
        putEnd = endBytes;
        if (!adjacent && Tag.kind(tag) == Tag.STRING) {
            lastClean = false;
        }
    }

    /** Puts a value under any number. */
    void put(long number, int value, boolean adjacent, long endBytes) throws MachineMemory.FullException {
        int tag = Tag.held(value);
        if (number < 0 || number > count + FAR) {
            count += get(number) == MISSING ? 1 : 0;
            override(number, tag);
            putEnd = endBytes;
            return;
        }
        int slot = (int) number & PAGE - 1;
        boolean inOrder = number == lastFrom + lastFill;
        if (last.length == 0 || inOrder && slot == 0) {
            seal();
            last = page(number);
            lastFrom = number - slot;
            lastFill = slot;
            lastStart = putEnd;
            lastClean = sealable && slot == 0;
            inOrder = true;
        }
        int[] page = number >= lastFrom && number < lastFrom + PAGE ? last : page(number);
        if (page.length == 0) {
            override(number, tag);
        } else {
            lastClean &= inOrder && page[slot] == MISSING && (adjacent || Tag.kind(tag) != Tag.STRING);
            count += page[slot] == MISSING && isNew(number) ? 1 : 0;
            page[slot] = tag;
            lastFill += inOrder ? 1 : 0;
        }
        putEnd = endBytes;
    }

    /** Whether neither a far entry nor the memo below has it; it need not be looked for among the far ones any more. */
    private boolean isNew(long number) {
        boolean isFar = !overrides.isEmpty() && overrides.remove(number) != null;
        return !isFar && (below == null || below.get(number) == MISSING);
    }

    private void override(long number, int tag) throws MachineMemory.FullException {
        lastClean = false;
        if (overrides.put(number, tag) == null) {
            take(OVERRIDE_BYTES);
        }
    }

    /** The value under a number, or {@link #MISSING}. */
    int get(long number) {
        long page = number >> PAGE_BITS;
        if (page >= pages.length || page < 0) {
            return far(number);
        }
        int slot = (int) number & PAGE - 1;
        // No pattern switch: it links a method handle, which a short scan feels.
        Object tags = pages[(int) page];
        if (tags instanceof int[] open) {
            return open[slot] == MISSING ? far(number) : open[slot];
        }
        if (!(tags instanceof Sealed sealed)) {
            return far(number);
        }
        Integer newer = overrides.get(number);
        if (newer != null) {
            return newer;
        }
        int tag = sealed.palette(slot);
        return tag == TEXT ? Tag.of(Tag.MEMO_STRING, (int) number) : tag;
    }

    private int far(long number) {
        Integer tag = overrides.get(number);
        return tag != null ? tag : below == null ? MISSING : below.get(number);
    }

    /** What comes between the opcodes is no opcode: nothing can be counted across it. */
    void interrupted() {
        lastClean = false;
    }

    /** The sealed page with this entry. */
    Sealed sealed(int number) {
        int page = number >> PAGE_BITS;
        return below != null && (page >= pages.length || !(pages[page] instanceof Sealed))
                ? below.sealed(number)
                : (Sealed) pages[page];
    }

    /** Gives every value the chance to become another, before what its payload refers to is out of reach. */
    void replace(Replacement replacement) throws MachineMemory.FullException {
        for (Object page : pages) {
            if (page instanceof int[] tags) {
                for (int i = 0; i < PAGE; i++) {
                    tags[i] = tags[i] == MISSING ? MISSING : replacement.of(tags[i]);
                }
            }
        }
        for (var entry : overrides.entrySet()) {
            entry.setValue(replacement.of(entry.getValue()));
        }
        lastClean = false;
    }

    /** What becomes of a tag. */
    interface Replacement {
        int of(int tag) throws MachineMemory.FullException;
    }

    /** Forgets everything, for a pickle that begins at an offset. */
    void clear(long startBytes) {
        if (pages[0] instanceof int[] open) {
            Arrays.fill(open, MISSING);
            spare = open;
        }
        if (pages.length > MOST_PAGES_CLEARED) {
            pages = new Object[16];
        } else {
            Arrays.fill(pages, null);
        }
        overrides.clear();
        hugeNumbers.clear();
        count = 0;
        last = NO_PAGE;
        lastFill = PAGE;
        lastFrom = 0;
        lastClean = false;
        putEnd = startBytes;
        release();
    }

    /** Gives back what the memo holds; it must not be used any more. */
    void release() {
        memory.giveBack(taken);
        taken = 0;
    }

    private void take(long bytes) throws MachineMemory.FullException {
        taken += bytes;
        memory.take(bytes);
    }

    /** The page of an entry, new if need be; empty if it is sealed. */
    private int[] page(long number) throws MachineMemory.FullException {
        int index = (int) (number >> PAGE_BITS);
        if (index >= pages.length) {
            int longer = Math.max(index + 1, pages.length + (pages.length >> 1));
            take((long) (longer - pages.length) * Integer.BYTES); // a reference takes four bytes
            pages = Arrays.copyOf(pages, longer);
        }
        if (pages[index] instanceof int[] open) {
            return open;
        }
        if (pages[index] instanceof Sealed) {
            return NO_PAGE;
        }
        take(PAGE_BYTES);
        int[] tags = spare;
        spare = null;
        if (tags == null) {
            tags = new int[PAGE];
            Arrays.fill(tags, MISSING);
        }
        pages[index] = tags;
        return tags;
    }

    private void seal() {
        if (!lastClean || lastFill != PAGE || lastFrom + PAGE > Tag.PAYLOAD_MASK) {
            return;
        }
        int[] palette = new int[MOST_PALETTE];
        byte[] slots = new byte[PAGE];
        int colours = 0;
        for (int i = 0; i < PAGE; i++) {
            int tag = plain(last[i]);
            int code = 0;
            while (code < colours && palette[code] != tag) {
                code++;
            }
            if (code == colours) {
                if (colours == MOST_PALETTE) {
                    return;
                }
                palette[colours++] = tag;
            }
            slots[i] = (byte) code;
        }
        int bits = colours <= 2 ? 1 : colours <= 4 ? 2 : 4;
        byte[] codes = new byte[PAGE * bits / 8];
        for (int i = 0; i < PAGE; i++) {
            int bit = i * bits;
            codes[bit >> 3] |= (byte) (slots[i] << (bit & 7));
        }
        pages[(int) (lastFrom >> PAGE_BITS)] = new Sealed(lastStart, Arrays.copyOf(palette, colours), codes, bits);
        long sealedBytes = codes.length + 100L;
        memory.giveBack(PAGE_BYTES - sealedBytes);
        taken -= PAGE_BYTES - sealedBytes;
    }

    /** Without what only the recent past knows. */
    private static int plain(int tag) {
        return switch (Tag.kind(tag)) {
            case Tag.STRING -> TEXT;
            case Tag.BYTES -> Tag.UNKNOWN;
            case Tag.TUPLE, Tag.LIST, Tag.DICT, Tag.SET -> Tag.withoutItems(tag);
            default -> tag;
        };
    }
}
