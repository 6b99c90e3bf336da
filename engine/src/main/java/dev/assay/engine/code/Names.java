package dev.assay.engine.code;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns bytes into texts, the same short ones mostly into the same object. UTF-8, or Latin-1 where it is not. */
final class Names {
    private static final int SLOTS = 1 << 11;
    private static final int LONGEST = 40;

    private final byte[] text;
    private final @Nullable String[] seen = new String[SLOTS];

    Names(byte[] text) {
        this.text = text;
    }

    String of(int start, int end) {
        int length = end - start;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return decode(start, end);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text[i];
        }
        int slot = (hash ^ hash >>> 11) & SLOTS - 1;
        String name = seen[slot];
        if (name == null || !matches(name, start, length)) {
            name = decode(start, end);
            seen[slot] = name;
        }
        return name;
    }

    private boolean matches(String name, int start, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String decode(int start, int end) {
        return decode(text, start, end);
    }

    static String decode(byte[] text, int start, int end) {
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            if (text[i] < 0) {
                ascii = false;
                break;
            }
        }
        if (ascii) {
            return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
        }
        String decoded = new String(text, start, end - start, StandardCharsets.UTF_8);
        return decoded.indexOf('\ufffd') < 0
                ? decoded
                : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
