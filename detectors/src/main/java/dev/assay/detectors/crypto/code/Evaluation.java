package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What expressions may be at one point of a program. Belongs to one thread and one text. */
final class Evaluation {
    /** A tree is never deeper than its parser allows; this guards the way through calls as well. */
    private static final int MOST_NESTING = 400;

    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Application application;
    private final Calls calls;
    private final Steps steps;
    private final Overrides overrides;
    private final TypeNames types;
    private final Pointers pointers;
    private final Map<String, Value> globals = new HashMap<>();
    private final Generics generics;
    private final Inherited inherited;
    private final Members members;
    private final Operations operations;
    private final Assignments assignments;
    private final Closures closures;
    private final IdentityHashMap<Statement.Loop, Set<String>> counting = new IdentityHashMap<>();
    private int nesting;
    private boolean handsOn;

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
        this.types = new TypeNames(this, names, traits);
        this.pointers = new Pointers(this, program, names, types, traits);
        this.application = new Application(table, traits, uses, pointers);
        this.calls = new Calls(this, interpreter, program, names, traits, application, outside);
        this.overrides = new Overrides(table, uses, calls.functions());
        this.generics = new Generics(program, names);
        this.inherited = new Inherited(program, names);
        this.members = new Members(this, program, names, traits, application);
        this.operations = new Operations(this, program, names, traits, pointers);
        this.assignments = new Assignments(this, program, names, traits, application, pointers);
        this.closures = new Closures(this, program);
    }

    Calls calls() {
        return calls;
    }

    /** Functions of the text, as they are run. */
    Functions functions() {
        return calls.functions();
    }

    /** Types that are made for others. */
    Generics generics() {
        return generics;
    }

    /** What types have of those in other texts. */
    Inherited inherited() {
        return inherited;
    }

    /** What is in objects. */
    Members members() {
        return members;
    }

    /** Operators. */
    Operations operations() {
        return operations;
    }

    /** What sets variables. */
    Assignments assignments() {
        return assignments;
    }

    /** Functions as values. */
    Closures closures() {
        return closures;
    }

    Overrides overrides() {
        return overrides;
    }

    /** What names of types say. */
    TypeNames types() {
        return types;
    }

    Pointers pointers() {
        return pointers;
    }

    /** Variables of the outermost level, for functions that run later. */
    Map<String, Value> globals() {
        return globals;
    }

    /** Each of a sequence, as arguments. */
    List<Given.One> each(Expression.Sequence sequence, Frame frame) {
        List<Given.One> all = new ArrayList<>(sequence.elements().size());
        for (Expression element : sequence.elements()) {
            all.add(new Given.One(null, of(element, frame)));
        }
        return all;
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
            case Expression.Name name -> name(name, frame);
            case Expression.Call call -> calls.call(call, frame);
            case Expression.Member member ->
                members.member(receiver(member.of(), frame), member.name(), member.start(), frame);
            case Expression.Text text -> Value.of(text.value());
            case Expression.Numeral numeral -> Numbers.of(numeral.text());
            case Expression.Constant constant ->
                switch (constant.of()) {
                    case TRUE -> Value.of(true);
                    case FALSE -> Value.of(false);
                    case NOTHING -> new Value.Known(Value.Nothing.NOTHING);
                };
            case Expression.Index index -> {
                boolean before = setHandsOn(false);
                Value element = members.index(index, frame);
                setHandsOn(before);
                yield element;
            }
            case Expression.Operation operation -> operations.of(operation, frame);
            case Expression.Sequence sequence -> sequence(sequence, frame);
            case Expression.Mapping mapping -> mapping(mapping, frame);
            case Expression.Lambda lambda -> closures.lambda(lambda, frame);
            case Expression.Other other -> {
                other.parts().forEach(part -> of(part, frame));
                yield Value.OUTSIDE;
            }
        };
    }

    /** The same of what a member is asked for of: a name that nobody sets is a type or a module there, and no inherited constant. */
    Value receiver(Expression expression, Frame frame) {
        return expression instanceof Expression.Name(String name, int start, int _) && named(name, frame) == null
                ? application.named(names.path(name), start, frame)
                : of(expression, frame);
    }

    /** A constant of a type in another text that the type at hand inherits from; null for none, and for what rows may know. */
    private @Nullable Value inherited(String name, Frame frame) {
        boolean isOfModule = traits.hasBareMembers() && !traits.hasBareNames() && !names.isImported(name);
        Value self = isOfModule ? frame.self() : null;
        Instance instance = self == null ? null : frame.state().instance(self);
        String path = instance == null ? "" : names.path(name);
        boolean isOpen = path.equals(name) ? !application.knows(path) : names.isElsewhere(path);
        return instance == null || !isOpen ? null : inherited.member(instance.type(), name, path);
    }

    /** The same of what a call gets: a variable that loops count on is another number each time. */
    Value handedOn(Expression expression, Frame frame) {
        boolean before = setHandsOn(true);
        Value value = of(expression, frame);
        setHandsOn(before);
        return value;
    }

    /** Says whether a call gets what is evaluated; what was said before. */
    boolean setHandsOn(boolean whether) {
        boolean before = handsOn;
        handsOn = whether;
        return before;
    }

    private boolean isCounting(String name, Frame frame) {
        if (!program.counted().contains(name)) {
            return false; // as a rule
        }
        for (Statement.Loop loop : frame.loops()) {
            if (counting.computeIfAbsent(loop, _ -> Counted.in(loop.body())).contains(name)) {
                return true;
            }
        }
        return false;
    }

    private Value name(Expression.Name name, Frame frame) {
        Value known = named(name.name(), frame);
        if (handsOn && known instanceof Value.Known(Long _) && isCounting(name.name(), frame)) {
            return Value.OUTSIDE;
        }
        Value above = known == null ? inherited(name.name(), frame) : known;
        if (above != null) {
            return above;
        }
        String beside = names.beside(name.name());
        return application.named(beside == null ? names.path(name.name()) : beside, name.start(), frame);
    }

    /** What is called by a name; a function of another text is not named but called. */
    Value called(String name, int offsetBytes, Frame frame) {
        Value known = named(name, frame);
        if (known != null) {
            return known;
        }
        String beside = names.beside(name);
        String path = beside == null || application.knows(name) ? names.called(name) : beside;
        Value reference = reference(path, offsetBytes, frame);
        return reference == null ? new Value.Named(path) : reference;
    }

    /** What rows say that a full name stands for; null for nothing. */
    @Nullable
    Value reference(String path, int offsetBytes, Frame frame) {
        for (ApiRow row : application.references(path)) {
            if (row.gives() != null) {
                return application.named(path, offsetBytes, frame);
            }
        }
        return null;
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
            Value field =
                    instance == null ? null : calls.construction().fields().field(instance, name, frame);
            if (field != null) {
                return field;
            }
            Value got = instance == null ? null : calls.properties().got(instance.type(), name, self, frame);
            if (got != null) {
                return got;
            }
            if (instance != null && program.declares(instance.type(), name)) {
                return Value.OUTSIDE; // nobody seen so far sets it
            }
            boolean isType = program.type(names.path(name)) != null; // whose constructors have its name
            Value method =
                    instance == null || isType ? null : calls.functions().method(instance.type(), name, -1, self);
            if (method != null) {
                return method;
            }
            Value around =
                    instance == null ? null : calls.construction().fields().aroundField(instance.type(), name, frame);
            if (around != null) {
                return around;
            }
        }
        Value lent = lent(name, frame);
        if (lent != null) {
            return lent;
        }
        Value global = globals.get(name);
        if (global != null && !isMissing(global, name)) {
            return program.counted().contains(name) ? Counted.of(global) : global;
        }
        List<Statement.Function> functions = program.functions().getOrDefault(name, List.of());
        return functions.isEmpty() ? null : Closures.of(functions.getFirst(), null);
    }

    /** A member of the object that a block is run with, where that is of the text's own types; null for none. */
    private @Nullable Value lent(String name, Frame frame) {
        Value receiver = frame.state().variable(Selector.THIS);
        List<Value> all = new ArrayList<>(1);
        for (Value one : receiver == null ? List.<Value>of() : Value.each(receiver)) {
            Instance at = frame.state().instance(one);
            Value field = at == null || program.type(at.type()) == null
                    ? null
                    : calls.construction().fields().field(at, name, frame);
            if (field != null) {
                all.add(field);
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    /** Nothing in place of a module stands for one that could not be imported: on the other way it is there. */
    private boolean isMissing(Value value, String name) {
        return value instanceof Value.Known(Value.Nothing _) && names.isImported(name);
    }

    private Value sequence(Expression.Sequence sequence, Frame frame) {
        if (sequence.elements().size() == 1
                && sequence.elements().getFirst() instanceof Expression.Operation each
                && each.operator().equals(Operations.COMPREHENSION)) {
            return of(each, frame);
        }
        Provenance all =
                sequence.elements().isEmpty() && pointers.are() ? Provenance.OUTSIDE : null; // whatever its type makes
        List<Value> elements = new ArrayList<>(sequence.elements().size());
        String of = elementType(sequence.type());
        for (Expression element : sequence.elements()) {
            Value value = of(typed(element, of), frame);
            elements.add(value);
            Provenance one = frame.state().provenance(value);
            all = all == null ? one : all.with(one);
        }
        Value array = calls.construction().declared().array(sequence.type(), frame);
        if (array != null && elements.isEmpty()) {
            return array;
        }
        Instance instance = new Instance(
                names.path(sequence.type()), all == null ? Provenance.OUTSIDE : all, 8L * elements.size(), null);
        for (int i = 0; i < elements.size(); i++) {
            String field = program.fieldAt(instance.type(), i);
            instance.set(field == null ? Integer.toString(i) : field, elements.get(i));
        }
        return calls.construction().made(instance, sequence.start(), frame);
    }

    /** Of {@code []T}, {@code []*T} and {@code map[K]T}, T; empty for what is no such type. */
    private static String elementType(String type) {
        int close = type.startsWith("[") || type.startsWith("map[") ? type.indexOf(']') : -1;
        String of = close < 0 ? "" : type.substring(close + 1);
        return of.startsWith("*") ? of.substring(1) : of;
    }

    /** What stands in braces without a type has that of the elements of what it stands in. */
    private static Expression typed(Expression element, String type) {
        if (type.isEmpty()) {
            return element;
        }
        return switch (element) {
            case Expression.Sequence(String own, List<Expression> elements, int start, int end)
            when own.isEmpty() -> new Expression.Sequence(type, elements, start, end);
            case Expression.Mapping(String own, List<Expression.Entry> entries, int start, int end)
            when own.isEmpty() -> new Expression.Mapping(type, entries, start, end);
            case Expression other -> other;
        };
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
            String key = Members.key(of(entry.key(), frame));
            Value value = of(
                    typed(spread(entry.value()), elementType(mapping.type())),
                    entry.value() instanceof Expression.Lambda ? ofMethods : frame);
            if (key.isEmpty()) { // the entries of another map
                Members.fields(value, frame).forEach(instance::set);
                Instance base = frame.state().instance(value);
                if (base != null && base.type().equals(type)) {
                    base.said().forEach(instance::say); // what it is made of, but for some members
                }
            } else {
                instance.set(key, value);
                calls.properties().key(key, value, entry.key().start(), frame);
            }
        }
        generics.made(instance, frame);
        return self != null ? self : calls.construction().made(instance, mapping.start(), frame);
    }

    /** What stands behind the sign of Rust for all other members. */
    private static Expression spread(Expression value) {
        return value instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                        && operator.equals("..")
                        && operands.size() == 1
                ? operands.getFirst()
                : value;
    }

    /** What a value stands for is needed from here on: somebody else has it. */
    void escapes(@Nullable Value value, Frame frame) {
        if (value == null) {
            return;
        }
        if (value instanceof Value.OneOf several) {
            for (Value one : several.each()) {
                escapesAlone(one, frame);
            }
        } else {
            escapesAlone(value, frame);
        }
    }

    private static void escapesAlone(Value value, Frame frame) {
        Instance instance = frame.state().instance(value instanceof Value.Method method ? method.of() : value);
        Use use = instance == null ? null : instance.use();
        if (use != null) {
            use.need();
        }
    }
}
