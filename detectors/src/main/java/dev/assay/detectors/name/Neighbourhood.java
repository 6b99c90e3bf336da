package dev.assay.detectors.name;

import java.util.List;

/**
 * Which names become the same when one or two characters are taken from each: those within an edit or two, and few others.
 *
 * <p>Why so (Mor and Fraenkel, "A hash code method for detecting and correcting spelling errors", CACM 25(12), 1982): two
 * names within Damerau-Levenshtein distance d meet when at most d characters are taken from each. So the list is stored by the
 * hashes of what is left of its names, and a look-up is some hashes of the name asked for, of which {@link Form} gives that
 * without two characters as a sum of two numbers. A Bloom filter answers nearly all of them. Measured in one run against
 * 15,000 names of a mean length of 14, asked for mistyped ones: what an automaton of distance 2 follows in a trie of the list
 * took 30 to 45 times as long, since most of its states are near the root, where it follows every branch. What it costs is
 * memory: about 110 hashes a name, 4 bytes each, and the filter.
 *
 * <p>What is taken away stands between a beginning and an end that names of the list have ({@link Ends}). So of the pairs of
 * characters of a name that nobody heard of a few are tried.
 *
 * <p>Two edits in a short name are another name: two are looked for only if both have {@link #TWO_FROM} characters.
 */
final class Neighbourhood {
    static final int TWO_FROM = 7;

    /** Of a longer name, two characters are taken only from its first so many: the hashes grow with the square. */
    private static final int TWO_UP_TO = 40;

    private static final int LEAST = 3;

    private final long[] bitmap;
    private final int bitmapShift;
    private final int[] starts;
    private final int bucketShift;

    /** Of each: 16 bits of the hash, 16 of the number. */
    private final int[] entries;

    /**
     * An index.
     *
     * @param edits how far away names are to be found: 1 or 2. Those of one need few hashes, which stay in memory that is near
     */
    Neighbourhood(List<Form> names, int edits) {
        int[] firsts = new int[names.size() + 1]; // of each name's hashes
        for (int i = 0; i < names.size(); i++) {
            firsts[i + 1] = firsts[i] + hashes(names.get(i).length(), edits);
        }
        long[] hashes = new long[firsts[names.size()]];
        for (int i = 0; i < names.size(); i++) {
            hash(names.get(i), edits, hashes, firsts[i]);
        }
        int bits = Math.max(32 - Integer.numberOfLeadingZeros(hashes.length), 6);
        int buckets = 1 << Math.max(bits - 2, 1);
        this.bucketShift = 64 - Integer.numberOfTrailingZeros(buckets);
        this.bitmapShift = 64 - (bits + 4 - 6);
        this.bitmap = new long[1 << (bits + 4 - 6)];
        int[] ends = new int[buckets + 1];
        for (long hash : hashes) {
            ends[(int) (hash >>> bucketShift) + 1]++;
            bitmap[(int) (hash >>> bitmapShift)] |= bits(hash);
        }
        for (int i = 0; i < buckets; i++) {
            ends[i + 1] += ends[i];
        }
        this.starts = ends.clone();
        this.entries = new int[ends[buckets]];
        for (int i = 0; i < names.size(); i++) {
            for (int j = firsts[i]; j < firsts[i + 1]; j++) {
                entries[ends[(int) (hashes[j] >>> bucketShift)]++] = tag(hashes[j]) | i;
            }
        }
    }

    /** A multiplication whose upper bits depend on all of the hash. */
    static long spread(long hash) {
        return hash * 0x9E6C63D0876A68EFL;
    }

    private static int twoUpTo(int length) {
        return length < TWO_FROM ? 0 : Math.min(length, TWO_UP_TO);
    }

    /** How many hashes a name of this length has. */
    private static int hashes(int length, int edits) {
        int two = edits < 2 ? 0 : twoUpTo(length);
        return length < LEAST ? 0 : 1 + length + two * Math.max(two - 1, 0) / 2;
    }

    private static void hash(Form name, int edits, long[] out, int from) {
        int length = name.length();
        if (length < LEAST) {
            return;
        }
        int at = from;
        out[at++] = spread(name.hash());
        for (int i = 0; i < length; i++) {
            out[at++] = name.hashWithout(i);
        }
        int two = edits < 2 ? 0 : twoUpTo(length);
        for (int i = 0; i < two - 1; i++) {
            long first = name.without(i);
            for (int j = i + 1; j < two; j++) {
                out[at++] = spread(out[from + 1 + j] + first);
            }
        }
        for (int i = from + 1; i <= from + length; i++) {
            out[i] = spread(out[i]);
        }
    }

    /** Gives the numbers of the names that may be within one edit, and some others, in any order. */
    void withinOne(Form name, Ends.Between between, Candidates out) {
        int length = name.length();
        if (length < LEAST) {
            return;
        }
        probe(spread(name.hash()), out);
        int to = Math.min(between.front(), length - 1);
        for (int i = between.lastFrom(); i <= to; i++) {
            probe(spread(name.hashWithout(i)), out);
        }
    }

    /** Gives those that may be within two, of an index for two. */
    void withinTwo(Form name, Ends.Between between, Candidates out) {
        int length = name.length();
        if (length < LEAST) {
            return;
        }
        probe(spread(name.hash()), out);
        for (int i = 0; i < length; i++) { // the other edit may be a character of the list's name alone, anywhere
            probe(spread(name.hashWithout(i)), out);
        }
        int two = twoUpTo(length);
        int from = between.lastFrom();
        long[] without = new long[two];
        for (int i = from; i < two; i++) {
            without[i] = name.hashWithout(i);
        }
        int to = Math.min(between.front(), two - 2);
        for (int i = 0; i <= to; i++) {
            long first = name.without(i);
            for (int j = Math.max(i + 1, from); j < two; j++) {
                probe(spread(without[j] + first), out);
            }
        }
    }

    private void probe(long spread, Candidates out) {
        if ((~bitmap[(int) (spread >>> bitmapShift)] & bits(spread)) == 0) {
            found(spread, out);
        }
    }

    /** Three bits of a word: a Bloom filter (CACM 13(7), 1970) in blocks of one word, so that an answer is one access. */
    private static long bits(long spread) {
        return 1L << (spread >>> 20) | 1L << (spread >>> 26) | 1L << (spread >>> 32);
    }

    private void found(long spread, Candidates out) {
        int bucket = (int) (spread >>> bucketShift);
        for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            if ((entries[i] ^ tag(spread)) >>> 16 == 0) {
                out.add(entries[i] & 0xffff);
            }
        }
    }

    /** Bits below those of the bucket, in the upper half of an entry. */
    private static int tag(long spread) {
        return (int) (spread >>> 16) & 0xffff0000;
    }

    long sizeBytes() {
        return 8L * bitmap.length + 4L * starts.length + 4L * entries.length;
    }
}
