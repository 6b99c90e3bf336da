package dev.assay.detectors.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters of Jinja's and methods of Python's texts that make a known value of known ones. */
final class TextMethods {
    private TextMethods() {}

    /** The value, or {@link Value#UNKNOWN}. */
    static Value of(String name, Value of, List<Value> arguments) {
        List<Value> items = of.items();
        if (items != null) {
            return ofItems(name, items, arguments);
        }
        String text = of.text();
        if (text == null) {
            return Value.UNKNOWN;
        }
        return switch (name) {
            case "string", "safe", "e", "escape", "default", "d", "forceescape", "encode", "decode" -> of;
            case "trim", "strip" -> Value.text(text.strip());
            case "lower" -> Value.text(text.toLowerCase(Locale.ROOT));
            case "upper" -> Value.text(text.toUpperCase(Locale.ROOT));
            case "reverse" -> Value.text(new StringBuilder(text).reverse().toString());
            case "replace" -> replaced(text, arguments);
            case "format" -> formatted(text, arguments);
            case "join" -> of.receiver() == null && arguments.isEmpty() ? of : joined(text, arguments);
            case "list" -> Value.items(characters(text));
            case "first" -> text.isEmpty() ? of : Value.text(text.substring(0, 1));
            case "last" -> text.isEmpty() ? of : Value.text(text.substring(text.length() - 1));
            default -> Value.UNKNOWN;
        };
    }

    private static Value ofItems(String name, List<Value> items, List<Value> arguments) {
        return switch (name) {
            case "list" -> Value.items(items);
            case "join" ->
                concat(items, arguments.isEmpty() ? "" : arguments.getFirst().text());
            case "first" -> items.isEmpty() ? Value.UNKNOWN : items.getFirst();
            case "last" -> items.isEmpty() ? Value.UNKNOWN : items.getLast();
            case "reverse" -> Value.items(items.reversed());
            default -> Value.UNKNOWN;
        };
    }

    /** {@code separator.join(items)}. */
    private static Value joined(String separator, List<Value> arguments) {
        List<Value> items = arguments.size() == 1 ? arguments.getFirst().items() : null;
        return items == null ? Value.UNKNOWN : concat(items, separator);
    }

    private static Value concat(List<Value> items, @Nullable String separator) {
        if (separator == null) {
            return Value.UNKNOWN;
        }
        StringBuilder all = new StringBuilder();
        for (Value item : items) {
            if (item.text() == null || all.length() > Value.MOST_TEXT) {
                return Value.UNKNOWN;
            }
            all.append(all.isEmpty() ? "" : separator).append(item.text());
        }
        return Value.text(all.toString());
    }

    private static Value replaced(String text, List<Value> arguments) {
        String from = arguments.size() < 2 ? null : arguments.get(0).text();
        String to = arguments.size() < 2 ? null : arguments.get(1).text();
        boolean bounded = from != null && to != null && (long) text.length() * (to.length() + 1) < 1 << 20;
        return bounded && from != null && to != null ? Value.text(text.replace(from, to)) : Value.UNKNOWN;
    }

    /** Both of Python's notations: each {@code %s}, {@code %c} or <code>{}</code> takes the next value. */
    static Value formatted(String text, List<Value> arguments) {
        StringBuilder all = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean percent = c == '%' && i + 1 < text.length() && "sc".indexOf(text.charAt(i + 1)) >= 0;
            int close = c == '{' ? text.indexOf('}', i) : -1;
            if (!percent && close < 0) {
                all.append(c);
                continue;
            }
            String field = percent ? "" : text.substring(i + 1, close);
            int number = field.length() == 1 && Character.isDigit(field.charAt(0)) ? field.charAt(0) - '0' : next++;
            if (number >= arguments.size()) {
                return Value.UNKNOWN;
            }
            Value value = arguments.get(number);
            Long code = value.number();
            if (value.text() != null) {
                all.append(value.text());
            } else if (code != null && code > 0 && code <= Character.MAX_VALUE) {
                all.append(
                        percent && text.charAt(i + 1) == 's' ? code.toString() : Character.toString(code.intValue()));
            } else {
                return Value.UNKNOWN;
            }
            i = percent ? i + 1 : close;
        }
        return Value.text(all.toString());
    }

    /** What a subscript of three parts takes, as far as it matters: all, or all backwards. */
    static Value slice(Value of, @Nullable Long from, @Nullable Long to, @Nullable Long step) {
        String text = of.text();
        if (text == null) {
            return Value.UNKNOWN;
        }
        if (step != null && step == -1 && from == null && to == null) {
            return Value.text(new StringBuilder(text).reverse().toString());
        }
        int length = text.length();
        int begin = from == null ? 0 : Math.clamp(from < 0 ? length + from : from, 0, length);
        int end = to == null ? length : Math.clamp(to < 0 ? length + to : to, begin, Math.max(begin, length));
        if (step != null && step > 1) {
            StringBuilder every = new StringBuilder();
            for (long i = begin; i < end; i += step) {
                every.append(text.charAt((int) i));
            }
            return Value.text(every.toString());
        }
        return step == null || step == 1 ? Value.text(text.substring(begin, end)) : Value.UNKNOWN;
    }

    /** Texts as lists of their characters. */
    private static List<Value> characters(String text) {
        List<Value> all = new ArrayList<>();
        text.chars().forEach(c -> all.add(Value.text(Character.toString(c))));
        return all;
    }
}
