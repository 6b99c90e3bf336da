package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of the text: finds them, and runs them with what they are given. Belongs to one thread and one text. */
final class Functions {
    /** Functions within functions that are kept at once. */
    private static final int MOST_PENDING = 1_000;

    /** Behind the name of a type, for what stands for that type itself. */
    private static final String TYPE_OF = ".Type";

    private final Evaluation evaluation;
    private final Interpreter interpreter;
    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Set<Statement.Function> called = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value.Callable, State> pending = new LinkedHashMap<>();
    private final IdentityHashMap<List<Statement>, String> given =
            new IdentityHashMap<>(); // names of variables, by bodies

    private boolean isCalledHere;

    Functions(Evaluation evaluation, Interpreter interpreter, Program program, Names names, Traits traits) {
        this.evaluation = evaluation;
        this.interpreter = interpreter;
        this.program = program;
        this.names = names;
        this.traits = traits;
    }

    /** Begins to go through the text. */
    void begin() {
        called.clear();
        pending.clear();
    }

    /** Whether some way led into this function. */
    boolean wasCalled(Statement.Function function) {
        return called.contains(function);
    }

    /** A method of an object of the text, bound to it; null if there is none. */
    Value.@Nullable Callable method(String type, String name, int arguments, Value self) {
        Program.Found found = find(type, name, arguments);
        return found == null ? null : Closures.of(found.function(), self);
    }

    /** The function of a type that a call means; null for none. */
    Program.@Nullable Found find(String type, String name, int arguments) {
        return program.find(type, name, arguments < 0 ? -1 : arguments + (traits.hasExplicitSelf() ? 1 : 0));
    }

    /** Runs a function of a type; one that is of no object has what stands for its type in place of one. */
    Value run(Program.Found found, @Nullable Value self, List<Given.One> arguments, Frame frame) {
        if (traits.hasExplicitSelf()) {
            Value type = new Value.Named(found.owner().path());
            return run(found.function(), found.isOfType() ? type : found.isStatic() ? null : self, arguments, frame);
        }
        Value at = self == null || found.isStatic()
                ? evaluation.calls().construction().shared(found.owner(), frame)
                : self;
        Instance object = found.owner().types().isEmpty() || self == null
                ? null
                : frame.state().instance(self);
        return run(
                found.function(),
                at,
                arguments,
                object == null ? Map.of() : Generics.bound(found.owner(), object),
                frame);
    }

    /** The object at hand of a function whose callers are not seen. */
    @Nullable
    Value at(Program.Found found, Value self, Value shared) {
        if (traits.hasExplicitSelf()) {
            return found.isOfType() ? new Value.Named(found.owner().path()) : found.isStatic() ? null : self;
        }
        return found.isStatic() ? shared : self;
    }

    Value run(Value.Callable function, List<Given.One> arguments, Frame frame) {
        return run(function, arguments, Map.of(), frame);
    }

    /** Runs a function that a call was given, with variables beside its parameters. */
    Value run(Value.Callable function, List<Given.One> arguments, Map<String, Value> more, Frame frame) {
        pending.remove(function);
        return run(function, function.self(), arguments, more, frame);
    }

    /** The same for one that a call runs at once, in the place where it stands. */
    Value runInPlace(Value.Callable function, List<Given.One> arguments, Map<String, Value> more, Frame frame) {
        pending.remove(function);
        Variables own = bound(function.parameters(), null, function.self(), arguments, frame);
        more.forEach(own::put);
        return interpreter.inPlace(function, own, frame);
    }

    /** Runs a function of the outermost level for these types, by the names that it has for them. */
    Value run(Statement.Function function, List<Given.One> arguments, Map<String, Value> types, Frame frame) {
        Value.Callable callable = evaluation.closures().bound(function, null);
        if (interpreter.follows(callable, frame)) {
            called.add(function);
        }
        return run(callable, null, arguments, types, frame);
    }

    /** Runs a function of the text with these arguments. */
    Value run(Statement.Function function, @Nullable Value self, List<Given.One> arguments, Frame frame) {
        return run(function, self, arguments, Map.of(), frame);
    }

    private Value run(
            Statement.Function function,
            @Nullable Value self,
            List<Given.One> arguments,
            Map<String, Value> types,
            Frame frame) {
        Value.Callable callable = evaluation.closures().bound(function, self);
        if (interpreter.follows(callable, frame)) {
            called.add(function);
        }
        return run(callable, self, arguments, types, frame);
    }

    private Value run(
            Value.Callable function,
            @Nullable Value self,
            List<Given.One> arguments,
            Map<String, Value> more,
            Frame frame) {
        List<Given.One> given = evaluation.pointers().inCells(arguments, frame);
        Variables own = bound(function.parameters(), null, self, given, frame);
        more.forEach(own::put);
        Value result = interpreter.call(function, own, frame);
        evaluation.pointers().outOfCells(given, frame);
        return result;
    }

    /** Makes an object by a function that fills it. */
    Value make(Value.Callable function, String type, List<Given.One> arguments, Frame frame) {
        Value self = frame.state().add(new Instance(type, Origin.OUTSIDE, -1, null));
        run(
                new Value.Callable(function.name(), function.parameters(), function.body(), self, function.around()),
                arguments,
                frame);
        return self;
    }

    /** Runs a function as somebody outside would call it: what it is given is not known. */
    Value runFromOutside(Value.Callable function, String path, Frame frame) {
        pending.remove(function);
        return interpreter.call(function, bound(function.parameters(), path, function.self(), List.of(), frame), frame);
    }

    /** The same of one that is called in the text as well: what it is given from outside stands beside what it is given here. */
    void runAlsoFromOutside(Value.Callable function, String path, Frame frame) {
        isCalledHere = true;
        Variables parameters = bound(function.parameters(), path, function.self(), List.of(), frame);
        isCalledHere = false;
        frame.state().guard(List.of(Guard.called(path)));
        interpreter.call(function, parameters, frame);
    }

    /** Notes the name of the variable that a function without a name is in. */
    void name(Value.Callable function, String name) {
        if (function.name().isEmpty()) {
            given.putIfAbsent(function.body(), name);
        }
    }

    /** What a function is called, by itself or by the variable that it is in; empty for nothing. */
    String name(Value.Callable function) {
        return function.name().isEmpty() ? given.getOrDefault(function.body(), "") : function.name();
    }

    /** Keeps a function within a function, in case that nobody is seen to call it. */
    void pend(Value.Callable function, Frame frame) {
        if (pending.size() < MOST_PENDING) {
            pending.put(function, frame.state());
        }
    }

    /** Runs what is within functions and nobody called. */
    void runPending() {
        Set<Value.Callable> done = new HashSet<>();
        for (int i = 0; i < MOST_PENDING && !pending.isEmpty(); i++) { // they may hold others
            Map.Entry<Value.Callable, State> next =
                    pending.entrySet().iterator().next();
            if (!done.add(next.getKey())) {
                pending.remove(next.getKey()); // what it leads to makes it anew
                continue;
            }
            State state = next.getValue().copy();
            interpreter.steps().begin();
            runFromOutside(next.getKey(), "", new Frame(state, next.getKey().self(), 0));
            evaluation.calls().construction().left().keep(state);
        }
        pending.clear();
    }

    /**
     * What each parameter is.
     *
     * @param path the function's full name where it is not seen who calls it; null where the arguments are known
     */
    private Variables bound(
            List<Statement.Parameter> parameters,
            @Nullable String path,
            @Nullable Value self,
            List<Given.One> arguments,
            Frame frame) {
        Variables bound = new Variables();
        Given given = new Given(self, arguments);
        int position = 0;
        int place = 0;
        boolean areLabelled = areLabelled(parameters);
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            if (i == 0 && self != null && traits.hasExplicitSelf()) {
                bound.put(parameter.name(), self);
                continue;
            }
            if (parameter.name().equals(Given.REST)) {
                bound.put(parameter.name(), all(arguments, frame));
                continue;
            }
            Value value = given.get(position, parameter.label(), parameter.name());
            position += areLabelled && !hasNoLabel(parameter) ? 0 : 1;
            List<Value> elsewhere = value == null && path == null
                    ? given.elsewhere(List.of(parameter.name()), frame.state())
                    : List.of();
            if (!elsewhere.isEmpty()) {
                value = elsewhere.getFirst();
            }
            if (value == null) {
                value = missing(parameter, path, place, self, frame);
            }
            place++;
            bound.put(parameter.name(), value);
            if (parameter.type().endsWith(TYPE_OF)) { // a type that is given stands for one that the function names
                bound.put(parameter.type().substring(0, parameter.type().length() - TYPE_OF.length()), value);
            }
        }
        return bound;
    }

    /** What stands for all that a call is given. */
    private static Value all(List<Given.One> arguments, Frame frame) {
        Instance all = new Instance(Given.REST, Origin.OUTSIDE, -1, null);
        for (int i = 0; i < arguments.size(); i++) {
            Given.One argument = arguments.get(i);
            all.set(argument.name() == null ? Integer.toString(i) : argument.name(), argument.value());
        }
        return frame.state().add(all);
    }

    private static boolean areLabelled(List<Statement.Parameter> parameters) {
        for (Statement.Parameter parameter : parameters) {
            if (hasNoLabel(parameter)) {
                return true;
            }
        }
        return false;
    }

    /** Whether callers give it no name where they give others one. */
    private static boolean hasNoLabel(Statement.Parameter parameter) {
        return parameter.label().equals("_") && !parameter.name().equals("_");
    }

    /** Whether an object has nothing in it, and so says nothing of its members. */
    private static boolean isEmpty(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null
                && instance.type().isEmpty()
                && instance.fields().isEmpty()
                && instance.use() == null;
    }

    /** What counts where a call does not give it: where the object at hand is a parameter, its type's constants have bare names there. */
    private Value otherwise(Expression value, @Nullable Value self, Frame frame) {
        Instance instance =
                self == null || !traits.hasExplicitSelf() ? null : frame.state().instance(self);
        if (instance != null
                && value instanceof Expression.Name(String name, int _, int _)
                && frame.state().variable(name) == null) {
            for (Program.TypeOf type : program.line(instance.type())) {
                Value constant = type.declares(name)
                        ? evaluation.calls().construction().fields().staticField(type.path(), name, frame)
                        : null;
                if (constant != null) {
                    return constant;
                }
            }
        }
        return evaluation.of(value, frame);
    }

    private Value missing(
            Statement.Parameter parameter, @Nullable String path, int position, @Nullable Value self, Frame frame) {
        Expression otherwise = parameter.value();
        if (path == null) {
            Value nothing = traits.hasCommands() ? Value.of("") : Value.OUTSIDE;
            return otherwise == null ? nothing : otherwise(otherwise, self, frame);
        }
        Value typed = parameter.type().isEmpty()
                ? Value.OUTSIDE
                : evaluation.calls().construction().declared().some(parameter.type(), frame);
        Value given = typed.equals(Value.OUTSIDE)
                ? path.isEmpty()
                        ? typed
                        : new Value.Input(Hole.parameter(
                                Hole.typed(path, names.typeElsewhere(parameter.type())),
                                position,
                                parameter.name(),
                                isCalledHere || otherwise != null))
                : typed;
        Value without = otherwise == null || isCalledHere ? given : otherwise(otherwise, self, frame);
        return isEmpty(without, frame) ? given : Value.either(without, given);
    }
}
