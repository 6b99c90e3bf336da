package dev.assay.engine.fact;

/**
 * Program text that lies in the bytes as data, or in a file that they name, and that something which loads or uses them
 * compiles and runs.
 *
 * @param language what reads it, such as {@code python} or {@code torchscript}
 * @param name what it is called where it lies: a member's name, an attribute's, an operator's, a file's; escaped and shortened
 * @param preview its beginning or the part that matters, escaped and shortened
 */
public record EmbeddedCode(String language, String name, String preview, long offsetBytes) implements Fact {}
