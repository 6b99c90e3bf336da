package dev.assay.engine.fact;

/**
 * A constant that programs in other texts may name. Together with an {@link OpenUse} there it tells what that use is made with.
 *
 * @param name its full name, as far as its own text says: of a variable of a module that has no name but its file's, the variable's
 * @param value what it is, in the words of whoever reads the program
 */
public record SharedConstant(String name, String value, long offsetBytes) implements Fact {
    @Override
    public boolean awaitsOthers() {
        return true;
    }
}
