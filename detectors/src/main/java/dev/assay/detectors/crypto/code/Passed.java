package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an argument, as {@link dev.assay.engine.fact.ConstantCall} keeps it: {@code static 24 text AES}. A password is
 * not kept, only that it is one.
 *
 * @param origin where it comes from
 * @param bits how many it has; -1 if nobody knows
 * @param isText whether it was a text
 * @param word a number, a name of an algorithm, the beginning of an address; empty for anything else
 */
record Passed(Origin origin, long bits, boolean isText, String word) {
    private static final int MOST_CHARACTERS = 60;

    /** Each that an argument may be, joined by {@code |}; empty where nothing is known of it. */
    static String of(Value argument, Callers callers, ApiTable table, State state) {
        List<String> all = new ArrayList<>(1);
        for (Value one : Value.each(argument)) {
            Provenance provenance = state.provenance(one);
            if (!provenance.input().isEmpty()) {
                all.add(Hole.of(provenance.input(), Selector.As.WORD));
            } else if (provenance.origin() == Origin.OUTSIDE) {
                String named = named(one, table, state);
                if (!named.isEmpty()) {
                    all.add(Origin.OUTSIDE.name() + " " + state.bits(one) + " - " + named);
                }
            } else {
                all.add(provenance.origin().word()
                        + " " + state.bits(one)
                        + " " + (provenance.isText() ? "text" : "-")
                        + " " + word(state.constant(one), callers));
            }
        }
        return String.join("|", all);
    }

    /** What is no constant of the text, but one of a library, or an algorithm that a library made; empty for anything else. */
    private static String named(Value value, ApiTable table, State state) {
        if (value instanceof Value.Named(String path)) {
            String word = table.isOfKnown(path) || path.indexOf('.') < 0 ? table.constant(path) : "";
            return word.length() <= MOST_CHARACTERS && ConstantNames.isPath(word) ? word : "";
        }
        String said = Words.said(state.instance(value), "");
        return said.length() <= MOST_CHARACTERS && ConstantNames.isPath(said) ? said : "";
    }

    private static String word(@Nullable Object constant, Callers callers) {
        return switch (constant) {
            case Long number -> Long.toString(number);
            case Boolean truth -> Boolean.toString(truth);
            case String text when text.length() <= MOST_CHARACTERS -> callers.publicPart(text);
            case null, default -> "";
        };
    }

    /** Whether something that {@link #of} wrote may be the name of an algorithm, or the scheme of an address. */
    static boolean isNamed(String passed) {
        return Parts.of(passed, '|').stream()
                .filter(one -> !Hole.is(one))
                .map(Passed::read)
                .anyMatch(one -> (one.isText || one.origin == Origin.OUTSIDE) && !one.word.isEmpty());
    }

    /** What {@link #of} wrote of one that an argument may be. */
    static Passed read(String text) {
        List<String> parts = Parts.of(text, ' ');
        return new Passed(
                Origin.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
                Long.parseLong(parts.get(1)),
                parts.get(2).equals("text"),
                parts.get(3));
    }

    /** What it is in the registry's words, read as a selector would; empty for nothing. */
    String as(Selector.As as) {
        return switch (as) {
            case ORIGIN -> origin == Origin.OUTSIDE ? Use.UNKNOWN : origin.word();
            case WEAK -> origin == Origin.PREDICTABLE ? "weak" : Use.UNKNOWN;
            case SHAPE -> isText ? "text" : "";
            case BITS -> bits < 0 ? Use.UNKNOWN : Long.toString(bits);
            case HEX -> word.isEmpty() ? Use.UNKNOWN : Long.toString(4L * word.length());
            case BASE64, SECRETS -> Use.UNKNOWN; // the text is not kept
            case BYTES -> isNumber() ? Long.toString(8 * Long.parseLong(word)) : Use.UNKNOWN;
            case KIB -> isNumber() ? Long.toString(Long.parseLong(word) / 1024) : Use.UNKNOWN;
            case SCHEME -> {
                int colon = word.indexOf("://");
                yield colon < 0 ? Use.UNKNOWN : word.substring(0, colon);
            }
            case NUMBER -> isNumber() ? word : Use.UNKNOWN;
            case GIVEN -> "given";
            case NAMED -> origin == Origin.OUTSIDE ? word : "";
            case WORD, EACH, ITEMS, ALL, PREFIX, TAIL, HEAD, INNER, TRANSFORMATION, OF, SAID, MADEBY, TEXT, CONSTANT ->
                word.isEmpty() ? Use.UNKNOWN : word;
        };
    }

    private boolean isNumber() {
        return !word.isEmpty() && word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
