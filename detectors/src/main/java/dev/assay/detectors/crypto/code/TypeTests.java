package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Of which type something is, as far as the text says that; what is of it gets the names that a pattern has. Belongs to one thread and one text. */
final class TypeTests {
    /** What stands between a value and a type, as a third operand with names for the value or its parts. */
    static final String OPERATOR = "instanceof";

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;

    TypeTests(Evaluation evaluation, Program program, Names names) {
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
    }

    /** Whether a value is of a type: true, false, or something that is not known. */
    Value test(List<Expression> operands, Frame frame) {
        Value value = evaluation.of(operands.getFirst(), frame);
        if (!(operands.get(1) instanceof Expression.Name(String written, int _, int _))) {
            return Value.OUTSIDE;
        }
        String type = names.path(evaluation.types().type(written));
        List<Value> may = new ArrayList<>(1);
        List<Value> known = new ArrayList<>(1);
        for (Value one : Value.each(value)) {
            Optional<Boolean> is = is(one, type, frame);
            known.add(is.<Value>map(Value::of).orElse(Value.OUTSIDE));
            if (is.orElse(true)) {
                may.add(one);
            }
        }
        if (operands.size() > 2 && !may.isEmpty()) {
            Value bound = evaluation.operations().typed(Value.any(may), written, frame);
            bind(operands.get(2), bound, frame);
        }
        return Value.any(known);
    }

    private void bind(Expression names, Value value, Frame frame) {
        if (names instanceof Expression.Name(String name, int _, int _)) {
            frame.state().set(name, value); // a variable of its own, whatever fields are called
        } else {
            evaluation.assignments().assign(names, value, frame);
        }
    }

    /** Whether something is the object that a type of the text is itself, as in Scala; null if that is not known. */
    @Nullable
    Boolean equal(Value one, Value other, Frame frame) {
        String first = object(one);
        String second = object(other);
        if (!first.isEmpty() && !second.isEmpty()) {
            return first.equals(second);
        }
        Instance instance = frame.state().instance(first.isEmpty() ? one : other);
        Program.TypeOf type = instance == null ? null : program.type(instance.type());
        return type == null || first.isEmpty() && second.isEmpty() || program.isInherited(type)
                ? null
                : type.path().equals(first.isEmpty() ? second : first);
    }

    /** The full name of a type of the text; empty for anything else. */
    private String object(Value value) {
        return value instanceof Value.Named(String path) && program.type(path) != null ? path : "";
    }

    /** What comes from outside may be of any type that inherits from the one that it is said to be of. */
    private Optional<Boolean> is(Value value, String type, Frame frame) {
        Instance instance = frame.state().instance(value);
        if (instance == null || program.type(instance.type()) == null || program.type(type) == null) {
            return Optional.empty();
        }
        boolean is = program.is(instance.type(), type);
        return is || !instance.isGiven() ? Optional.of(is) : Optional.empty();
    }
}
