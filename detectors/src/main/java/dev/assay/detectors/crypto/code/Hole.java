package dev.assay.detectors.crypto.code;

import java.util.Locale;

/** A word that depends on what a function is given whose callers are in other texts: {@code ${module.Type.function#0:word}}. */
final class Hole {
    private static final String BEGIN = "${";

    private Hole() {}

    /** @param input as in {@link Value.Input} */
    static String of(String input, Selector.As as) {
        return BEGIN + input + ":" + as.name().toLowerCase(Locale.ROOT) + "}";
    }

    static boolean is(String word) {
        return word.startsWith(BEGIN) && word.endsWith("}");
    }
}
