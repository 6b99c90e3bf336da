package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Constant;
import dev.assay.engine.code.Expression.Entry;
import dev.assay.engine.code.Expression.Mapping;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Operation;
import dev.assay.engine.code.Expression.Text;
import dev.assay.engine.code.Statement;
import java.util.List;

/** What stands under keys in the mappings of a program. Belongs to one thread. */
final class KeyedValues {
    /** @param key {@code ?} if it is worked out */
    record Keyed(String key, Expression value) {}

    private final Lookup lookup;

    KeyedValues(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Collects what is under keys; false if that is not all that there is. */
    boolean mapping(Expression value, List<Keyed> out) {
        if (!lookup.enter()) {
            return false;
        }
        boolean isKnown = keyed(value, out);
        lookup.leave();
        return isKnown;
    }

    private boolean keyed(Expression value, List<Keyed> out) {
        return switch (value) {
            case Mapping mapping -> entries(mapping.entries(), out);
            case Name _, Member _ -> {
                String name = ProgramNames.name(value);
                yield lookup.looked(value, name, () -> {
                    List<Expression> all = lookup.names().values(name);
                    boolean isKnown = !all.isEmpty();
                    for (Expression each : all) {
                        isKnown &= mapping(each, out);
                    }
                    return entries(lookup.names().entries(name), out) && isKnown;
                });
            }
            case Call call
            when Lookup.isNamed(call, "dict") -> {
                boolean isKnown = true;
                for (Argument each : call.arguments()) {
                    if (each.name() == null) {
                        isKnown &= mapping(each.value(), out);
                    } else {
                        isKnown &= add(each.name(), each.value(), out);
                    }
                }
                yield isKnown;
            }
            case Call call -> {
                Statement.Function function = lookup.function(call);
                yield function != null
                        && lookup.looked(call, function.name() + "()", () -> {
                            boolean isKnown = true;
                            for (Expression each : lookup.names().returned(function)) {
                                isKnown &= mapping(each, out);
                            }
                            return isKnown;
                        });
            }
            case Operation operation
            when operation.operator().equals("|") -> {
                boolean isKnown = true;
                for (Expression each : operation.operands()) {
                    isKnown &= mapping(each, out);
                }
                yield isKnown;
            }
            case Constant constant -> constant.of() == Constant.Of.NOTHING;
            default -> false;
        };
    }

    private boolean entries(List<Entry> entries, List<Keyed> out) {
        boolean isKnown = true;
        for (Entry each : entries) {
            isKnown &= entry(each.key(), each.value(), out);
        }
        return isKnown;
    }

    private boolean entry(Expression key, Expression value, List<Keyed> out) {
        if (key instanceof Text text && !text.value().isEmpty()) {
            return add(text.value(), value, out);
        }
        boolean isTakenOver = key instanceof Text && mapping(value, out); // without a key
        return isTakenOver || add("?", value, out);
    }

    private boolean add(String key, Expression value, List<Keyed> out) {
        boolean isAdded = lookup.affordsOne();
        if (isAdded) {
            out.add(new Keyed(key, value));
        }
        return isAdded;
    }
}
