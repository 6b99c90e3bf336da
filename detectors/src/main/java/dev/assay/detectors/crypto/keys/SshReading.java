package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keys as SSH has them: RFC 4253, 5656, 8709, and OpenSSH's {@code PROTOCOL.key}, {@code .certkeys} and {@code .u2f}. */
final class SshReading {
    private static final String SIGNATURE = "signature";
    private static final String CERTIFICATE = "-cert-v01@openssh.com";
    private static final long FOR_EVER = Long.MAX_VALUE / 2;
    private static final long MOST_KEYS = 1_000;

    private SshReading() {}

    /** A public key or a certificate. */
    static void blob(Cursor in, Spot spot) throws MalformedException {
        String type = in.name();
        if (type.endsWith(CERTIFICATE)) {
            certificate(type, in, spot);
        } else {
            Traits key = publicKey(type, in);
            MalformedException.check(!key.algorithm().equals(type), in.position(), "no kind of key that SSH has");
            spot.key("SSH " + type, key);
        }
    }

    static Traits publicKey(String type, Cursor in) throws MalformedException {
        Traits traits = fields(type, in).put(KeyReading.PART, KeyReading.PUBLIC);
        if (type.startsWith("sk-")) {
            traits.put("token", true);
        }
        return traits;
    }

    /** Reads the fields that a public key of this type has. */
    private static Traits fields(String type, Cursor in) throws MalformedException {
        String plain = type.startsWith("sk-") ? type.substring(3) : type;
        Traits traits = switch (plain) {
            case "ssh-rsa" -> {
                byte[] exponent = in.counted().bytes();
                Cursor modulus = in.counted();
                yield new Traits("RSA", SIGNATURE)
                        .put("keyBits", modulus.bitLength())
                        .put(PublicPart.DIGEST, PublicPart.rsa(PublicPart.RSA, modulus.bytes(), exponent));
            }
            case "ssh-dss" -> {
                Cursor p = in.counted();
                byte[] q = in.counted().bytes();
                byte[] g = in.counted().bytes();
                byte[] y = in.counted().bytes();
                yield new Traits("DSA", SIGNATURE)
                        .put("keyBits", p.bitLength())
                        .put(PublicPart.DIGEST, PublicPart.dsa(p.bytes(), q, g, y));
            }
            case "ssh-ed25519", "ssh-ed25519@openssh.com" -> {
                byte[] key = in.counted().bytes();
                yield Traits.of(Oids.of("1.3.101.112"))
                        .put(PublicPart.DIGEST, PublicPart.digest(PublicPart.ED25519, key));
            }
            case "ssh-ed448" -> {
                byte[] key = in.counted().bytes();
                yield Traits.of(Oids.of("1.3.101.113"))
                        .put(PublicPart.DIGEST, PublicPart.digest(PublicPart.ED448, key));
            }
            case "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521",
                    "ecdsa-sha2-nistp256@openssh.com" -> {
                String curve = in.name();
                byte[] point = in.counted().bytes();
                String bits = curve.startsWith("nistp") ? curve.substring("nistp".length()) : "?";
                Traits key =
                        new Traits("EC", SIGNATURE).put("curve", "P-" + bits).put("keyBits", bits);
                byte[] named = PublicPart.curve("P-" + bits);
                yield named == null ? key : key.put(PublicPart.DIGEST, PublicPart.point(named, point));
            }
            default -> new Traits(type, SIGNATURE);
        };
        if (type.startsWith("sk-")) {
            in.counted(); // application
        }
        return traits;
    }

    /** {@code PROTOCOL.certkeys}. */
    private static void certificate(String type, Cursor in, Spot spot) throws MalformedException {
        in.counted(); // nonce
        String plain = type.substring(0, type.length() - CERTIFICATE.length());
        Traits traits = fields(plain.startsWith("sk-") ? plain + "@openssh.com" : plain, in);
        traits.put("serial", Long.toUnsignedString(in.u64()));
        traits.put("ca", false).put("keyUsage", in.u32() == 1 ? "user" : "host");
        traits.put("subject", new String(shortened(in.counted()), java.nio.charset.StandardCharsets.UTF_8));
        in.counted();
        traits.put("notBefore", time(in.u64())).put("notAfter", time(in.u64()));
        in.counted();
        in.counted();
        in.counted();
        Cursor authority = in.counted();
        String authorityType = authority.name();
        traits.put(SIGNATURE, fields(authorityType, authority).algorithm());
        traits.put("signatureHash", hash(in.counted().name()));
        spot.certificate("SSH " + type, traits.purpose("certificate"));
    }

    private static byte[] shortened(Cursor in) {
        int from = in.position();
        return java.util.Arrays.copyOfRange(in.array(), from, from + Math.min(in.left(), 64));
    }

    private static String hash(String signatureType) {
        return switch (signatureType) {
            case "ssh-rsa", "ssh-dss" -> "SHA-1";
            case "rsa-sha2-256", "ecdsa-sha2-nistp256", "sk-ecdsa-sha2-nistp256@openssh.com" -> "SHA-256";
            case "rsa-sha2-512", "ecdsa-sha2-nistp521", "ssh-ed25519", "sk-ssh-ed25519@openssh.com" -> "SHA-512";
            case "ecdsa-sha2-nistp384" -> "SHA-384";
            default -> "?";
        };
    }

    private static @Nullable LocalDateTime time(long seconds) {
        if (seconds < 0 || seconds > FOR_EVER || seconds > Instant.MAX.getEpochSecond()) {
            return LocalDateTime.of(9999, 12, 31, 23, 59, 59);
        }
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    }

    /**
     * What follows the magic of {@code openssh-key-v1}.
     *
     * @return where it ends
     */
    static int privateKey(Cursor in, Spot spot) throws MalformedException {
        String cipher = in.name();
        String kdf = in.name();
        Cursor options = in.counted();
        boolean encrypted = !cipher.equals("none");
        Traits how = new Traits().put(KeyReading.PART, KeyReading.PRIVATE).put(KeyReading.ENCRYPTED, encrypted);
        if (encrypted) {
            how.put("cipher", cipher(cipher)).put("kdf", kdf.equals("bcrypt") ? "bcrypt-pbkdf" : kdf);
            how.put("saltBits", options.counted().left() * 8L).put("iterations", options.u32());
        }
        long keys = in.u32();
        MalformedException.check(keys > 0 && keys <= MOST_KEYS, in.position(), "no number of keys");
        for (long i = 0; i < keys; i++) {
            Cursor key = in.counted();
            String type = key.name();
            spot.key("openssh-key-v1 " + type, publicKey(type, key).with(how));
        }
        in.counted(); // the secret part, which must all be there to be of use
        return in.position() + in.left(); // some ciphers have a check behind
    }

    /** A signature of {@code ssh-keygen -Y sign}, {@code PROTOCOL.sshsig}: what follows its magic. */
    static void signature(Cursor in, Spot spot) throws MalformedException {
        in.u32(); // version
        Cursor blob = in.counted();
        Traits key = publicKey(blob.name(), blob);
        key.parameters().remove(KeyReading.PART);
        in.counted(); // what it is for
        in.counted();
        String hash = in.name();
        MalformedException.check(hash.startsWith("sha"), in.position(), "no hash that signatures of SSH have");
        in.counted();
        spot.algorithm("SSH SIGNATURE", key.put("hash", "SHA-" + hash.substring("sha".length())));
    }

    /** A cipher of SSH in one word: {@code AES-256-CTR}. */
    static String cipher(String name) {
        String plain = name.indexOf('@') < 0 ? name : name.substring(0, name.indexOf('@'));
        if (plain.startsWith("aes") && plain.indexOf('-') == 6) {
            return "AES-" + plain.substring(3, 6) + plain.substring(6).toUpperCase(Locale.ROOT);
        }
        return switch (plain) {
            case "3des-cbc" -> "3DES-168-CBC";
            case "blowfish-cbc" -> "Blowfish-CBC";
            case "chacha20-poly1305" -> "ChaCha20-Poly1305-256";
            default -> plain;
        };
    }
}
