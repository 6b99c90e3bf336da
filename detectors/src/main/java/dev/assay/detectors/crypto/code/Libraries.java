package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What functions of libraries give and change, as rows say; what no row knows gives something from outside, and may use and change what it
 * is given. Belongs to one thread and one text.
 */
final class Libraries {
    /** Methods that give what they are given where there is nothing under a key. */
    private static final Set<String> ASKING = Set.of("get", "fetch", "getOrDefault", "getProperty", "getValue");

    private final Evaluation evaluation;
    private final Calls calls;
    private final Traits traits;
    private final Application application;
    private final OutsideCalls outside;
    private final Functions functions;
    private final Commands commands;
    private final Streams streams;
    private final Blocks blocks;

    Libraries(
            Evaluation evaluation,
            Calls calls,
            Traits traits,
            Application application,
            OutsideCalls outside,
            Functions functions,
            Commands commands,
            Streams streams) {
        this.evaluation = evaluation;
        this.calls = calls;
        this.traits = traits;
        this.application = application;
        this.outside = outside;
        this.functions = functions;
        this.commands = commands;
        this.streams = streams;
        this.blocks = new Blocks(calls, functions);
    }

    /** Calls a function by its full name; where commands are called, with the words that it is given. */
    Value call(String callee, Given given, Expression.Call call, Frame frame) {
        return traits.hasCommands() && given.self() == null
                ? commands.run(Commands.words(callee, given.arguments()), call, this::of, frame)
                : of(callee, given, call, frame);
    }

    private Value of(String written, Given given, Expression.Call call, Frame frame) {
        String callee = traits.hasPipes() && !traits.hasCommands() ? CommandLine.program(written) : written;
        Value result = applyOrStart(callee, given, call, frame);
        if (result == null) { // a language without a word for making something
            result = application.knows(callee) ? applyOrStart("new " + callee, given, call, frame) : null;
            calls.construction().look(callee, given, call.start(), frame);
        }
        if (result == null) {
            outside.note(callee, given, call.start(), frame.state());
            mayFill(given, frame);
        }
        leaveTo(given, result, runs(callee), frame);
        return result == null ? Value.OUTSIDE : result;
    }

    /** Whether rows say that a function runs what it is given, which then was done. */
    boolean runs(String callee) {
        for (ApiRow row : application.rows(callee)) {
            if (row.runs() != null) {
                return true;
            }
        }
        return false;
    }

    /** The making of an object of a type that is elsewhere. */
    void noteCreation(String path, Given given, int offsetBytes, Frame frame) {
        String callee = traits.constructors().isEmpty() ? path + "." + path.substring(path.lastIndexOf('.') + 1) : path;
        outside.note(callee, given, offsetBytes, frame.state());
    }

    /** What rows say of a call, or of the program that it has run; null if there are none of it. */
    @Nullable
    Value applyOrStart(String callee, Given given, Expression.Call call, Frame frame) {
        Value result = apply(callee, given, call.start(), frame);
        Value started =
                result == null || traits.hasCommands() ? null : commands.started(callee, given, call.start(), frame);
        return started == null ? result : started;
    }

    /** What rows say of a call; null if there are none of it. */
    @Nullable
    Value apply(String callee, Given written, int offsetBytes, Frame frame) {
        List<ApiRow> rows = application.rows(callee);
        if (rows.isEmpty()) {
            return null; // as a rule
        }
        Given given = named(rows, written, frame);
        Value result = application.call(callee, given, offsetBytes, frame);
        for (ApiRow row : rows) {
            Selector runs = row.runs();
            if (runs != null && result != null) {
                result = blocks.run(row, given.get(runs.argument()), given, result, offsetBytes, frame);
            }
            if (row.gives() != null && row.gives().what() == Gives.What.RESULT) {
                result = resultOf(row.gives().of().getFirst(), given, offsetBytes, frame);
            }
            if (row.gives() != null && row.gives().what() == Gives.What.MAPPED) {
                Value list = given.get(List.of(row.gives().of().getLast()));
                Value function = given.get(List.of(row.gives().of().getFirst()));
                result = list == null || function == null
                        ? Value.OUTSIDE
                        : streams.mapped(function, list, offsetBytes, frame);
            }
            if (row.lets() != null) {
                evaluation.assignments().let(given.get(row.lets().argument()), given);
            }
            Selector takes = row.takes();
            Value taken = takes == null ? null : given.get(takes.argument());
            if (taken != null) {
                evaluation.overrides().look(row.takesType(), taken, offsetBytes, frame);
            }
        }
        return result;
    }

    /** What is given, with the names of what functions without parameters make that stand where rows look for a name. */
    private Given named(List<ApiRow> rows, Given given, Frame frame) {
        Given named = given;
        for (int i = 0; i < given.arguments().size(); i++) {
            if (given.arguments().get(i).value() instanceof Value.Callable function
                    && function.parameters().isEmpty()
                    && isNameAt(Integer.toString(i), rows)) {
                Instance made = frame.state().instance(functions.run(function, List.of(), frame));
                Use use = made == null ? null : made.use();
                if (use != null) {
                    named = named.with(function, new Value.Named(use.via()));
                }
            }
        }
        return named;
    }

    private static boolean isNameAt(String position, List<ApiRow> rows) {
        for (ApiRow row : rows) {
            for (Selector selector : row.parameters().values()) {
                if (selector.as() == Selector.As.WORD && selector.argument().contains(position)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Calls what an argument is with all that is given behind it. */
    private Value resultOf(String which, Given given, int offsetBytes, Frame frame) {
        Value function = given.get(List.of(which));
        if (function == null) {
            return Value.OUTSIDE;
        }
        List<Given.One> behind = new ArrayList<>();
        boolean isBehind = false;
        for (Given.One argument : given.arguments()) {
            if (isBehind) {
                behind.add(argument);
            }
            isBehind |= argument.value().equals(function);
        }
        return calls.run(function, behind, offsetBytes, frame);
    }

    /** What rows say of a method of whatever object; null if there are none of it. */
    @Nullable
    Value ofUnknown(String name, Given given, Expression.Call call, Frame frame) {
        return application.hasMethod(name) ? applyOrStart(ApiTable.ofUnknown(name), given, call, frame) : null;
    }

    /** Whether a method of whatever object gives that object, as rows know. */
    boolean givesItself(String name) {
        return application.hasMethod(name)
                && application.rows(ApiTable.ofUnknown(name)).stream()
                        .anyMatch(row ->
                                row.same() != null && row.same().argument().contains(Selector.THIS));
    }

    /** What a method of a text gives, or of something that nobody knows. */
    Value ofText(Value receiver, String name, Given given, Frame frame) {
        if (receiver instanceof Value.Known(String _)) {
            return Choices.each(
                    given,
                    one -> Texts.known(receiver, name, one, frame.state())
                            .orElseGet(() -> ofUnknownText(receiver, name, one, frame)));
        }
        Value measured = Texts.measured(receiver, name, given, frame.state());
        return measured == null ? ofUnknownText(receiver, name, given, frame) : measured;
    }

    private Value ofUnknownText(Value receiver, String name, Given given, Frame frame) {
        Value otherwise = given.get(List.of("1"));
        if (ASKING.contains(name)
                && otherwise instanceof Value.Known
                && given.arguments().size() == 2) {
            return Value.either(otherwise, Value.OUTSIDE);
        }
        mayFill(given, frame);
        leaveTo(given, frame);
        return Texts.unknown(receiver, name, given, frame.state());
    }

    /** What a function is given of which nothing is known it may change. */
    private void mayFill(Given given, Frame frame) {
        given.arguments().forEach(argument -> frame.state().mayFill(argument.value()));
        evaluation.pointers().left(given.arguments(), frame);
    }

    /** What a function gives that no row knows. */
    Value unknown(String callee, Given given, Expression.Call call, Frame frame) {
        outside.note(callee, given, call.start(), frame.state());
        return unknown(given, frame);
    }

    /** The same of a function that has no name. */
    Value unknown(Given given, Frame frame) {
        mayFill(given, frame);
        leaveTo(given, frame);
        Value self = given.self();
        // what an object of a generator gives is as hard to guess as what the generator gives
        Origin origin =
                self == null ? Origin.OUTSIDE : frame.state().provenance(self).origin();
        return origin == Origin.RANDOM || origin == Origin.PREDICTABLE || origin == Origin.CLOCK
                ? new Value.Data(origin, -1)
                : Value.OUTSIDE;
    }

    /** What others are given they may use; a function, they may call. */
    void leaveTo(Given given, Frame frame) {
        leaveTo(given, null, false, frame);
    }

    /** The same; what a call gives back is left to whoever gets that, and functions that were run are nobody else's. */
    void leaveTo(Given given, @Nullable Value back, boolean wereRun, Frame frame) {
        Instance holds = back == null ? null : frame.state().instance(back);
        evaluation.escapes(given.self(), frame);
        for (Given.One argument : given.arguments()) {
            evaluation.escapes(argument.value(), frame);
            if (argument.value() instanceof Value.Callable function
                    && !wereRun
                    && !(holds != null && holds.fields().containsValue(function))) {
                functions.runFromOutside(function, "", frame);
            }
        }
    }
}
