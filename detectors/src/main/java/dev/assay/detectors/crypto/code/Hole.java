package dev.assay.detectors.crypto.code;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word that depends on what a function is given whose callers are in other texts: {@code ${module.Type.function#0:word}}.
 *
 * @param function its full name
 * @param position of the parameter
 * @param as how what is given is read
 */
record Hole(String function, int position, Selector.As as) {
    private static final String BEGIN = "${";

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
