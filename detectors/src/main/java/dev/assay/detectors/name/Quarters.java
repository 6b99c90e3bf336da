package dev.assay.detectors.name;

import java.util.Arrays;
import java.util.List;

/**
 * Which long names may be three edits apart: of two such names, one cut into four parts, the other has one part whole and near its
 * place, since each edit touches one part at most (Li, Deng, Wang and Feng, "Pass-Join", PVLDB 5(3), 2011, whose bounds on the place
 * these are). Two characters swapped across a cut touch two; of these names some are lost. Built once, then immutable and shared.
 *
 * <p>{@link Neighbourhood} would need the triples of a name's characters, a thousand hashes and more; here a name is four, and a
 * look-up some forty.
 */
final class Quarters {
    /** Three edits in a shorter name are another name. */
    static final int FROM = 12;

    private static final int PARTS = 4;
    private static final int EDITS = PARTS - 1;

    /** A part that so many names of one length have in one place tells nothing of any: {@code babelplugin}. */
    private static final int CROWD = 12;

    private static final int FILTERED = 4;
    private static final int NUMBER_BITS = 16;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;

    private static final int LETTERS = 26;
    private static final int OFTEN = 3;

    private final Bits there;

    /** The hashes without their lowest 16 bits, in order, with the number of the name in these. */
    private final long[] entries;

    /** Where those begin that have the same upper bits. */
    private final int[] starts;

    private final int bucketShift;

    /** Which characters each name has once or more, twice or more, three times or more. */
    private final long[] often;

    Quarters(List<Form> names) {
        long[] all = new long[PARTS * names.size()];
        int size = 0;
        this.there = new Bits(FILTERED * all.length);
        this.often = new long[OFTEN * names.size()];
        for (int number = 0; number < names.size(); number++) {
            Form name = names.get(number);
            count(name, often, OFTEN * number);
            for (int part = 0; name.length() >= FROM && part < PARTS; part++) {
                int from = from(name.length(), part);
                long key = key(name.hash(from, from(name.length(), part + 1)), name.length(), part);
                there.add(key << 1);
                all[size++] = key & ~NUMBER | number;
            }
        }
        this.entries = Arrays.copyOf(all, size);
        Arrays.sort(entries);
        int bits = Math.max(Integer.SIZE - Integer.numberOfLeadingZeros(size), 1);
        this.bucketShift = Long.SIZE - 1 - bits;
        this.starts = new int[(1 << bits) + 1];
        for (long entry : entries) {
            starts[(int) (entry >>> bucketShift) + 1]++;
        }
        for (int i = 0; i < 1 << bits; i++) {
            starts[i + 1] += starts[i];
        }
    }

    private static void count(Form name, long[] out, int at) {
        for (int i = 0; i < name.length(); i++) {
            int c = name.text()[i];
            long bit = 1L << (c >= 'a' ? c - 'a' : c - '0' + LETTERS);
            out[at + 2] |= out[at + 1] & bit;
            out[at + 1] |= out[at] & bit;
            out[at] |= bit;
        }
    }

    /** Each edit brings one character at most, and takes one away: most of what shares a part differs in more. */
    private boolean isFar(int number, long[] own) {
        int different = 0;
        for (int i = 0; i < OFTEN; i++) {
            different += Long.bitCount(own[i] ^ often[OFTEN * number + i]);
        }
        return different > 2 * EDITS;
    }

    private static int from(int length, int part) {
        return length * part / PARTS;
    }

    private static long key(long hash, int length, int part) {
        return HashTable.mix(hash, PARTS * length + part) >>> 1;
    }

    /** Gives the numbers of the names that may be within three edits, and some others, in any order. */
    void find(Form name, Candidates out) {
        long[] own = new long[OFTEN];
        count(name, own, 0);
        for (int length = Math.max(name.length() - EDITS, FROM); length <= name.length() + EDITS; length++) {
            int longer = name.length() - length;
            for (int part = 0; part < PARTS; part++) {
                int from = from(length, part);
                int size = from(length, part + 1) - from;
                int left = EDITS - part; // edits that may lie behind, as many as the part's number before
                int first = Math.max(from - part, Math.max(from + longer - left, 0));
                int last = Math.min(from + part, Math.min(from + longer + left, name.length() - size));
                for (int at = first; at <= last; at++) {
                    long key = key(name.hash(at, at + size), length, part);
                    if (there.has(key << 1)) {
                        found(key, own, out);
                    }
                }
            }
        }
    }

    private void found(long key, long[] own, Candidates out) {
        int bucket = (int) (key >>> bucketShift);
        int first = starts[bucket];
        int last = starts[bucket + 1];
        while (first < last && entries[first] < (key & ~NUMBER)) {
            first++;
        }
        int end = first;
        while (end < last && (entries[end] & ~NUMBER) == (key & ~NUMBER)) {
            end++;
        }
        for (int i = first; end - first <= CROWD && i < end; i++) {
            int number = (int) (entries[i] & NUMBER);
            if (!isFar(number, own)) {
                out.add(number);
            }
        }
    }

    long sizeBytes() {
        return 8L * (entries.length + often.length) + 4L * starts.length + there.sizeBytes();
    }
}
