package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Previews;
import dev.assay.detectors.text.TextReader;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Python source. Held as a whole, since what is run may be a text that lies anywhere in it. */
public final class PythonReader implements TextReader {
    private static final int MOST_BYTES = 16 << 20;

    private static final int MOST_STARTUP_BYTES = 1 << 20;

    /** The first two lines, of which any may be long. */
    private static final int MOST_FIRST_BYTES = 1 << 20;

    private static final int USUAL_FIRST_BYTES = 256;

    /** So many characters that end lines end two lines, whichever system they are of. */
    private static final int ENDS_OF_TWO_LINES = 4;

    private final Functions functions = new Functions();
    private final Previews previews;

    public PythonReader(Previews previews) {
        this.previews = previews;
    }

    @Override
    public void read(ByteSource text, Sink out, Budget budget) throws IOException {
        try (WholeBytes whole = WholeBytes.read(text, budget, MOST_BYTES)) {
            if (!whole.isComplete()) {
                out.gap(
                        GapKind.LIMIT,
                        whole.length(),
                        "Python source of more than " + MOST_BYTES + " bytes, or more than there is memory for",
                        -1);
            }
            tellCoding(whole.bytes(), whole.length(), out, budget);
            read(whole.bytes(), whole.length(), out, budget);
        }
    }

    private void read(byte[] text, int length, Sink out, Budget budget) throws IOException {
        Source source = new Source(text, length, out, budget, previews);
        try {
            new Statements(source, functions).read();
        } finally {
            source.finish();
        }
    }

    /**
     * What Python runs of a {@code .pth} file as it starts: lines that begin with {@code import}, each by itself
     * (docs.python.org/3/library/site.html). The others are folders, whatever they look like.
     */
    public void readStartup(ByteSource text, Sink out, Budget budget) throws IOException {
        try (WholeBytes whole = WholeBytes.read(text, budget, MOST_STARTUP_BYTES)) {
            if (!whole.isComplete()) {
                out.gap(
                        GapKind.LIMIT,
                        whole.length(),
                        "lines that Python runs in a file of more than " + MOST_STARTUP_BYTES + " bytes",
                        -1);
            }
            byte[] lines = Arrays.copyOf(whole.bytes(), whole.length());
            boolean isMarked = lines.length > 2 && (lines[0] & 0xff) == 0xef && (lines[1] & 0xff) == 0xbb;
            for (int from = isMarked ? 3 : 0; from < lines.length; ) {
                int end = from;
                while (end < lines.length && lines[end] != '\n' && lines[end] != '\r') {
                    end++;
                }
                if (!isRun(lines, from, end)) {
                    Arrays.fill(lines, from, end, (byte) ' ');
                }
                from = end + 1;
            }
            read(lines, lines.length, out, budget);
        }
    }

    private static boolean isRun(byte[] lines, int from, int end) {
        String start = new String(lines, from, Math.min(end - from, 7), StandardCharsets.ISO_8859_1);
        return start.equals("import ") || start.equals("import\t");
    }

    /** Tells no more than whether it is in an encoding that nobody here reads: what the bytes show is then not what runs. */
    public static void readCoding(ByteSource text, Sink out, Budget budget) throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream(USUAL_FIRST_BYTES);
        try (ByteReader in = new ByteReader(text, budget)) {
            int ends = 0;
            while (ends < ENDS_OF_TWO_LINES && first.size() < MOST_FIRST_BYTES && in.request(1) > 0) {
                byte[] block = in.array();
                int at = in.index();
                for (int to = at + in.available(); at < to && ends < ENDS_OF_TWO_LINES; at++) {
                    ends += block[at] == '\n' || block[at] == '\r' ? 1 : 0;
                }
                first.write(block, in.index(), at - in.index());
                in.advance(at - in.index());
            }
        }
        tellCoding(first.toByteArray(), first.size(), out, budget);
    }

    private static void tellCoding(byte[] text, int length, Sink out, Budget budget) {
        String coding = DeclaredCoding.foreign(text, length, budget);
        if (!coding.isEmpty()) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    0,
                    "is Python source in the encoding " + coding + ", which this version does not read",
                    -1);
        }
    }
}
