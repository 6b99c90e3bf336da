package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parts of OpenPGP's keys (RFC 9580, 5.5 and 9, and RFC 9980): algorithms, their numbers, protection. */
final class PgpKey {
    private static final String SIGN = "signature";
    private static final String AGREE = "key-agreement";

    private static final String[] CIPHERS = {
        "none",
        "IDEA",
        "3DES-168",
        "CAST5",
        "Blowfish",
        "",
        "",
        "AES-128",
        "AES-192",
        "AES-256",
        "Twofish-256",
        "Camellia-128",
        "Camellia-192",
        "Camellia-256"
    };
    private static final String[] HASHES = {
        "",
        "MD5",
        "SHA-1",
        "RIPEMD-160",
        "",
        "MD2",
        "",
        "",
        "SHA-256",
        "SHA-384",
        "SHA-512",
        "SHA-224",
        "SHA3-256",
        "",
        "SHA3-512"
    };

    private PgpKey() {}

    /** RFC 9580, 5.5.5 and 9.1; goes to the end of the public part. */
    static Traits material(int algorithm, Cursor in) throws MalformedException {
        Traits traits = named(algorithm);
        switch (algorithm) {
            case 1, 2, 3 -> {
                int from = in.position();
                traits.put("keyBits", number(in));
                int to = in.position();
                number(in);
                byte[] modulus = Arrays.copyOfRange(in.array(), from + 2, to);
                byte[] exponent = Arrays.copyOfRange(in.array(), to + 2, in.position());
                traits.put(PublicPart.DIGEST, PublicPart.rsa(PublicPart.RSA, modulus, exponent));
            }
            case 16, 20 -> numbers(traits, in, 3);
            case 17 -> {
                byte[][] all = numbers(traits, in, 4);
                traits.put(PublicPart.DIGEST, PublicPart.dsa(all[0], all[1], all[2], all[3]));
            }
            case 18 -> {
                point(curve(in, traits), in, traits);
                in.skip(in.u8()); // parameters of the KDF
            }
            case 19, 22 -> point(curve(in, traits), in, traits);
            case 25 -> raw(traits, PublicPart.X25519, in.part(32));
            case 26 -> raw(traits, PublicPart.X448, in.part(56));
            case 27 -> raw(traits, PublicPart.ED25519, in.part(32));
            case 28 -> raw(traits, PublicPart.ED448, in.part(57));
            default -> in.skip(in.left());
        }
        return traits;
    }

    /** Whether it is known where the public part ends, for versions that do not say so. */
    static boolean isPassedOver(int algorithm) {
        return switch (algorithm) {
            case 1, 2, 3, 16, 17, 18, 19, 20, 22, 25, 26, 27, 28 -> true;
            default -> false;
        };
    }

    private static void raw(Traits into, byte[] algorithm, Cursor key) {
        into.put(PublicPart.DIGEST, PublicPart.digest(algorithm, key.bytes()));
    }

    static Traits named(int algorithm) {
        return switch (algorithm) {
            case 1 -> new Traits("RSA", "encryption|signature");
            case 2 -> new Traits("RSA", "encryption");
            case 3 -> new Traits("RSA", SIGN);
            case 16 -> new Traits("ElGamal", "encryption");
            case 20 -> new Traits("ElGamal", "encryption|signature");
            case 17 -> new Traits("DSA", SIGN);
            case 18 -> new Traits("EC", AGREE);
            case 19 -> new Traits("EC", SIGN);
            case 22 -> new Traits("EdDSA", SIGN);
            case 25 -> Traits.of(Oids.of("1.3.101.110"));
            case 26 -> Traits.of(Oids.of("1.3.101.111"));
            case 27 -> Traits.of(Oids.of("1.3.101.112"));
            case 28 -> Traits.of(Oids.of("1.3.101.113"));
            case 30 -> new Traits("MLDSA65-Ed25519", SIGN);
            case 31 -> new Traits("MLDSA87-Ed448", SIGN);
            case 32 -> new Traits("SLH-DSA-SHAKE-128s", SIGN);
            case 33 -> new Traits("SLH-DSA-SHAKE-128f", SIGN);
            case 34 -> new Traits("SLH-DSA-SHAKE-256s", SIGN);
            case 35 -> new Traits("MLKEM768-X25519", "key-encapsulation");
            case 36 -> new Traits("MLKEM1024-X448", "key-encapsulation");
            default -> new Traits("OpenPGP algorithm " + algorithm, "");
        };
    }

    /** What is signed with, which of RSA is EMSA-PKCS1-v1_5 (RFC 9580, 5.2.3.1). */
    static Traits signature(int algorithm) {
        Traits traits = named(algorithm).purpose(SIGN);
        return traits.algorithm().equals("RSA") ? traits.put("padding", "PKCS1-v1.5") : traits;
    }

    /** Passes over a number; how many bits it has. */
    private static int number(Cursor in) throws MalformedException {
        int bits = in.u16();
        in.skip((bits + 7) / 8);
        return bits;
    }

    private static byte[][] numbers(Traits traits, Cursor in, int n) throws MalformedException {
        byte[][] all = new byte[n][];
        for (int i = 0; i < n; i++) {
            int from = in.position();
            int bits = number(in);
            all[i] = Arrays.copyOfRange(in.array(), from + 2, in.position());
            if (i == 0) {
                traits.put("keyBits", bits);
            }
        }
        return all;
    }

    /** RFC 9580, 11.2: of curves that are no more than a coordinate there is a sign in front of it. */
    private static void point(byte[] curve, Cursor in, Traits traits) throws MalformedException {
        int from = in.position();
        number(in);
        byte[] point = Arrays.copyOfRange(in.array(), from + 2, in.position());
        boolean isCoordinate = point.length > 0 && point[0] == 0x40;
        String name = traits.parameters().getOrDefault("curve", "");
        if (!isCoordinate) {
            traits.put(PublicPart.DIGEST, PublicPart.point(curve, point));
        } else if (name.equals("Ed25519") || name.equals("X25519")) {
            byte[] algorithm = name.equals("X25519") ? PublicPart.X25519 : PublicPart.ED25519;
            traits.put(PublicPart.DIGEST, PublicPart.digest(algorithm, Arrays.copyOfRange(point, 1, point.length)));
        }
    }

    /** Of a curve its OBJECT IDENTIFIER. */
    private static byte[] curve(Cursor in, Traits traits) throws MalformedException {
        int length = in.u8();
        Cursor oid = in.part(length);
        byte[] der = new byte[2 + length];
        der[0] = DerReader.OID;
        der[1] = (byte) length;
        System.arraycopy(oid.array(), oid.position(), der, 2, length);
        DerReader reader = new DerReader(der).expect(DerReader.OID);
        Oids.Named curve = Oids.of(reader.oid());
        String name = curve.algorithm();
        switch (name) {
            case "X25519" -> traits.ofKey(Traits.of(Oids.of("1.3.101.110")));
            case "Ed25519" -> traits.ofKey(Traits.of(Oids.of("1.3.101.112")));
            default -> {
                traits.put("curve", name);
                String bits = curve.parameters().get("keyBits");
                if (bits != null) {
                    traits.put("keyBits", bits);
                }
            }
        }
        return der;
    }

    /**
     * RFC 9580, 5.5.4: which key it is to OpenPGP.
     *
     * @param material what lies behind the algorithm, up to the end of the public part
     * @return null of what has none: a key of version 2 or 3 that is not one of RSA
     */
    static @Nullable String fingerprint(int version, int algorithm, byte[] body, byte[] material) {
        return switch (version) {
            case 2, 3 -> algorithm <= 3 ? PublicPart.hex("MD5", withoutLengths(material)) : null;
            case 4 -> PublicPart.hex("SHA-1", prefix(0x99, 2, body.length), body);
            case 5 -> PublicPart.hex("SHA-256", prefix(0x9a, 4, body.length), body);
            case 6 -> PublicPart.hex("SHA-256", prefix(0x9b, 4, body.length), body);
            default -> null;
        };
    }

    private static byte[] prefix(int first, int bytes, int length) {
        byte[] prefix = new byte[1 + bytes];
        prefix[0] = (byte) first;
        for (int i = 1; i <= bytes; i++) {
            prefix[i] = (byte) (length >> 8 * (bytes - i));
        }
        return prefix;
    }

    /** Numbers behind each other, without how long each one is. */
    private static byte[] withoutLengths(byte[] numbers) {
        byte[] all = new byte[numbers.length];
        int length = 0;
        for (int at = 0; at + 2 <= numbers.length; ) {
            int bytes = ((numbers[at] & 0xff) << 8 | numbers[at + 1] & 0xff) + 7 >> 3;
            int end = Math.min(at + 2 + bytes, numbers.length);
            System.arraycopy(numbers, at + 2, all, length, end - at - 2);
            length += end - at - 2;
            at = end;
        }
        return Arrays.copyOf(all, length);
    }

    /** RFC 9580, 5.5.3: what the secret part is encrypted with. */
    static void protection(int version, Cursor in, Traits into) throws MalformedException {
        int usage = in.u8();
        into.put(KeyReading.ENCRYPTED, usage != 0);
        if (usage == 0) {
            return;
        }
        if (version >= 5) {
            in.u8(); // how long these fields are
        }
        if (usage < 253) { // a cipher by itself: the key is the MD5 of the password
            into.put("cipher", cipher(usage) + "-CFB").put("kdf", "S2K-simple").put("hash", "MD5");
            return;
        }
        String cipher = cipher(in.u8());
        String mode = "-CFB";
        if (usage == 253) {
            int aead = in.u8();
            mode = aead == 1 ? "-EAX" : aead == 2 ? "-OCB" : "-GCM";
        }
        into.put("cipher", cipher + mode);
        if (version == 6) {
            in.u8();
        }
        derivation(in, into);
    }

    /** RFC 9580, 3.7.1. */
    static void derivation(Cursor in, Traits into) throws MalformedException {
        int kind = in.u8();
        switch (kind) {
            case 0 -> into.put("kdf", "S2K-simple").put("hash", hash(in.u8()));
            case 1 -> into.put("kdf", "S2K-salted").put("hash", hash(in.u8())).put("saltBits", 64);
            case 3 -> {
                into.put("kdf", "S2K-iterated").put("hash", hash(in.u8())).put("saltBits", 64);
                in.skip(8);
                int coded = in.u8();
                into.put("octets", 16L + (coded & 15) << (coded >> 4) + 6);
            }
            case 4 -> {
                in.skip(16);
                into.put("kdf", "Argon2id").put("saltBits", 128).put("iterations", in.u8());
                into.put("parallelism", in.u8()).put("memoryKiB", 1L << (in.u8() & 31));
            }
            default -> into.put("kdf", "none"); // GnuPG's own: the secret is not here, or on a card
        }
    }

    static String cipher(int id) {
        return id < CIPHERS.length && !CIPHERS[id].isEmpty() ? CIPHERS[id] : "cipher " + id;
    }

    static String hash(int id) {
        return id < HASHES.length && !HASHES[id].isEmpty() ? HASHES[id] : "hash " + id;
    }
}
