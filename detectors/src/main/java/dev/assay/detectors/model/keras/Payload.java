package dev.assay.detectors.model.keras;

import dev.assay.engine.text.LaxBase64;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a text of a configuration holds that something runs or loads.
 *
 * @param ending what it is, for the line that it walks
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record Payload(byte[] bytes, String ending) {
    private static final String BYTECODE = ".marshal";
    private static final String SOURCE = ".py";
    private static final String TORCH = ".pt";

    /** Shorter ones are words. */
    private static final int LEAST_ENCODED = 12;

    /** Tag, and counts that are small. */
    private static final int LEAST_CODE_BYTES = 32;

    /**
     * Keras decodes a function with binascii, which passes over whatever is not of its alphabet; what is not ASCII it takes
     * as bytes.
     *
     * @param codeKey whether it stands where functions stand: then a text may be a program as well
     */
    static @Nullable Payload of(String text, boolean codeKey) {
        if (text.length() < LEAST_ENCODED) {
            return null;
        }
        if (!isAscii(text)) {
            byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
            return isCode(raw) ? new Payload(raw, BYTECODE) : null;
        }
        if (!codeKey && !mayBeLoaded(text)) {
            return null;
        }
        byte[] decoded = LaxBase64.decode(text);
        if (isCode(decoded)) {
            return new Payload(decoded, BYTECODE);
        }
        if (isArchiveOrPickle(decoded)) {
            return new Payload(decoded, TORCH);
        }
        if (!codeKey) {
            return null;
        }
        if (decoded.length >= LEAST_ENCODED * 3 / 4 && isEncoded(text) && isPrintable(decoded)) {
            return new Payload(decoded, SOURCE);
        }
        return text.indexOf('(') >= 0 || text.startsWith("lambda")
                ? new Payload(text.getBytes(StandardCharsets.UTF_8), SOURCE)
                : null;
    }

    /** A prefilter, which only saves work: how code, zip archives and pickles begin in base64. */
    private static boolean mayBeLoaded(String text) {
        String start = text.stripLeading();
        return start.startsWith("4w") || start.startsWith("Yw") || start.startsWith("UEsD") || start.startsWith("gA");
    }

    private static boolean isEncoded(String text) {
        return text.chars().allMatch(c -> LaxBase64.isDigit((char) c) || c == '=' || c == '\n' || c == '\r');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isPrintable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCode(byte[] bytes) {
        return bytes.length > LEAST_CODE_BYTES
                && (bytes[0] & 0x7f) == 'c'
                && bytes[3] == 0
                && bytes[4] == 0
                && bytes[8] == 0;
    }

    private static boolean isArchiveOrPickle(byte[] bytes) {
        boolean zip = bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
        return zip || bytes.length > 4 && (bytes[0] & 0xff) == 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
    }
}
