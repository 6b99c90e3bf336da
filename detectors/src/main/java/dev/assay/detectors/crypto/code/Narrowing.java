package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a condition tells of variables on the way on which it holds, and on the other one: behind {@code if (a == null) return} a is
 * something. Only of variables that may be one of several values. Belongs to one thread and one text.
 */
final class Narrowing {
    private static final Value NOTHING = new Value.Known(Value.Nothing.NOTHING);

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
            case "&&", "and" -> {
                if (holds) {
                    operands.forEach(each -> on(each, true, frame));
                }
            }
            case "||", "or" -> {
                if (!holds) {
                    operands.forEach(each -> on(each, false, frame));
                }
            }
            case "==", "===", "is" -> compared(operands, holds, frame);
            case "!=", "!==", "is not" -> compared(operands, !holds, frame);
            default -> {}
        }
    }

    private void compared(List<Expression> operands, boolean equal, Frame frame) {
        if (operands.size() == 2
                && operands.getFirst() instanceof Expression.Name(String name, int _, int _)
                && isChoice(name, frame)
                && evaluation.of(operands.getLast(), frame).equals(NOTHING)) {
            keep(name, value -> value.equals(NOTHING) == equal, frame);
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
