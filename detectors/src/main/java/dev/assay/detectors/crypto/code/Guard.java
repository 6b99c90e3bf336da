package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller in another text must give for a way of a function to be gone: {@code if mode == "ecb"} leads on for who gives that. Immutable.
 *
 * @param hole what the function is given
 * @param equal whether it must be the constant, or something else
 * @param constant a text, a number or a truth value
 * @param otherwise what it is where a caller does not give it; empty where that is not known
 */
record Guard(Hole hole, boolean equal, String constant, String otherwise) {
    /** What is on each way of whoever calls. */
    static final String ALWAYS = "-";

    /** In place of a constant: any call will do. */
    private static final String CALLED = "*";

    private static final String EQUAL = "==";
    private static final String UNEQUAL = "!=";
    private static final String OTHERWISE = "~";
    private static final char AND = '&';

    /** A way is not told further apart than by so many. */
    private static final int MOST = 4;

    private static final int MOST_CHARACTERS = 40;

    private static final Expression TRUE = new Expression.Constant(Expression.Constant.Of.TRUE, 0, 0);

    /** That a function is called in another text at all. */
    static Guard called(String function) {
        return new Guard(new Hole(function, 0, "", Selector.As.GIVEN, Use.UNKNOWN), true, CALLED, "");
    }

    boolean isCall() {
        return constant.equals(CALLED);
    }

    /** What a condition asks of callers where it holds, or does not; nothing if it asks anything else. */
    static List<Guard> of(Expression condition, boolean holds, Evaluation evaluation, Frame frame) {
        Comparison comparison = Comparison.of(condition);
        if (comparison != null) {
            boolean isEqual = comparison.equal() == holds;
            return list(compared(comparison.one(), comparison.other(), isEqual, evaluation, frame));
        }
        return switch (condition) {
            case Expression.Name name -> list(compared(name, TRUE, holds, evaluation, frame));
            case Expression.Operation(String operator, List<Expression> operands, int _, int _) ->
                of(operator, operands, holds, evaluation, frame);
            default -> List.of();
        };
    }

    private static List<Guard> of(
            String operator, List<Expression> operands, boolean holds, Evaluation evaluation, Frame frame) {
        boolean isNot = operator.equals("!") || operator.equals("not");
        if (isNot && operands.size() == 1) {
            return of(operands.getFirst(), !holds, evaluation, frame);
        }
        boolean isAnd = operator.equals("&&") || operator.equals("and") || operator.equals("-and");
        boolean isOr = operator.equals("||") || operator.equals("or") || operator.equals("-or");
        if (isAnd && holds || isOr && !holds) {
            List<Guard> all = new ArrayList<>(operands.size());
            operands.forEach(operand -> all.addAll(of(operand, holds, evaluation, frame)));
            return all;
        }
        return List.of();
    }

    private static List<Guard> list(@Nullable Guard guard) {
        return guard == null ? List.of() : List.of(guard);
    }

    private static @Nullable Guard compared(
            Expression one, Expression other, boolean equal, Evaluation evaluation, Frame frame) {
        if (!isPlain(one) || !isPlain(other)) {
            return null; // to ask once more might do something
        }
        Value first = evaluation.of(one, frame);
        Value second = evaluation.of(other, frame);
        Guard guard = compared(first, second, equal);
        return guard != null ? guard : compared(second, first, equal);
    }

    /** Whether to ask what it is does nothing. */
    static boolean isPlain(Expression expression) {
        return switch (expression) {
            case Expression.Name _, Expression.Text _, Expression.Numeral _, Expression.Constant _ -> true;
            case Expression.Member member -> isPlain(member.of());
            default -> false;
        };
    }

    private static @Nullable Guard compared(Value given, Value constant, boolean equal) {
        String asked = text(constant);
        if (asked.isEmpty()) {
            return null;
        }
        Hole hole = null;
        String otherwise = "";
        for (Value one : Value.each(given)) {
            if (one instanceof Value.Input(String input)) {
                hole = Hole.read(Hole.of(input, Selector.As.WORD));
            } else if (one instanceof Value.Known) {
                otherwise = text(one);
            }
        }
        return hole == null || hole.isConstant() ? null : new Guard(hole, equal, asked, otherwise);
    }

    /** Empty for what is no constant, or none that is handed on. */
    private static String text(Value value) {
        String text = value instanceof Value.Known(Object constant) && !(constant instanceof Value.Nothing)
                ? constant.toString()
                : "";
        if (text.length() > MOST_CHARACTERS) {
            return "";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && "-_./".indexOf(c) < 0) {
                return "";
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return hole + (equal ? EQUAL : UNEQUAL) + constant + OTHERWISE + otherwise;
    }

    /** All that must hold on a way, in one word. */
    static String word(Collection<Guard> guards) {
        if (guards.isEmpty()) {
            return ALWAYS;
        }
        List<String> all = guards.stream().limit(MOST).map(Guard::toString).toList();
        return String.join(Character.toString(AND), all);
    }

    /** What {@link #word} wrote. */
    static List<Guard> read(String word) {
        List<Guard> all = new ArrayList<>();
        for (String part : word.equals(ALWAYS) ? List.<String>of() : Parts.of(word, AND)) {
            int end = part.indexOf('}') + 1;
            int otherwise = part.indexOf(OTHERWISE, end);
            Hole hole = end == 0 ? null : Hole.read(part.substring(0, end));
            if (hole != null && otherwise > end + EQUAL.length()) {
                all.add(new Guard(
                        hole,
                        part.startsWith(EQUAL, end),
                        part.substring(end + EQUAL.length(), otherwise),
                        part.substring(otherwise + 1)));
            }
        }
        return all;
    }

    /** Whether it may hold of one who gives any of these. */
    boolean mayHold(Collection<String> given) {
        return isCall()
                || given.stream().anyMatch(one -> one.equals(Use.UNKNOWN) || one.equalsIgnoreCase(constant) == equal);
    }

    /** Whether it may hold of one who does not give it. */
    boolean mayHoldWithout() {
        return isCall() || otherwise.isEmpty() || otherwise.equalsIgnoreCase(constant) == equal;
    }
}
