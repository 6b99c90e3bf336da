package dev.assay.detectors.crypto.code;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Methods of texts: what they give where the text is known, and where it is not. Stateless. */
final class Texts {
    private static final int MOST_CHARACTERS = 4096;

    /** Methods of texts that give their characters or bytes, in a new array. */
    private static final Set<String> TO_ARRAYS =
            Set.of("getBytes", "toCharArray", "encode", "toByteArray", "encodeToByteArray", "as_bytes", "into_bytes");

    /** Methods of texts that take characters out of them, by their places. */
    private static final Set<String> TAKING =
            Set.of("charAt", "codePointAt", "substring", "substr", "slice", "at", "elementAt", "ElementAt", "get");

    /** What stands for a value in a text that is to be formatted. */
    private static final List<String> SIGNS = List.of("{}", "%s", "%d");

    private Texts() {}

    /** What a method of a text gives that is known; empty if nobody can say. */
    static Optional<Value> known(Value receiver, String name, Given given, State state) {
        if (!(receiver instanceof Value.Known(String text))) {
            return Optional.empty();
        }
        if (TO_ARRAYS.contains(name)) {
            return Optional.of(state.add(Instance.ofText(name, text)));
        }
        Optional<Value> known = call(name, text, given, state).map(Value::of);
        return known.isPresent() || !given.arguments().isEmpty() ? known : Optional.of(receiver);
    }

    /** What a method gives otherwise: something of that text; without arguments, the text in another shape. */
    static Value unknown(Value receiver, String name, Given given, State state) {
        boolean takesApart = TO_ARRAYS.contains(name);
        Provenance all = state.provenance(receiver);
        if (takesApart || given.arguments().isEmpty()) {
            return new Value.Data(takesApart ? all.asText() : all, state.bits(receiver));
        }
        for (Given.One argument : given.arguments()) {
            if (argument.value() instanceof Value.Named || argument.value() instanceof Value.Callable) {
                continue; // what is done with it, and none of its bytes
            }
            Provenance with = state.provenance(argument.value());
            boolean isChosen = with.origin() == Origin.PREDICTABLE || with.origin() == Origin.RANDOM;
            if (isChosen && TAKING.contains(name)) {
                return new Value.Data(with, -1); // signs of an alphabet
            }
            all = all.with(with);
        }
        return new Value.Data(all, -1);
    }

    /** What a method makes of a text; empty if it is none of those that are known, or an argument is not. */
    private static Optional<String> call(String name, String text, Given given, State state) {
        return switch (name) {
            case "lower", "casefold", "toLowerCase" -> Optional.of(text.toLowerCase(Locale.ROOT));
            case "upper", "toUpperCase" -> Optional.of(text.toUpperCase(Locale.ROOT));
            case "strip", "trim" -> Optional.of(text.strip());
            case "replace" -> replace(text, constant(given, 0, state), constant(given, 1, state));
            case "format", "formatted" -> format(text, given, 0, state);
            default -> Optional.empty();
        };
    }

    /** A text with what is given from a position on in place of its signs, one by one; empty unless all of it is known. */
    static Optional<String> format(String text, Given given, int from, State state) {
        Optional<String> all = Optional.of(text);
        for (int i = from; i < given.arguments().size() && all.isPresent(); i++) {
            String value = constant(given, i, state);
            String before = all.get();
            String sign = SIGNS.stream().filter(before::contains).findFirst().orElse("");
            all = value.isEmpty() || sign.isEmpty() ? Optional.empty() : putIn(before, sign, value);
        }
        return all;
    }

    private static Optional<String> replace(String text, String part, String with) {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        String all = text.replace(part, with);
        return all.length() > MOST_CHARACTERS ? Optional.empty() : Optional.of(all);
    }

    /** A text with a value in place of the first of a sign. */
    static Optional<String> putIn(String text, String sign, String value) {
        int at = text.indexOf(sign);
        if (at < 0 || text.length() + value.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return Optional.of(text.substring(0, at) + value + text.substring(at + sign.length()));
    }

    private static String constant(Given given, int position, State state) {
        Value value = given.get(List.of(Integer.toString(position)));
        Object constant = value == null ? null : state.constant(value);
        return constant == null ? "" : constant.toString();
    }
}
