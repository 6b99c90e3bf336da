package dev.assay.detectors.text.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators make of known values, and which of it grows without measure. For one template. */
final class Arithmetic {
    /** So many characters, rounds or elements no prompt has. */
    static final long MANY = 1_000_000;

    private final Uses uses;

    Arithmetic(Uses uses) {
        this.uses = uses;
    }

    static Value number(String digits) {
        try {
            return Value.number(Long.parseLong(digits.replace("_", "")));
        } catch (NumberFormatException e) {
            boolean whole = digits.chars().allMatch(Character::isDigit);
            return whole ? Value.number(Long.MAX_VALUE) : Value.UNKNOWN;
        }
    }

    static Value sum(Value one, Value other, Token at) {
        if (one.text() != null || other.text() != null) {
            String left = asText(one);
            String right = asText(other);
            return left == null || right == null ? Value.UNKNOWN : Value.text(left + right);
        }
        List<Value> first = one.items();
        List<Value> second = other.items();
        if (at.is("+") && first != null && second != null && first.size() + second.size() < Value.MOST_TEXT) {
            List<Value> all = new ArrayList<>(first);
            all.addAll(second);
            return Value.items(all);
        }
        return Value.UNKNOWN;
    }

    private static @Nullable String asText(Value value) {
        Long number = value.number();
        return value.text() != null
                ? value.text()
                : number != null && value.path().isEmpty() ? number.toString() : null;
    }

    Value product(Value one, Value other, Token at) {
        Long n = one.number() != null ? one.number() : other.number();
        Value repeated = one.number() != null ? other : one;
        if (n != null && n >= MANY && (repeated.text() != null || repeated.items() != null)) {
            uses.tell(Shape.EXPLOSION, "* " + n, at.at());
        }
        Long m = repeated.number();
        String text = repeated.text();
        if (n != null && text != null && n >= 0 && n * text.length() < Value.MOST_TEXT) {
            return Value.text(text.repeat(n.intValue()));
        }
        return n == null || m == null ? Value.UNKNOWN : Value.number(saturated(n, m));
    }

    private static long saturated(long n, long m) {
        return Math.multiplyHigh(n, m) == 0 && n * m >= 0 ? n * m : Long.MAX_VALUE;
    }

    static Value power(Value base, Value exponent) {
        Long n = base.number();
        Long m = exponent.number();
        if (n == null || m == null || m < 0) {
            return Value.UNKNOWN;
        }
        long result = 1;
        for (long i = 0; i < Math.min(m, Long.SIZE); i++) {
            result = saturated(result, n);
        }
        return Value.number(result);
    }

    Value percent(Value one, Value other, Token at) {
        String text = one.text();
        if (text == null) {
            return Value.UNKNOWN;
        }
        width(text, at);
        List<Value> items = other.items();
        return TextMethods.formatted(text, items != null ? items : List.of(other));
    }

    /** A width in a format is how long the text becomes. */
    void width(String format, Token at) {
        int digits = 0;
        for (int i = 0; i < format.length(); i++) {
            digits = Character.isDigit(format.charAt(i)) ? digits + 1 : 0;
            if (digits >= 7) {
                uses.tell(Shape.EXPLOSION, "a format with a width of millions", at.at());
                return;
            }
        }
    }
}
