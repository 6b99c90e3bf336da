package dev.assay.detectors.crypto.code;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts with signs in the place of values: {@code %s}, {@code %1$d}, {@code {}}, {@code {0}}, {@code {name:d}}. Which of the two kinds a text
 * has, it says by itself. Stateless.
 */
final class Formats {
    private static final String KINDS = "sdivS";

    private Formats() {}

    /** A text with what is given from a position on in place of its signs; empty unless all of it is known, or it is a command. */
    static Optional<String> of(String text, Given given, int from, State state) {
        StringBuilder all = new StringBuilder();
        boolean isPercent = text.indexOf('{') < 0;
        boolean isCommand = CommandLine.isCommand(text);
        int next = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != (isPercent ? '%' : '{')) {
                all.append(c);
                continue;
            }
            int end = isPercent ? kind(text, i + 1) : text.indexOf('}', i);
            if (end < 0) {
                return Optional.empty();
            }
            String sign = text.substring(i + 1, end);
            if (isPercent && text.charAt(end) == '%') {
                all.append('%');
            } else {
                String which = which(sign, isPercent, next, from);
                next += which.equals(Integer.toString(next)) ? 1 : 0;
                String constant = constant(given.get(java.util.List.of(which)), state);
                String value = constant == null && isCommand ? String.valueOf(CommandLine.UNKNOWN) : constant;
                if (value == null || all.length() + value.length() > Texts.MOST_CHARACTERS) {
                    return Optional.empty();
                }
                all.append(value);
            }
            i = end;
        }
        return Optional.of(all.toString());
    }

    /** Where the letter stands that ends a sign; -1 if it is none that puts a value in as it is. */
    private static int kind(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '$')) {
            at++;
        }
        return at < text.length() && (KINDS + "%@").indexOf(text.charAt(at)) >= 0 ? at : -1;
    }

    /** The position or the name of the argument that a sign stands for. */
    private static String which(String sign, boolean isPercent, int next, int from) {
        int end = isPercent ? sign.indexOf('$') : end(sign);
        String which = end < 0 ? "" : sign.substring(0, end);
        boolean isNumber = !which.isEmpty() && which.chars().allMatch(Character::isDigit) && which.length() < 3;
        if (isNumber) {
            return Integer.toString(from + Integer.parseInt(which) - (isPercent ? 1 : 0));
        }
        return which.isEmpty() ? Integer.toString(next) : which;
    }

    private static int end(String sign) {
        for (int i = 0; i < sign.length(); i++) {
            if (sign.charAt(i) == ':' || sign.charAt(i) == '!' || sign.charAt(i) == ',') {
                return i;
            }
        }
        return sign.length();
    }

    private static @Nullable String constant(@Nullable Value value, State state) {
        Object constant = value == null ? null : state.constant(value);
        return constant == null || constant instanceof Value.Nothing ? null : constant.toString();
    }
}
