package dev.assay.engine.decode;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hands on the texts that a model holds for people or programs (metadata, descriptions, parameters), each as a child whose
 * ending says what it looks like, so that every detector of texts sees it. Belongs to one decoding.
 */
public final class EmbeddedTexts {
    /** Of one text. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int LEAST_BYTES = 8;
    private static final int LEAST_CODE_BYTES = 16;
    private static final String PLAIN = ".txt";
    private static final String BINARY = ".bin";
    private static final int MOST_TEXTS = 10_000;
    private static final int MOST_NAME = 200;

    private static final List<String> PYTHON =
            List.of("import ", "def ", "exec(", "eval(", "lambda", "__import__", "subprocess", "os.system", "compile(");

    private final Sink out;
    private final Budget budget;
    private int handedOn;
    private boolean full;

    public EmbeddedTexts(Sink out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    /**
     * Hands a text on.
     *
     * @param place where it stands in the format, such as {@code metadata/author}; may hold anything
     * @param text its first {@link #MOST_BYTES} bytes
     * @param sizeBytes how many it has
     */
    public void add(String place, byte[] text, long sizeBytes, long offsetBytes) {
        if (text.length >= LEAST_BYTES) {
            add(place, text, ending(text), sizeBytes, offsetBytes);
        }
    }

    /** Hands a text on if it looks like code, a template or data; for places where most texts are mere names. */
    public void addCode(String place, byte[] text, long sizeBytes, long offsetBytes) {
        String ending = text.length < LEAST_CODE_BYTES ? PLAIN : ending(text);
        if (ending.equals(PLAIN)) {
            checkWhole(text, sizeBytes, offsetBytes);
        } else if (!ending.equals(BINARY)) {
            add(place, text, ending, sizeBytes, offsetBytes);
        }
    }

    /** What looks plain so far may be code further on. */
    private void checkWhole(byte[] text, long sizeBytes, long offsetBytes) {
        if (sizeBytes > text.length) {
            out.gap(
                    GapKind.LIMIT,
                    offsetBytes,
                    "a text of " + sizeBytes + " bytes, of which " + text.length + " were looked at",
                    sizeBytes - text.length);
        }
    }

    private void add(String place, byte[] text, String ending, long sizeBytes, long offsetBytes) {
        if (handedOn == MOST_TEXTS) {
            if (!full) {
                full = true;
                out.gap(GapKind.LIMIT, offsetBytes, "more than " + MOST_TEXTS + " texts", -1);
            }
            return;
        }
        handedOn++;
        budget.spendEntry();
        checkWhole(text, sizeBytes, offsetBytes);
        out.child(Printable.of(place, MOST_NAME) + ending, new MemorySource(text));
    }

    /**
     * Hands a text on that a model holds as a value. Unlike a description it is no prose unless its name would say so.
     *
     * @param isProse whether it is one of many texts, as in data, which no program acts upon
     */
    public void addValue(String place, byte[] text, boolean isProse, long offsetBytes) {
        String ending = ending(text);
        if (!ending.equals(BINARY)) {
            add(place, text, isProse ? PLAIN : ending.equals(PLAIN) ? "" : ending, text.length, offsetBytes);
        }
    }

    /** What texts hold that look like code or a template: those without any of these are plain, or data. */
    public static List<Literal> marks() {
        Stream<String> templates = IntStream.range(' ', 0x7f)
                .boxed()
                .flatMap(c -> Stream.of("{{" + (char) (int) c, "{%" + (char) (int) c));
        return Stream.concat(PYTHON.stream(), templates).map(Literal::exact).toList();
    }

    /** What a text looks like, as the ending of a name. */
    static String ending(byte[] bytes) {
        if (!isText(bytes)) {
            return BINARY;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (text.startsWith("{\"") || text.startsWith("[\"") || text.startsWith("[{\"") || isSpacedJson(text)) {
            return ".json";
        }
        if (text.contains("{{") || text.contains("{%")) {
            return ".jinja";
        }
        if (text.startsWith("<")) {
            return ".xml";
        }
        return PYTHON.stream().anyMatch(text::contains) ? ".py" : PLAIN;
    }

    static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Whether a quote, a brace or the end follows the opening brace, behind white space. */
    private static boolean isSpacedJson(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        String behind = text.substring(1).stripLeading();
        return behind.startsWith("\"") || text.startsWith("[") && behind.startsWith("{") || behind.length() < 2;
    }
}
