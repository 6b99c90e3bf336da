package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that a call runs at once, as Kotlin's {@code apply} and {@code let} do. Belongs to one thread and one text. */
final class Blocks {
    /** The parameter of a function that names none. */
    static final String IT = "it";

    private static final String FILL = "fill";

    private final Calls calls;
    private final Functions functions;

    Blocks(Calls calls, Functions functions) {
        this.calls = calls;
        this.functions = functions;
    }

    /**
     * Runs one.
     *
     * @param result what the call gives otherwise
     * @return what the call gives
     */
    Value run(ApiRow row, @Nullable Value function, Given given, Value result, int offsetBytes, Frame frame) {
        if (function == null) {
            return result;
        }
        Value on = given.get(row.on().argument());
        Value self = on == null ? Value.OUTSIDE : on;
        boolean isFill = row.runsAs().equals(FILL);
        Value last;
        if (function instanceof Value.Callable block) {
            last = run(row, block, self, frame);
        } else if (isFill) {
            return result;
        } else if (Calls.isFunction(function)) {
            last = calls.run(function, List.of(new Given.One(null, self)), offsetBytes, frame);
        } else {
            frame.state().mayFill(self); // whatever it is that gets it
            return result;
        }
        if (isFill) {
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

    /** Runs a function of the text, where it stands. */
    private Value run(ApiRow row, Value.Callable block, Value self, Frame frame) {
        List<Given.One> arguments = new ArrayList<>(1);
        Map<String, Value> more;
        switch (row.runsAs()) {
            case Selector.THIS -> more = Map.of(Selector.THIS, self);
            case FILL -> more = Map.of(IT, new Value.Data(Origin.STATIC, -1));
            default -> {
                arguments.add(new Given.One(null, self));
                more = Map.of(IT, self);
            }
        }
        return functions.runInPlace(block, arguments, more, frame);
    }
}
