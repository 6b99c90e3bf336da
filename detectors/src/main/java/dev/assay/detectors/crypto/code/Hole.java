package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A word that depends on other texts: on what callers there give a function, {@code ${module.Type.function#0/name:word}}, or on a constant
 * that is set there, {@code ${module.CONSTANT#-1:word}}, which may say what counts if no text sets it, {@code ${module.MD5#-1:word=MD5}};
 * nothing where the function has a default, which stands beside it.
 *
 * @param name the function's full name, or the constant's; of several with commas between them the first counts that is told
 * @param position of the parameter; -1 for a constant
 * @param parameter by which name callers may give it as well, and behind dots, which member of it; empty if it has none
 * @param as how what is given is read
 * @param otherwise what counts where nobody says what it is; empty for nothing
 */
record Hole(String name, int position, String parameter, Selector.As as, String otherwise) {
    private static final String BEGIN = "${";

    private static final String CONSTANT = "#-1";

    private static final char OR = ',';

    /** What counts otherwise where there is then no use at all. */
    static final String NONE = "!";

    private static final char NAMED = '/';

    private static final char OTHERWISE = '=';

    /** Members of what holds an object of options, by which it is handed on. */
    private static final Set<String> HELD = Set.of("Value", "CurrentValue");

    /** Members of members are followed as deep as that. */
    private static final int MOST_MEMBERS = 3;

    /** What a value is made of that is a constant elsewhere, as in {@link Provenance#input}. */
    static String constant(String name) {
        return name + CONSTANT;
    }

    /** The same of several names, of which the first counts that is told. */
    static String constant(List<String> names) {
        return constant(String.join(String.valueOf(OR), names));
    }

    /** The same of what a function is given by callers elsewhere. */
    static String parameter(String function, int position, String name, boolean hasDefault) {
        return function + "#" + position + (isName(name) ? NAMED + name : "") + (hasDefault ? OTHERWISE : "");
    }

    /** A function whose parameter is of a type of another text, which says what it is where no caller does. */
    static String typed(String function, String type) {
        return type.isEmpty() ? function : function + OR + type;
    }

    /** The type of another text that what a function is given is of; empty for none. */
    static String type(String input) {
        int hash = input.lastIndexOf('#');
        int or = input.indexOf(OR);
        return hash < 0 || input.startsWith(CONSTANT, hash) || or < 0 || or > hash ? "" : input.substring(or + 1, hash);
    }

    /** The same of what that has as a member, which callers may say; null for nothing that is followed. */
    static @Nullable String member(String input, String name) {
        boolean hasDefault = input.charAt(input.length() - 1) == OTHERWISE;
        String of = hasDefault ? input.substring(0, input.length() - 1) : input;
        int named = of.indexOf(NAMED, of.lastIndexOf('#'));
        boolean isFollowed = named > 0 && isName(name) && dots(of, named) < MOST_MEMBERS;
        return isFollowed ? of + "." + name + (hasDefault ? OTHERWISE : "") : null;
    }

    private static int dots(String text, int from) {
        int dots = 0;
        for (int i = text.indexOf('.', from); i >= 0; i = text.indexOf('.', i + 1)) {
            dots++;
        }
        return dots;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && c != '$' && !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The same, for which something else counts where nobody says what it is. */
    Hole otherwise(String word) {
        return new Hole(name, position, parameter, as, word);
    }

    /** The same, read in another way. */
    Hole as(Selector.As other) {
        return new Hole(name, position, parameter, other, otherwise);
    }

    /** This constant, or else the other one. */
    Hole or(Hole other) {
        return new Hole(name + OR + other.name, position, parameter, as, otherwise);
    }

    /** Names of a constant, of which the first counts that is told. */
    List<String> names() {
        return Parts.of(name, OR);
    }

    /** The function whose parameter it is. */
    String function() {
        return names().getFirst();
    }

    /**
     * Names of constants that say what a member of it is where no caller does: what objects of its type have there, also of a type that
     * is handed on in what holds it.
     */
    List<String> ofType() {
        int or = name.indexOf(OR);
        int dot = parameter.indexOf('.');
        if (isConstant() || or < 0 || dot < 0) {
            return List.of();
        }
        String type = name.substring(or + 1);
        int second = parameter.indexOf('.', dot + 1);
        boolean isHeld = second > 0 && HELD.contains(parameter.substring(dot + 1, second));
        return isHeld
                ? List.of(type + parameter.substring(dot), type + parameter.substring(second))
                : List.of(type + parameter.substring(dot));
    }

    /** What it has as a member. */
    Hole under(String member) {
        return isConstant()
                ? new Hole(name + member, position, parameter, as, otherwise)
                : new Hole(name, position, parameter + member, as, otherwise);
    }

    boolean isConstant() {
        return position < 0;
    }

    /** Whether what counts where callers do not say it stands beside it. */
    boolean hasDefault() {
        return otherwise.isEmpty() && !unsaid(as).isEmpty();
    }

    /** What it stands for, however that is read. */
    String key() {
        return name + "#" + position + NAMED + parameter;
    }

    /** @param input as in {@link Value.Input} */
    static String of(String input, Selector.As as) {
        int end = input.length() - 1;
        boolean hasDefault = input.charAt(end) == OTHERWISE;
        String of = hasDefault ? input.substring(0, end) : input;
        return BEGIN + of + ":" + as.name().toLowerCase(Locale.ROOT) + (hasDefault ? OTHERWISE : "") + "}";
    }

    /** As {@link #read} takes it, if nothing in what counts otherwise ends it or has a meaning of its own. */
    @Override
    public String toString() {
        String input = name + "#" + position + (parameter.isEmpty() ? "" : NAMED + parameter);
        String word = of(input, as);
        boolean isPlain = otherwise.chars().noneMatch(c -> "|}#:=".indexOf(c) >= 0);
        return otherwise.equals(unsaid(as)) || !isPlain
                ? word
                : word.substring(0, word.length() - 1) + OTHERWISE + otherwise + "}";
    }

    static boolean is(String word) {
        return word.startsWith(BEGIN) && word.endsWith("}");
    }

    /** What is not known, but for what is a sign only where it is there. */
    private static String unsaid(Selector.As as) {
        return as == Selector.As.SHAPE ? "" : Use.UNKNOWN;
    }

    /** What a word says; null if it is none. */
    static @Nullable Hole read(String word) {
        int hash = word.lastIndexOf('#');
        int colon = word.lastIndexOf(':');
        if (!is(word) || hash < BEGIN.length() || colon < hash) {
            return null;
        }
        int equals = word.indexOf(OTHERWISE, colon);
        int end = equals < 0 ? word.length() - 1 : equals;
        int named = word.indexOf(NAMED, hash);
        int behind = named < 0 || named > colon ? colon : named;
        try {
            Selector.As as = Selector.As.valueOf(word.substring(colon + 1, end).toUpperCase(Locale.ROOT));
            return new Hole(
                    word.substring(BEGIN.length(), hash),
                    Integer.parseInt(word, hash + 1, behind, 10),
                    behind == colon ? "" : word.substring(behind + 1, colon),
                    as,
                    equals < 0 ? unsaid(as) : word.substring(equals + 1, word.length() - 1));
        } catch (IllegalArgumentException e) {
            return null; // facts are written by us; a program may still name something like that
        }
    }
}
