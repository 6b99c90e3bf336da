package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison with a constant tells: within {@code if (name == "des")} the name is that, and of several it is none of the others;
 * where it does not hold, it is one of these. Belongs to one thread and one text.
 */
final class Sameness {
    /** What something is within a branch alone, and what it is without. */
    record Within(Path path, Value before, Value now) {
        /** Says what it was before of one that nobody set in the branch. */
        void end(Frame frame) {
            if (now.equals(path.get(frame))) {
                path.set(before, frame);
            }
        }
    }

    /** Something that is one of several constants, or none of them. */
    private record Compared(Path path, boolean equal, Value constant) {}

    private final Evaluation evaluation;
    private final Traits traits;

    Sameness(Evaluation evaluation, Traits traits) {
        this.evaluation = evaluation;
        this.traits = traits;
    }

    /** Says what is so where a condition holds, or does not; what of that is so in the branch alone. */
    List<Within> on(Expression condition, boolean holds, Frame frame) {
        List<Within> all = new ArrayList<>(0);
        for (Compared one : compared(condition, holds, frame)) {
            Value before = one.path().get(frame);
            Value now = before == null ? null : narrowed(before, one, frame);
            if (before != null && now != null && !now.equals(before)) {
                one.path().set(now, frame);
                if (one.equal()) {
                    all.add(new Within(one.path(), before, now));
                }
            }
        }
        return all;
    }

    private static @Nullable Value narrowed(Value before, Compared compared, Frame frame) {
        List<Value> constants = Value.each(compared.constant());
        List<Value> each = Value.each(before);
        if (!compared.equal()) {
            List<Value> others =
                    each.stream().filter(one -> !constants.contains(one)).toList();
            return others.isEmpty() || others.size() == each.size() ? null : Value.any(others);
        }
        boolean isAmong = each.stream().anyMatch(constants::contains);
        boolean isOpen = each.stream().anyMatch(one -> one instanceof Value.Input || one instanceof Value.Data);
        boolean areTexts = constants.stream()
                .allMatch(one -> one instanceof Value.Known(Object constant)
                        && (constant instanceof String text ? !text.isEmpty() : constant instanceof Long));
        List<Value> those = each.stream().filter(constants::contains).toList();
        return isOpen && areTexts
                ? compared.constant()
                : isAmong && each.stream().allMatch(one -> isDistinct(one, frame)) ? Value.any(those) : null;
    }

    /** Whether it is not the same as something else that is known. */
    private static boolean isDistinct(Value value, Frame frame) {
        return value instanceof Value.Known || frame.state().instance(value) != null;
    }

    private List<Compared> compared(Expression condition, boolean holds, Frame frame) {
        Comparison comparison = Comparison.of(condition);
        if (comparison != null) {
            return pair(comparison.one(), comparison.other(), comparison.equal() == holds, frame);
        }
        if (!(condition instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _))) {
            return List.of();
        }
        return switch (operator) {
            case "!", "not" -> compared(operands.getFirst(), !holds, frame);
            case "&&", "and", "-and" -> several(operands, holds, holds, frame);
            case "||", "or", "-or" -> several(operands, !holds, holds, frame);
            default -> List.of();
        };
    }

    /** Of several conditions each is so, or else some one of them, which all are of the same thing. */
    private List<Compared> several(List<Expression> operands, boolean each, boolean holds, Frame frame) {
        List<Compared> all = new ArrayList<>(operands.size());
        for (Expression operand : operands) {
            List<Compared> one = compared(operand, holds, frame);
            if (!each && one.size() != 1) {
                return List.of();
            }
            all.addAll(one);
        }
        if (each || all.isEmpty()) {
            return all;
        }
        Compared first = all.getFirst();
        boolean areOfOne =
                all.stream().allMatch(one -> one.equal() && one.path().equals(first.path()));
        return areOfOne
                ? List.of(new Compared(
                        first.path(),
                        true,
                        Value.any(all.stream().map(Compared::constant).toList())))
                : List.of();
    }

    private List<Compared> pair(Expression one, Expression other, boolean equal, Frame frame) {
        Compared compared = pairOf(one, other, equal, frame);
        compared = compared == null ? pairOf(other, one, equal, frame) : compared;
        return compared == null ? List.of() : List.of(compared);
    }

    private @Nullable Compared pairOf(Expression variable, Expression constant, boolean equal, Frame frame) {
        Path path = Path.of(variable, traits);
        Value value = path == null ? null : path.get(frame);
        if (path == null
                || value == null
                || value instanceof Value.Known
                || frame.state().instance(value) != null
                || !Guard.isPlain(constant)) {
            return null; // known, or to ask once more might do something
        }
        Value is = evaluation.of(constant, frame);
        boolean isConstant = is instanceof Value.Known(Object known)
                ? !(known instanceof Value.Nothing)
                : is instanceof Value.Reference && Value.each(value).contains(is);
        return isConstant ? new Compared(path, equal, is) : null;
    }
}
