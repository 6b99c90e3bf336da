package dev.assay.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a list, one after another; empty ones are passed over. The stream is closed at its end. Belongs to one thread. */
final class ListLines {
    /** No name or path is so long: what is behind that of a line is dropped, and what is left can be neither. */
    static final int LONGEST_BYTES = 1 << 16;

    private final InputStream in;
    private final char end;
    private final byte[] block = new byte[1 << 13];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private long readBytes;

    /** @param end of each line; before a line feed a carriage return belongs to it */
    ListLines(InputStream in, char end) {
        this.in = in;
        this.end = end;
    }

    /** The next line that is not empty; null if there is none. */
    @Nullable
    String next() throws IOException {
        line.reset();
        for (int b = read(); b >= 0; b = read()) {
            if (b != end) {
                if (line.size() < LONGEST_BYTES) {
                    line.write(b);
                }
            } else if (line.size() > 0) {
                String text = text();
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        String last = text();
        return last.isEmpty() ? null : last;
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return end == '\n' && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException {
        if (at == filled) {
            if (filled < 0) {
                return -1;
            }
            at = 0;
            filled = in.read(block);
            if (filled < 0) {
                at = filled;
                in.close();
                return -1;
            }
            readBytes += filled;
        }
        return block[at++] & 0xff;
    }

    /** How much was read so far. */
    long readBytes() {
        return readBytes;
    }
}
