package dev.assay.detectors.crypto.code;

import java.util.List;
import java.util.Optional;

/** Methods that every language's lists and maps have under one of a few names. Stateless. */
final class Containers {
    private Containers() {}

    /** What a method of a list or map gives, and what it changes; empty if it is none of those that are known. */
    static Optional<Value> call(Instance instance, String name, List<Given.One> arguments, State state) {
        return switch (name) {
            case "put", "set", "insert", "setProperty" -> {
                if (arguments.size() != 2) {
                    yield Optional.empty();
                }
                instance.set(Evaluation.key(arguments.get(0).value()), arguments.get(1).value());
                yield Optional.of(Value.OUTSIDE);
            }
            case "add", "append", "push", "push_back" -> {
                if (arguments.size() != 1) {
                    yield Optional.empty();
                }
                instance.set(
                        Integer.toString(instance.fields().size()),
                        arguments.getFirst().value());
                yield Optional.of(Value.OUTSIDE);
            }
            case "get", "getOrDefault", "at", "getProperty" -> {
                if (arguments.isEmpty()) {
                    yield Optional.empty();
                }
                Value found = instance.field(Evaluation.key(arguments.getFirst().value()));
                yield Optional.ofNullable(found);
            }
            case "clone", "copy", "toString", "toArray" ->
                Optional.of(new Value.Data(instance.origin(), instance.bits()));
            default -> Optional.empty();
        };
    }
}
