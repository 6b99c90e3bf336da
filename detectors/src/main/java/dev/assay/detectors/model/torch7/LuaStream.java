package dev.assay.detectors.model.torch7;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Numbers and texts in the two ways in which Torch writes them: binary of little machines, and text. */
final class LuaStream {
    private static final int MOST_WORD = 400;

    private final ByteReader in;
    private final long sizeBytes;
    private final boolean text;
    private int lastLength;

    LuaStream(ByteReader in, ByteSource source) throws IOException {
        this.in = in;
        this.sizeBytes = source.sizeBytes();
        this.text = in.request(2) >= 2 && in.array()[in.index()] >= '0' && in.array()[in.index() + 1] == '\n';
    }

    long position() {
        return in.position();
    }

    boolean isText() {
        return text;
    }

    int integer() throws IOException {
        return text ? (int) textNumber() : in.i32le();
    }

    long longInteger() throws IOException {
        return text ? textNumber() : in.i64le();
    }

    /** Moves past numbers, of {@code bytesEach} in binary; how much that was. */
    long skipNumbers(long count, int bytesEach) throws IOException {
        long from = in.position();
        MalformedException.check(
                count >= 0 && count <= Long.MAX_VALUE / bytesEach, from, "a storage of " + count + " elements");
        if (text) {
            for (long i = 0; i < count; i++) {
                word();
            }
        } else {
            in.skip(count * bytesEach);
        }
        return in.position() - from;
    }

    /** How long the last bytes were, of which some may not have been kept. */
    int lastLength() {
        return lastLength;
    }

    private long textNumber() throws IOException {
        long at = in.position();
        String word = word();
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new MalformedException(at, "no number where one must be");
        }
    }

    private String word() throws IOException {
        int c = in.u8();
        while (c == ' ' || c == '\n') {
            c = in.u8();
        }
        StringBuilder word = new StringBuilder();
        while (c > ' ') {
            MalformedException.check(word.length() < MOST_WORD, in.position(), "a word that does not end");
            word.append((char) c);
            c = in.read();
        }
        return word.toString();
    }

    /** A length and so many bytes, of which the first {@code most} are kept. */
    byte[] bytes(int most) throws IOException {
        long at = in.position();
        int length = integer();
        lastLength = length;
        MalformedException.check(
                length >= 0 && (sizeBytes < 0 || length <= sizeBytes - in.position()),
                at,
                "a text of " + length + " bytes");
        byte[] kept = in.bytes(Math.min(length, most));
        in.skip(length - kept.length);
        if (text && in.request(1) > 0 && in.array()[in.index()] == '\n') {
            in.advance(1);
        }
        return kept;
    }
}
