package dev.assay.detectors.model.rdata;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers and bytes in the three ways in which R writes them. Belongs to one decoding. */
final class RStream {
    /** R's NA for whole numbers. */
    static final int NA = Integer.MIN_VALUE;

    private static final int MOST_WORD = 100;

    private enum Coding {
        XDR,
        LITTLE,
        TEXT
    }

    private final ByteReader in;
    private final long sizeBytes;
    private final Coding coding;

    /** Reads the two bytes that tell the coding. */
    RStream(ByteReader in, ByteSource source) throws IOException {
        this.in = in;
        this.sizeBytes = source.sizeBytes();
        long at = in.position();
        int kind = in.u8();
        MalformedException.check(in.u8() == '\n', at, "no serialised object of R begins like this");
        this.coding = switch (kind) {
            case 'X' -> Coding.XDR;
            case 'B' -> Coding.LITTLE;
            case 'A' -> Coding.TEXT;
            default -> throw new MalformedException(at, "neither XDR nor text nor binary");
        };
    }

    long position() {
        return in.position();
    }

    int integer() throws IOException {
        return switch (coding) {
            case XDR -> Integer.reverseBytes(in.i32le());
            case LITTLE -> in.i32le();
            case TEXT -> textInteger();
        };
    }

    private int textInteger() throws IOException {
        long at = in.position();
        String word = word();
        if (word.equals("NA")) {
            return NA;
        }
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new MalformedException(at, "no number where one must be");
        }
    }

    private String word() throws IOException {
        int c = significant();
        StringBuilder word = new StringBuilder();
        while (c > ' ') {
            MalformedException.check(word.length() < MOST_WORD, in.position(), "a word that does not end");
            word.append((char) c);
            c = in.read();
        }
        return word.toString();
    }

    private int significant() throws IOException {
        int c = in.u8();
        while (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            c = in.u8();
        }
        return c;
    }

    /** Moves past so many numbers of {@code bytesEach} bytes; how long they are in the file. */
    long skipNumbers(long count, int bytesEach) throws IOException {
        long from = in.position();
        if (coding == Coding.TEXT) {
            for (long i = 0; i < count; i++) {
                word();
            }
        } else {
            MalformedException.check(count <= Long.MAX_VALUE / bytesEach, from, "more numbers than a file can hold");
            in.skip(count * bytesEach);
        }
        return in.position() - from;
    }

    /** Moves past raw bytes, which text writes as words of two digits; how long they are in the file. */
    long skipRaw(long count) throws IOException {
        return skipNumbers(count, 1);
    }

    /** Takes the white space that ends a text of R's. */
    void finish() throws IOException {
        while (coding == Coding.TEXT
                && in.request(1) > 0
                && in.array()[in.index()] <= ' '
                && in.array()[in.index()] > 0) {
            in.advance(1);
        }
    }

    /** So many bytes of text: the first {@code most} are kept. */
    byte[] text(int length, int most) throws IOException {
        MalformedException.check(length >= 0, in.position(), "a text of " + length + " bytes");
        MalformedException.check(
                sizeBytes < 0 || length <= sizeBytes - in.position(), in.position(), "a text ends behind the file");
        if (coding != Coding.TEXT) {
            byte[] kept = in.bytes(Math.min(length, most));
            in.skip(length - kept.length);
            return kept;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            int c = i == 0 ? significant() : in.u8();
            int value = c == '\\' ? escaped() : c;
            if (i < most) {
                kept.write(value);
            }
        }
        return kept.toByteArray();
    }

    private int escaped() throws IOException {
        int c = in.u8();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'b' -> '\b';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'a' -> 7;
            default -> c >= '0' && c <= '7' ? octal(c - '0') : c;
        };
    }

    private int octal(int first) throws IOException {
        int value = first;
        for (int digits = 1; digits < 3 && in.request(1) > 0; digits++) {
            int c = in.array()[in.index()];
            if (c < '0' || c > '7') {
                break;
            }
            in.advance(1);
            value = value * 8 + c - '0';
        }
        return value;
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
