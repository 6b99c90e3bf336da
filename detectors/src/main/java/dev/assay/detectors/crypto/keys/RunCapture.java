package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Base 64 without anything around it that says what it is. What is not whole is an example, and nothing is said of it. */
final class RunCapture implements Capture {
    private static final int LEAST_CUT = 48;

    private final KeyTap.Begins kind;
    private final Base64Text body;
    private final String before;
    private final String word;
    private final BiConsumer<byte[], Spot> text;

    /**
     * @param before what was in front of it and is not a whole byte of the base 64
     * @param word what stands in front, with a space between
     * @param text takes what is a text again
     */
    RunCapture(KeyTap.Begins kind, String before, String word, Budget budget, BiConsumer<byte[], Spot> text) {
        this.word = word;
        this.kind = kind;
        this.before = before;
        this.body = new Base64Text(budget, kind != KeyTap.Begins.SSH, false, new byte[0]);
        this.text = text;
    }

    @Override
    public int take(byte[] bytes, int from, int to) {
        return body.take(bytes, from, to);
    }

    @Override
    public void close() {
        body.close();
    }

    /** Whether it stands as in a line of {@code authorized_keys}, and is longer than an example. */
    private boolean isLine(byte[] decoded) {
        byte[] name = word.getBytes(StandardCharsets.ISO_8859_1);
        int from = Integer.BYTES;
        return kind == KeyTap.Begins.SSH
                && name.length > 0
                && decoded.length >= LEAST_CUT
                && Arrays.equals(decoded, from, Math.min(from + name.length, decoded.length), name, 0, name.length);
    }

    @Override
    public boolean read(Spot spot, boolean ended) {
        if (body.isFull()) {
            spot.gap(GapKind.LIMIT, "a key or certificate in base 64 that is too large");
            return true;
        }
        byte[] decoded = body.decoded();
        try {
            switch (kind) {
                case BASE64_PEM -> {
                    byte[] front = before.getBytes(StandardCharsets.ISO_8859_1);
                    byte[] all = Arrays.copyOf(front, front.length + decoded.length);
                    System.arraycopy(decoded, 0, all, front.length, decoded.length);
                    text.accept(all, spot);
                }
                case SSH -> SshReading.blob(new Cursor(decoded, 0, decoded.length), spot.as("ssh"));
                default -> {
                    return Found.read(decoded, spot.as("base64"), null);
                }
            }
        } catch (MalformedException e) {
            if (ended && isLine(decoded)) {
                spot.as("ssh").gap(GapKind.MALFORMED, "a key '" + word + "' that is cut off");
            }
            return false; // cut off, as examples are
        }
        return true;
    }
}
