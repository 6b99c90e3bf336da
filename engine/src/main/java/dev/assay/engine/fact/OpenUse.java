package dev.assay.engine.fact;

/**
 * A use of cryptography that depends on what a function is given by callers in other texts, or on constants there: words of the form
 * {@code ${...}} stand for that. It is held back until the whole target was read.
 */
public record OpenUse(CryptoUse use) implements Fact {
    /** The purpose of what is a directive of a configuration, whose value another one sets, and no use yet. */
    public static final String SETTING = "setting";

    @Override
    public long offsetBytes() {
        return use.offsetBytes();
    }

    @Override
    public boolean awaitsOthers() {
        return true;
    }
}
