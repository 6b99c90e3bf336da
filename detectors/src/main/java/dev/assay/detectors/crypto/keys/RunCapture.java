package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Base 64 without anything around it that says what it is. What is not whole is an example, and nothing is said of it. */
final class RunCapture implements Capture {
    private final KeyTap.Begins kind;
    private final Base64Text body;
    private final String before;
    private final BiConsumer<byte[], Spot> text;

    /**
     * @param before what was in front of it and is not a whole byte of the base 64
     * @param text takes what is a text again
     */
    RunCapture(KeyTap.Begins kind, String before, Budget budget, BiConsumer<byte[], Spot> text) {
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
            return false; // cut off, as examples are
        }
        return true;
    }
}
