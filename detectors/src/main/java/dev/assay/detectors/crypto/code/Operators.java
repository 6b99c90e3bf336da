package dev.assay.detectors.crypto.code;

import java.util.List;
import java.util.Optional;

/** What operators make of constants, in the languages' common meaning. Stateless. */
final class Operators {
    private static final int MOST_TEXT = 4096;

    private Operators() {}

    /** What an operator makes of values that are each one alternative; empty if that is not known. */
    static Optional<Object> apply(String operator, List<Object> operands) {
        return switch (operands.size()) {
            case 1 -> one(operator, operands.getFirst());
            case 2 -> two(operator, operands.getFirst(), operands.getLast());
            default -> Optional.empty();
        };
    }

    private static Optional<Object> one(String operator, Object value) {
        return switch (operator) {
            case "!", "not" -> truth(value).map(truth -> !truth);
            case "-" -> value instanceof Long number ? Optional.of(-number) : Optional.empty();
            case "+" -> value instanceof Long ? Optional.of(value) : Optional.empty();
            case "~" -> value instanceof Long number ? Optional.of(~number) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Object> two(String operator, Object left, Object right) {
        return switch (operator) {
            case "==", "===", "is" -> Optional.of(left.equals(right));
            case "!=", "!==", "is not" -> Optional.of(!left.equals(right));
            case "&&", "and" -> truth(left).flatMap(one -> truth(right).map(other -> one && other));
            case "||", "or" -> truth(left).flatMap(one -> truth(right).map(other -> one || other));
            default -> {
                if (left instanceof Long one && right instanceof Long other) {
                    yield numbers(operator, one, other);
                }
                if (left instanceof String text) {
                    if (operator.equals("%") && !(right instanceof Value.Nothing)) {
                        String sign = right instanceof Long ? "%d" : "%s";
                        yield Texts.putIn(text, text.contains(sign) ? sign : "%s", right.toString())
                                .map(put -> put);
                    }
                    if (operator.equals("*") && right instanceof Long times) {
                        yield times < 0 || times > MOST_TEXT || times * text.length() > MOST_TEXT
                                ? Optional.empty()
                                : Optional.of(text.repeat(times.intValue()));
                    }
                }
                yield operator.equals("+") || operator.equals(".") ? joined(left, right) : Optional.empty();
            }
        };
    }

    private static Optional<Object> joined(Object left, Object right) {
        if (!(left instanceof String) && !(right instanceof String)) {
            return Optional.empty();
        }
        String joined = left.toString() + right;
        return joined.length() > MOST_TEXT ? Optional.empty() : Optional.of(joined);
    }

    private static Optional<Object> numbers(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> Optional.of(left + right);
            case "-" -> Optional.of(left - right);
            case "*" -> Optional.of(left * right);
            case "/", "//" -> right == 0 ? Optional.empty() : Optional.of(left / right);
            case "%" -> right == 0 ? Optional.empty() : Optional.of(left % right);
            case "<<" -> Optional.of(left << right);
            case ">>" -> Optional.of(left >> right);
            case "|" -> Optional.of(left | right);
            case "&" -> Optional.of(left & right);
            case "^" -> Optional.of(left ^ right);
            case "**" -> power(left, right);
            case "<" -> Optional.of(left < right);
            case ">" -> Optional.of(left > right);
            case "<=" -> Optional.of(left <= right);
            case ">=" -> Optional.of(left >= right);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> power(long base, long exponent) {
        if (exponent < 0 || exponent > Long.SIZE) {
            return Optional.empty();
        }
        long power = 1;
        for (long i = 0; i < exponent; i++) {
            power *= base;
        }
        return Optional.of(power);
    }

    /** Whether a constant counts as true; empty where languages differ. */
    static Optional<Boolean> truth(Object value) {
        return switch (value) {
            case Boolean truth -> Optional.of(truth);
            case Long number -> Optional.of(number != 0);
            case Value.Nothing _ -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
