package dev.assay.detectors.model.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codings that a pickle may undo while it is loaded. All are linear and never give more than they take. */
final class Codings {
    private Codings() {}

    /** What Python calls an encoding, one spelling for all. */
    static String plain(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return name.endsWith("_codec") ? name.substring(0, name.length() - "_codec".length()) : name;
    }

    static boolean isLatin1(String encoding) {
        return switch (plain(encoding)) {
            case "latin1", "latin_1", "iso8859_1", "iso_8859_1", "l1", "8859", "cp819" -> true;
            default -> false;
        };
    }

    static boolean isUtf8(String encoding) {
        return switch (plain(encoding)) {
            case "utf8", "utf_8", "u8", "ascii", "us_ascii" -> true;
            default -> false;
        };
    }

    static boolean isRot13(String encoding) {
        return plain(encoding).equals("rot13") || plain(encoding).equals("rot_13");
    }

    /** Bytes as they are after {@code codecs.decode(bytes, encoding)}; null for a coding that is not known here. */
    static byte @Nullable [] decoded(String encoding, byte[] bytes) {
        return switch (plain(encoding)) {
            case "base64", "base_64" -> base64(bytes, 0, bytes.length);
            case "hex" -> hex(bytes, 0, bytes.length);
            default -> null;
        };
    }

    static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int low = c | 0x20;
            boolean letter = c < 0x80 && low >= 'a' && low <= 'z';
            turned.append(letter ? (char) (c + (low < 'n' ? 13 : -13)) : c);
        }
        return turned.toString();
    }

    /** The bytes that base64 stands for, in either alphabet; what is no letter of it is passed over, as Python does. */
    static byte[] base64(byte[] text, int from, int to) {
        byte[] bytes = new byte[(int) ((to - from) * 3L / 4 + 3)];
        int n = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to && text[i] != '='; i++) {
            int digit = base64Digit(text[i]);
            if (digit >= 0) {
                held = held << 6 | digit;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    bytes[n++] = (byte) (held >> bits);
                }
            }
        }
        return Arrays.copyOf(bytes, n);
    }

    static int base64Digit(int c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }

    /** The bytes that hexadecimal digits stand for, up to the first that is none; white space is passed over. */
    static byte[] hex(byte[] text, int from, int to) {
        byte[] bytes = new byte[(to - from) / 2];
        int n = 0;
        int high = -1;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0 && text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t') {
                break;
            }
            if (digit >= 0 && high < 0) {
                high = digit;
            } else if (digit >= 0) {
                bytes[n++] = (byte) (high << 4 | digit);
                high = -1;
            }
        }
        return Arrays.copyOf(bytes, n);
    }

    /** The characters of UTF-8 as bytes, one each; ends before the first that needs more than one. */
    static byte[] latin1(byte[] utf8, int from, int to) {
        byte[] bytes = new byte[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            int c = utf8[i] & 0xff;
            if (c >= 0x80) {
                boolean two = (c == 0xc2 || c == 0xc3) && i + 1 < to;
                if (!two) {
                    break;
                }
                c = (c & 3) << 6 | utf8[++i] & 0x3f;
            }
            bytes[n++] = (byte) c;
        }
        return Arrays.copyOf(bytes, n);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
