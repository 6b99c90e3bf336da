package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.Role;
import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Text;
import dev.assay.engine.bytes.Budget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Undoes what hides a text, where all of it is known; else says what it was made of. For one source. */
final class Decodings {
    /** What may come out of all decodings of one source. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int BLOCK_BYTES = 8192;

    private final Budget budget;
    private long left = MOST_BYTES;

    Decodings(Budget budget) {
        this.budget = budget;
    }

    /** What a function of one of these roles makes of a value. */
    Value decode(Role role, Value value, @Nullable Value coding) {
        int taints = value.taints() & Taint.LASTING | Taint.DECODED;
        byte[] bytes = bytes(value);
        byte[] decoded = null;
        if (bytes != null && bytes.length <= left) {
            decoded = switch (role) {
                case BASE64 -> base64(bytes);
                case BASE32 -> base32(bytes);
                case HEX -> hex(bytes);
                case ZLIB -> zlib(bytes);
                case GZIP -> gzip(bytes);
                case CODECS -> coded(bytes, coding);
                default -> null;
            };
        }
        if (decoded == null) {
            return Value.of(role == Role.CODECS && !isHiding(coding) ? value.taints() & Taint.LASTING : taints);
        }
        left -= decoded.length;
        return new Bytes(decoded, taints);
    }

    /** Whether a coding is none of characters. */
    static boolean isHiding(@Nullable Value coding) {
        if (!(coding instanceof Text text)) {
            return false;
        }
        String name = text.text().toLowerCase(Locale.ROOT).replace('-', '_');
        return name.startsWith("rot")
                || name.startsWith("hex")
                || name.startsWith("base64")
                || name.startsWith("zlib")
                || name.startsWith("zip")
                || name.startsWith("bz2")
                || name.startsWith("uu");
    }

    static byte @Nullable [] bytes(Value value) {
        return switch (value) {
            case Bytes known -> known.bytes();
            case Text text -> text.text().getBytes(StandardCharsets.UTF_8);
            case Items items -> bytes(items.items());
            default -> null;
        };
    }

    /** The bytes of a list of numbers. */
    private static byte @Nullable [] bytes(List<Value> items) {
        byte[] bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(items.get(i) instanceof Int number)) {
                return null;
            }
            bytes[i] = (byte) number.number();
        }
        return bytes;
    }

    private static byte @Nullable [] base64(byte[] bytes) {
        try {
            byte[] plain = bytes.clone();
            for (int i = 0; i < plain.length; i++) {
                plain[i] = plain[i] == '-' ? (byte) '+' : plain[i] == '_' ? (byte) '/' : plain[i];
            }
            return Base64.getMimeDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            return null; // Python refuses it, too
        }
    }

    private static byte[] base32(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int bits = 0;
        int value = 0;
        for (byte b : bytes) {
            int digit = b >= 'A' && b <= 'Z' ? b - 'A' : b >= '2' && b <= '7' ? b - '2' + 26 : -1;
            if (digit >= 0) {
                value = value << 5 | digit;
                bits += 5;
            }
            if (bits >= 8) {
                bits -= 8;
                out.write(value >> bits);
            }
        }
        return out.toByteArray();
    }

    private static byte @Nullable [] hex(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int high = -1;
        for (byte b : bytes) {
            int digit = Character.digit(b, 16);
            if (digit < 0 && b != ' ') {
                return null;
            }
            if (digit >= 0 && high >= 0) {
                out.write(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
        return out.toByteArray();
    }

    private byte @Nullable [] zlib(byte[] bytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[BLOCK_BYTES];
            while (!inflater.finished() && out.size() < left) {
                int n = inflater.inflate(block);
                if (n == 0) {
                    break;
                }
                budget.spendExpanded(n);
                out.write(block, 0, n);
            }
            return inflater.finished() ? out.toByteArray() : null;
        } catch (DataFormatException e) {
            return null; // Python refuses it, too
        } finally {
            inflater.end();
        }
    }

    private byte @Nullable [] gzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[BLOCK_BYTES];
            for (int n; (n = in.read(block)) >= 0 && out.size() < left; ) {
                budget.spendExpanded(n);
                out.write(block, 0, n);
            }
            return out.toByteArray();
        } catch (IOException e) {
            return null; // Python refuses it, too
        }
    }

    private byte @Nullable [] coded(byte[] bytes, @Nullable Value coding) {
        if (!(coding instanceof Text text)) {
            return null;
        }
        String name = text.text().toLowerCase(Locale.ROOT).replace('-', '_');
        return name.startsWith("rot")
                ? rot13(bytes)
                : name.startsWith("hex")
                        ? hex(bytes)
                        : name.startsWith("base64") ? base64(bytes) : name.startsWith("z") ? zlib(bytes) : null;
    }

    private static byte[] rot13(byte[] bytes) {
        byte[] turned = bytes.clone();
        for (int i = 0; i < turned.length; i++) {
            int c = turned[i];
            int base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : -1;
            turned[i] = base < 0 ? turned[i] : (byte) (base + (c - base + 13) % 26);
        }
        return turned;
    }
}
