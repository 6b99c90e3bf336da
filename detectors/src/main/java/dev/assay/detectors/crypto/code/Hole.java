package dev.assay.detectors.crypto.code;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word that depends on other texts: on what callers there give a function, {@code ${module.Type.function#0:word}}, or on a constant
 * that is set there, {@code ${module.CONSTANT#-1:word}}.
 *
 * @param name the function's full name, or the constant's
 * @param position of the parameter; -1 for a constant, -2 for one that may be a library's, which its name then says
 * @param as how what is given is read
 */
record Hole(String name, int position, Selector.As as) {
    private static final String BEGIN = "${";

    private static final String CONSTANT = "#-1";
    private static final String NAMED = "#-2";

    /** What a value is made of that is a constant elsewhere, as in {@link Provenance#input}. */
    static String constant(String name) {
        return name + CONSTANT;
    }

    /** The same constant, which says its own name where no text says what it is. */
    static String named(String word) {
        return word.replace(CONSTANT, NAMED);
    }

    boolean isConstant() {
        return position < 0;
    }

    /** What counts where nobody says what it is. */
    String otherwise() {
        return position == -2 ? name.substring(name.lastIndexOf('.') + 1) : Use.UNKNOWN;
    }

    /** @param input as in {@link Value.Input} */
    static String of(String input, Selector.As as) {
        return BEGIN + input + ":" + as.name().toLowerCase(Locale.ROOT) + "}";
    }

    static boolean is(String word) {
        return word.startsWith(BEGIN) && word.endsWith("}");
    }

    /** What a word says; null if it is none. */
    static @Nullable Hole read(String word) {
        int hash = word.lastIndexOf('#');
        int colon = word.lastIndexOf(':');
        if (!is(word) || hash < BEGIN.length() || colon < hash) {
            return null;
        }
        try {
            return new Hole(
                    word.substring(BEGIN.length(), hash),
                    Integer.parseInt(word, hash + 1, colon, 10),
                    Selector.As.valueOf(
                            word.substring(colon + 1, word.length() - 1).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return null; // facts are written by us; a program may still name something like that
        }
    }
}
