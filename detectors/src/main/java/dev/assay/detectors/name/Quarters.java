package dev.assay.detectors.name;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which long names may be three edits apart: of two such names, one cut into four parts, the other has one part whole and near its
 * place, since each edit touches one part at most (Li, Deng, Wang and Feng, "Pass-Join", PVLDB 5(3), 2011, whose bounds on the place
 * these are). Two characters swapped across a cut touch two; of these names some are lost. Built once, then immutable and shared.
 *
 * <p>{@link Neighbourhood} would need the triples of a name's characters, a thousand hashes and more; here a name is four. A look-up
 * asks some twenty texts, each once for all lengths of names that it may be a part of, and nearly all end there; what memory they
 * touch is small, since a look-up waits for memory more than it counts. Names that share a part and little else are told apart
 * by their characters, which lie beside the hash.
 */
final class Quarters {
    /** Three edits in a shorter name are another name. */
    static final int FROM = 12;

    private static final int PARTS = 4;
    private static final int EDITS = PARTS - 1;

    /** A part that so many names of one length have in one place tells nothing of any: {@code babelplugin}. */
    private static final int CROWD = 12;

    private static final int NUMBER_BITS = 16;
    private static final long NUMBER = (1L << NUMBER_BITS) - 1;
    private static final int LETTERS = 26;
    private static final int SYMBOLS = LETTERS + 10;

    /** In the second word of an entry, behind the characters. */
    private static final int NUMBER_AT = 2 * SYMBOLS + SYMBOLS - Long.SIZE;

    private static final int TAG_AT = NUMBER_AT + NUMBER_BITS;
    private static final long CHARACTERS = (1L << NUMBER_AT) - 1;

    /** By text and number of a part: how long the names are that have it, modulo 16, as bits. */
    private final short[] lengths;

    private final int lengthsShift;

    /** Of each part two words: which characters the name has, its number, and some bits of the part's hash. */
    private final long[] entries;

    /** Where those begin that have the same upper bits of the hash. */
    private final int[] starts;

    private final int bucketShift;

    /** Where to look in a name of so many characters; made when the first of them comes. */
    private final AtomicReferenceArray<int @Nullable []> places = new AtomicReferenceArray<>(Form.MOST + 1);

    Quarters(List<Form> names) {
        int size = 0;
        for (Form name : names) {
            size += name.length() >= FROM ? PARTS : 0;
        }
        int bits = Math.max(Integer.SIZE - Integer.numberOfLeadingZeros(size), 1);
        this.bucketShift = Long.SIZE - bits;
        this.lengthsShift = bucketShift - 1;
        this.lengths = new short[2 << bits];
        this.starts = new int[(1 << bits) + 1];
        long[] keys = new long[size];
        int at = 0;
        for (int number = 0; number < names.size(); number++) {
            Form name = names.get(number);
            for (int part = 0; name.length() >= FROM && part < PARTS; part++) {
                int from = from(name.length(), part);
                long text = text(name.hash(from, from(name.length(), part + 1)), part);
                lengths[(int) (text >>> lengthsShift)] |= (short) (1 << name.length() % Short.SIZE);
                keys[at] = key(text, name.length()) & ~NUMBER | number;
                starts[(int) (keys[at++] >>> bucketShift) + 1]++;
            }
        }
        for (int i = 0; i < 1 << bits; i++) {
            starts[i + 1] += starts[i];
        }
        int[] ends = starts.clone();
        long[] ordered = new long[size];
        for (long key : keys) {
            ordered[ends[(int) (key >>> bucketShift)]++] = key;
        }
        int left = withoutCrowds(ordered, starts);
        this.entries = new long[2 * left];
        for (int i = 0; i < left; i++) {
            long number = ordered[i] & NUMBER;
            count(names.get((int) number), entries, 2 * i);
            entries[2 * i + 1] |= tag(ordered[i]) | number << NUMBER_AT;
        }
    }

    /** Moves what is left to the front, and says how much. */
    private static int withoutCrowds(long[] keys, int[] starts) {
        int kept = 0;
        for (int bucket = 0; bucket < starts.length - 1; bucket++) {
            int first = starts[bucket];
            int last = starts[bucket + 1];
            starts[bucket] = kept;
            if (last - first > CROWD) {
                Arrays.sort(keys, first, last);
            }
            while (first < last) {
                int end = first + 1;
                while (end < last && (keys[end] ^ keys[first]) >>> NUMBER_BITS == 0) {
                    end++;
                }
                if (end - first <= CROWD) {
                    System.arraycopy(keys, first, keys, kept, end - first);
                    kept += end - first;
                }
                first = end;
            }
        }
        starts[starts.length - 1] = kept;
        return kept;
    }

    /**
     * Which characters a name has once or more, twice or more, three times or more. Each edit brings one at most, and takes one
     * away: most of what shares a part differs in more.
     */
    private static void count(Form name, long[] out, int at) {
        long once = 0;
        long twice = 0;
        long thrice = 0;
        for (int i = 0; i < name.length(); i++) {
            int c = name.text()[i];
            long bit = 1L << (c >= 'a' ? c - 'a' : c - '0' + LETTERS);
            thrice |= twice & bit;
            twice |= once & bit;
            once |= bit;
        }
        out[at] = once | twice << SYMBOLS;
        out[at + 1] = twice >>> Long.SIZE - SYMBOLS | thrice << 2 * SYMBOLS - Long.SIZE;
    }

    private static int from(int length, int part) {
        return length * part / PARTS;
    }

    private static long text(long hash, int part) {
        return (hash + part * 0xD1B54A32D192ED03L) * 0x9E6C63D0876A68EFL;
    }

    private static long key(long text, int length) {
        return (text + length * 0x94D049BB133111EBL) * 0xBF58476D1CE4E5B9L;
    }

    private static long tag(long key) {
        return key >>> NUMBER_BITS << TAG_AT;
    }

    /** Gives the numbers of the names that may be within three edits, and some others, in any order. */
    void find(Form name, Candidates out) {
        long[] own = new long[2];
        count(name, own, 0);
        int shortest = name.length() - EDITS;
        for (int place : places(name.length())) {
            int at = place & 0xff;
            int part = place >>> 16 & 3;
            long text = text(name.hash(at, at + (place >>> 8 & 0xff)), part);
            int there = lengths[(int) (text >>> lengthsShift)] & 0xffff;
            int asked = (there | there << Short.SIZE) >>> shortest % Short.SIZE & place >>> 24;
            while (asked != 0) {
                found(key(text, shortest + Integer.numberOfTrailingZeros(asked)), own[0], own[1], out);
                asked &= asked - 1;
            }
        }
    }

    private void found(long key, long first, long second, Candidates out) {
        int bucket = (int) (key >>> bucketShift);
        long tag = tag(key);
        for (int i = 2 * starts[bucket]; i < 2 * starts[bucket + 1]; i += 2) {
            long entry = entries[i + 1];
            int different = Long.bitCount(entries[i] ^ first) + Long.bitCount((entry ^ second) & CHARACTERS);
            if (different <= 2 * EDITS && (entry ^ tag) >>> TAG_AT == 0) {
                out.add((int) (entry >>> NUMBER_AT & NUMBER));
            }
        }
    }

    private int[] places(int length) {
        int[] known = places.get(length);
        if (known == null) {
            known = placesIn(length);
            places.set(length, known);
        }
        return known;
    }

    /** Each of 8 bits: which lengths from the shortest on, which part, how many characters, from which on. */
    private static int[] placesIn(int length) {
        int[] all = new int[(2 * EDITS + 1) * PARTS * PARTS];
        int size = 0;
        for (int other = Math.max(length - EDITS, FROM); other <= length + EDITS; other++) {
            int longer = length - other;
            for (int part = 0; part < PARTS; part++) {
                int from = from(other, part);
                int characters = from(other, part + 1) - from;
                int left = EDITS - part; // edits that may lie behind, as many as the part's number before
                int first = Math.max(from - part, Math.max(from + longer - left, 0));
                int last = Math.min(from + part, Math.min(from + longer + left, length - characters));
                for (int at = first; at <= last; at++) {
                    int place = part << 16 | characters << 8 | at;
                    int i = 0;
                    while (i < size && (all[i] & 0xffffff) != place) {
                        i++;
                    }
                    all[i] |= place | 1 << 24 + other - length + EDITS;
                    size = Math.max(size, i + 1);
                }
            }
        }
        return Arrays.copyOf(all, size);
    }

    long sizeBytes() {
        return 2L * lengths.length + 8L * entries.length + 4L * starts.length;
    }
}
