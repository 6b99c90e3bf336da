package dev.assay.engine.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@link FactOutput} wrote. Bytes that do not hold together throw {@link IOException}, or {@link IndexOutOfBoundsException} where
 * they end too early; no length in them is trusted beyond what is there. Belongs to one thread.
 */
final class FactInput {
    private final byte[] bytes;
    private int at;
    private final List<String> known = new ArrayList<>();
    private List<String> before = List.of();

    FactInput(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int remaining() {
        return bytes.length - at;
    }

    int get() {
        return bytes[at++];
    }

    int getInt() throws IOException {
        long value = getLong();
        if (value != (int) value) {
            throw new IOException(value + " is too large a number");
        }
        return (int) value;
    }

    long getLong() throws IOException {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    private long unsigned() throws IOException {
        int next = bytes[at++];
        if (next >= 0) { // most are
            return next;
        }
        long value = next & 0x7f;
        for (int shift = 7; shift < Long.SIZE; shift += 7) {
            next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes");
    }

    long getWhole() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | bytes[at++] & 0xff;
        }
        return value;
    }

    double getDouble() {
        return Double.longBitsToDouble(getWhole());
    }

    /** How many items follow, each of which takes a byte at least. */
    int count() throws IOException {
        return count(getLong(), 1);
    }

    private int count(long n, int bytesEach) throws IOException {
        if (n < 0 || n > remaining() / bytesEach) {
            throw new IOException(n + " items in " + remaining() + " bytes");
        }
        return (int) n;
    }

    /** Not to be changed. */
    List<String> texts() throws IOException {
        long n = unsigned();
        long same = unsigned();
        if (same < 0 || same > Math.min(before.size(), FactOutput.MOST_COMMON) || same > n) {
            throw new IOException(same + " of " + before.size() + " texts");
        }
        if (same == n && same == before.size()) {
            return before;
        }
        int more = count(n - same, 1);
        String[] all = new String[(int) same + more];
        for (int i = 0; i < same; i++) {
            all[i] = before.get(i);
        }
        for (int i = (int) same; i < all.length; i++) {
            all[i] = text();
        }
        before = List.of(all);
        return before;
    }

    String text() throws IOException {
        long head = unsigned();
        if ((head & 1) != 0) {
            long number = head >>> 1;
            if (number >= known.size()) {
                throw new IOException("no text has the number " + number);
            }
            return known.get((int) number);
        }
        boolean isLatin = (head & 2) == 0;
        int length = count(head >>> 2, isLatin ? 1 : Character.BYTES);
        String text =
                isLatin ? new String(bytes, at, length, StandardCharsets.ISO_8859_1) : new String(characters(length));
        at += isLatin ? length : length * Character.BYTES;
        if (length <= FactOutput.MOST_SHARED && length > 0) {
            known.add(text);
        }
        return text;
    }

    /** @param values of an enumeration, in its order */
    <E> E one(E[] values) throws IOException {
        int ordinal = get();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new IOException("no value has the number " + ordinal);
        }
        return values[ordinal];
    }

    List<Long> longs() throws IOException {
        int n = count();
        List<Long> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(getLong());
        }
        return all;
    }

    SortedMap<String, String> parameters() throws IOException {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int n = count(); n > 0; n--) {
            parameters.put(text(), text());
        }
        return parameters;
    }

    private char[] characters(int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) (bytes[at + 2 * i] << Byte.SIZE | bytes[at + 2 * i + 1] & 0xff);
        }
        return text;
    }
}
