package dev.assay.engine.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some bytes before a decoder is chosen. Its arrays are views of pooled blocks. Nothing of it changes, but what
 * several formats ask for is worked out once; so it belongs to one thread.
 */
public final class Head {
    private static final int MOST_FIRST_LINE = 128;

    /** How much of a tail is read: a zip's end record with the longest comment. */
    public static final int TAIL_BYTES = 65_557;

    private final String name;
    private final String path;
    private final List<String> around;
    private final long sizeBytes;
    private final byte[] bytes;
    private final int length;
    private final byte[] tail;
    private final int tailLength;
    private final String extension; // every format asks for it
    private @Nullable List<String> jsonNames; // and several for these

    /**
     * @param name the last part of the name; a hint only
     * @param path the whole name within the container around it, or the artifact's path below the target; a hint only
     * @param around the formats of the containers around it, outermost first, as far as they are known by now
     * @param sizeBytes as {@link dev.assay.engine.bytes.ByteSource#sizeBytes()}
     * @param bytes holds the first bytes; not to be changed or kept
     * @param length how many of {@code bytes} count
     * @param tail the last bytes, when they can be had without reading the rest and {@code bytes} does not hold them
     * @param tailLength how many of {@code tail} count
     */
    public Head(
            String name,
            String path,
            List<String> around,
            long sizeBytes,
            byte[] bytes,
            int length,
            byte[] tail,
            int tailLength) {
        this.name = name;
        this.path = path;
        this.around = List.copyOf(around);
        this.sizeBytes = sizeBytes;
        this.bytes = bytes;
        this.length = length;
        this.tail = tail;
        this.tailLength = tailLength;
        this.extension = extension(name);
    }

    /** Of bytes that lie in no container. */
    public Head(String name, long sizeBytes, byte[] bytes, int length, byte[] tail, int tailLength) {
        this(name, name, List.of(), sizeBytes, bytes, length, tail, tailLength);
    }

    /** The names at the start of a JSON object, as {@link JsonNames} reads them; none if there is no such object. */
    public List<String> jsonNames() {
        List<String> names = jsonNames;
        if (names == null) {
            names = List.copyOf(JsonNames.of(this));
            jsonNames = names;
        }
        return names;
    }

    /** The same bytes under another name, in no folder. */
    public Head as(String other) {
        return new Head(other, other, around, sizeBytes, bytes, length, tail, tailLength);
    }

    /** The last part of the name; a hint only. */
    public String name() {
        return name;
    }

    /** The whole name within the container around it, or the artifact's path below the target; a hint only. */
    public String path() {
        return path;
    }

    /** The formats of the containers around it, outermost first. */
    public List<String> around() {
        return around;
    }

    /** As {@link dev.assay.engine.bytes.ByteSource#sizeBytes()}. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Holds the first {@link #length} bytes; not to be changed or kept. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many of {@link #bytes} count. */
    public int length() {
        return length;
    }

    /** Holds the last {@link #tailLength} bytes; not to be changed or kept. */
    public byte[] tail() {
        return tail;
    }

    /** How many of {@link #tail} count; 0 when they cannot be had without reading the rest. */
    public int tailLength() {
        return tailLength;
    }

    /** The byte at {@code i} as 0 to 255, or -1 if there is none. */
    public int at(int i) {
        return i < length ? bytes[i] & 0xff : -1;
    }

    /** Whether the bytes at {@code offset} are these ASCII characters. */
    public boolean has(int offset, String ascii) {
        if (offset < 0 || offset + ascii.length() > length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((bytes[offset + i] & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Four bytes, most significant last; 0 beyond the head. */
    public int i32le(int offset) {
        if (offset < 0 || offset + 4 > length) {
            return 0;
        }
        return bytes[offset] & 0xff
                | (bytes[offset + 1] & 0xff) << 8
                | (bytes[offset + 2] & 0xff) << 16
                | bytes[offset + 3] << 24;
    }

    /** Whether all bytes are in the head. */
    public boolean isWhole() {
        return sizeBytes == length;
    }

    /** What follows the name's last dot, in lower case; empty if there is no dot. */
    public String extension() {
        return extension;
    }

    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** What the first line says that the text is run by, without path and version: {@code bash}, {@code python}; empty if it says nothing. */
    public String interpreter() {
        if (!has(0, "#!")) {
            return "";
        }
        StringBuilder word = new StringBuilder();
        for (int i = 2; i < MOST_FIRST_LINE; i++) {
            int c = at(i);
            if (c > ' ' && c != '/') {
                word.append((char) c);
                continue;
            }
            boolean isName = c != '/'
                    && !word.isEmpty()
                    && word.charAt(0) != '-'
                    && !word.toString().equals("env");
            if (isName || c < 0 || c == '\n') {
                break;
            }
            word.setLength(0);
        }
        int end = word.length();
        while (end > 0 && (word.charAt(end - 1) == '.' || Character.isDigit(word.charAt(end - 1)))) {
            end--;
        }
        return word.substring(0, end);
    }

    /** The head of bytes that are all at hand, for tests and members that are small. */
    public static Head of(String name, byte[] bytes) {
        return new Head(name, bytes.length, bytes, bytes.length, new byte[0], 0);
    }

    /** The first characters as Latin-1, for messages. */
    public String preview(int most) {
        return new String(bytes, 0, Math.min(most, length), StandardCharsets.ISO_8859_1);
    }
}
