package dev.assay.detectors.indicator.index;

/** Hashes the key of a package, {@code type:name}, without making a text of it. Not secret: what is found is compared. */
final class KeyHash {
    private KeyHash() {}

    /** @param length how much of the name counts: all of it, or what stands in front of a star */
    static long of(String type, String name, int length, boolean isPrefix) {
        long hash = isPrefix ? 0x9E3779B97F4A7C15L : 0xCBF29CE484222325L;
        for (int i = 0; i < type.length(); i++) {
            hash = (hash ^ type.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ ':') * 0x100000001B3L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 29)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 32);
    }
}
