package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Methods of texts: what they give where the text is known, and where it is not. What a method is called in one language it is in all,
 * whatever the case of its letters. Stateless.
 */
final class Texts {
    static final int MOST_CHARACTERS = 4096;

    /** Beyond so many parts a text is a table. */
    private static final int MOST_PARTS = 32;

    /** Methods of texts that give their characters or bytes, in a new array. */
    private static final Set<String> TO_ARRAYS =
            Set.of("getBytes", "toCharArray", "encode", "toByteArray", "encodeToByteArray", "as_bytes", "into_bytes");

    /** Methods of texts that take characters out of them, by their places. */
    private static final Set<String> TAKING =
            Set.of("charAt", "codePointAt", "substring", "substr", "slice", "at", "elementAt", "ElementAt", "get");

    /** Methods of texts that put values in place of signs. */
    private static final Set<String> FORMATTING = Set.of("format", "formatted");

    /** Methods that make a text of a number. */
    private static final Set<String> SHOWING = Set.of("to_s", "toString", "ToString", "to_string");

    /** Methods that say how many there are. */
    static final Set<String> LENGTHS = Set.of("length", "size", "len", "count", "bytesize");

    /** What means something else than itself where a text is a pattern. */
    private static final String OF_PATTERNS = "\\^$|?*+()[]{}";

    private Texts() {}

    /** Whether a method gives a text, or a number, in another shape. */
    static boolean isAsItIs(String name) {
        return TO_ARRAYS.contains(name) || SHOWING.contains(name);
    }

    /** What a method of a text gives that is known; empty if nobody can say. */
    static Optional<Value> known(Value receiver, String name, Given given, State state) {
        if (!(receiver instanceof Value.Known(String text))) {
            return Optional.empty();
        }
        if (TO_ARRAYS.contains(name)) {
            return Optional.of(state.add(Instance.ofText(name, text)));
        }
        Optional<Value> known = call(name, text, given, state);
        return known.isPresent() || !given.arguments().isEmpty() ? known : Optional.of(receiver);
    }

    /** The text that a method makes of a number, or the length of what is not known otherwise; null if it makes something else. */
    static @Nullable Value measured(Value receiver, String name, Given given, State state) {
        if (!given.arguments().isEmpty()) {
            return null;
        }
        if (receiver instanceof Value.Known(Long number)) {
            return SHOWING.contains(name) ? Value.of(number.toString()) : null;
        }
        long length = LENGTHS.contains(name) ? state.length(receiver) : -1;
        return length < 0 ? null : Value.of(length);
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
        return FORMATTING.contains(name) ? SecretNames.text(List.of(receiver), all, state) : new Value.Data(all, -1);
    }

    /** A method's name in small letters, without what parts its words. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '?' && c != '!') {
                plain.append(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    /** What a method makes of a text; empty if it is none of those that are known, or an argument is not. */
    private static Optional<Value> call(String name, String text, Given given, State state) {
        String first = constant(given, 0, state);
        String plain = plain(name);
        return switch (plain) {
            case "lower", "casefold", "tolower", "tolowercase", "tolowerinvariant", "downcase" -> lower(text);
            case "lowercase", "lowercased", "toasciilowercase" -> lower(text);
            case "upper", "toupper", "touppercase", "toupperinvariant", "upcase" -> upper(text);
            case "uppercase", "uppercased", "toasciiuppercase" -> upper(text);
            case "capitalize" ->
                text.isEmpty()
                        ? Optional.empty()
                        : of(text.substring(0, 1).toUpperCase(Locale.ROOT)
                                + text.substring(1).toLowerCase(Locale.ROOT));
            case "strip", "trim", "trimmed", "chomp", "trimspace" -> of(text.strip());
            case "replace", "replaceall", "gsub", "sub", "replacingoccurrences" ->
                replace(text, first, constant(given, 1, state), given);
            case "delete" -> first.length() == 1 ? of(text.replace(first, "")) : Optional.empty();
            case "concat" -> all(text, given, state);
            case "repeat" ->
                number(given, 0)
                        .filter(n -> n >= 0 && (long) n * text.length() <= MOST_CHARACTERS)
                        .flatMap(n -> of(text.repeat(n)));
            case "format", "formatted" -> Formats.of(text, given, 0, state).map(Value::of);
            case "join" -> joined(text, given, state);
            case "length", "size", "len", "count" ->
                given.arguments().isEmpty() ? Optional.of(Value.of(text.length())) : Optional.empty();
            case "split", "rsplit", "partition" -> split(plain, text, first, given, state);
            case "orelse", "orelseget", "orelsethrow", "unwrapor", "unwraporelse", "expect", "ifempty", "ifblank" ->
                of(text);
            case "startswith", "hasprefix", "endswith", "hassuffix", "contains", "includes", "equals", "eql" ->
                first.isEmpty() ? Optional.empty() : test(plain, text, first);
            default -> part(name, plain, text, first, given);
        };
    }

    private static Optional<Value> lower(String text) {
        return of(text.toLowerCase(Locale.ROOT));
    }

    private static Optional<Value> upper(String text) {
        return of(text.toUpperCase(Locale.ROOT));
    }

    private static Optional<Value> of(String text) {
        return Optional.of(Value.of(text));
    }

    private static Optional<Value> test(String name, String text, String with) {
        return Optional.of(Value.of(
                switch (name) {
                    case "startswith", "hasprefix" -> text.startsWith(with);
                    case "endswith", "hassuffix" -> text.endsWith(with);
                    case "contains", "includes" -> text.contains(with);
                    default -> text.equals(with);
                }));
    }

    /** What stands in some part of a text. */
    private static Optional<Value> part(String name, String plain, String text, String first, Given given) {
        int at = first.isEmpty() ? -1 : text.indexOf(first);
        int last = first.isEmpty() ? -1 : text.lastIndexOf(first);
        return switch (plain) {
            case "removeprefix", "stripprefix", "deleteprefix", "trimprefix" ->
                first.isEmpty() ? Optional.empty() : of(at == 0 ? text.substring(first.length()) : text);
            case "removesuffix", "stripsuffix", "deletesuffix", "trimsuffix" ->
                first.isEmpty()
                        ? Optional.empty()
                        : of(text.endsWith(first) ? text.substring(0, text.length() - first.length()) : text);
            case "substringbefore" -> at < 0 ? Optional.empty() : of(text.substring(0, at));
            case "substringafter" -> at < 0 ? Optional.empty() : of(text.substring(at + first.length()));
            case "substringbeforelast" -> at < 0 ? Optional.empty() : of(text.substring(0, last));
            case "substringafterlast" -> at < 0 ? Optional.empty() : of(text.substring(last + first.length()));
            case "drop", "dropfirst" -> between(text, number(given, 0).orElse(-1), text.length());
            case "take", "prefix" -> between(text, 0, number(given, 0).orElse(-1));
            case "droplast" -> between(text, 0, text.length() - number(given, 0).orElse(text.length() + 1));
            case "substring", "substr", "slice", "subsequence" -> {
                int from = number(given, 0).orElse(Integer.MIN_VALUE);
                int to = given.arguments().size() < 2
                        ? text.length()
                        : number(given, 1).orElse(Integer.MIN_VALUE);
                boolean isSize = plain.equals("substr") || name.equals("Substring"); // in C#, of the same name
                int begin = from < 0 && from > Integer.MIN_VALUE ? text.length() + from : from;
                int end = given.arguments().size() < 2 ? to : to < 0 ? text.length() + to : isSize ? begin + to : to;
                yield between(text, begin, Math.min(end, text.length()));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Value> between(String text, int from, int to) {
        return from < 0 || to < from || to > text.length() ? Optional.empty() : of(text.substring(from, to));
    }

    /** The parts of a text between signs; what may be a pattern is none of these, and where there are too many for a limit nobody knows. */
    private static Optional<Value> split(String name, String text, String sign, Given given, State state) {
        boolean isEscaped = sign.length() == 2 && sign.charAt(0) == '\\';
        String between = isEscaped ? sign.substring(1) : given.arguments().isEmpty() ? " " : sign;
        boolean isPlain = isEscaped || between.length() == 1 || isPlain(between);
        if (between.isEmpty() || !isPlain) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, from)) {
            parts.add(text.substring(from, at));
            from = at + between.length();
        }
        parts.add(text.substring(from));
        boolean isLimited = given.arguments().size() > 1 || name.equals("partition");
        if (parts.size() > (isLimited ? 2 : MOST_PARTS)) {
            return Optional.empty();
        }
        if (name.equals("partition")) {
            parts.add(1, parts.size() == 1 ? "" : between);
        }
        Instance list = new Instance("", new Provenance(Origin.STATIC, true, ""), -1, null);
        for (int i = 0; i < parts.size(); i++) {
            list.set(Integer.toString(i), Value.of(parts.get(i)));
        }
        return Optional.of(state.add(list));
    }

    private static boolean isPlain(String pattern) {
        return pattern.chars().noneMatch(c -> OF_PATTERNS.indexOf(c) >= 0);
    }

    private static Optional<Value> replace(String text, String part, String with, Given given) {
        if (part.isEmpty()
                || part.length() > 1 && !isPlain(part)
                || given.arguments().size() < 2) {
            return Optional.empty();
        }
        if (with.isEmpty() && !isEmptyText(given.arguments().get(1).value())) {
            return Optional.empty();
        }
        String all = text.replace(part, with);
        return all.length() > MOST_CHARACTERS ? Optional.empty() : of(all);
    }

    private static boolean isEmptyText(Value value) {
        return value instanceof Value.Known(String text) && text.isEmpty();
    }

    /** What a list that is given has, with a text between. */
    private static Optional<Value> joined(String sign, Given given, State state) {
        Instance list = given.arguments().isEmpty()
                ? null
                : state.instance(given.arguments().getFirst().value());
        return list == null ? Optional.empty() : Optional.of(Containers.joined(list, sign, state));
    }

    /** A text with all that is given behind it. */
    private static Optional<Value> all(String text, Given given, State state) {
        StringBuilder all = new StringBuilder(text);
        for (int i = 0; i < given.arguments().size(); i++) {
            String next = constant(given, i, state);
            if (next.isEmpty() || all.length() + next.length() > MOST_CHARACTERS) {
                return Optional.empty();
            }
            all.append(next);
        }
        return of(all.toString());
    }

    /** A text with a value in place of the first of a sign. */
    static Optional<String> putIn(String text, String sign, String value) {
        int at = text.indexOf(sign);
        if (at < 0 || text.length() + value.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return Optional.of(text.substring(0, at) + value + text.substring(at + sign.length()));
    }

    private static Optional<Integer> number(Given given, int position) {
        Value value = given.get(List.of(Integer.toString(position)));
        return value instanceof Value.Known(Long number) && Math.abs(number) <= MOST_CHARACTERS
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    static String constant(Given given, int position, State state) {
        Value value = given.get(List.of(Integer.toString(position)));
        Object constant = value == null ? null : state.constant(value);
        return constant == null || constant instanceof Value.Nothing ? "" : constant.toString();
    }
}
