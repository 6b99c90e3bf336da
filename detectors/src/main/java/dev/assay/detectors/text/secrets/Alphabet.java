package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Chars;

/** Which characters a credential is made of. */
enum Alphabet {
    BASE62,
    BASE64,
    BASE32,
    URL,
    DOTTED,
    PATH,
    TELEGRAM,
    HEX,
    UPPER,
    NONE;

    boolean has(int c) {
        return switch (this) {
            case BASE62 -> Chars.isAlphanumeric(c);
            case BASE64 -> Chars.isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
            case BASE32 -> c >= 'A' && c <= 'Z' || c >= '2' && c <= '7';
            case URL -> isUrl(c);
            case DOTTED -> isUrl(c) || c == '.';
            case PATH -> isUrl(c) || c == '/';
            case TELEGRAM -> isUrl(c) || c == ':';
            case HEX -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            case UPPER -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            case NONE -> false;
        };
    }

    private static boolean isUrl(int c) {
        return Chars.isAlphanumeric(c) || c == '_' || c == '-';
    }
}
