package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Chars;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.text.Window;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A private key in RFC 7468's form, also as the text of a string with {@code \n} in it. */
record PemKey(Window at, int index) {
    private static final String KIND = "private-key";
    private static final String END_OF_LABEL = "PRIVATE KEY-----";
    private static final String PGP = "PRIVATE KEY BLOCK-----";
    private static final int MOST_LABEL = 48;

    /** The shortest keys, of Ed25519, have 64 characters. */
    private static final int LEAST = 60;

    private static final int MOST = 2_000;
    private static final double LEAST_ENTROPY = 4;

    void look(Consumer<Fact> found) {
        byte[] bytes = at.bytes();
        int line = Math.min(index + MOST_LABEL, at.end());
        String label = new String(bytes, index, line - index, StandardCharsets.ISO_8859_1);
        int end = label.indexOf(END_OF_LABEL);
        if (end < 0) {
            end = label.indexOf(PGP) + PGP.length() - END_OF_LABEL.length();
        }
        if (end < 0 || label.indexOf('\n') >= 0 && label.indexOf('\n') < end || label.contains("ENCRYPTED")) {
            return;
        }
        int body = index + end + END_OF_LABEL.length();
        byte[] key = body(bytes, body);
        if (key.length >= LEAST && Entropy.bitsOf(key, 0, key.length) >= LEAST_ENTROPY) {
            found.accept(Redaction.token(KIND, key, 0, key.length, at.positionOf(index)));
        }
    }

    /** The base 64 without white space, headers and escapes, up to what is not of it. */
    private byte[] body(byte[] bytes, int from) {
        ByteArrayOutputStream key = new ByteArrayOutputStream(MOST);
        int lineFrom = from;
        for (int i = from; i < at.end() && key.size() < MOST; i++) {
            int c = bytes[i];
            if (c == '\\' && i + 1 < at.end() && (bytes[i + 1] == 'n' || bytes[i + 1] == 'r')) {
                i++;
            } else if (c == ':') {
                key.reset(); // a header such as Proc-Type, or the version of a PGP block
                while (i < at.end() && bytes[i] != '\n') {
                    i++;
                }
                lineFrom = i;
            } else if (Chars.isAlphanumeric(c) || c == '+' || c == '/' || c == '=') {
                key.write(c);
            } else if (c == '-' || c == '<' || c == '.') {
                break;
            } else if (c != '\n' && c != '\r' && c != ' ' && c != '\t' && c != '"' && c != '\'' && c != ',') {
                break;
            }
        }
        return lineFrom >= at.end() ? new byte[0] : key.toByteArray();
    }
}
