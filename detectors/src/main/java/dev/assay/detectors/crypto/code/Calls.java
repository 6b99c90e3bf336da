package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls: of functions of the text, which are gone through, and of libraries, which rows know. What no row knows gives something
 * from outside. Belongs to one thread and one text.
 */
final class Calls {
    private final Evaluation evaluation;
    private final Interpreter interpreter;
    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Application application;
    private final Set<String> making = new HashSet<>();
    private final Set<Statement.Function> called = new HashSet<>();

    Calls(
            Evaluation evaluation,
            Interpreter interpreter,
            Program program,
            Names names,
            Traits traits,
            Application application) {
        this.evaluation = evaluation;
        this.interpreter = interpreter;
        this.program = program;
        this.names = names;
        this.traits = traits;
        this.application = application;
    }

    /** Whether some way led into this function. */
    boolean wasCalled(Statement.Function function) {
        return called.contains(function);
    }

    Value call(Expression.Call call, Frame frame) {
        List<Given.One> arguments = new ArrayList<>(call.arguments().size());
        for (Expression.Argument argument : call.arguments()) {
            Value value = evaluation.of(argument.value(), frame);
            arguments.add(new Given.One(argument.name(), value));
        }
        if (call.creates()) {
            return create(call, arguments, frame);
        }
        return switch (call.callee()) {
            case Expression.Member(Expression of, String name, int _, int _) -> {
                Value receiver = evaluation.of(of, frame);
                List<Value> all = new ArrayList<>(1);
                for (Value one : Value.each(receiver)) {
                    all.add(ofObject(one, name, arguments, call, frame));
                }
                yield Value.any(all);
            }
            case Expression.Name(String name, int _, int _) -> byName(name, arguments, call, frame);
            case Expression callee -> ofValue(evaluation.of(callee, frame), arguments, call, frame);
        };
    }

    private Value byName(String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (frame.state().variable(name) == null) {
            Value self = frame.self();
            Instance instance = self == null || traits.hasExplicitSelf() ? null : frame.state().instance(self);
            if (instance != null) {
                Statement.Function method = find(instance.type(), name, arguments.size());
                if (method != null) {
                    return run(method, self, arguments, frame);
                }
            }
            Statement.Function function =
                    Program.fitting(program.functions().getOrDefault(name, List.of()), arguments.size());
            if (function != null) {
                return run(function, null, arguments, frame);
            }
        }
        return ofValue(evaluation.of(call.callee(), frame), arguments, call, frame);
    }

    private Value ofValue(Value callee, List<Given.One> arguments, Expression.Call call, Frame frame) {
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(callee)) {
            all.add(
                    switch (one) {
                        case Value.Callable function -> run(function, arguments, frame);
                        case Value.Named(String path) -> {
                            Program.TypeOf type = program.type(path);
                            yield type == null
                                    ? library(path, new Given(null, arguments), call, frame)
                                    : instance(type, arguments, frame);
                        }
                        case Value other -> unknown(new Given(other, arguments), frame);
                    });
        }
        return Value.any(all);
    }

    private Value ofObject(
            Value receiver, String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (receiver instanceof Value.Named(String path)) {
            Statement.Function function = find(path, name, arguments.size());
            Program.TypeOf owner = program.type(path);
            if (function != null && owner != null) {
                return run(function, traits.hasExplicitSelf() ? null : shared(owner, frame), arguments, frame);
            }
            String callee = path + "." + name;
            Program.TypeOf type = program.type(callee);
            return type == null
                    ? library(callee, new Given(null, arguments), call, frame)
                    : instance(type, arguments, frame);
        }
        evaluation.escapes(receiver, frame);
        Instance instance = frame.state().instance(receiver);
        Given given = new Given(receiver, arguments);
        if (instance == null) {
            return ofText(receiver, name, given, frame);
        }
        Statement.Function method = find(instance.type(), name, arguments.size());
        if (method != null) {
            return run(method, receiver, arguments, frame);
        }
        if (instance.field(name) instanceof Value.Callable function) {
            return run(function, arguments, frame);
        }
        Value result = application.call(instance.type() + "." + name, given, call.start(), frame.state());
        if (result != null) {
            leaveTo(given, frame);
            return result;
        }
        return Containers.call(instance, name, arguments, frame.state())
                .orElseGet(() -> unknown(given, frame));
    }

    /** A method of a constant gives something of that constant: of a text without arguments, the text in another shape. */
    private Value ofText(Value receiver, String name, Given given, Frame frame) {
        boolean reshapes = given.arguments().isEmpty() || name.equals("getBytes") || name.equals("encode");
        if (receiver instanceof Value.Known(String _) && reshapes) {
            return receiver;
        }
        leaveTo(given, frame);
        Origin origin = frame.state().origin(receiver);
        for (Given.One argument : given.arguments()) {
            origin = origin.with(frame.state().origin(argument.value()));
        }
        return new Value.Data(origin, reshapes ? frame.state().bits(receiver) : -1);
    }

    private Value library(String callee, Given given, Expression.Call call, Frame frame) {
        Value result = application.call(callee, given, call.start(), frame.state());
        leaveTo(given, frame);
        return result == null ? Value.OUTSIDE : result;
    }

    private Value unknown(Given given, Frame frame) {
        leaveTo(given, frame);
        Value self = given.self();
        // what an object of a generator gives is as hard to guess as what the generator gives
        Origin origin = self == null ? Origin.OUTSIDE : frame.state().origin(self);
        return origin == Origin.RANDOM || origin == Origin.PREDICTABLE ? new Value.Data(origin, -1) : Value.OUTSIDE;
    }

    /** What others are given they may use; a function, they may call. */
    private void leaveTo(Given given, Frame frame) {
        evaluation.escapes(given.self(), frame);
        for (Given.One argument : given.arguments()) {
            evaluation.escapes(argument.value(), frame);
            if (argument.value() instanceof Value.Callable function) {
                run(function, List.of(), frame);
            }
        }
    }

    private Value create(Expression.Call call, List<Given.One> arguments, Frame frame) {
        String written = written(call.callee());
        String path = names.path(written);
        if (written.endsWith("[]")) {
            long bits = !arguments.isEmpty() && arguments.getFirst().value() instanceof Value.Known(Long size)
                    ? 8 * size
                    : -1;
            return frame.state().add(new Instance(written, Origin.ZERO, bits, null));
        }
        Program.TypeOf type = program.type(path);
        if (type != null && call.body().isEmpty()) {
            return instance(type, arguments, frame);
        }
        Given given = new Given(null, arguments);
        Value result = application.call("new " + path, given, call.start(), frame.state());
        leaveTo(given, frame);
        if (result != null) {
            return result;
        }
        return frame.state().add(new Instance(path, Origin.OUTSIDE, -1, null));
    }

    /** A name as it is written, with its dots. */
    static String written(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression of, String name, int _, int _) -> written(of) + "." + name;
            case Expression _ -> "";
        };
    }

    /** Makes an object of a type of the text: sets its fields, runs its constructor. */
    Value instance(Program.TypeOf type, List<Given.One> arguments, Frame frame) {
        Value self = blank(type, frame);
        Statement.Function constructor = constructor(type, arguments.size());
        if (constructor != null) {
            run(constructor, self, arguments, frame);
        }
        return self;
    }

    /** An object whose fields are set and whose constructor did not run. */
    Value blank(Program.TypeOf type, Frame frame) {
        Value self = frame.state().add(new Instance(type.path(), Origin.OUTSIDE, -1, null));
        if (!making.add(type.path())) {
            return self; // it has a field of its own type
        }
        Map<String, Value> before = frame.state().enter(new HashMap<>());
        Frame fields = new Frame(frame.state(), self, frame.depth());
        Instance instance = frame.state().instance(self);
        if (instance != null) {
            for (Statement field : type.fields()) {
                if (field instanceof Statement.Assignment assignment
                        && assignment.target() instanceof Expression.Name(String name, int _, int _)) {
                    initial(name, assignment, instance, fields);
                } else {
                    interpreter.run(List.of(field), fields);
                }
            }
        }
        frame.continueWith(fields.state());
        frame.state().enter(before);
        making.remove(type.path());
        return self;
    }

    /** One that is only declared is not set, but some object where its type is one that rows know. */
    private void initial(String name, Statement.Assignment field, Instance instance, Frame frame) {
        Expression value = field.value();
        Value initial =
                value != null ? evaluation.of(value, frame) : field.type().isEmpty() ? null : some(field.type(), frame);
        if (initial != null && !initial.equals(Value.OUTSIDE)) {
            instance.set(name, initial);
        }
    }

    private Statement.@Nullable Function constructor(Program.TypeOf type, int arguments) {
        String own = type.path().substring(type.path().lastIndexOf('.') + 1);
        List<Statement.Function> all = new ArrayList<>(type.functions(own));
        for (String name : traits.constructors()) {
            all.addAll(type.functions(name));
        }
        return Program.fitting(all, arguments + (traits.hasExplicitSelf() ? 1 : 0));
    }

    /** Some object of a declared type: of one that rows know, calls on it mean something. */
    Value some(String type, Frame frame) {
        String path = names.path(type);
        return program.type(path) != null || application.knows(path)
                ? frame.state().add(new Instance(path, Origin.OUTSIDE, -1, null))
                : Value.OUTSIDE;
    }

    /** A structure's literal is a call with its fields as arguments. */
    Value made(Instance instance, Expression.Mapping mapping, Frame frame) {
        List<Given.One> fields = new ArrayList<>();
        instance.fields().forEach((name, value) -> fields.add(new Given.One(name, value)));
        Value result = instance.type().isEmpty()
                ? null
                : application.call(
                        "new " + instance.type(), new Given(null, fields), mapping.start(), frame.state());
        return result == null ? frame.state().add(instance) : result;
    }

    /** A property that is set is a call, for rows that know it. */
    void set(Value object, Instance instance, String name, Value value, int offsetBytes, Frame frame) {
        application.call(
                "set " + instance.type() + "." + name,
                new Given(object, List.of(new Given.One(null, value))),
                offsetBytes,
                frame.state());
    }

    /** A field of an object, or else of its type; null if nobody set it. */
    @Nullable
    Value field(Instance instance, String name, Frame frame) {
        Value own = instance.field(name);
        Value type = frame.state().type(instance.type());
        Instance shared = type == null ? null : frame.state().instance(type);
        Value of = shared == null || shared == instance ? null : shared.field(name);
        return own == null ? of : of == null ? own : Value.either(own, of);
    }

    /** A field of a type of the text; null if there is none. */
    @Nullable
    Value staticField(String path, String name, Frame frame) {
        Program.TypeOf type = program.type(path);
        Instance instance = type == null ? null : frame.state().instance(shared(type, frame));
        return instance == null ? null : instance.field(name);
    }

    void setStatic(String path, String name, Value value, Frame frame) {
        Program.TypeOf type = program.type(path);
        Instance instance = type == null ? null : frame.state().instance(shared(type, frame));
        if (instance != null) {
            instance.set(name, value);
        }
    }

    /** What stands for a type itself: the object at hand of functions that are of no object. */
    Value shared(Program.TypeOf type, Frame frame) {
        Value known = frame.state().type(type.path());
        if (known != null) {
            return known;
        }
        Value made = blank(type, frame);
        frame.state().setType(type.path(), made);
        return made;
    }

    /** A method of an object of the text, bound to it; null if there is none. */
    Value.@Nullable Callable method(String type, String name, int arguments, Value self) {
        Statement.Function function = find(type, name, arguments);
        return function == null ? null : Evaluation.closureOf(function, self);
    }

    /** A function of a type or of what it inherits from, as far as the text has that. */
    private Statement.@Nullable Function find(String type, String name, int arguments) {
        String at = type;
        for (int i = 0; i < Program.MOST_SUPERTYPES; i++) {
            Program.TypeOf known = program.type(at);
            if (known == null) {
                return null;
            }
            Statement.Function function = Program.fitting(
                    known.functions(name), arguments < 0 ? -1 : arguments + (traits.hasExplicitSelf() ? 1 : 0));
            if (function != null) {
                return function;
            }
            if (known.supertypes().isEmpty()) {
                return null;
            }
            at = known.supertypes().getFirst();
        }
        return null;
    }

    private Value run(Value.Callable function, List<Given.One> arguments, Frame frame) {
        return interpreter.call(
                function, bound(function.parameters(), null, function.self(), arguments, frame), frame);
    }

    /** Runs a function of the text with these arguments. */
    Value run(Statement.Function function, @Nullable Value self, List<Given.One> arguments, Frame frame) {
        called.add(function);
        Value.Callable callable = Evaluation.closureOf(function, self);
        return interpreter.call(callable, bound(function.parameters(), null, self, arguments, frame), frame);
    }

    /** Runs a function as somebody outside would call it: what it is given is not known. */
    void runFromOutside(Statement.Function function, @Nullable Value self, String path, Frame frame) {
        Value.Callable callable = Evaluation.closureOf(function, self);
        interpreter.call(callable, bound(function.parameters(), path, self, List.of(), frame), frame);
    }

    /**
     * What each parameter is.
     *
     * @param path the function's full name where it is not seen who calls it; null where the arguments are known
     */
    private Map<String, Value> bound(
            List<Statement.Parameter> parameters,
            @Nullable String path,
            @Nullable Value self,
            List<Given.One> arguments,
            Frame frame) {
        Map<String, Value> bound = new TreeMap<>();
        Given given = new Given(self, arguments);
        int position = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            if (i == 0 && self != null && traits.hasExplicitSelf()) {
                bound.put(parameter.name(), self);
                continue;
            }
            Value value = given.get(List.of(Integer.toString(position), parameter.name()));
            position++;
            if (value == null) {
                value = missing(parameter, path, position - 1, frame);
            }
            bound.put(parameter.name(), value);
        }
        return bound;
    }

    private Value missing(Statement.Parameter parameter, @Nullable String path, int position, Frame frame) {
        Expression otherwise = parameter.value();
        if (path == null) {
            return otherwise == null ? Value.OUTSIDE : evaluation.of(otherwise, frame);
        }
        Value typed = parameter.type().isEmpty() ? Value.OUTSIDE : some(parameter.type(), frame);
        Value given = typed.equals(Value.OUTSIDE) ? new Value.Input(path + "#" + position) : typed;
        return otherwise == null ? given : Value.either(evaluation.of(otherwise, frame), given);
    }
}
