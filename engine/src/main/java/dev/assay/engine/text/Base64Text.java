package dev.assay.engine.text;

import org.jspecify.annotations.Nullable;

/** Tells a long text in Base64 from words, and undoes it. Pure functions. */
public final class Base64Text {
    /** Shorter ones are words. */
    private static final int LEAST_ENCODED = 40;

    private Base64Text() {}

    /** What a long text in Base64 holds, with or without padding and line ends; null if it is none. */
    public static byte @Nullable [] decode(String text) {
        if (text.length() < LEAST_ENCODED) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!LaxBase64.isDigit(c) && c != '\n' && c != '\r' && c != '=') {
                return null;
            }
        }
        return LaxBase64.decode(text);
    }
}
