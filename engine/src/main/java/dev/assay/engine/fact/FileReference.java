package dev.assay.engine.fact;

/**
 * Another file that the bytes name and that something which loads them opens as well. Whether it is there is for a rule of
 * the whole target to see.
 *
 * @param loader who opens it, such as {@code mlflow}
 * @param file by a path from the folder of the bytes, or by a digest such as {@code sha256:} and 64 digits; shortened
 * @param says what it must be, by a name's ending or a media type; empty if nothing says; shortened
 */
public record FileReference(String loader, String file, String says, long offsetBytes) implements Fact {}
