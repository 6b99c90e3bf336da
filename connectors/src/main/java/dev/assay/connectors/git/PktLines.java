package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines with their length before them (gitprotocol-common, "pkt-line Format"). Belongs to one thread. */
final class PktLines {
    private static final int LENGTH_BYTES = 4;
    private static final int MOST_BYTES = 65_520;

    /** What comes next: a line, or one of the three that have no content. */
    enum Kind {
        LINE,
        FLUSH,
        DELIMITER,
        END
    }

    private final InputStream in;
    private byte[] line = {};

    PktLines(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException if there is no more: every answer ends with a {@link Kind#FLUSH} */
    Kind next() throws IOException {
        byte[] digits = in.readNBytes(LENGTH_BYTES);
        if (digits.length < LENGTH_BYTES) {
            throw new EOFException("the answer breaks off");
        }
        int length = 0;
        for (byte digit : digits) {
            int value = Character.digit(digit, 16);
            MalformedException.check(value >= 0, 0, "a line without its length");
            length = length << 4 | value;
        }
        line = new byte[] {};
        if (length < LENGTH_BYTES) {
            MalformedException.check(length < Kind.values().length - 1, 0, "a line of no known kind");
            return Kind.values()[length + 1];
        }
        MalformedException.check(length <= MOST_BYTES, 0, "a line that is too long");
        line = in.readNBytes(length - LENGTH_BYTES);
        if (line.length < length - LENGTH_BYTES) {
            throw new EOFException("the answer breaks off");
        }
        return Kind.LINE;
    }

    /** The line that came last. */
    byte[] bytes() {
        return line;
    }

    /** The same as text, without the end of the line. */
    String text() {
        String text = new String(line, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** A line as it is sent. */
    static String of(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        return "%04x".formatted(bytes.length + LENGTH_BYTES) + text + "\n";
    }
}
