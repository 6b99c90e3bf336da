package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The lines of text that are operands of protocol 0, of which it keeps the beginning. */
final class Lines {
    private final ByteReader in;
    private final byte[] line = new byte[Texts.MOST_BYTES];
    private int kept;

    Lines(ByteReader in) {
        this.in = in;
    }

    /** Reads a line, keeps its beginning in {@link #line}, and returns its length. */
    long read() throws IOException {
        long length = 0;
        kept = 0;
        while (true) {
            if (in.request(1) == 0) {
                throw new TruncatedException(in.position(), 1);
            }
            byte[] block = in.array();
            int from = in.index();
            int to = from + in.available();
            int i = from;
            while (i < to && block[i] != '\n') {
                i++;
            }
            int part = Math.min(i - from, line.length - kept);
            System.arraycopy(block, from, line, kept, part);
            kept += part;
            length += i - from;
            in.advance(i - from);
            if (i < to) {
                in.advance(1);
                return length;
            }
        }
    }

    /** The last line in UTF-8, cut. */
    String text() {
        return new String(line, 0, kept, StandardCharsets.UTF_8);
    }

    /** Reads a line that is a number. */
    long decimal() throws IOException {
        read();
        return TextOperands.smallDecimal(line, kept);
    }
}
