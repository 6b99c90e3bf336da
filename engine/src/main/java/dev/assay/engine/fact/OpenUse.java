package dev.assay.engine.fact;

/**
 * A use of cryptography that depends on what a function is given by callers in other texts: words of the form {@code ${...}} stand
 * for that. The same use is there as a {@link CryptoUse} in which it is not known.
 */
public record OpenUse(CryptoUse use) implements Fact {
    @Override
    public long offsetBytes() {
        return use.offsetBytes();
    }

    @Override
    public boolean awaitsOthers() {
        return true;
    }
}
