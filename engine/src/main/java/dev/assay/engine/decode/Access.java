package dev.assay.engine.decode;

/** How a decoder reads its source. */
public enum Access {
    /** From the start to the end, once. Works on any source, and its bytes are digested on the way. */
    FORWARD,
    /** Anywhere. A source that cannot seek is spooled first. */
    RANDOM,
    /**
     * At a few places when the source can seek, and forward when it cannot. Such artifacts are cached by identity, since
     * reading all of them for a digest would cost more than decoding them.
     */
    SPARSE
}
