package dev.assay.engine.decode;

/** Sees every byte of an artifact once, in order, while a decoder reads it. Belongs to one artifact. */
@FunctionalInterface
public interface Tap {
    /** The bytes {@code block[from]} up to {@code block[to]}, which follow those of the call before. */
    void accept(byte[] block, int from, int to);
}
