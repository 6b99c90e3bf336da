package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that a call runs at once, as Kotlin's {@code apply} and {@code let} do. Stateless. */
final class Blocks {
    /** The parameter of a function that names none. */
    static final String IT = "it";

    private Blocks() {}

    /**
     * Runs one.
     *
     * @param result what the call gives otherwise
     * @return what the call gives
     */
    static Value run(
            ApiRow row, @Nullable Value function, Given given, Value result, Functions functions, Frame frame) {
        if (!(function instanceof Value.Callable block)) {
            return result;
        }
        Value on = given.get(row.on().argument());
        Value self = on == null ? Value.OUTSIDE : on;
        List<Given.One> arguments = new ArrayList<>(1);
        Map<String, Value> more = Map.of();
        switch (row.runsAs()) {
            case Selector.THIS -> more = Map.of(Selector.THIS, self);
            case "fill" -> more = Map.of(IT, new Value.Data(Origin.STATIC, -1));
            default -> {
                arguments.add(new Given.One(null, self));
                more = Map.of(IT, self);
            }
        }
        Value last = functions.runInPlace(block, arguments, more, frame);
        if (row.runsAs().equals("fill")) {
            Instance filled = frame.state().mutable(result);
            Provenance with = frame.state().provenance(last);
            boolean isZero = last.equals(Value.of(0));
            if (filled != null && !isZero) {
                filled.fill(with);
            }
            return result;
        }
        boolean givesObject =
                row.same() != null && row.same().argument().equals(row.on().argument());
        return givesObject ? result : last;
    }
}
