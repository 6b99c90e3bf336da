package dev.assay.detectors.model.gguf;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Anomalies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Numbers and texts as a GGUF file has them: in its byte order, and with lengths of 32 bits in version 1, of 64 since. No
 * length is believed before it is compared with what is left of the file.
 */
final class GgufInput {
    /** A count from here on, times what a loader keeps for each key or tensor (some 50 to 400 bytes), overflows 64 bits. */
    static final long MOST_COUNTED = 1L << 55;

    /** An array of so many elements, which take up to 16 bytes in a loader, overflows 64 bits. */
    static final long MOST_ELEMENTS = 1L << 60;

    private final ByteReader reader;
    private final ByteSource source;
    private final boolean bigEndian;
    private final boolean shortLengths;
    private final Anomalies anomalies;

    GgufInput(ByteReader reader, ByteSource source, boolean bigEndian, long version, Anomalies anomalies) {
        this.reader = reader;
        this.source = source;
        this.bigEndian = bigEndian;
        this.shortLengths = version == 1;
        this.anomalies = anomalies;
    }

    long position() {
        return reader.position();
    }

    ByteSource source() {
        return source;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    /** Whether a length takes 8 bytes or 4. */
    int lengthBytes() {
        return shortLengths ? Integer.BYTES : Long.BYTES;
    }

    int u8() throws IOException {
        return reader.u8();
    }

    int u16() throws IOException {
        int value = reader.u16le();
        return bigEndian ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
    }

    long u32() throws IOException {
        return bigEndian ? reader.u32be() : reader.u32le();
    }

    /** Negative where it is 2^63 or more. */
    long u64() throws IOException {
        long value = reader.i64le();
        return bigEndian ? Long.reverseBytes(value) : value;
    }

    /** A length or a count; negative where it is 2^63 or more. */
    long length() throws IOException {
        return shortLengths ? u32() : u64();
    }

    /**
     * Holds a count to what is left: each of what it counts takes so many bytes at least. One that makes a loader's arithmetic
     * overflow is an attack; anything less is only larger than the file.
     *
     * @param overflowing from where on a count overflows
     * @param rule the anomaly of one that does
     */
    long counted(long count, long bytesEach, long overflowing, String rule, String what) throws IOException {
        long at = position();
        if (count < 0 || count >= overflowing) {
            String shown = Long.toUnsignedString(count);
            anomalies.add(rule, at, () -> "there are to be " + shown + " " + what);
        }
        long left = left();
        if (count < 0 || left >= 0 && count > left / bytesEach) {
            throw new MalformedException(
                    at,
                    Long.toUnsignedString(count) + " " + what + " cannot lie in the " + left + " bytes that are left");
        }
        return count;
    }

    /** What is left of the file, or -1 if nobody knows. */
    long left() {
        return source.sizeBytes() < 0 ? -1 : Math.max(source.sizeBytes() - position(), 0);
    }

    /** The length of a text, of which the bytes follow. Loaders add one to it. */
    long textLength() throws IOException {
        return counted(length(), 1, Long.MAX_VALUE, "length-overflow", "bytes of a text");
    }

    /** The next text, cut after {@code most} bytes; the rest is passed over. */
    String text(int most) throws IOException {
        return text(textLength(), most);
    }

    String text(long length, int most) throws IOException {
        int kept = (int) Math.min(length, most);
        String text = new String(reader.bytes(kept), StandardCharsets.UTF_8);
        skip(length - kept);
        return text;
    }

    byte[] bytes(int n) throws IOException {
        return reader.bytes(n);
    }

    void skip(long bytes) throws IOException {
        reader.skip(bytes);
    }

    /**
     * Passes over so many texts. Vocabularies have a quarter of a million in a few megabytes, and a short scan meets them
     * before anything is compiled: one call for each costs a tenth of a second, this loop a few milliseconds.
     */
    void skipTexts(long count) throws IOException {
        for (long left = count; left > 0; ) {
            left -= bigEndian || shortLengths ? 0 : skipShortTexts(left);
            if (left > 0) {
                skip(textLength());
                left--;
            }
        }
    }

    /** Passes over those that lie in the block, up to the first that does not or that is longer than 64 KB. */
    private long skipShortTexts(long most) {
        byte[] a = reader.array();
        int i = reader.index();
        int end = i + reader.available();
        long done = 0;
        while (done < most && i + Long.BYTES <= end) {
            if ((a[i + 2] | a[i + 3] | a[i + 4] | a[i + 5] | a[i + 6] | a[i + 7]) != 0) {
                break;
            }
            int next = i + Long.BYTES + (a[i] & 0xff | (a[i + 1] & 0xff) << 8);
            if (next > end) {
                break;
            }
            i = next;
            done++;
        }
        reader.advance(i - reader.index());
        return done;
    }

    /** Passes over so many values of one size. */
    void skip(long count, int bytesEach) throws IOException {
        if (Math.multiplyHigh(count, bytesEach) != 0 || count * bytesEach < 0) {
            throw new TruncatedException(position(), Long.MAX_VALUE);
        }
        skip(count * bytesEach);
    }
}
