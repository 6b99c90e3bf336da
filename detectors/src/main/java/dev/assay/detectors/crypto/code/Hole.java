package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word that depends on other texts: on what callers there give a function, {@code ${module.Type.function#0:word}}, or on a constant
 * that is set there, {@code ${module.CONSTANT#-1:word}}, which may say what counts if no text sets it, {@code ${module.MD5#-1:word=MD5}}.
 *
 * @param name the function's full name, or the constant's; of several with commas between them the first counts that is told
 * @param position of the parameter; -1 for a constant
 * @param as how what is given is read
 * @param otherwise what counts where nobody says what it is; empty for nothing
 */
record Hole(String name, int position, Selector.As as, String otherwise) {
    private static final String BEGIN = "${";

    private static final String CONSTANT = "#-1";

    private static final char OR = ',';

    /** What counts otherwise where there is then no use at all. */
    static final String NONE = "!";

    /** What a value is made of that is a constant elsewhere, as in {@link Provenance#input}. */
    static String constant(String name) {
        return name + CONSTANT;
    }

    /** The same of several names, of which the first counts that is told. */
    static String constant(List<String> names) {
        return constant(String.join(String.valueOf(OR), names));
    }

    /** The same, for which something else counts where nobody says what it is. */
    Hole otherwise(String word) {
        return new Hole(name, position, as, word);
    }

    /** The same, read in another way. */
    Hole as(Selector.As other) {
        return new Hole(name, position, other, otherwise);
    }

    /** This constant, or else the other one. */
    Hole or(Hole other) {
        return new Hole(name + OR + other.name, position, as, otherwise);
    }

    /** Names of a constant, of which the first counts that is told. */
    List<String> names() {
        return Parts.of(name, OR);
    }

    boolean isConstant() {
        return position < 0;
    }

    /** @param input as in {@link Value.Input} */
    static String of(String input, Selector.As as) {
        return BEGIN + input + ":" + as.name().toLowerCase(Locale.ROOT) + "}";
    }

    /** As {@link #read} takes it, if nothing in what counts otherwise ends it or has a meaning of its own. */
    @Override
    public String toString() {
        String word = of(name + "#" + position, as);
        boolean isPlain = otherwise.chars().noneMatch(c -> "|}#:=".indexOf(c) >= 0);
        return otherwise.equals(unsaid(as)) || !isPlain ? word : word.substring(0, word.length() - 1) + "=" + otherwise + "}";
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
        int equals = word.indexOf('=', colon);
        int end = equals < 0 ? word.length() - 1 : equals;
        try {
            Selector.As as = Selector.As.valueOf(word.substring(colon + 1, end).toUpperCase(Locale.ROOT));
            return new Hole(
                    word.substring(BEGIN.length(), hash),
                    Integer.parseInt(word, hash + 1, colon, 10),
                    as,
                    equals < 0 ? unsaid(as) : word.substring(equals + 1, word.length() - 1));
        } catch (IllegalArgumentException e) {
            return null; // facts are written by us; a program may still name something like that
        }
    }
}
