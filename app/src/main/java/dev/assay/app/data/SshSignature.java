package dev.assay.app.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signatures as {@code ssh-keygen -Y sign -n assay-feed} makes them with a key of Ed25519: the tool is everywhere, and the JDK has all
 * that it takes to check them.
 *
 * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig">PROTOCOL.sshsig</a>
 */
final class SshSignature {
    /** What a signature is for: one that the same key made for something else does not count. */
    static final String NAMESPACE = "assay-feed";

    /** What stands behind a file's name in that of its signature. */
    static final String ENDING = ".sig";

    static final int MOST_BYTES = 16 << 10;

    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final String KIND = "ssh-ed25519";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;

    /** SubjectPublicKeyInfo of a key of Ed25519 up to the key (RFC 8410). */
    private static final byte[] KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private SshSignature() {}

    /** The key in a line as in {@code id_ed25519.pub}, with or without its kind and a comment; null if it is none. */
    static byte[] key(String line) throws IOException {
        String[] words = line.strip().split("\\s+", -1);
        String encoded = words[0].equals(KIND) && words.length > 1 ? words[1] : words[0];
        try {
            byte[] blob = Base64.getDecoder().decode(encoded);
            ByteBuffer in = ByteBuffer.wrap(blob);
            boolean known = text(in).equals(KIND) && string(in).length == KEY_BYTES && !in.hasRemaining();
            if (known) {
                return blob;
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // as below
        }
        throw new IOException("neither sha256: and a digest nor a public key of " + KIND);
    }

    /** A key as {@code ssh-keygen -l} names it. */
    static String fingerprint(byte[] key) {
        return "SHA256:"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(digest("SHA-256").digest(key));
    }

    /** @throws IOException unless the signature is this key's, of this file */
    static void check(byte[] key, Path file, byte[] armored) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(unarmored(new String(armored, StandardCharsets.US_ASCII)));
        try {
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC) || in.getInt() != 1) {
                throw broken();
            }
            if (!Arrays.equals(string(in), key)) {
                throw new IOException("it is signed with another key than that of --verify");
            }
            String namespace = text(in);
            if (!namespace.equals(NAMESPACE)) {
                throw new IOException("its signature is for another purpose than " + NAMESPACE);
            }
            byte[] reserved = string(in);
            String algorithm = text(in);
            ByteBuffer signature = ByteBuffer.wrap(string(in));
            if (!text(signature).equals(KIND)) {
                throw broken();
            }
            byte[] signed = signed(reserved, algorithm, file);
            if (!isOf(key, signed, string(signature))) {
                throw new IOException("its signature is not of what is in it");
            }
        } catch (BufferUnderflowException e) {
            throw broken();
        }
    }

    private static IOException broken() {
        return new IOException("its signature is none of ssh-keygen -Y sign with a key of " + KIND);
    }

    private static byte[] unarmored(String text) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw broken();
        }
        return decoded(text.substring(begin + BEGIN.length(), end).replaceAll("\\s", ""));
    }

    private static byte[] decoded(String base64) throws IOException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("not in base64", e);
        }
    }

    private static byte[] signed(byte[] reserved, String algorithm, Path file) throws IOException {
        MessageDigest digest = switch (algorithm) {
            case "sha512" -> digest("SHA-512");
            case "sha256" -> digest("SHA-256");
            default -> throw broken();
        };
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        for (byte[] each : new byte[][] {
            NAMESPACE.getBytes(StandardCharsets.US_ASCII),
            reserved,
            algorithm.getBytes(StandardCharsets.US_ASCII),
            digest.digest()
        }) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(each.length).array());
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    private static boolean isOf(byte[] key, byte[] signed, byte[] signature) throws IOException {
        byte[] info = Arrays.copyOf(KEY_INFO, KEY_INFO.length + KEY_BYTES);
        System.arraycopy(key, key.length - KEY_BYTES, info, KEY_INFO.length, KEY_BYTES);
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info)));
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new IOException("its signature cannot be checked: " + e.getMessage(), e);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        return new String(string(in), StandardCharsets.US_ASCII);
    }
}
