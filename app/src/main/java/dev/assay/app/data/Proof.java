package dev.assay.app.data;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What reference data must show before it is taken: {@code sha256:HEX}, the one state that somebody has looked at, or a public key,
 * {@code ssh-ed25519 BASE64}, whose owner has signed it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Proof(String digest, byte @Nullable [] key) {
    private static final String SHA256 = "sha256:";
    private static final int HEX = 64;

    /** Where a signature comes from; is asked only where one is needed. */
    @FunctionalInterface
    interface Signatures {
        byte[] bytes() throws IOException;
    }

    /** @throws IOException if it is neither, with a reason for people */
    public static Proof of(String text) throws IOException {
        if (text.startsWith(SHA256)) {
            String hex = text.substring(SHA256.length());
            if (hex.length() != HEX || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                throw new IOException("not the digest of a file: sha256: and 64 digits");
            }
            return new Proof(hex, null);
        }
        return new Proof("", SshSignature.key(text));
    }

    /** Who must have signed it; empty if nobody. */
    String signer() {
        return key == null ? "" : SshSignature.fingerprint(key);
    }

    /** Whether what is kept was taken by the same proof, so that it may be asked whether it has changed. */
    boolean isThatOf(Dataset kept) {
        return key == null ? kept.sourceDigest().equals(digest) : kept.signer().equals(signer());
    }

    /** @throws IOException unless a file shows it */
    void check(Path file, Signatures signatures) throws IOException {
        if (key != null) {
            SshSignature.check(key, file, signatures.bytes());
            return;
        }
        String found = DataStore.digest(file);
        if (!found.equals(digest)) {
            throw new IOException("its digest is sha256:" + found + ", and not sha256:" + digest + " as --verify says");
        }
    }
}
