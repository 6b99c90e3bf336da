package dev.assay.detectors.model.marshal;

import dev.assay.engine.text.LaxBase64;
import org.jspecify.annotations.Nullable;

/** Tells what constants of a program may be that carry another one. */
final class Payload {
    /** Shorter ones are words. */
    private static final int LEAST_ENCODED = 40;

    private Payload() {}

    static boolean isPrintable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether a marshalled code object begins so: with its tag, and counts that are small. */
    static boolean isCode(byte[] bytes) {
        return bytes.length > 32 && (bytes[0] & 0x7f) == 'c' && bytes[3] == 0 && bytes[4] == 0 && bytes[8] == 0;
    }

    /** What a long text in base64 holds; null if it is none, or holds nothing that could be a program. */
    static byte @Nullable [] fromBase64(String text) {
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
