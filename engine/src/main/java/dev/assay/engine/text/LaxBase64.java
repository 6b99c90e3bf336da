package dev.assay.engine.text;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 as Python's {@code binascii.a2b_base64} reads it unless it is told to be strict: what is not of the alphabet is
 * passed over, the first padding that is complete ends it, and what is left over is dropped. Takes linear time, never fails.
 */
public final class LaxBase64 {
    private LaxBase64() {}

    /** What the text holds, which may be nothing. */
    public static byte[] decode(String text) {
        byte[] plain = new byte[text.length()];
        int length = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                plain[length++] = (byte) c;
                padding = 0;
            } else if (c == '=' && length % 4 >= 2 && length % 4 + ++padding >= 4) {
                break;
            }
        }
        // without padding the decoder takes any length but 1 modulo 4
        return Base64.getDecoder().decode(Arrays.copyOf(plain, length % 4 == 1 ? length - 1 : length));
    }

    /** Whether a text is what an encoder writes: digits, white space between them, padding to its end. */
    public static boolean isWhole(String text) {
        int digits = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding++;
            } else if (isDigit(c) && padding == 0) {
                digits++;
            } else if (c > ' ' || isDigit(c)) {
                return false;
            }
        }
        return padding <= 2 && (digits + padding) % 4 == 0;
    }

    /** Whether a character is of the alphabet. */
    public static boolean isDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
