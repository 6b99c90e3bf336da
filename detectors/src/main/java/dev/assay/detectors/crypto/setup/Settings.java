package dev.assay.detectors.crypto.setup;

/** Where readers put what a configuration says. */
interface Settings {
    /** A directive with its value, which may be empty. */
    void setting(Block block, Span name, Span value);

    /** A line of a shell. */
    void command(Span line);

    /**
     * A text that may be a file of its own, such as one in a ConfigMap.
     *
     * @param path its name, as far as one is written
     */
    void file(String path, Span text);

    /** Something that could not be read. */
    void gap(int offset, String reason);
}
