package dev.assay.detectors.crypto.code;

import java.math.BigDecimal;

/** Numbers as languages write them. Stateless. */
final class Numbers {
    private static final int MOST_DIGITS = 64;

    private Numbers() {}

    /** A whole number that fits 64 bits as a constant; any other only as something that stands in the program. */
    static Value of(String text) {
        String digits = text.replace("_", "").replace("'", "");
        int radix = 10;
        int from = 0;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            switch (digits.charAt(1)) {
                case 'x', 'X' -> radix = 16;
                case 'b', 'B' -> radix = 2;
                case 'o', 'O' -> radix = 8;
                default -> {}
            }
            from = radix == 10 ? 0 : 2;
        }
        if (digits.length() - from > MOST_DIGITS) {
            return new Value.Data(Origin.STATIC, -1);
        }
        try {
            return Value.of(Long.parseLong(digits, from, digits.length(), radix));
        } catch (NumberFormatException e) {
            return fraction(digits);
        }
    }

    /** Such as 1e5, which many write for a number of iterations. */
    private static Value fraction(String digits) {
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        if (exponent > 0 && digits.length() - exponent <= 3) {
            try {
                return Value.of(new BigDecimal(digits).longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return new Value.Data(Origin.STATIC, -1); // no whole number
            }
        }
        return new Value.Data(Origin.STATIC, -1);
    }
}
