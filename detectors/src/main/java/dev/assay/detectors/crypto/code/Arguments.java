package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls are given, as it is written: values, what stands for several, words of commands. Belongs to one thread and one text. */
final class Arguments {
    private final Evaluation evaluation;
    private final Traits traits;

    Arguments(Evaluation evaluation, Traits traits) {
        this.evaluation = evaluation;
        this.traits = traits;
    }

    /** Evaluates them; a command reads something besides, if that is not null. */
    List<Given.One> of(Expression.Call call, @Nullable Value input, Frame frame) {
        List<Given.One> arguments = new ArrayList<>(call.arguments().size());
        for (Expression.Argument argument : call.arguments()) {
            Value value = evaluation.handedOn(argument.value(), frame);
            if (argument.spread() && traits.hasCommands()) {
                Commands.spread(value, arguments, frame.state());
            } else if (argument.spread()) {
                spread(value, arguments, frame);
            } else {
                arguments.add(evaluation.pointers().argument(argument, value));
                if (traits.hasCommands()) {
                    beginning(argument.value(), arguments, frame);
                }
            }
        }
        if (traits.hasInitializers()) {
            inPlaces(arguments);
        }
        if (input != null) {
            arguments.add(new Given.One(CommandLine.INPUT, input));
        }
        return List.copyOf(arguments);
    }

    /** In C#, an argument with a name stands in its place if one without a name stands behind it. */
    private static void inPlaces(List<Given.One> arguments) {
        boolean isBefore = false;
        for (int i = arguments.size() - 1; i >= 0; i--) {
            Given.One argument = arguments.get(i);
            if (argument.name() == null) {
                isBefore = true;
            } else if (isBefore && !argument.isType() && !argument.name().equals(Given.REST)) {
                arguments.set(i, new Given.One(null, argument.value(), argument.place(), argument.shape()));
            }
        }
    }

    /** Of a word that is put together, what it begins with may tell enough. */
    private void beginning(Expression word, List<Given.One> arguments, Frame frame) {
        if (word instanceof Expression.Operation(String operator, List<Expression> parts, int _, int _)
                && operator.equals("+")
                && parts.getFirst() instanceof Expression.Text(String text, boolean _, int _, int _)
                && !(arguments.getLast().value() instanceof Value.Known)) {
            Value rest = parts.size() == 2 ? evaluation.of(parts.getLast(), frame) : Value.OUTSIDE;
            CommandLine.beginning(text, rest, arguments);
        }
    }

    /** What stands for several arguments: a list's elements in their order, those of a map by their names. */
    static void spread(Value value, List<Given.One> arguments, Frame frame) {
        Instance instance = null;
        for (Value one : Value.each(value)) {
            Instance other = frame.state().instance(one);
            if (instance == null || other == null) {
                instance = other;
            } else {
                instance = instance.copy();
                instance.join(other);
            }
        }
        if (instance == null || instance.fields().isEmpty()) {
            if (instance == null || !instance.type().equals(Given.REST)) { // of that it is known that it is all
                arguments.add(new Given.One(Given.REST, value));
            }
            return;
        }
        int size = instance.fields().size();
        for (int i = 0; i < size; i++) {
            Value element = instance.fields().get(Integer.toString(i));
            if (element != null) {
                arguments.add(new Given.One(null, element));
            }
        }
        instance.fields().forEach((name, element) -> {
            if (!name.equals(Instance.ANY)
                    && !name.equals(Results.FUNCTION)
                    && !Character.isDigit(name.isEmpty() ? '0' : name.charAt(0))) {
                arguments.add(new Given.One(name, element));
            }
        });
    }
}
