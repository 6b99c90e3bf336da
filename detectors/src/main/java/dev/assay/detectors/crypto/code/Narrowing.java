package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a condition tells of variables on the way on which it holds, and on the other one: behind {@code if (a == null) return} a is
 * something, behind {@code if (len(key) != 32) return} the key has 256 bits. Of nothing only where variables may be one of several values.
 * Belongs to one thread and one text.
 */
final class Narrowing {
    private static final Value NOTHING = new Value.Known(Value.Nothing.NOTHING);

    /** What says how long something is: functions that are given it, and members of it, some of which are called. */
    private static final Set<String> MEASURING = Set.of("len", "strlen", "length", "size", "mb_strlen", "count");

    private static final Set<String> LENGTHS = Set.of(
            "length",
            "size",
            "len",
            "count",
            "bytesize",
            "byteLength",
            "Length",
            "Count",
            "LongLength",
            "lengthInBytes");

    private static final Set<String> EQUAL = Set.of("==", "===", "is", "-eq");
    private static final Set<String> UNEQUAL = Set.of("!=", "!==", "is not", "-ne");

    /** Longer ones are no keys. */
    private static final long MOST_BYTES = 1 << 16;

    /** How many bytes a variable is said to have. */
    private record Measured(String name, long bytes) {}

    private final Evaluation evaluation;

    Narrowing(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Takes from variables what they cannot be where a condition holds, or does not. */
    void on(Expression condition, boolean holds, Frame frame) {
        switch (condition) {
            case Expression.Name(String name, int _, int _) ->
                keep(name, value -> !holds || !value.equals(NOTHING), frame);
            case Expression.Operation(String operator, List<Expression> operands, int _, int _) ->
                on(operator, operands, holds, frame);
            default -> {}
        }
    }

    private void on(String operator, List<Expression> operands, boolean holds, Frame frame) {
        switch (operator) {
            case "!", "not" -> on(operands.getFirst(), !holds, frame);
            case "&&", "and", "-and" -> all(operands, true, holds, frame);
            case "||", "or", "-or" -> all(operands, false, holds, frame);
            case "==", "===", "is", "-eq" -> compared(operator, operands, holds, frame);
            case "!=", "!==", "is not", "-ne" -> compared(operator, operands, !holds, frame);
            default -> {}
        }
    }

    /** Of several conditions each is as it must be for all of them; otherwise one is, of which each may say a length. */
    private void all(List<Expression> operands, boolean and, boolean holds, Frame frame) {
        if (holds == and) {
            operands.forEach(each -> on(each, holds, frame));
            return;
        }
        List<Measured> lengths = new ArrayList<>(operands.size());
        for (Expression operand : operands) {
            Measured length = measured(operand, holds, frame);
            if (length == null
                    || !length.name()
                            .equals(
                                    lengths.isEmpty()
                                            ? length.name()
                                            : lengths.getFirst().name())) {
                return;
            }
            lengths.add(length);
        }
        measure(lengths, frame);
    }

    private void compared(String operator, List<Expression> operands, boolean equal, Frame frame) {
        Measured length = equal ? measured(operator, operands, EQUAL.contains(operator), frame) : null;
        if (length != null) {
            measure(List.of(length), frame);
        } else if (operands.size() == 2
                && operands.getFirst() instanceof Expression.Name(String name, int _, int _)
                && isChoice(name, frame)
                && evaluation.of(operands.getLast(), frame).equals(NOTHING)) {
            keep(name, value -> value.equals(NOTHING) == equal, frame);
        }
    }

    /** The length that a comparison says of a variable where it holds, or does not; null for none. */
    private @Nullable Measured measured(Expression condition, boolean holds, Frame frame) {
        return condition instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                ? measured(operator, operands, holds, frame)
                : null;
    }

    private @Nullable Measured measured(String operator, List<Expression> operands, boolean holds, Frame frame) {
        boolean isEqual = (holds ? EQUAL : UNEQUAL).contains(operator);
        if (!isEqual || operands.size() != 2) {
            return null;
        }
        String name = measuredName(operands.getFirst());
        boolean isFirst = !name.isEmpty();
        name = isFirst ? name : measuredName(operands.getLast());
        if (name.isEmpty() || frame.state().variable(name) == null) {
            return null;
        }
        Value length = evaluation.of(isFirst ? operands.getLast() : operands.getFirst(), frame);
        return length instanceof Value.Known(Long bytes) && bytes > 0 && bytes < MOST_BYTES
                ? new Measured(name, bytes)
                : null;
    }

    /** The variable whose length an expression is; empty for none. */
    private static String measuredName(Expression expression) {
        return switch (expression) {
            case Expression.Call(
                    Expression.Name(String function, int _, int _),
                    List<Expression.Argument> arguments,
                    boolean _,
                    List<Statement> _,
                    int _,
                    int _)
            when arguments.size() == 1 && MEASURING.contains(function) ->
                nameOf(arguments.getFirst().value());
            case Expression.Call call
            when call.arguments().isEmpty() && call.callee() instanceof Expression.Member member -> lengthOf(member);
            case Expression.Member member -> lengthOf(member);
            default -> "";
        };
    }

    private static String lengthOf(Expression.Member member) {
        return LENGTHS.contains(member.name()) ? nameOf(member.of()) : "";
    }

    private static String nameOf(Expression expression) {
        return expression instanceof Expression.Name(String name, int _, int _) ? name : "";
    }

    /** Says how long a variable's value is, of which that is not known otherwise. */
    private static void measure(List<Measured> lengths, Frame frame) {
        String name = lengths.getFirst().name();
        Value before = Objects.requireNonNull(frame.state().variable(name));
        boolean isOpen =
                before instanceof Value.Input || before instanceof Value.Data(Provenance _, long bits) && bits < 0;
        if (isOpen) {
            Provenance provenance = frame.state().provenance(before);
            List<Value> all = new ArrayList<>(lengths.size());
            lengths.forEach(length -> all.add(new Value.Data(provenance, Byte.SIZE * length.bytes())));
            frame.state().set(name, Value.any(all));
            return;
        }
        Instance instance = lengths.size() == 1 && frame.state().bits(before) < 0
                ? frame.state().mutable(before)
                : null;
        if (instance != null) {
            instance.size(Byte.SIZE * lengths.getFirst().bytes());
        }
    }

    private static boolean isChoice(String name, Frame frame) {
        return frame.state().variable(name) instanceof Value.OneOf;
    }

    /** What may be nothing by itself, as something from outside may, stays. */
    private static void keep(String name, Predicate<Value> which, Frame frame) {
        if (isChoice(name, frame) && frame.state().variable(name) instanceof Value.OneOf(List<Value> each)) {
            List<Value> kept = each.stream().filter(which).toList();
            if (!kept.isEmpty() && kept.size() < each.size()) {
                frame.state().set(name, Value.any(kept));
            }
        }
    }
}
