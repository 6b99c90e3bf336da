package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    /** In place of where something comes from that is not there at all. */
    private static final String NOTHING = "nothing";

    private static final char NAMED = '=';

    /** Words of what is no name. */
    private static final Set<String> TRUTHS = Set.of("true", "false");

    private static final Set<String> PLAIN = Set.of("http", "ws", "ftp", "ldap");

    /** Each that an argument may be, joined by {@code |}; empty where nothing is known of it. */
    static String of(Value argument, Tellable tellable, State state) {
        List<String> all = new ArrayList<>(1);
        for (Value one : Value.each(argument)) {
            Provenance provenance = state.provenance(one);
            String word = tellable.word(one, state);
            if (one instanceof Value.Known(Value.Nothing _)) {
                all.add(NOTHING);
            } else if (!provenance.input().isEmpty()) {
                all.add(Hole.of(provenance.input(), Selector.As.WORD));
            } else if (provenance.origin() != Origin.OUTSIDE || !word.isEmpty()) {
                all.add(provenance.origin().name().toLowerCase(Locale.ROOT)
                        + " " + state.bits(one)
                        + " " + (provenance.isText() ? "text" : "-")
                        + " " + word);
            }
        }
        return String.join("|", all);
    }

    /** The same of what a call gives under a name, or as a member of what it gives. */
    static String named(String name, String passed) {
        return name + NAMED + passed;
    }

    /** What a call gives for a parameter, of all that it gives; null where it does not. */
    static @Nullable String given(List<String> arguments, Hole hole) {
        int dot = hole.parameter().indexOf('.');
        String name = dot < 0 ? hole.parameter() : hole.parameter().substring(0, dot);
        String member = dot < 0 ? "" : hole.parameter().substring(dot);
        boolean isPlaced = hole.position() < arguments.size() && !isNamed(arguments.get(hole.position()), NAMED);
        String whole = isPlaced ? arguments.get(hole.position()) : null;
        String key = (isPlaced ? Integer.toString(hole.position()) : name) + member + NAMED;
        for (int i = arguments.size() - 1; whole == null && i >= 0; i--) {
            String one = arguments.get(i);
            whole = one.startsWith(name + NAMED) && !name.isEmpty() ? one.substring(name.length() + 1) : null;
        }
        if (member.isEmpty()) {
            return whole;
        }
        for (String one : arguments) {
            if (one.startsWith(key)) {
                return one.substring(key.length());
            }
        }
        return whole == null ? null : under(whole, member);
    }

    /** What others have as a member that is handed on; null for nothing. */
    private static @Nullable String under(String whole, String member) {
        List<String> all = new ArrayList<>(1);
        for (String one : Parts.of(whole, '|')) {
            Hole hole = Hole.read(one);
            if (hole != null) {
                all.add(hole.under(member).toString());
            }
        }
        return all.isEmpty() ? null : String.join("|", all);
    }

    /** Whether it stands under a name. */
    private static boolean isNamed(String passed, char sign) {
        int equals = passed.indexOf(sign);
        return equals > 0
                && passed.substring(0, equals)
                        .chars()
                        .allMatch(c -> c == '_' || c == '$' || c == '.' || Character.isLetterOrDigit(c));
    }

    /** Whether {@link #of} wrote of one that it is not there. */
    static boolean isNothing(String passed) {
        return passed.equals(NOTHING);
    }

    /** Whether something that {@link #of} wrote may be the name of an algorithm, or the scheme of an address. */
    static boolean isNamed(String passed) {
        return Parts.of(passed, '|').stream()
                .filter(one -> !Hole.is(one) && !isNothing(one))
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

    /** What of one that {@link #of} wrote a selector would read; empty for nothing. */
    static String word(String passed, Selector.As as) {
        return isNothing(passed) ? "" : read(passed).as(as);
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
            case PLAIN -> {
                int colon = word.indexOf("://");
                yield colon > 0 && PLAIN.contains(word.substring(0, colon)) ? word.substring(0, colon) : "";
            }
            case NUMBER -> isNumber() ? word : Use.UNKNOWN;
            case GIVEN -> "given";
            case NAMED -> origin == Origin.OUTSIDE && !TRUTHS.contains(word) ? word : "";
            case WORD, EACH, ITEMS, ALL, PREFIX, TAIL, HEAD, INNER, TRANSFORMATION, OF, SAID, MADEBY, TEXT, CONSTANT ->
                word.isEmpty() ? Use.UNKNOWN : word;
        };
    }

    private boolean isNumber() {
        return !word.isEmpty() && word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
