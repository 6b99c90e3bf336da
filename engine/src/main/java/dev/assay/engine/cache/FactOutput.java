package dev.assay.engine.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes of facts as they are written; {@link FactInput} reads them. Facts of one file repeat each other: a lockfile's name each package
 * again in the way to whatever it asks for. So a short text is written once and then meant by its number, and of a list only what is
 * other than in the list before. Numbers take as many bytes as they need. Belongs to one thread.
 */
final class FactOutput {
    /** Longer texts, such as digests, are seldom there twice. */
    static final int MOST_SHARED = 64;

    /** Texts that a list has in common with the one before; a list of nothing else is no reason to hold much. */
    static final int MOST_COMMON = 64;

    private static final int LAST_SEVEN = 0x7f;
    private static final int MORE = 0x80;

    private final Map<String, Integer> known = new HashMap<>();
    private final int most;
    private byte[] bytes;
    private int length;
    private boolean full;
    private List<String> before = List.of();

    /** @param most beyond which nothing more is written */
    FactOutput(int most) {
        this(most, 256);
    }

    /** @param expected bytes, so that it need not grow */
    FactOutput(int most, int expected) {
        this.most = most;
        this.bytes = new byte[Math.min(expected, most)];
    }

    /** Whether more was to be written than there may be. */
    boolean isFull() {
        return full;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private boolean hasRoom(int more) {
        if (more > bytes.length - length) {
            full |= more > most - length;
            if (!full) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, length + (long) more), most));
            }
        }
        return !full;
    }

    void writeByte(int value) {
        if (hasRoom(1)) {
            bytes[length++] = (byte) value;
        }
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    void writeInt(int value) {
        writeLong(value);
    }

    /** Seven bits to a byte, the lowest first; small negative numbers are as short as small ones. */
    void writeLong(long value) {
        unsigned(value << 1 ^ value >> 63);
    }

    private void unsigned(long value) {
        if (hasRoom(10)) {
            long rest = value;
            while ((rest & ~LAST_SEVEN) != 0) {
                bytes[length++] = (byte) (rest & LAST_SEVEN | MORE);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }
    }

    /** Eight bytes: of numbers that are as good as random. */
    void writeWhole(long value) {
        if (hasRoom(Long.BYTES)) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                bytes[length++] = (byte) (value >>> shift);
            }
        }
    }

    void writeDouble(double value) {
        writeWhole(Double.doubleToRawLongBits(value));
    }

    void write(byte[] raw) {
        if (hasRoom(raw.length)) {
            System.arraycopy(raw, 0, bytes, length, raw.length);
            length += raw.length;
        }
    }

    void longs(List<Long> values) {
        writeInt(values.size());
        for (long value : values) {
            writeLong(value);
        }
    }

    void texts(List<String> texts) {
        int same = 0;
        int both = Math.min(Math.min(texts.size(), before.size()), MOST_COMMON);
        while (same < both && texts.get(same).equals(before.get(same))) {
            same++;
        }
        unsigned(texts.size());
        unsigned(same);
        for (int i = same; i < texts.size(); i++) {
            text(texts.get(i));
        }
        before = texts;
    }

    /**
     * The number of an earlier text, twice, and one; or behind four times the length the characters, of one byte each where they fit; else
     * two more than that, and two bytes each, which hold half of a surrogate pair as well.
     */
    void text(String text) {
        if (text.length() <= MOST_SHARED && !text.isEmpty()) {
            Integer number = known.get(text);
            if (number != null) {
                unsigned(2L * number + 1);
                return;
            }
            known.put(text, known.size());
        }
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        if (isSame(latin, text)) {
            unsigned(4L * latin.length);
            write(latin);
            return;
        }
        unsigned(4L * text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            writeByte(text.charAt(i) >> 8);
            writeByte(text.charAt(i));
        }
    }

    /** What is not of ISO 8859-1 has become a question mark; two of them have become one if they were a pair. */
    private static boolean isSame(byte[] latin, String text) {
        if (latin.length != text.length()) {
            return false;
        }
        for (int i = 0; i < latin.length; i++) {
            if (latin[i] == '?' && text.charAt(i) != '?') {
                return false;
            }
        }
        return true;
    }
}
