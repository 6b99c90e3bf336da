package dev.assay.detectors.crypto.keys;

/** Part of a text that is put together as the text passes by, from where a literal was found. Belongs to one thread. */
interface Capture extends AutoCloseable {
    /**
     * Takes what follows.
     *
     * @return the index at which it ended, or -1 if it wants more
     */
    int take(byte[] bytes, int from, int to);

    /**
     * Says what it was. Called once, when it ended or the text did.
     *
     * @param ended whether what stands at its end is what should
     * @return whether anything was said of it
     */
    boolean read(Spot spot, boolean ended);

    /**
     * Says what it may have been that was none of it, with as much of the text as there still is.
     *
     * @param from behind what it began with
     */
    default void readDamaged(Spot spot, byte[] bytes, int from, int end) {}

    @Override
    default void close() {}
}
