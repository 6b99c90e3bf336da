package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls: finds what is called, which is a function of the text, that is gone through, or one of {@link Libraries}. Belongs to one thread and
 * one text.
 */
final class Calls {
    /** The constructor of what a type inherits from, in the languages that have a word for it. */
    private static final String ABOVE = "super";

    /** The function of a type that calls of it are, in Scala. */
    private static final String APPLY = "apply";

    /** Methods of functions that run them, in languages where those are objects of some interface. */
    private static final Set<String> INVOKING = Set.of(
            "get",
            "apply",
            "accept",
            "call",
            "run",
            "test",
            "invoke",
            "Invoke",
            "applyAsInt",
            "getAsInt",
            "__invoke",
            "yield",
            "__call__");

    /** Methods that an object is run by where it is called itself. */
    static final List<String> RUN_BY = List.of("__call__", "invoke", "__invoke", "operator()");

    /** Methods that add to a text. */
    private static final Set<String> ADDING = Set.of("push_back", "append", "emplace_back");

    private final Evaluation evaluation;
    private final Program program;
    private final Traits traits;
    private final Application application;
    private final Names names;
    private final Construction construction;
    private final Functions functions;
    private final Commands commands;
    private final Streams streams;
    private final Libraries libraries;
    private final Properties properties;
    private final Arguments written;
    private final CallBodies bodies;

    Calls(
            Evaluation evaluation,
            Interpreter interpreter,
            Program program,
            Names names,
            Traits traits,
            Application application,
            OutsideCalls outside) {
        this.evaluation = evaluation;
        this.program = program;
        this.traits = traits;
        this.names = names;
        this.application = application;
        this.written = new Arguments(evaluation, traits);
        this.functions = new Functions(evaluation, interpreter, program, names, traits);
        this.commands = new Commands(application, program, functions);
        this.streams = new Streams(evaluation, this, functions);
        this.libraries = new Libraries(evaluation, this, traits, application, outside, functions, commands, streams);
        this.properties = new Properties(program, application, functions, libraries);
        this.construction = new Construction(evaluation, interpreter, program, names, traits, application, this);
        this.bodies = new CallBodies(evaluation, program, traits, functions, construction);
    }

    /** Makes objects. */
    Construction construction() {
        return construction;
    }

    /** Calls libraries. */
    Libraries libraries() {
        return libraries;
    }

    /** Sets and gets properties. */
    Properties properties() {
        return properties;
    }

    /** Runs functions of the text. */
    Functions functions() {
        return functions;
    }

    /** Whether what one command gives another one reads. */
    boolean arePiped() {
        return traits.hasPipes();
    }

    Value call(Expression.Call call, Frame frame) {
        return command(call, null, frame);
    }

    /** Calls a command that reads something, if that is not null. */
    Value command(Expression.Call call, @Nullable Value input, Frame frame) {
        Value result = call(call, written.of(call, input, frame), frame);
        bodies.run(call, result, frame);
        return result;
    }

    private Value call(Expression.Call call, List<Given.One> arguments, Frame frame) {
        if (call.creates()) {
            return construction.create(call, arguments, frame);
        }
        return switch (called(call.callee(), frame)) {
            case Expression.Member(Expression of, String name, int _, int _) -> {
                boolean before = evaluation.setHandsOn(true);
                Value object = evaluation.receiver(of, frame);
                evaluation.setHandsOn(before);
                if (!(object instanceof Value.OneOf)) {
                    Value result = ofObject(object, name, arguments, call, frame);
                    addTo(of, object, name, arguments, frame);
                    yield result;
                }
                List<Value> all = new ArrayList<>(2);
                for (Value one : named(object, name, frame)) {
                    all.add(ofObject(one, name, arguments, call, frame));
                }
                addTo(of, object, name, arguments, frame);
                yield Value.any(all);
            }
            case Expression.Name(String name, int _, int _) -> byName(name, arguments, call, frame);
            case Expression.Index(Expression.Name(String name, int _, int _), List<Expression> types, int _, int _)
            when isGeneric(name, frame) -> ofTypes(name, types, arguments, frame);
            case Expression callee -> ofValue(evaluation.of(callee, frame), arguments, call, frame);
        };
    }

    /** Whether it is a function of the text that is made for types. */
    private boolean isGeneric(String name, Frame frame) {
        List<Statement.Function> functions = program.functions().getOrDefault(name, List.of());
        return functions.size() == 1
                && !functions.getFirst().types().isEmpty()
                && frame.state().variable(name) == null;
    }

    /** Runs such a function with the types that a call names. */
    private Value ofTypes(String name, List<Expression> types, List<Given.One> arguments, Frame frame) {
        Statement.Function function =
                Objects.requireNonNull(program.functions().get(name)).getFirst();
        Map<String, Value> named = new HashMap<>();
        for (int i = 0; i < Math.min(types.size(), function.types().size()); i++) {
            named.put(function.types().get(i), evaluation.of(types.get(i), frame));
        }
        return functions.run(function, arguments, named, frame);
    }

    /** A variable that holds a text of which nothing is seen holds what is added to it as well. */
    private void addTo(Expression variable, Value object, String name, List<Given.One> arguments, Frame frame) {
        if (arguments.size() == 1 && Containers.CHANGING.contains(name)) {
            evaluation.assignments().addGuessable(variable, arguments.getFirst().value(), frame);
        }
        boolean isText = object instanceof Value.Data || object instanceof Value.Known(String _);
        if (isText
                && arguments.size() == 1
                && ADDING.contains(name)
                && variable instanceof Expression.Name
                && traits.hasPointers()) {
            Value added = arguments.getFirst().value();
            Origin origin = frame.state().provenance(added).origin();
            boolean isByChance = origin == Origin.PREDICTABLE || origin == Origin.RANDOM;
            Value both = isByChance && object.equals(Value.OUTSIDE)
                    ? new Value.Data(origin, -1) // as a rule it was empty
                    : evaluation.operations().of("+", List.of(object, added), frame);
            evaluation.assignments().assign(variable, both, frame);
        }
    }

    /** The last of what is between commas: {@code (0, a.f)()} calls {@code f} without its object. */
    private Expression called(Expression callee, Frame frame) {
        if (callee instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                && operator.equals(",")
                && !operands.isEmpty()) {
            operands.subList(0, operands.size() - 1).forEach(operand -> evaluation.of(operand, frame));
            return operands.getLast();
        }
        return callee;
    }

    /**
     * Each that it may be; where something of a module is among them, or an object of a library that does this, that is what is meant, and
     * what is not known is the same.
     */
    private List<Value> named(Value receiver, String name, Frame frame) {
        List<Value> all = Value.each(receiver);
        if (all.size() == 1) {
            return all;
        }
        List<Value> named = all.stream()
                .filter(one -> !(one.equals(Value.OUTSIDE) || one instanceof Value.Input))
                .toList();
        boolean isMeant = named.size() < all.size()
                && named.stream().anyMatch(one -> one instanceof Value.Named || isOfLibrary(one, name, frame));
        return isMeant ? named : all;
    }

    private Value byName(String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (frame.self() != null && traits.selfNames().contains(name)) { // another constructor of the same object
            construction.initialize(frame.self(), arguments, frame);
            return Value.OUTSIDE;
        }
        if (frame.self() != null && name.equals(ABOVE)) {
            construction.initializeAbove(frame.self(), arguments, frame);
            return Value.OUTSIDE;
        }
        Value lent = ofLent(name, arguments, call, frame);
        if (lent != null) {
            return lent;
        }
        if (frame.state().variable(name) == null) {
            Value self = frame.self();
            Instance instance = self == null || !traits.hasBareMembers()
                    ? null
                    : frame.state().instance(self);
            if (instance != null) {
                Program.Found method = functions.find(instance.type(), name, arguments.size());
                if (method != null) {
                    return functions.run(method, self, arguments, frame);
                }
                for (String around = instance.type(); around.indexOf('.') > 0; ) {
                    around = around.substring(0, around.lastIndexOf('.'));
                    Program.Found outer = functions.find(around, name, arguments.size());
                    if (outer != null) {
                        return functions.run(outer, null, arguments, frame);
                    }
                }
            }
            Statement.Function function =
                    Program.fitting(program.functions().getOrDefault(name, List.of()), arguments.size());
            if (function != null) {
                return functions.run(function, null, arguments, frame);
            }
            Value another = name.equals(Members.CONSTRUCTOR) ? construction.another(arguments, frame) : null;
            if (another != null) {
                return another;
            }
        }
        return ofValue(evaluation.called(name, call.callee().start(), frame), arguments, call, frame);
    }

    /** Calls a function of the object that a block is run with; null where that has none of the name. */
    private @Nullable Value ofLent(String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        Value receiver = frame.state().variable(Selector.THIS);
        if (receiver == null || frame.state().variable(name) != null) {
            return null;
        }
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(receiver)) {
            Instance at = frame.state().instance(one);
            if (isOfLibrary(one, name, frame)
                    || at != null && functions.find(at.type(), name, arguments.size()) != null) {
                all.add(ofObject(one, name, arguments, call, frame));
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    /** Whether it is an object of a library that has such a method, as rows know. */
    private boolean isOfLibrary(Value value, String method, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null
                && application.knowsIn(instance.type())
                && !application.rows(instance.type() + "." + method).isEmpty();
    }

    private Value ofValue(Value callee, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (!(callee instanceof Value.OneOf several)) {
            return ofOneValue(callee, arguments, call, frame);
        }
        List<Value> all = new ArrayList<>(2);
        for (Value one : several.each()) {
            all.add(ofOneValue(one, arguments, call, frame));
        }
        return Value.any(all);
    }

    private Value ofOneValue(Value one, List<Given.One> arguments, Expression.Call call, Frame frame) {
        return switch (one) {
            case Value.Callable function -> functions.run(function, arguments, frame);
            case Value.Method(Value of, String name) -> ofObject(of, name, arguments, call, frame);
            case Value.Named(String path) -> {
                Program.TypeOf type = program.type(path);
                Program.Found apply = type == null ? null : functions.find(path, APPLY, arguments.size());
                yield type == null || construction.isOnlyAddedTo(type, arguments.size())
                        ? ofAnother(path, arguments, call, frame)
                        : apply == null
                                ? construction.instance(type, arguments, frame)
                                : functions.run(apply, null, arguments, frame);
            }
            case Value unknown
            when isProgramOf(call, unknown) ->
                libraries.call(commands.namedAfter(name(call)), new Given(null, arguments), call, frame);
            case Value.Input made -> {
                libraries.unknown(new Given(null, arguments), frame);
                yield made; // by which callers elsewhere say what it makes
            }
            case Value.Known(String text)
            when traits.hasCommands() -> libraries.call(text, new Given(null, arguments), call, frame);
            case Value.Known(String text) when traits.hasAnyCase() -> byText(text, arguments, call, frame);
            case Value other -> object(other, arguments, call, frame);
        };
    }

    /** A function of another text, or of a library. */
    private Value ofAnother(String path, List<Given.One> arguments, Expression.Call call, Frame frame) {
        Value made = libraries.call(path, new Given(null, arguments), call, frame);
        return made.equals(Value.OUTSIDE) && arguments.isEmpty() && path.startsWith(Names.BESIDE)
                ? new Value.Named(path) // what it gives is told by its text
                : made;
    }

    /** A function that a text names. */
    private Value byText(String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        Statement.Function function =
                Program.fitting(program.functions().getOrDefault(name, List.of()), arguments.size());
        return function == null
                ? libraries.call(name, new Given(null, arguments), call, frame)
                : functions.run(function, null, arguments, frame);
    }

    /** Whether a variable is called after a program, and it is not known what it is. */
    private boolean isProgramOf(Expression.Call call, Value value) {
        return traits.hasCommands()
                && !(value instanceof Value.Known || value instanceof Value.Callable)
                && name(call).startsWith("$")
                && !commands.namedAfter(name(call)).isEmpty();
    }

    private static String name(Expression.Call call) {
        return call.callee() instanceof Expression.Name(String name, int _, int _) ? name : "";
    }

    /** An object that is called as functions are. */
    private Value object(Value object, List<Given.One> arguments, Expression.Call call, Frame frame) {
        Given given = new Given(object, arguments);
        Instance instance = frame.state().instance(object);
        Value function = instance == null ? null : instance.fields().get(Results.FUNCTION);
        if (function != null) {
            List<Given.One> all = new ArrayList<>();
            Arguments.spread(object, all, frame);
            all.addAll(arguments);
            return ofValue(function, all, call, frame);
        }
        Program.TypeOf own = instance == null ? null : program.type(instance.type());
        if (instance != null && own != null && Generics.isType(instance)) {
            Value made = construction.instance(own, arguments, frame);
            evaluation.generics().like(made, instance, frame);
            return made;
        }
        if (instance != null && own != null) {
            for (String name : RUN_BY) {
                Program.Found method = functions.find(instance.type(), name, arguments.size());
                if (method != null) {
                    return functions.run(method, object, arguments, frame);
                }
            }
        }
        Value result = instance == null || !application.knowsIn(instance.type())
                ? null
                : libraries.apply(instance.type() + ".()", given, call.start(), frame);
        if (result != null) {
            return result;
        }
        if (instance != null && instance.type().isEmpty() && arguments.size() == 1) { // a map as a function
            return Containers.call(object, instance, "get", arguments, frame.state())
                    .orElseGet(() -> libraries.unknown(given, frame));
        }
        return instance != null && application.knows(instance.type())
                ? libraries.call(instance.type(), given, call, frame)
                : libraries.unknown(given, frame);
    }

    private Value ofObject(Value receiver, String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (isInvoked(receiver, name)) {
            return ofOneValue(receiver, arguments, call, frame);
        }
        if (receiver instanceof Value.Named(String path)) {
            Program.Found function = functions.find(path, name, arguments.size());
            if (function != null) {
                return functions.run(function, null, arguments, frame);
            }
            Value constant = construction.enumerations().constant(path, name, arguments, frame);
            if (constant == null && traits.hasLastValues() && traits.hasBareNames()) {
                constant = reflected(path, name, arguments, call, frame);
            }
            if (constant != null) {
                return constant;
            }
            String callee = path + "." + name;
            Program.TypeOf type = program.type(callee);
            if (type != null) {
                return construction.instance(type, arguments, frame);
            }
            boolean isAsItIs = Texts.isAsItIs(name) || arguments.isEmpty() && libraries.givesItself(name);
            if (isAsItIs && names.isElsewhere(path)) {
                Value of = new Value.Data(frame.state().provenance(receiver), -1);
                return libraries.ofText(of, name, new Given(of, arguments), frame);
            }
            Value made = libraries.call(callee, new Given(null, arguments), call, frame);
            return made.equals(Value.OUTSIDE) && arguments.isEmpty() && names.isOfProject(callee)
                    ? new Value.Named(callee) // what it gives is told by its text
                    : made;
        }
        evaluation.escapes(receiver, frame);
        Instance instance = frame.state().instance(receiver);
        Optional<Value> handedOn = streams.handOn(receiver, name, arguments, call.start(), frame);
        if (handedOn.isPresent()) {
            return handedOn.get();
        }
        if (SecretNames.isText(instance) && Texts.isAsItIs(name)) {
            return receiver;
        }
        Given given = new Given(receiver, arguments);
        if (receiver instanceof Value.Input(String input)
                && arguments.isEmpty()
                && names.isOfProject(Hole.type(input))) {
            String member = Hole.member(input, name);
            if (member != null) {
                return new Value.Input(member); // what it gives is told by the text of its type
            }
        }
        if (instance == null) {
            Value result = libraries.ofUnknown(name, given, call, frame);
            return result == null ? libraries.ofText(receiver, name, given, frame) : result;
        }
        Value got = arguments.isEmpty() ? null : properties.got(instance.type(), name, receiver, frame);
        if (got != null) {
            return ofValue(got, arguments, call, frame);
        }
        Program.Found method = functions.find(instance.type(), name, arguments.size());
        if (method != null) {
            return functions.run(method, receiver, arguments, frame);
        }
        Value field = construction.fields().field(instance, name, frame);
        if (field != null && Value.each(field).stream().anyMatch(Calls::isFunction)) {
            return ofValue(field, arguments, call, frame);
        }
        if (field != null && arguments.isEmpty() && program.declares(instance.type(), name)) {
            return field; // what a record has without saying so
        }
        for (Value embedded : construction.fields().embedded(instance)) {
            if (hasMember(embedded, name, frame)) {
                return ofObject(embedded, name, arguments, call, frame);
            }
        }
        Value result = application.knowsIn(instance.type())
                ? libraries.applyOrStart(instance.type() + "." + name, given, call, frame)
                : null;
        boolean runs = libraries.runs(instance.type() + "." + name) || libraries.runs(ApiTable.ofUnknown(name));
        if (result == null) {
            result = libraries.ofUnknown(name, given, call, frame);
        }
        if (result != null) {
            libraries.leaveTo(given, null, runs, frame);
            return result;
        }
        Value measured = Texts.measured(receiver, name, given, frame.state());
        if (measured != null) {
            return measured;
        }
        return Containers.call(receiver, instance, name, arguments, frame.state())
                .orElseGet(() -> libraries.unknown(instance.type() + "." + name, given, call, frame));
    }

    /** What a module has or does under a name that is given as a text; null where no function for that is called. */
    private @Nullable Value reflected(
            String path, String name, List<Given.One> arguments, Expression.Call call, Frame frame) {
        if (arguments.isEmpty() || !(arguments.getFirst().value() instanceof Value.Known(String text))) {
            return null;
        }
        String of = path.equals("Object") || path.equals("Kernel") ? "" : path + ".";
        return switch (name) {
            case "const_get" -> application.named(of + text.replace("::", "."), call.start(), frame);
            case "method" -> text.equals("new") ? new Value.Named(path) : new Value.Named(of + text);
            case "send", "public_send", "__send__" ->
                ofObject(new Value.Named(path), text, arguments.subList(1, arguments.size()), call, frame);
            default -> null;
        };
    }

    /** Whether an object has a member of this name, as far as it is known: of a library, what rows know. */
    boolean hasMember(Value of, String name, Frame frame) {
        Instance instance = frame.state().instance(of);
        if (instance == null) {
            return false;
        }
        String type = instance.type();
        return instance.fields().containsKey(name)
                || program.declares(type, name)
                || functions.find(type, name, -1) != null
                || program.type(type) == null
                        && (!application.rows(type + "." + name).isEmpty()
                                || !application.rows("set " + type + "." + name).isEmpty());
    }

    static boolean isFunction(Value value) {
        return value instanceof Value.Callable || value instanceof Value.Method || value instanceof Value.Named;
    }

    /** Whether a method of a function runs it: of what is only named, where rows know that and no method of it. */
    private boolean isInvoked(Value function, String name) {
        boolean isRun = !traits.hasDefaults() && INVOKING.contains(name);
        return function instanceof Value.Named(String path)
                ? isRun
                        && !application.rows(path).isEmpty()
                        && application.rows(path + "." + name).isEmpty()
                        && program.type(path) == null
                : isRun && isFunction(function);
    }

    /** Calls what somebody else was given. */
    Value run(Value function, List<Given.One> arguments, int offsetBytes, Frame frame) {
        Expression callee = new Expression.Name("", offsetBytes, offsetBytes);
        Expression.Call call = new Expression.Call(callee, List.of(), false, List.of(), offsetBytes, offsetBytes);
        return ofValue(function, arguments, call, frame);
    }
}
