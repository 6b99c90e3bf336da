package dev.assay.engine.text;

import java.util.Arrays;
import java.util.Base64;
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
        byte[] plain = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ours = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
            if (ours) {
                plain[length++] = (byte) c;
            } else if (c != '\n' && c != '\r' && c != '=') {
                return null;
            }
        }
        // without padding the decoder takes any length but 1 modulo 4
        return Base64.getDecoder().decode(Arrays.copyOf(plain, length % 4 == 1 ? length - 1 : length));
    }
}
