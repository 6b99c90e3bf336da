package dev.assay.detectors.text.secrets;

import dev.assay.engine.fact.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes of a credential what may be shown. The digest is of 64 bits of SHA-256 over kind and text: it is the same in every
 * report, so that baselines hold, and of a text with as much chance in it as a token has nobody finds the text again. What
 * people make up can be guessed, so passwords have none (DECISIONS.md, 40).
 */
final class Redaction {
    private static final int SHOWN = 4;
    private static final int DIGEST_BYTES = 8;

    private Redaction() {}

    /** A token that a machine has drawn. */
    static Secret token(String kind, byte[] bytes, int from, int to, long offsetBytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(("assay\0secret\0" + kind + "\0").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes, from, to - from);
            byte[] digest = Arrays.copyOf(sha256.digest(), DIGEST_BYTES);
            return new Secret(
                    kind, shown(bytes, from, to), to - from, HexFormat.of().formatHex(digest), offsetBytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A password, of which not even the beginning is shown; {@code of} says whose it is. */
    static Secret password(String kind, String of, int length, long offsetBytes) {
        return new Secret(kind, of, length, "", offsetBytes);
    }

    private static String shown(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(SHOWN, to - from), StandardCharsets.ISO_8859_1);
    }
}
