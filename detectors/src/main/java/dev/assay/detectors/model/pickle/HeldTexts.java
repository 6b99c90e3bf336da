package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.decode.PayloadTexts;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.text.Literals;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts that a pickle holds as values, and bytes that read as text: those in which some reader of texts would find
 * something to stop at go on when the pickle is done, as texts of every other format do. Loading the pickle runs none of
 * them.
 *
 * <p>Millions of short texts are asked, so that what is asked first allocates nothing. A pickle in which many texts hold
 * something is data, such as a collection of articles or of programs: its texts are looked through as prose is, and so is a
 * long text. Texts of more than {@value #MOST_BYTES} bytes, and what goes beyond {@value #MOST_TEXTS} texts, count as opaque.
 */
final class HeldTexts {
    /** No call with an argument, address or credential is shorter. */
    static final int LEAST_BYTES = 12;

    static final int MOST_BYTES = 64 * 1024;

    /** Of so many texts with code or addresses in them no model has need; data do. */
    private static final int MANY = 32;

    /** A longer text is an article or a program of its own, as data have them; a model's settings are short. */
    private static final int LONG_BYTES = 2_048;

    private static final int MOST_TEXTS = 1_000;
    private static final int MOST_KEPT_BYTES = 1 << 20;
    private static final int TOLD_BY_BYTES = 64;

    private final Literals marks;
    private final Session session;
    private final SortedMap<Long, byte @Nullable []> found = new TreeMap<>();
    private int keptBytes;

    HeldTexts(Literals marks, Session session) {
        this.marks = marks;
        this.session = session;
    }

    /** Whether a text that is at hand must be seen. */
    boolean mayMatter(byte[] a, int i, int length) {
        return length >= LEAST_BYTES && marks.isIn(a, i, i + length);
    }

    /** Looks at the text whose first byte the reader stands at, pushed by the opcode at an offset; moves nothing. */
    void see(ByteReader in, long length, long at) throws IOException {
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            return;
        }
        int n = (int) length;
        if (in.request(Math.min(n, TOLD_BY_BYTES)) >= Math.min(n, TOLD_BY_BYTES)
                && isText(in.array(), in.index(), in.index() + Math.min(n, TOLD_BY_BYTES))
                && in.request(n) >= n
                && mayMatter(in.array(), in.index(), n)) {
            found(in.array(), in.index(), n, at);
        }
    }

    /** Looks at the line of STRING or UNICODE at an offset. */
    void see(byte[] line, int length, int opcode, long at) throws IOException {
        if (length <= MOST_BYTES && mayMatter(line, 0, length)) {
            byte[] text = Nested.lineContent(line, length, opcode);
            found(text, 0, text.length, at);
        }
    }

    /** Of a stream the text is kept, since it cannot be had again. */
    private void found(byte[] a, int i, int length, long at) throws MachineMemory.FullException {
        if (found.size() == MOST_TEXTS || found.containsKey(at)) {
            return;
        }
        if (session.texts.areInSource()) {
            found.put(at, null);
        } else if (length <= MOST_KEPT_BYTES - keptBytes) {
            session.memory.take(length);
            keptBytes += length;
            found.put(at, java.util.Arrays.copyOfRange(a, i, i + length));
        }
    }

    private static boolean isText(byte[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            if (a[i] >= 0 && a[i] < ' ' && a[i] != '\n' && a[i] != '\t' && a[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Hands on what was found, in order. */
    void emit(Sink out, Budget budget) throws IOException {
        PayloadTexts texts = new PayloadTexts(out, budget);
        boolean areData = found.size() > MANY;
        for (var entry : found.entrySet()) {
            long at = entry.getKey();
            byte[] text = entry.getValue() == null ? session.nested.literal(at, MOST_BYTES) : entry.getValue();
            if (text != null) {
                texts.addValue("text@" + at, text, areData || text.length > LONG_BYTES, at);
            }
        }
        texts.report();
    }
}
