package dev.assay.detectors.indicator.version;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of any length as the digits that they are written with. Pure functions, linear in the text. */
final class Digits {
    private Digits() {}

    static boolean is(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Whether a text is digits, one at least. */
    static boolean all(String text) {
        return !text.isEmpty() && end(text, 0) == text.length();
    }

    /** Where the digits from {@code from} on end. */
    static int end(String text, int from) {
        int at = from;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** By value; no digits are 0. */
    static int compare(String one, String other) {
        int from = zeros(one);
        int otherFrom = zeros(other);
        int longer = Integer.compare(one.length() - from, other.length() - otherFrom);
        return longer != 0 ? longer : one.substring(from).compareTo(other.substring(otherFrom));
    }

    static boolean isZero(String digits) {
        return zeros(digits) == digits.length();
    }

    private static int zeros(String digits) {
        int at = 0;
        while (at < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    /** By value, from the first on; numbers that are not there are {@code missing}. */
    static int compare(List<String> one, List<String> other, String missing) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            int order = compare(i < one.size() ? one.get(i) : missing, i < other.size() ? other.get(i) : missing);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The numbers between separators; null if there is anything else. */
    static @Nullable List<String> parts(String text, char separator) {
        List<String> parts = Parts.of(text, separator);
        for (String part : parts) {
            if (!all(part)) {
                return null;
            }
        }
        return List.copyOf(parts);
    }

    static List<String> withoutTrailingZeros(List<String> numbers) {
        int to = numbers.size();
        while (to > 0 && isZero(numbers.get(to - 1))) {
            to--;
        }
        return new ArrayList<>(numbers.subList(0, to));
    }
}
