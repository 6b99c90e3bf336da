package dev.assay.bench;

/**
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), written out so that the
 * inputs stay the same on every JDK. Not thread-safe.
 */
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 up to, not including, {@code bound}; slightly uneven, which does not matter here. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** A number in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }
}
