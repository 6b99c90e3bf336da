package dev.assay.engine.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * Which names were there. Keeps 128 bits of the SHA-256 of each and no text: a header of 100 MB holds a million names,
 * which takes 32 MB so, and nobody can make two of them meet.
 *
 * <p>Slots are chosen by those bits too, and bits of a known digest can be chosen by trying names: a million names for
 * neighbouring slots would cost hours here. So a seed goes before each name that whoever made the file did not know. It
 * changes where names lie and nothing else.
 *
 * <p>Belongs to one thread; the caller pays for what it adds.
 */
public final class NameSet {
    private static final int FIRST_SLOTS = 64;

    private final MessageDigest sha256 = newSha256();
    private final byte[] seed;
    private long[] slots = new long[2 * FIRST_SLOTS]; // pairs; 0 and 0 is a free one
    private int used;

    public NameSet() {
        this(new SplittableRandom().nextLong());
    }

    /** @param seed any number that is not known before */
    NameSet(long seed) {
        this.seed = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    }

    /**
     * Adds a name.
     *
     * @param whole whether {@code name} is all of it; a part is never said to be there already
     * @return whether it is new
     */
    public boolean add(String name, boolean whole) {
        if (!whole) {
            return true;
        }
        ByteBuffer digest = digest(name);
        long first = digest.getLong();
        long second = digest.getLong() | 1;
        if (!put(slots, first, second)) {
            return false;
        }
        if (++used > slots.length / 4) { // half of the pairs
            grow();
        }
        return true;
    }

    private ByteBuffer digest(String name) {
        sha256.update(seed);
        return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where a name would lie if nothing else did. */
    int slot(String name) {
        return (int) digest(name).getLong() & slots.length / 2 - 1;
    }

    /** How many slots in a row are taken: what a look at one of them costs at the most. */
    int longestRun() {
        int longest = 0;
        int run = 0;
        for (int i = 1; i < slots.length; i += 2) {
            run = slots[i] == 0 ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i + 1] != 0) {
                put(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long first, long second) {
        int mask = slots.length / 2 - 1;
        for (int i = (int) first & mask; ; i = i + 1 & mask) {
            if (slots[2 * i + 1] == 0) {
                slots[2 * i] = first;
                slots[2 * i + 1] = second;
                return true;
            }
            if (slots[2 * i] == first && slots[2 * i + 1] == second) {
                return false;
            }
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
