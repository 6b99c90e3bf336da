package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Arguments and elements of which some may be one of several things, one by one. Stateless. */
final class Choices {
    private Choices() {}

    /** What is made of each combination of values; of values that have too many, of these as they are. */
    static Value each(List<Value> values, Function<List<Value>, Value> made) {
        int all = 1;
        for (Value value : values) {
            all *= value instanceof Value.OneOf(List<Value> several) ? several.size() : 1;
            if (all > Value.MOST) {
                return made.apply(values);
            }
        }
        if (all == 1) {
            return made.apply(values);
        }
        List<Value> results = new ArrayList<>(all);
        for (int i = 0; i < all; i++) {
            List<Value> chosen = new ArrayList<>(values.size());
            int rest = i;
            for (Value value : values) {
                List<Value> several = Value.each(value);
                chosen.add(several.get(rest % several.size()));
                rest /= several.size();
            }
            results.add(made.apply(chosen));
        }
        return Value.any(results);
    }

    /** The same of what a call is given. */
    static Value each(Given given, Function<Given, Value> made) {
        List<Value> values = new ArrayList<>(given.arguments().size());
        given.arguments().forEach(argument -> values.add(argument.value()));
        return each(values, chosen -> {
            List<Given.One> arguments = new ArrayList<>(chosen.size());
            for (int i = 0; i < chosen.size(); i++) {
                arguments.add(new Given.One(given.arguments().get(i).name(), chosen.get(i)));
            }
            return made.apply(new Given(given.self(), arguments));
        });
    }
}
