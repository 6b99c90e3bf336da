package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a chunk: what its filters did to it, in reverse (specification, IV.A.2.l). Sums are not checked. */
record Filters(List<Filter> filters) {
    /** @param value the first of those that it was given, such as the size of an element; 0 if it has none */
    record Filter(int id, long value) {}

    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32_000;

    private static final int SUM_BYTES = 4;

    /** Filters may add sums before they pack. */
    private static final int MOST_ADDED_BYTES = 64;

    /** Refuses filters that are not read. */
    void check(long at) throws UnsupportedException {
        for (Filter filter : filters) {
            switch (filter.id()) {
                case DEFLATE, SHUFFLE, FLETCHER32, LZF -> {}
                default ->
                    throw new UnsupportedException(
                            at, "has bytes that are packed by the filter " + filter.id() + ", which is not read");
            }
        }
    }

    /**
     * Unpacks.
     *
     * @param mask the filters that were left out for this chunk, a bit each
     * @param chunkBytes how much it comes to
     * @param at where it lies, for what is wrong with it
     */
    byte[] unpack(byte[] packed, long mask, int chunkBytes, long at) throws IOException {
        byte[] bytes = packed;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (i < Long.SIZE && (mask >> i & 1) != 0) {
                continue;
            }
            Filter filter = filters.get(i);
            bytes = switch (filter.id()) {
                case DEFLATE -> inflate(bytes, chunkBytes + MOST_ADDED_BYTES, at);
                case SHUFFLE -> unshuffle(bytes, filter.value());
                case FLETCHER32 -> Arrays.copyOf(bytes, Math.max(bytes.length - SUM_BYTES, 0));
                case LZF -> unpackLzf(bytes, chunkBytes + MOST_ADDED_BYTES, at);
                default -> throw new UnsupportedException(at, "is packed by a filter that is not read");
            };
        }
        return bytes;
    }

    private static byte[] inflate(byte[] packed, int most, long at) throws MalformedException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[most];
            int length = 0;
            while (!inflater.finished() && length < most) {
                int n = inflater.inflate(bytes, length, most - length);
                MalformedException.check(n > 0 || inflater.finished(), at, "a packed chunk is cut short");
                length += n;
            }
            return Arrays.copyOf(bytes, length);
        } catch (DataFormatException e) {
            throw new MalformedException(at, "a packed chunk is damaged");
        } finally {
            inflater.end();
        }
    }

    /** First bytes of all elements came first, then all second ones; what is left over stays at the end. */
    private static byte[] unshuffle(byte[] shuffled, long elementBytes) {
        if (elementBytes <= 1 || elementBytes > shuffled.length) {
            return shuffled;
        }
        int size = (int) elementBytes;
        int count = shuffled.length / size;
        byte[] bytes = shuffled.clone();
        for (int b = 0; b < size; b++) {
            for (int i = 0; i < count; i++) {
                bytes[i * size + b] = shuffled[b * count + i];
            }
        }
        return bytes;
    }

    /** The format of LibLZF: runs of up to 32 bytes as they are, and of up to 264 from up to 8 KB before. */
    private static byte[] unpackLzf(byte[] packed, int most, long at) throws MalformedException {
        byte[] bytes = new byte[most];
        int to = 0;
        for (int from = 0; from < packed.length; ) {
            int control = packed[from++] & 0xff;
            int length;
            int source;
            byte[] of;
            if (control < 32) {
                length = control + 1;
                source = from;
                of = packed;
                from += length;
            } else {
                length = control >> 5;
                if (length == 7) {
                    MalformedException.check(from < packed.length, at, "a packed chunk is cut short");
                    length += packed[from++] & 0xff;
                }
                length += 2;
                MalformedException.check(from < packed.length, at, "a packed chunk is cut short");
                source = to - ((control & 31) << 8) - (packed[from++] & 0xff) - 1;
                of = bytes;
            }
            boolean sound = source >= 0 && from <= packed.length && length <= most - to;
            MalformedException.check(sound, at, "a packed chunk is damaged");
            for (int i = 0; i < length; i++) { // one by one, since a run may reach into itself
                bytes[to++] = of[source + i];
            }
        }
        return Arrays.copyOf(bytes, to);
    }
}
