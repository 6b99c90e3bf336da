package dev.assay.engine.fact;

import java.util.List;

/**
 * A call of a function whose program's text is elsewhere, with arguments of which something is known. Together with an
 * {@link OpenUse} there it tells what that function does with them.
 *
 * @param callee the function's full name
 * @param arguments in their order; what each is, in the words of whoever reads the program; empty where nothing is known
 */
public record ConstantCall(String callee, List<String> arguments, long offsetBytes) implements Fact {
    public ConstantCall {
        arguments = List.copyOf(arguments);
    }

    @Override
    public boolean awaitsOthers() {
        return true;
    }
}
