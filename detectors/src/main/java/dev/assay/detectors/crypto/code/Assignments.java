package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sets variables, fields and elements, also several at once. Belongs to one thread and one text. */
final class Assignments {
    private static final String MODULE = "module";
    private static final String EXPORTS = "exports";

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Application application;
    private final Pointers pointers;

    Assignments(
            Evaluation evaluation,
            Program program,
            Names names,
            Traits traits,
            Application application,
            Pointers pointers) {
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
        this.traits = traits;
        this.application = application;
        this.pointers = pointers;
    }

    /** A variable without a value; of a type that rows know, it is some object of that. */
    void declare(Expression target, String type, Frame frame) {
        if (target instanceof Expression.Name(String name, int _, int _)) {
            frame.state()
                    .set(
                            name,
                            type.isEmpty()
                                    ? Value.OUTSIDE
                                    : evaluation
                                            .calls()
                                            .construction()
                                            .declared()
                                            .variable(type, target.start(), frame));
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
                if (value instanceof Value.Callable function) {
                    evaluation.functions().name(function, name);
                }
                if (frame.depth() == 0) {
                    evaluation.globals().put(name, value); // for functions that are called before the text is through
                    evaluation.calls().properties().let(name, value, target.start(), frame);
                }
            }
            case Expression.Member(Expression of, String name, int _, int _) ->
                member(evaluation.of(of, frame), name, value, target.start(), frame);
            case Expression.Index(Expression of, List<Expression> at, int _, int _) -> {
                Value key = at.size() == 1 ? evaluation.of(at.getFirst(), frame) : Value.OUTSIDE;
                if (key instanceof Value.Known(String name)) {
                    evaluation.calls().properties().let("[" + name + "]", value, target.start(), frame);
                } else if (!nameOf(of).isEmpty()) {
                    application.element(nameOf(of), value, target.start(), frame);
                    if (pointers.are()) { // in place of what the function gives
                        application.element(frame.nameOfOwner(nameOf(of)), value, target.start(), frame);
                    }
                }
                Provenance with = frame.state().provenance(value);
                for (Value one : Value.each(evaluation.of(of, frame))) {
                    Instance instance = frame.state().mutable(one);
                    if (instance != null) {
                        instance.set(Members.key(key), value);
                        instance.fillPart(with);
                    }
                }
            }
            case Expression.Sequence sequence -> takeApart(sequence, value, frame);
            case Expression.Mapping mapping -> takeApart(mapping, value, frame);
            case Expression.Operation(String comma, List<Expression> names, int start, int end)
            when comma.equals(",") && !names.isEmpty() ->
                takeApart(new Expression.Sequence("", names, start, end), value, frame);
            case Expression.Operation operation -> { // a declaration with a default, a starred name, a pointer
                boolean left = operation.operator().equals("*")
                        && operation.operands().size() == 1
                        && pointers.assign(operation.operands().getFirst(), value, frame);
                if (!left && !operation.operands().isEmpty()) {
                    assign(operation.operands().getFirst(), value, frame);
                }
            }
            case Expression.Call
                    call -> { // a pattern, as in Some(x); names that are declared together, as in var (a, b)
                boolean isOfOwn = call.callee() instanceof Expression.Name(String type, int _, int _)
                        && program.type(names.path(type)) != null;
                if (call.callee() instanceof Expression.Name(String name, int _, int _) && name.equals("var")
                        || isOfOwn
                        || call.arguments().size() > 1) {
                    List<Expression> names = new ArrayList<>();
                    call.arguments().forEach(argument -> names.add(argument.value()));
                    takeApart(new Expression.Sequence("", names, call.start(), call.end()), value, frame);
                } else if (call.arguments().size() == 1) {
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

    /** What is put behind something of which nothing else is known says by itself what that is made of. */
    void add(Expression target, Value more, Value all, Frame frame) {
        String name = nameOf(target);
        if (!name.isEmpty() && frame.state().provenance(all).origin() == Origin.OUTSIDE) {
            application.named(name, more, target.start(), frame);
        }
    }

    /** What is guessed and put into something that is called like a secret makes that one. */
    void addGuessable(Expression target, Value more, Frame frame) {
        String name = nameOf(target);
        if (!name.isEmpty() && frame.state().provenance(more).origin() == Origin.PREDICTABLE) {
            application.named(name, more, target.start(), frame);
        }
    }

    private static String nameOf(Expression target) {
        return switch (target) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            default -> "";
        };
    }

    /** Sets a variable of the outermost level whose name is the first of two arguments. */
    void let(@Nullable Value name, Given given) {
        Value value = given.get(List.of("1"));
        if (name instanceof Value.Known(String variable) && value != null) {
            evaluation.globals().put(variable, value);
        }
    }

    /** Sets a member of an object or of a type. */
    void member(Value of, String name, Value value, int offsetBytes, Frame frame) {
        evaluation.escapes(value, frame);
        for (Value one : Value.each(of)) {
            pointers.typed(one, frame, name);
            Instance instance = frame.state().mutable(one);
            Value embedded = instance == null || !traits.hasEmbedded() || program.declares(instance.type(), name)
                    ? null
                    : evaluation.calls().construction().fields().embedded(instance).stream()
                            .filter(held -> evaluation.calls().hasMember(held, name, frame))
                            .findFirst()
                            .orElse(null);
            if (embedded != null) {
                member(embedded, name, value, offsetBytes, frame);
                continue;
            }
            if (instance != null) {
                instance.set(name, value);
            } else if (one instanceof Value.Named(String path)) {
                evaluation.calls().construction().fields().setStatic(path, name, value, frame);
                handOut(path, name, value, frame);
            }
            evaluation.calls().properties().set(one, name, value, offsetBytes, frame);
        }
    }

    /** What a module hands out is known by its name there. */
    private void handOut(String path, String name, Value value, Frame frame) {
        if (traits.hasDefaults() && (path.equals(EXPORTS) || path.equals(MODULE + "." + EXPORTS))) {
            evaluation.globals().put(name, value);
        } else if (traits.hasDefaults() && path.equals(MODULE) && name.equals(EXPORTS)) {
            Members.fields(value, frame).forEach(evaluation.globals()::put);
        }
    }

    private void takeApart(Expression.Mapping targets, Value value, Frame frame) {
        for (Expression.Entry entry : targets.entries()) {
            String key = Members.key(evaluation.of(entry.key(), frame));
            if (key.isEmpty()) { // what is left of it
                assign(entry.value(), value, frame);
                continue;
            }
            Value given = evaluation.members().member(value, key, entry.key().start(), frame);
            if (entry.value() instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                    && operator.equals("=")
                    && operands.size() == 2) {
                boolean has = Members.fields(value, frame).containsKey(key);
                boolean known = Value.each(value).stream().allMatch(one -> isMade(one, frame));
                Value otherwise = evaluation.of(operands.getLast(), frame);
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
    private Value part(Value value, int position, Frame frame) {
        Instance instance = frame.state().instance(value);
        if (traits.hasEmbedded()) {
            return result(value, instance, position, frame); // what is taken apart there is what a call gives
        }
        String field = instance == null ? null : program.fieldAt(instance.type(), position);
        Value element = instance == null ? null : instance.field(field == null ? Integer.toString(position) : field);
        if (element != null) {
            return element;
        }
        boolean isWhole =
                position == 0 && (instance == null || instance.fields().isEmpty());
        return isWhole ? value : new Value.Data(frame.state().provenance(value), -1);
    }

    /** One of the results of a call, of which the first is all that it gives where it is not seen how it does. */
    private static Value result(Value value, @Nullable Instance instance, int position, Frame frame) {
        Value element = instance == null ? null : instance.fields().get(Integer.toString(position));
        if (element != null && !(instance != null && instance.isArray())) {
            return element;
        }
        return position == 0 ? value : new Value.Data(frame.state().provenance(value), -1);
    }

    private void assign(String name, Value value, Frame frame) {
        Value receiver = frame.state().variable(Selector.THIS);
        if (receiver != null && frame.state().variable(name) == null) {
            evaluation.calls().properties().set(receiver, name, value, 0, frame);
        }
        Value self = frame.self();
        if (frame.state().variable(name) == null && self != null && traits.hasBareMembers()) {
            Instance instance = frame.state().instance(self);
            if (instance != null && (instance.fields().containsKey(name) || program.declares(instance.type(), name))) {
                Instance changed = frame.state().mutable(self);
                if (changed != null) {
                    changed.set(name, value);
                }
                evaluation.escapes(value, frame);
                return;
            }
        }
        if (!pointers.assignElement(frame.state().variable(name), value, frame)) {
            frame.state().set(name, value);
        }
    }
}
