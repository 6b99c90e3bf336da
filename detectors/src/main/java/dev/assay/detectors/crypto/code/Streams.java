package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Methods of lists, maps, streams and futures that hand what they have to functions. Belongs to one thread and one text. */
final class Streams {
    /** Methods that call a function once there is a value. */
    private static final Set<String> WHOLE = Set.of("then");

    /** Methods that call a function with each element and give what it makes of each element, whatever that is. */
    private static final Set<String> MAPPING = Set.of(
            "map",
            "flatMap",
            "Select",
            "SelectMany",
            "mapToObj",
            "mapToInt",
            "flat_map",
            "filter_map",
            "transform_values",
            "mapValues");

    /** The same that give the elements as they are, or some of these. */
    private static final Set<String> KEEPING =
            Set.of("filter", "select", "Where", "peek", "each", "forEach", "reject", "for_each", "foreach");

    /** The same that give one of the elements. */
    private static final Set<String> CHOOSING = Set.of(
            "find",
            "first",
            "firstOrNull",
            "single",
            "singleOrNull",
            "last",
            "detect",
            "First",
            "FirstOrDefault",
            "Single",
            "SingleOrDefault",
            "Last",
            "findLast",
            "maxByOrNull",
            "minByOrNull");

    /** Methods that call a function with each element. */
    private static final Set<String> EACH = Stream.of(
                    MAPPING,
                    KEEPING,
                    CHOOSING,
                    Set.of(
                            "some",
                            "every",
                            "collect",
                            "anyMatch",
                            "allMatch",
                            "find_map",
                            "each_with_object",
                            "associateWith",
                            "associate"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Methods that call a function with what there is so far and each element. */
    private static final Set<String> FOLDING = Set.of("reduce", "fold", "foldLeft", "inject", "Aggregate");

    /** Methods that hand each element to all functions that something holds. */
    private static final Set<String> COLLECTING = Set.of("collect");

    private final Evaluation evaluation;
    private final Calls calls;
    private final Functions functions;

    Streams(Evaluation evaluation, Calls calls, Functions functions) {
        this.evaluation = evaluation;
        this.calls = calls;
        this.functions = functions;
    }

    /** Methods that call a function with what they are of, or with each element of it. */
    Optional<Value> handOn(Value receiver, String name, List<Given.One> arguments, int offsetBytes, Frame frame) {
        if (arguments.size() == 1 && COLLECTING.contains(name)) {
            return collect(receiver, arguments.getFirst().value(), frame);
        }
        if (FOLDING.contains(name)) {
            return fold(receiver, arguments, frame);
        }
        Value first = arguments.isEmpty() ? Value.OUTSIDE : arguments.getFirst().value();
        if ((first instanceof Value.Named || first instanceof Value.Method) && EACH.contains(name)) {
            return ofLibrary(first, receiver, name, offsetBytes, frame);
        }
        if (!(first instanceof Value.Callable function)) {
            return Optional.empty();
        }
        boolean whole = WHOLE.contains(name);
        if (!whole && EACH.contains(name) && function.parameters().size() == 2) {
            Optional<Value> ofPairs = ofPairs(function, receiver, frame);
            if (ofPairs.isPresent()) {
                return ofPairs;
            }
        }
        boolean isOfPairs = !whole && EACH.contains(name) && takesPair(function);
        Optional<Value> pairs = isOfPairs ? ofEntries(function, receiver, frame) : Optional.empty();
        if (pairs.isPresent()) {
            return pairs;
        }
        boolean isOne = receiver instanceof Value.Known && MAPPING.contains(name); // of what may be there or not
        Value given = whole || isOne
                ? receiver
                : EACH.contains(name) ? evaluation.members().element(receiver, frame) : Value.OUTSIDE;
        if (given.equals(Value.OUTSIDE) && (whole || !MAPPING.contains(name))) {
            return Optional.empty();
        }
        Value result = given.equals(Value.OUTSIDE)
                ? functions.runFromOutside(function, "", frame)
                : functions.run(
                        function,
                        List.of(new Given.One(null, given)),
                        function.parameters().isEmpty() ? Map.of(Blocks.IT, given) : Map.of(),
                        frame);
        calls.libraries().leaveTo(new Given(null, arguments.subList(1, arguments.size())), frame);
        if (whole || KEEPING.contains(name)) {
            return Optional.of(whole ? result : receiver);
        }
        return Optional.of(CHOOSING.contains(name) ? given : all(result, frame));
    }

    /** What a function makes of each element of a list; of a list of which nothing is known, what it makes of whatever there is. */
    Value mapped(Value function, Value list, int offsetBytes, Frame frame) {
        Value element = evaluation.members().element(list, frame);
        return all(calls.run(function, List.of(new Given.One(null, element)), offsetBytes, frame), frame);
    }

    /** The same of a function or a method of a library; empty where nothing is known to hand to it. */
    private Optional<Value> ofLibrary(Value function, Value receiver, String name, int offsetBytes, Frame frame) {
        Value element = evaluation.members().element(receiver, frame);
        Instance list = frame.state().instance(receiver);
        if (list == null || list.fields().isEmpty() || element.equals(Value.OUTSIDE)) {
            return Optional.empty();
        }
        Value result = calls.run(function, List.of(new Given.One(null, element)), offsetBytes, frame);
        evaluation.escapes(result, frame);
        return Optional.of(KEEPING.contains(name) ? receiver : CHOOSING.contains(name) ? element : all(result, frame));
    }

    /** Runs a function with each key of a map and what stands under it; empty for what is no map. */
    private Optional<Value> ofPairs(Value.Callable function, Value receiver, Frame frame) {
        Instance map = frame.state().instance(receiver);
        if (map == null
                || map.fields().isEmpty()
                || map.fields().keySet().stream()
                        .anyMatch(key -> Character.isDigit(key.isEmpty() ? '0' : key.charAt(0)))) {
            return Optional.empty();
        }
        List<Value> results = new ArrayList<>();
        for (Value pair : Pairs.each(map, frame.state())) {
            List<Given.One> both = new ArrayList<>(2);
            Arguments.spread(pair, both, frame);
            results.add(functions.run(function, both, frame));
        }
        return Optional.of(all(Value.any(results), frame));
    }

    /** Whether a function takes its one parameter apart. */
    private static boolean takesPair(Value.Callable function) {
        return function.parameters().size() == 1
                && !function.body().isEmpty()
                && function.body().getFirst() instanceof Statement.Assignment assignment
                && assignment.target() instanceof Expression.Sequence
                && assignment.value() instanceof Expression.Name(String name, int _, int _)
                && name.equals(function.parameters().getFirst().name());
    }

    /** Runs a function with each pair of a map; empty for what is no map. */
    private Optional<Value> ofEntries(Value.Callable function, Value receiver, Frame frame) {
        Instance map = frame.state().instance(receiver);
        if (map == null || !Pairs.isMap(map)) {
            return Optional.empty();
        }
        List<Value> results = new ArrayList<>();
        for (Value pair : Pairs.each(map, frame.state())) {
            results.add(functions.run(function, List.of(new Given.One(null, pair)), frame));
        }
        return Optional.of(all(Value.any(results), frame));
    }

    /** Elements that are all alike. */
    private static Value all(Value element, Frame frame) {
        Instance all = new Instance("", frame.state().provenance(element), -1, null);
        all.set(Instance.ANY, element);
        return frame.state().add(all);
    }

    /** Runs a function with what there is so far and each element. */
    private Optional<Value> fold(Value receiver, List<Given.One> arguments, Frame frame) {
        Value element = evaluation.members().element(receiver, frame);
        Value first = Value.OUTSIDE;
        Value.Callable function = null;
        for (Given.One argument : arguments) {
            if (argument.value() instanceof Value.Callable callable) {
                function = callable;
            } else {
                first = argument.value();
            }
        }
        return function == null || element.equals(Value.OUTSIDE)
                ? Optional.empty()
                : Optional.of(functions.run(
                        function, List.of(new Given.One(null, first), new Given.One(null, element)), frame));
    }

    /** Runs what a collector holds with each element; the last of its functions says what is collected. */
    private Optional<Value> collect(Value receiver, Value collector, Frame frame) {
        Instance holds = frame.state().instance(collector);
        Value element = evaluation.members().element(receiver, frame);
        if (holds == null || element.equals(Value.OUTSIDE)) {
            return Optional.empty();
        }
        Instance list = frame.state().instance(receiver);
        if (list != null && holds.fields().get("0") instanceof Value.Known(String sign)) {
            return Optional.of(Containers.joined(list, sign, frame.state()));
        }
        Value last = null;
        for (Value one : holds.fields().values()) {
            if (one instanceof Value.Callable function) {
                last = functions.run(function, List.of(new Given.One(null, element)), frame);
            }
        }
        return last == null ? Optional.empty() : Optional.of(all(last, frame));
    }
}
