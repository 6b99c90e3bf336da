package dev.assay.engine.decode;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.CommandText;
import dev.assay.engine.text.Printable;
import dev.assay.engine.text.Tokens;
import dev.assay.engine.wire.FlatbufferReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts of models that hold numbers: what looks like code, a template or data goes on as a child, and a text that calls
 * something or is a command is an anomaly of its own, {@value #RULE}, since no model needs one. Base64 is looked into, once.
 * Belongs to one decoding.
 */
public final class PayloadTexts {
    /** The rule for commands within models. */
    public static final String RULE = "model/embedded-command";

    private static final int MOST_SHOWN = 120;
    private static final int LEAST_RUN_BYTES = 8;
    private static final int MOST_RUN_BYTES = 64 * 1024;
    private static final int LEAST_ENCODED = 16;

    private final Sink out;
    private final EmbeddedTexts texts;
    private @Nullable Anomaly first;

    public PayloadTexts(Sink out, Budget budget) {
        this.out = out;
        this.texts = new EmbeddedTexts(out, budget);
    }

    /** Looks at a text; {@code place} says where it stands in the format and may hold anything. */
    public void add(String place, byte[] text, long sizeBytes, long offsetBytes) {
        if (text.length < LEAST_RUN_BYTES) {
            return;
        }
        texts.addCode(place, text, sizeBytes, offsetBytes);
        judge(place, text, offsetBytes);
    }

    /**
     * Hands on a text that a model holds as a value, whatever it looks like, and looks at it.
     *
     * @param isProse whether it is one of many, as in data: nobody acts upon it then, and a command in it says nothing
     */
    public void addValue(String place, byte[] text, boolean isProse, long offsetBytes) {
        texts.addValue(place, text, isProse, offsetBytes);
        if (!isProse && EmbeddedTexts.isText(text)) {
            judge(place, text, offsetBytes);
        }
    }

    /**
     * Hands on a text whatever it looks like, as {@link EmbeddedTexts#add} does, and looks at it: for settings that a model
     * brings along.
     */
    public void addSetting(String place, byte[] text, long sizeBytes, long offsetBytes) {
        texts.add(place, text, sizeBytes, offsetBytes);
        judge(place, text, offsetBytes);
    }

    /** Looks at a text that need not go on. */
    public void judge(String place, byte[] text, long offsetBytes) {
        String shown = new String(text, StandardCharsets.UTF_8);
        Optional<String> command = CommandText.find(shown);
        if (command.isEmpty()) {
            shown = decoded(shown);
            command = CommandText.find(shown);
        }
        if (command.isPresent()) {
            String detail = Printable.of(place, MOST_SHOWN) + " holds '" + command.get() + "': "
                    + Printable.of(shown, MOST_SHOWN);
            first = first == null
                    ? new Anomaly(RULE, detail, offsetBytes)
                    : new Anomaly(RULE, first.detail(), first.offsetBytes(), first.count() + 1);
        }
    }

    /** Hands a text on if it looks like code, and does not judge it: for what people write, such as columns and manuals. */
    public void handOn(String place, byte[] text, long sizeBytes, long offsetBytes) {
        texts.addCode(place, text, sizeBytes, offsetBytes);
    }

    public void add(String place, String text, long offsetBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(place, bytes, bytes.length, offsetBytes);
    }

    /** Looks at the text that a reader stands at, of which it may have kept only the beginning. */
    public void add(String place, Tokens text) {
        add(place, text.text(), text.position());
        if (!text.isWhole()) {
            out.gap(GapKind.LIMIT, text.position(), "a text of which only the beginning was looked at", -1);
        }
    }

    /** Looks at a text, or at bytes that may be one, of a FlatBuffer. */
    public void add(String place, FlatbufferReader in, FlatbufferReader.Vector text) throws IOException {
        if (text.count() > 0) {
            add(place, in.bytes(text, EmbeddedTexts.MOST_BYTES), text.sizeBytes(), text.at());
        }
    }

    /** What the text says if it is Base64, else nothing. */
    private static String decoded(String text) {
        String stripped = text.strip();
        if (stripped.length() < LEAST_ENCODED || stripped.length() % 4 != 0 || stripped.indexOf(' ') >= 0) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(stripped), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return ""; // not Base64 after all
        }
    }

    /** Looks at all runs of printable characters up to {@code until}, or the end; the bytes between them are skipped. */
    public void runs(String place, ByteReader in, long until) throws IOException {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        while (in.position() < until && in.request(1) > 0) {
            byte[] block = in.array();
            int from = in.index();
            int to = from + (int) Math.min(in.available(), until - in.position());
            for (int i = from; i < to; i++) {
                boolean printable = isPrintable(block[i]);
                if (!printable || run.size() == MOST_RUN_BYTES) {
                    take(place, run, in.position() + i - from);
                }
                if (printable) {
                    run.write(block[i]);
                }
            }
            in.advance(to - from);
        }
        take(place, run, in.position());
    }

    /** A reading that may find the bytes to be malformed. */
    @FunctionalInterface
    public interface Reading {
        void read() throws IOException;
    }

    /**
     * Reads what the reader stands at. What the format's own loader would refuse there may be read by something else: so
     * where it is malformed, the texts that follow are looked at all the same, {@code most} bytes of them.
     */
    public void orRuns(ByteReader in, long most, Reading reading) throws IOException {
        try {
            reading.read();
        } catch (MalformedException e) {
            runs("text", in, in.position() + most);
            throw e;
        }
    }

    /** Looks at the texts of what follows the last object, {@code most} bytes of it; the rest is opaque. */
    public void behind(ByteReader in, ByteSource source, long most) throws IOException {
        runs("trailing-data", in, in.position() + most);
        out.opaque(Math.max(source.sizeBytes() - in.position(), 0));
    }

    private void take(String place, ByteArrayOutputStream run, long end) {
        if (run.size() >= LEAST_RUN_BYTES) {
            add(place, run.toByteArray(), run.size(), end - run.size());
        }
        run.reset();
    }

    private static boolean isPrintable(byte b) {
        return b >= 0x20 && b < 0x7f || b == '\n' || b == '\t' || b == '\r';
    }

    /** Hands on what was found. */
    public void report() {
        if (first != null) {
            out.fact(first);
        }
    }
}
