package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What expressions may be at one point of a program. Belongs to one thread and one text. */
final class Evaluation {
    /** A tree is never deeper than its parser allows; this guards the way through calls as well. */
    private static final int MOST_NESTING = 400;

    /** Operators that wait for what they are given, and do not change it. */
    private static final Set<String> WAITING = Set.of("await");

    /** Operators that bring a guessable number into a range, whatever range that is. */
    private static final Set<String> SCALING = Set.of("*", "/", "%");

    private static final Set<String> CHOICES = Set.of("or", "and", "||", "&&", "??", "?:");

    /** What makes a way to something, and what follows one. */
    private static final Set<String> ADDRESSES = Set.of("&", "*", "&mut");

    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Application application;
    private final Calls calls;
    private final Steps steps;
    private final Overrides overrides;
    private final Pointers pointers;
    private final Map<String, Value> globals = new HashMap<>();
    private final IdentityHashMap<Statement.Function, Map<String, Value>> surroundings = new IdentityHashMap<>();
    private int nesting;

    Evaluation(
            Interpreter interpreter,
            Program program,
            Names names,
            Traits traits,
            ApiTable table,
            Uses uses,
            OutsideCalls outside) {
        this.program = program;
        this.steps = interpreter.steps();
        this.names = names;
        this.traits = traits;
        this.pointers = new Pointers(this, traits);
        this.application = new Application(table, traits, uses, pointers);
        this.calls = new Calls(this, interpreter, program, names, traits, application, outside);
        this.overrides = new Overrides(table, uses, calls);
    }

    Calls calls() {
        return calls;
    }

    Overrides overrides() {
        return overrides;
    }

    Pointers pointers() {
        return pointers;
    }

    /** Variables of the outermost level, for functions that run later. */
    Map<String, Value> globals() {
        return globals;
    }

    Value of(Expression expression, Frame frame) {
        steps.spend(1);
        if (++nesting > MOST_NESTING) {
            nesting--;
            return Value.OUTSIDE;
        }
        try {
            return evaluate(expression, frame);
        } finally {
            nesting--;
        }
    }

    private Value evaluate(Expression expression, Frame frame) {
        return switch (expression) {
            case Expression.Text text -> Value.of(text.value());
            case Expression.Numeral numeral -> Numbers.of(numeral.text());
            case Expression.Constant constant ->
                switch (constant.of()) {
                    case TRUE -> Value.of(true);
                    case FALSE -> Value.of(false);
                    case NOTHING -> new Value.Known(Value.Nothing.NOTHING);
                };
            case Expression.Name name -> {
                Value known = named(name.name(), frame);
                yield known == null ? application.named(names.path(name.name()), name.start(), frame) : known;
            }
            case Expression.Member member -> member(of(member.of(), frame), member.name(), member.start(), frame);
            case Expression.Index index -> index(index, frame);
            case Expression.Call call -> calls.call(call, frame);
            case Expression.Operation operation -> operation(operation, frame);
            case Expression.Sequence sequence -> sequence(sequence, frame);
            case Expression.Mapping mapping -> mapping(mapping, frame);
            case Expression.Lambda lambda -> lambda(lambda, frame);
            case Expression.Other other -> {
                other.parts().forEach(part -> of(part, frame));
                yield Value.OUTSIDE;
            }
        };
    }

    /** What is called by a name; a function of another text is not named but called. */
    Value called(String name, int offsetBytes, Frame frame) {
        Value known = named(name, frame);
        if (known != null) {
            return known;
        }
        String path = names.path(name);
        return application.rows("ref " + path).stream().allMatch(row -> row.gives() == null)
                ? new Value.Named(path)
                : application.named(path, offsetBytes, frame);
    }

    /** A variable, a field of the object at hand, a function of the text; null for something of another text, or a type. */
    private @Nullable Value named(String name, Frame frame) {
        Value variable = frame.state().variable(name);
        if (variable != null && !isMissing(variable, name)) {
            return variable;
        }
        Value self = frame.self();
        if (self != null) {
            if (traits.selfNames().contains(name)) {
                return self;
            }
            Instance instance = traits.hasBareMembers() ? frame.state().instance(self) : null;
            Value field = instance == null ? null : calls.construction().field(instance, name, frame);
            if (field != null) {
                return field;
            }
            if (instance != null && program.declares(instance.type(), name)) {
                return Value.OUTSIDE; // nobody seen so far sets it
            }
            Value around = instance == null ? null : calls.construction().aroundField(instance.type(), name, frame);
            if (around != null) {
                return around;
            }
        }
        Value global = globals.get(name);
        if (global != null && !isMissing(global, name)) {
            return global;
        }
        List<Statement.Function> functions = program.functions().getOrDefault(name, List.of());
        return functions.isEmpty() ? null : closureOf(functions.getFirst(), null);
    }

    /** Nothing in place of a module stands for one that could not be imported: on the other way it is there. */
    private boolean isMissing(Value value, String name) {
        return value.equals(new Value.Known(Value.Nothing.NOTHING)) && names.isImported(name);
    }

    private Value member(Value of, String name, int offsetBytes, Frame frame) {
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(of)) {
            all.add(memberOfOne(one, name, offsetBytes, frame));
        }
        return Value.any(all);
    }

    private Value memberOfOne(Value of, String name, int offsetBytes, Frame frame) {
        if (of instanceof Value.Named(String path)) {
            if (names.isModuleItself(name)) {
                return of;
            }
            Value field = calls.construction().staticField(path, name, frame);
            if (field == null && program.type(path) != null && program.type(path + "." + name) == null) {
                return Value.OUTSIDE; // of a type of the text, and nobody seen so far sets it
            }
            return field == null ? application.named(path + "." + name, offsetBytes, frame) : field;
        }
        Instance instance = frame.state().instance(of);
        if (instance != null) {
            Value field = calls.construction().field(instance, name, frame);
            if (field != null) {
                return field;
            }
            Value got = calls.got(instance.type(), name, of, frame);
            if (got != null) {
                return got;
            }
            Value.Callable method = calls.method(instance.type(), name, -1, of);
            Value known = method == null
                    ? calls.apply("get " + instance.type() + "." + name, new Given(of, List.of()), offsetBytes, frame)
                    : method;
            return known == null ? new Value.Data(instance.provenance(), -1) : known;
        }
        return new Value.Data(frame.state().provenance(of), -1);
    }

    private Value index(Expression.Index index, Frame frame) {
        Value of = of(index.of(), frame);
        List<Value> at = new ArrayList<>(1);
        index.at().forEach(each -> at.add(of(each, frame)));
        List<Value> all = new ArrayList<>(1);
        for (Value one : Value.each(of)) {
            if (at.size() > 1 && !(one instanceof Value.Named)) {
                all.add(Slices.of(one, at, frame.state()));
                continue;
            }
            if (one instanceof Value.Named(String path) && at.stream().allMatch(type -> isType(type, frame))) {
                all.add(made(path, at, frame));
                continue;
            }
            Instance instance = one instanceof Value.Part ? null : frame.state().instance(one);
            Value element = instance == null || at.size() != 1 ? null : instance.field(key(at.getFirst()));
            if (element == null && at.size() == 1 && !(at.getFirst() instanceof Value.Known(Long _))) {
                element = element(one, frame);
            }
            all.add(
                    element == null || element.equals(Value.OUTSIDE)
                            ? new Value.Data(frame.state().provenance(one), -1)
                            : element);
        }
        Origin chosen = at.size() == 1 ? frame.state().provenance(at.getFirst()).origin() : Origin.OUTSIDE;
        boolean byChance = chosen == Origin.PREDICTABLE || chosen == Origin.RANDOM;
        if (byChance && all.stream().allMatch(one -> isText(one, frame))) {
            return new Value.Data(chosen, -1); // signs of an alphabet
        }
        return Value.any(all);
    }

    private static boolean isText(Value value, Frame frame) {
        return value instanceof Value.Known(String _)
                || value instanceof Value.Data && frame.state().instance(value) == null;
    }

    private boolean isType(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return value instanceof Value.Named || instance != null && application.knows(instance.type());
    }

    /** A type or a function with the types that it is made of, by their positions. */
    private static Value made(String path, List<Value> of, Frame frame) {
        Instance made = new Instance(path, Origin.OUTSIDE, -1, null);
        for (int i = 0; i < of.size(); i++) {
            made.set(Integer.toString(i), of.get(i));
        }
        return frame.state().add(made);
    }

    /** The field that elements under a key are filed in. */
    static String key(Value key) {
        return key instanceof Value.Known(Object constant) ? String.valueOf(constant) : Instance.ANY;
    }

    /** Any of the elements. */
    Value element(Value of, Frame frame) {
        List<Value> all = new ArrayList<>();
        for (Value one : Value.each(of)) {
            Instance instance = frame.state().instance(one);
            if (instance == null || instance.fields().isEmpty()) {
                all.add(new Value.Data(frame.state().provenance(one), -1));
            } else {
                all.addAll(instance.fields().values());
            }
        }
        return Value.any(all);
    }

    private Value operation(Expression.Operation operation, Frame frame) {
        List<Expression> operands = operation.operands();
        String operator = operation.operator();
        if (operator.equals("?:") && operands.size() == 3) {
            Optional<Boolean> known = truth(operands.get(0), frame);
            if (known.isPresent()) {
                return of(operands.get(known.get() ? 1 : 2), frame);
            }
            Value then = of(operands.get(1), frame);
            return Value.either(then, of(operands.get(2), frame));
        }
        if ((operator.equals("=") || operator.equals(":=")) && operands.size() == 2) {
            Value value = of(operands.get(1), frame);
            assign(operands.get(0), value, frame);
            return value;
        }
        Value placed = operands.size() == 1 ? pointers.operation(operator, operands.getFirst(), frame) : null;
        if (placed != null) {
            return placed;
        }
        if (ADDRESSES.contains(operator) && operands.size() == 1) {
            return of(operands.getFirst(), frame); // an object and the way to it are one
        }
        if (CHOICES.contains(operator) && operands.size() == 2) {
            return choice(operator, operands, frame);
        }
        List<Value> values = new ArrayList<>(operands.size());
        operands.forEach(operand -> values.add(of(operand, frame)));
        if (operator.equals("repeat") && values.size() == 2) {
            return repeated(values.getFirst(), values.getLast(), frame);
        }
        if (operator.startsWith("cast:") && values.size() == 1) {
            return typed(values.getFirst(), operator.substring("cast:".length()), frame);
        }
        if (operator.equals(",") && !values.isEmpty()) {
            return values.getLast();
        }
        if (WAITING.contains(operator) && values.size() == 1) {
            return values.getFirst();
        }
        return operation(operator, values, frame);
    }

    /** An array of one value. */
    private static Value repeated(Value element, Value size, Frame frame) {
        boolean isZero = element.equals(Value.of(0));
        Provenance of = isZero ? Provenance.of(Origin.ZERO) : frame.state().provenance(element);
        long bits = size instanceof Value.Known(Long bytes) ? 8 * bytes : -1;
        return frame.state().add(new Instance("byte[]", of, bits, null));
    }

    /** One of two values, by whether the first one counts as true. */
    private Value choice(String operator, List<Expression> operands, Frame frame) {
        Value first = of(operands.getFirst(), frame);
        Optional<Boolean> truth =
                first instanceof Value.Known(Object constant) ? Operators.truth(constant) : Optional.empty();
        boolean and = operator.equals("and") || operator.equals("&&");
        if (truth.isPresent() && truth.get() != and) {
            return first;
        }
        Value second = of(operands.getLast(), frame);
        return truth.isPresent() ? second : Value.either(first, second);
    }

    /** What comes from outside is some object of the type that it is said to be of. */
    Value typed(Value value, String type, Frame frame) {
        return value.equals(Value.OUTSIDE) && !type.isEmpty()
                ? calls.construction().some(type, frame)
                : value;
    }

    /** What an operator makes of values, for each combination of what they may be. */
    Value operation(String operator, List<Value> values, Frame frame) {
        if (values.size() > 2) { // a chain of the same one
            Value all = values.getFirst();
            for (Value value : values.subList(1, values.size())) {
                all = operation(operator, List.of(all, value), frame);
            }
            return all;
        }
        if (values.size() == 2 && values.stream().anyMatch(value -> value instanceof Value.OneOf)) {
            List<Value> all = new ArrayList<>();
            for (Value left : Value.each(values.getFirst())) {
                for (Value right : Value.each(values.getLast())) {
                    all.add(operation(operator, List.of(left, right), frame));
                }
            }
            return Value.any(all);
        }
        Value placed = pointers.operation(operator, values, frame);
        if (placed != null) {
            return placed;
        }
        List<Object> constants = new ArrayList<>(values.size());
        for (Value value : values) {
            Object constant = frame.state().constant(value);
            if (constant != null) {
                constants.add(constant);
            }
        }
        Optional<Object> known = constants.size() == values.size()
                ? Operators.apply(operator, constants)
                : compared(operator, values, frame);
        if (known.isPresent()) {
            return new Value.Known(known.get());
        }
        if (SCALING.contains(operator)
                && values.stream()
                        .anyMatch(value -> frame.state().provenance(value).origin() == Origin.PREDICTABLE)) {
            return new Value.Data(Origin.PREDICTABLE, -1);
        }
        Provenance all = frame.state().provenance(values.getFirst());
        for (Value value : values) {
            all = all.with(frame.state().provenance(value));
        }
        return new Value.Data(all, -1);
    }

    /** An object that was made is never nothing. */
    private static Optional<Object> compared(String operator, List<Value> values, Frame frame) {
        Value nothing = new Value.Known(Value.Nothing.NOTHING);
        boolean withNothing = values.size() == 2 && values.contains(nothing);
        boolean withObject = values.stream().anyMatch(value -> {
            Instance instance = frame.state().instance(value);
            return instance != null && !instance.isGiven();
        });
        if (!withNothing || !withObject) {
            return Optional.empty();
        }
        return switch (operator) {
            case "==", "===", "is" -> Optional.of(false);
            case "!=", "!==", "is not" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    /** Whether a condition holds; empty if that is not known, or differs from way to way. */
    Optional<Boolean> truth(Expression condition, Frame frame) {
        Optional<Boolean> truth = Optional.empty();
        for (Value one : Value.each(of(condition, frame))) {
            Optional<Boolean> each =
                    one instanceof Value.Known(Object constant) ? Operators.truth(constant) : Optional.empty();
            if (each.isEmpty() || truth.isPresent() && !truth.equals(each)) {
                return Optional.empty();
            }
            truth = each;
        }
        return truth;
    }

    private Value sequence(Expression.Sequence sequence, Frame frame) {
        Provenance all =
                sequence.elements().isEmpty() && pointers.are() ? Provenance.OUTSIDE : null; // whatever its type makes
        List<Value> elements = new ArrayList<>(sequence.elements().size());
        for (Expression element : sequence.elements()) {
            Value value = of(element, frame);
            elements.add(value);
            Provenance one = frame.state().provenance(value);
            all = all == null ? one : all.with(one);
        }
        Value array = calls.construction().array(sequence.type(), frame);
        if (array != null && elements.isEmpty()) {
            return array;
        }
        Instance instance = new Instance(
                names.path(sequence.type()), all == null ? Provenance.OUTSIDE : all, 8L * elements.size(), null);
        for (int i = 0; i < elements.size(); i++) {
            instance.set(Integer.toString(i), elements.get(i));
        }
        return calls.construction().made(instance, sequence.start(), frame);
    }

    private Value mapping(Expression.Mapping mapping, Frame frame) {
        Value object = frame.self();
        Instance own = object == null || !traits.selfNames().contains(mapping.type())
                ? null
                : frame.state().instance(object);
        String type = own == null ? names.path(mapping.type()) : own.type();
        Instance instance = new Instance(type, Origin.OUTSIDE, -1, null);
        Value self = mapping.type().isEmpty() ? frame.state().add(instance) : null;
        Frame ofMethods = object == null && self != null ? new Frame(frame.state(), self, frame.depth()) : frame;
        for (Expression.Entry entry : mapping.entries()) {
            String key = key(of(entry.key(), frame));
            Value value = of(entry.value(), entry.value() instanceof Expression.Lambda ? ofMethods : frame);
            if (key.isEmpty()) { // the entries of another map
                each(value, frame).forEach(instance::set);
            } else {
                instance.set(key, value);
                calls.key(key, value, entry.key().start(), frame);
            }
        }
        return self != null ? self : calls.construction().made(instance, mapping.start(), frame);
    }

    /** What a map has under each key, where it may be one of several. */
    private static Map<String, Value> each(Value value, Frame frame) {
        Map<String, Value> fields = new HashMap<>();
        for (Value one : Value.each(value)) {
            Instance instance = frame.state().instance(one);
            if (instance != null) {
                instance.fields().forEach((name, field) -> fields.merge(name, field, Value::either));
            }
        }
        return fields;
    }

    /** A function without a name; a type without one, where it has nothing else in it. */
    private Value lambda(Expression.Lambda lambda, Frame frame) {
        if (lambda.body().size() == 1 && lambda.body().getFirst() instanceof Statement.Type type) {
            return new Value.Named(program.path(type));
        }
        Statement.Function method = program.method(lambda);
        if (method == null) {
            return closure("", lambda.parameters(), lambda.body(), frame);
        }
        surround(List.of(method), frame);
        return bound(method, null);
    }

    /** Notes what is around functions of types, where those stand within a function. */
    void surround(List<? extends Statement> members, Frame frame) {
        if (frame.depth() == 0) {
            return;
        }
        Map<String, Value> variables = frame.state().variables();
        for (Statement member : members) {
            if (member instanceof Statement.Function function) {
                surroundings.put(function, variables);
            }
        }
    }

    /** A function of the outermost level or of a type, with what is around it. */
    Value.Callable bound(Statement.Function function, @Nullable Value self) {
        return new Value.Callable(
                function.name(),
                function.parameters(),
                function.body(),
                self,
                surroundings.getOrDefault(function, Map.of()));
    }

    /** A function within another one sees the variables around it. */
    Value closure(Statement.Function function, Frame frame) {
        return closure(function.name(), function.parameters(), function.body(), frame);
    }

    private Value closure(String name, List<Statement.Parameter> parameters, List<Statement> body, Frame frame) {
        Value.Callable closure = new Value.Callable(
                name, parameters, body, frame.self(), frame.state().variables());
        calls.pend(closure, frame);
        return closure;
    }

    /** A function of the outermost level or of a type. */
    static Value.Callable closureOf(Statement.Function function, @Nullable Value self) {
        return new Value.Callable(function.name(), function.parameters(), function.body(), self, Map.of());
    }

    /** A variable without a value; of a type that rows know, it is some object of that. */
    void declare(Expression target, String type, Frame frame) {
        if (target instanceof Expression.Name(String name, int _, int _)) {
            frame.state()
                    .set(
                            name,
                            type.isEmpty()
                                    ? Value.OUTSIDE
                                    : calls.construction().declared(type, target.start(), frame));
        }
    }

    /** What a text takes from another module where it gets to that: one way may take what another does not. */
    void take(Statement.Import imported, Frame frame) {
        names.add(imported);
        String local = imported.local();
        if (!local.equals("*")) {
            frame.state().set(local, application.named(names.path(local), imported.start(), frame));
        }
    }

    /** Sets a variable, a field or an element. */
    void assign(Expression target, Value value, Frame frame) {
        switch (target) {
            case Expression.Name(String name, int _, int _) -> {
                assign(name, value, frame);
                application.named(name, value, target.start(), frame);
                if (frame.depth() == 0) {
                    globals.put(name, value); // for functions that are called before the text is through
                    calls.let(name, value, target.start(), frame);
                }
            }
            case Expression.Member(Expression of, String name, int _, int _) -> {
                escapes(value, frame);
                for (Value one : Value.each(of(of, frame))) {
                    Instance instance = frame.state().mutable(one);
                    if (instance != null) {
                        instance.set(name, value);
                    } else if (one instanceof Value.Named(String path)) {
                        calls.construction().setStatic(path, name, value, frame);
                    }
                    calls.set(one, name, value, target.start(), frame);
                }
            }
            case Expression.Index(Expression of, List<Expression> at, int _, int _) -> {
                Value key = at.size() == 1 ? of(at.getFirst(), frame) : Value.OUTSIDE;
                if (key instanceof Value.Known(String name)) {
                    calls.let("[" + name + "]", value, target.start(), frame);
                }
                Provenance with = frame.state().provenance(value);
                for (Value one : Value.each(of(of, frame))) {
                    Instance instance = frame.state().mutable(one);
                    if (instance != null) {
                        instance.set(key(key), value);
                        instance.fillPart(with);
                    }
                }
            }
            case Expression.Sequence sequence -> takeApart(sequence, value, frame);
            case Expression.Mapping mapping -> takeApart(mapping, value, frame);
            case Expression.Operation operation -> { // a declaration with a default, a starred name, a pointer
                boolean left = operation.operator().equals("*")
                        && operation.operands().size() == 1
                        && pointers.assign(operation.operands().getFirst(), value, frame);
                if (!left && !operation.operands().isEmpty()) {
                    assign(operation.operands().getFirst(), value, frame);
                }
            }
            case Expression.Call call -> { // a pattern, as in Some(x)
                if (call.arguments().size() == 1) {
                    assign(call.arguments().getFirst().value(), value, frame);
                }
            }
            case Expression.Constant _,
                    Expression.Lambda _,
                    Expression.Numeral _,
                    Expression.Other _,
                    Expression.Text _ -> {}
        }
    }

    private void takeApart(Expression.Mapping targets, Value value, Frame frame) {
        for (Expression.Entry entry : targets.entries()) {
            String key = key(of(entry.key(), frame));
            if (key.isEmpty()) { // what is left of it
                assign(entry.value(), value, frame);
                continue;
            }
            Value given = member(value, key, entry.key().start(), frame);
            if (entry.value() instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                    && operator.equals("=")
                    && operands.size() == 2) {
                boolean has = each(value, frame).containsKey(key);
                boolean known = Value.each(value).stream().allMatch(one -> isMade(one, frame));
                Value otherwise = of(operands.getLast(), frame);
                given = has ? given : known ? otherwise : Value.either(otherwise, given);
            }
            assign(entry.value(), given, frame);
        }
    }

    private static boolean isMade(Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null && !instance.isGiven();
    }

    private void takeApart(Expression.Sequence targets, Value value, Frame frame) {
        for (int i = 0; i < targets.elements().size(); i++) {
            List<Value> all = new ArrayList<>(1);
            for (Value one : Value.each(value)) {
                all.add(part(one, i, frame));
            }
            assign(targets.elements().get(i), Value.any(all), frame);
        }
    }

    /** One of several values; of what has no parts, the first is it by itself: what else there is tells how it went. */
    private static Value part(Value value, int position, Frame frame) {
        Instance instance = frame.state().instance(value);
        Value element = instance == null ? null : instance.field(Integer.toString(position));
        if (element != null) {
            return element;
        }
        boolean isWhole =
                position == 0 && (instance == null || instance.fields().isEmpty());
        return isWhole ? value : new Value.Data(frame.state().provenance(value), -1);
    }

    private void assign(String name, Value value, Frame frame) {
        Value receiver = frame.state().variable(Selector.THIS);
        if (receiver != null && frame.state().variable(name) == null) {
            calls.set(receiver, name, value, 0, frame);
        }
        Value self = frame.self();
        if (frame.state().variable(name) == null && self != null && traits.hasBareMembers()) {
            Instance instance = frame.state().instance(self);
            if (instance != null && (instance.fields().containsKey(name) || program.declares(instance.type(), name))) {
                Instance changed = frame.state().mutable(self);
                if (changed != null) {
                    changed.set(name, value);
                }
                escapes(value, frame);
                return;
            }
        }
        if (!pointers.assignElement(frame.state().variable(name), value, frame)) {
            frame.state().set(name, value);
        }
    }

    /** What a value stands for is needed from here on: somebody else has it. */
    void escapes(@Nullable Value value, Frame frame) {
        if (value == null) {
            return;
        }
        for (Value one : Value.each(value)) {
            Instance instance = frame.state().instance(one);
            Use use = instance == null ? null : instance.use();
            if (use != null) {
                use.need();
            }
        }
    }
}
