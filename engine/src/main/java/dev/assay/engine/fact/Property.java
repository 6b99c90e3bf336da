package dev.assay.engine.fact;

/**
 * Something that a model says of itself, for its inventory; only made when somebody asks for it, but for licences: a
 * policy may judge these, so that they are made always.
 *
 * @param name one of the names here, or {@code metadata.} and the format's own key
 * @param value as the model has it, escaped by nobody, of bounded length
 * @param offsetBytes where it was read, or -1
 */
public record Property(String name, String value, long offsetBytes) implements Fact {
    /** What the model calls itself. */
    public static final String NAME = "name";

    /** The library that reads it, such as {@code PyTorch}. */
    public static final String FRAMEWORK = "framework";

    public static final String FRAMEWORK_VERSION = "frameworkVersion";

    /** The version of the file's format. */
    public static final String FORMAT_VERSION = "formatVersion";

    /** The kind of network, such as {@code llama}. */
    public static final String ARCHITECTURE = "architecture";

    /** Of the model itself. */
    public static final String VERSION = "version";

    public static final String DESCRIPTION = "description";

    public static final String LICENCE = "licence";

    public static final String AUTHOR = "author";

    /** Where it comes from: an address or the name of what it was made from. */
    public static final String ORIGIN = "origin";

    /** The program that wrote the file. */
    public static final String PRODUCER = "producer";

    public static final String BYTE_ORDER = "byteOrder";

    /** How numbers were made smaller, such as {@code Q4_K_M}. */
    public static final String QUANTIZATION = "quantization";

    /** How many tensors there are, whether or not each has a fact. */
    public static final String TENSORS = "tensors";

    /** How many numbers they hold. */
    public static final String PARAMETERS = "parameters";

    /** How many bytes they take. */
    public static final String TENSOR_BYTES = "tensorBytes";

    /** The types of these numbers, with commas. */
    public static final String TYPES = "types";

    /** Begins the names that only the format knows. */
    public static final String METADATA = "metadata.";
}
