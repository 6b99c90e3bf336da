package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls give that no row can say by itself, as {@link Gives} describes it. Belongs to one thread and one text. */
final class Results {
    /** The field of a function that some of its arguments are bound to. */
    static final String FUNCTION = "()";

    /** Of memory, that it is zero. */
    private static final String ZEROED = "zero";

    private final Application application;
    private final Pointers pointers;

    Results(Application application, Pointers pointers) {
        this.application = application;
        this.pointers = pointers;
    }

    /** What a call gives of which a row says so. */
    Value of(Gives gives, Given given, int offsetBytes, Frame frame) {
        State state = frame.state();
        String which = gives.of().getFirst();
        Value first = given.get(List.of(which));
        return switch (gives.what()) {
            case TEXT -> Value.of(which);
            case NUMBER -> Numbers.of(which);
            case MAP -> map(first, given, state);
            case PAIRS -> Pairs.map(given, state);
            case ZERO -> zero(first, state);
            case OBJECT -> object(first, offsetBytes, frame);
            case JOINED -> first == null ? Value.OUTSIDE : joined(first, given, state);
            case MERGED -> first == null ? Value.OUTSIDE : merged(first, given, state);
            case LIST -> first == null ? Value.OUTSIDE : list(given, state);
            case MODULE -> first instanceof Value.Known(String name) ? new Value.Named(name) : Value.OUTSIDE;
            case MEMBER -> member(first, given.get(List.of(gives.of().getLast())), offsetBytes, frame);
            case BYTES -> {
                Value each =
                        gives.of().size() > 1 ? given.get(List.of(gives.of().getLast())) : null;
                yield first == null ? Value.OUTSIDE : bytes(first, each, state);
            }
            case CONCATENATED -> {
                Instance parts = first == null ? null : state.instance(first);
                yield parts == null ? new Value.Data(given.provenance(state), -1) : Containers.joined(parts, "", state);
            }
            case FORMATTED -> formatted(which, given, state);
            case SPLICED -> spliced(first, given, state);
            case METHOD -> {
                Value receiver = given.get(List.of(gives.of().getLast()));
                yield receiver == null ? Value.OUTSIDE : method(which, receiver, given, state);
            }
            case ZIPPED -> zipped(given, false, state);
            case NUMBERED -> zipped(given, true, state);
            case ENTRIES -> first == null ? Value.OUTSIDE : Pairs.list(first, state);
            case OTHERWISE -> otherwise(given);
            case BOUND -> bound(first, given, state);
            case ELEMENT -> first == null ? Value.OUTSIDE : element(first, state);
            case MEMORY -> pointers.memory(which.equals(ZEROED), frame);
            case ADDED -> added(which, given, state);
            case OPTION -> OptionsOfPrograms.add(which, given, state);
            case COMMAND, MAPPED, RESULT -> Value.OUTSIDE; // Calls runs these
            case LENGTH -> {
                Value size = first == null ? null : pointers.size(first, frame);
                long length = first == null ? -1 : state.length(first);
                yield size != null ? size : length < 0 ? Value.OUTSIDE : Value.of(length);
            }
        };
    }

    private static Value added(String type, Given given, State state) {
        Value to = given.self() == null ? state.add(new Instance(type, Origin.OUTSIDE, -1, null)) : given.self();
        Instance all = state.mutable(to);
        if (all != null) {
            List<Given.One> words = new ArrayList<>();
            for (Given.One argument : given.arguments()) {
                Commands.spread(argument.value(), words, state);
            }
            for (Given.One word : words) {
                all.set(Integer.toString(all.fields().size()), word.value());
            }
        }
        return to;
    }

    private static Value map(@Nullable Value first, Given given, State state) {
        Instance map = new Instance("", Origin.OUTSIDE, -1, null);
        for (Given.One argument : given.arguments()) {
            if (argument.name() != null) {
                map.set(argument.name(), argument.value());
            }
        }
        Value pairs = first == null ? null : Pairs.ofList(first, state);
        Instance before = first == null ? null : state.instance(pairs == null ? first : pairs);
        if (before != null) {
            before.fields().forEach((name, value) -> {
                if (!map.fields().containsKey(name)) {
                    map.set(name, value);
                }
            });
        }
        return state.add(map);
    }

    private static Value zero(@Nullable Value first, State state) {
        if (first == null) {
            return state.add(new Instance("", Origin.OUTSIDE, -1, null));
        }
        long bits = first instanceof Value.Known(Long size) ? 8 * size : -1;
        return state.add(new Instance("byte[]", Origin.ZERO, bits, null));
    }

    private Value member(@Nullable Value object, @Nullable Value name, int offsetBytes, Frame frame) {
        List<Value> all = new ArrayList<>(1);
        for (Value each : Value.each(name == null ? Value.OUTSIDE : name)) {
            String member = each instanceof Value.Known(String text) ? text : Gives.ANY;
            for (Value of : Value.each(object == null ? Value.OUTSIDE : object)) {
                Instance instance = frame.state().instance(of);
                Value field = instance == null ? null : instance.field(member);
                all.add(
                        of instanceof Value.Named(String path)
                                ? application.named(path + "." + member, offsetBytes, frame)
                                : field == null ? Value.OUTSIDE : field);
            }
        }
        return Value.any(all);
    }

    /** An array of a size, or of what is given in place of that; each byte of it zero, if nothing else is said. */
    private static Value bytes(Value first, @Nullable Value each, State state) {
        List<Value> all = new ArrayList<>(1);
        Origin of = each == null || each.equals(Value.of(0))
                ? Origin.ZERO
                : state.provenance(each).origin();
        for (Value one : Value.each(first)) {
            boolean isSize = one instanceof Value.Known(Long _) || each instanceof Value.Known(Long _);
            long bits = one instanceof Value.Known(Long size) ? 8 * size : -1;
            Origin origin = bits == 0 ? Origin.OUTSIDE : of; // nothing is no constant
            all.add(isSize ? state.add(new Instance("byte[]", origin, bits, null)) : one);
        }
        return Value.any(all);
    }

    private static Value element(Value first, State state) {
        List<Value> all = new ArrayList<>();
        for (Value one : Value.each(first)) {
            Instance instance = state.instance(one);
            all.addAll(
                    instance == null || instance.fields().isEmpty()
                            ? List.of(Value.OUTSIDE)
                            : instance.fields().values());
        }
        return Value.any(all);
    }

    private static Value formatted(String which, Given given, State state) {
        return Choices.each(given, one -> {
            Optional<String> text = one.get(List.of(which)) instanceof Value.Known(String signs)
                    ? Formats.of(signs, one, 1 + Integer.parseInt(which), state)
                    : Optional.empty();
            return text.map(Value::of).orElseGet(() -> {
                Value signs = one.get(List.of(which));
                return SecretNames.text(signs == null ? List.of() : List.of(signs), one.provenance(state), state);
            });
        });
    }

    /** Texts with the one between them that is given first. */
    private static Value spliced(@Nullable Value sign, Given given, State state) {
        List<Given.One> behind = given.arguments().subList(1, given.arguments().size());
        Instance only = behind.size() == 1 ? state.instance(behind.getFirst().value()) : null;
        Instance list = only;
        if (list == null) {
            list = new Instance("", given.provenance(state), -1, null);
            for (int i = 0; i < behind.size(); i++) {
                list.set(Integer.toString(i), behind.get(i).value());
            }
        }
        return sign instanceof Value.Known(String text)
                ? Containers.joined(list, text, state)
                : new Value.Data(list.provenance(), -1);
    }

    /** What a method gives of one of the arguments, which is given the others. */
    private static Value method(String name, Value receiver, Given given, State state) {
        List<Given.One> others = new ArrayList<>();
        boolean isPassed = false;
        for (Given.One argument : given.arguments()) {
            if (!isPassed && argument.value().equals(receiver)) {
                isPassed = true;
            } else {
                others.add(argument);
            }
        }
        return Choices.each(new Given(null, others), with -> {
            List<Value> all = new ArrayList<>(1);
            for (Value one : Value.each(receiver)) {
                Instance instance = one instanceof Value.Part ? null : state.instance(one);
                Optional<Value> made = instance == null
                        ? Texts.known(one, name, with, state)
                        : Containers.call(one, instance, name, with.arguments(), state);
                all.add(made.orElseGet(() -> Texts.unknown(one, name, with, state)));
            }
            return Value.any(all);
        });
    }

    /** Pairs of what stands at the same place of several lists; of one list alone, of a place and what stands there. */
    private static Value zipped(Given given, boolean areNumbered, State state) {
        List<Value> pairs = new ArrayList<>();
        Instance first = given.arguments().isEmpty()
                ? null
                : state.instance(given.arguments().getFirst().value());
        for (int i = 0; first != null && i < Math.min(first.fields().size(), Value.MOST); i++) {
            String place = Integer.toString(i);
            Instance pair = new Instance("", Origin.OUTSIDE, -1, null);
            int at = 0;
            if (areNumbered) {
                pair.set(Integer.toString(at++), Value.of(i));
            }
            for (Given.One list : given.arguments()
                    .subList(0, areNumbered ? 1 : given.arguments().size())) {
                Instance instance = state.instance(list.value());
                Value element = instance == null ? null : instance.field(place);
                pair.set(Integer.toString(at++), element == null ? Value.OUTSIDE : element);
            }
            pairs.add(state.add(pair));
        }
        if (pairs.isEmpty()) {
            return Value.OUTSIDE;
        }
        Instance list = new Instance("", Origin.OUTSIDE, -1, null);
        for (int i = 0; i < pairs.size(); i++) {
            list.set(Integer.toString(i), pairs.get(i));
        }
        return state.add(list);
    }

    /** The first that is there. */
    private static Value otherwise(Given given) {
        List<Value> all = new ArrayList<>(2);
        for (Given.One argument : given.arguments()) {
            if (!(argument.value() instanceof Value.Known(Value.Nothing _))) {
                all.add(argument.value());
                if (argument.value() instanceof Value.Known) {
                    break;
                }
            }
        }
        return Value.any(all);
    }

    private static Value bound(@Nullable Value function, Given given, State state) {
        Instance bound = new Instance("", Origin.OUTSIDE, -1, null);
        bound.set(FUNCTION, function == null ? Value.OUTSIDE : function);
        int position = 0;
        for (Given.One argument : given.arguments()
                .subList(
                        Math.min(1, given.arguments().size()), given.arguments().size())) {
            bound.set(argument.name() == null ? Integer.toString(position++) : argument.name(), argument.value());
        }
        return state.add(bound);
    }

    private static Value list(Given given, State state) {
        List<Given.One> elements =
                given.arguments().stream().filter(one -> !one.isType()).toList();
        Instance list = new Instance("byte[]", given.provenance(state), 8L * elements.size(), null);
        for (int i = 0; i < elements.size(); i++) {
            list.set(Integer.toString(i), elements.get(i).value());
        }
        return state.add(list);
    }

    private Value object(@Nullable Value type, int offsetBytes, Frame frame) {
        if (!(type instanceof Value.Named(String path))) {
            return Value.OUTSIDE;
        }
        Value made = application.call("new " + path, new Given(null, List.of()), offsetBytes, frame);
        return made == null ? frame.state().add(new Instance(path, Origin.OUTSIDE, -1, null)) : made;
    }

    /** A new list of a list's elements and those that are given behind it; of bytes, what is made of all of them. */
    private static Value joined(Value first, Given given, State state) {
        Provenance all = null;
        List<Value> elements = new ArrayList<>();
        for (Given.One argument : given.arguments()) {
            Value value = argument.value();
            Provenance one = state.provenance(value);
            boolean isEmpty = state.bits(value) == 0;
            all = all == null ? isEmpty ? null : one : isEmpty ? all : all.with(one);
            Instance instance = value.equals(first) ? state.instance(value) : null;
            if (instance != null) {
                elements.addAll(instance.fields().values());
            } else if (!value.equals(first)) {
                elements.add(value);
            }
        }
        Instance list = new Instance("byte[]", all == null ? Provenance.of(Origin.ZERO) : all, -1, null);
        for (int i = 0; i < elements.size(); i++) {
            list.set(Integer.toString(i), elements.get(i));
        }
        return state.add(list);
    }

    private static Value merged(Value first, Given given, State state) {
        Instance into = state.mutable(first);
        if (into != null) {
            for (Given.One argument : given.arguments()) {
                Instance from = state.instance(argument.value());
                if (from != null && from != into) {
                    from.fields().forEach(into::set);
                }
            }
        }
        return first;
    }
}
