package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;

/** Private keys of programs before OpenSSH's own format: those of the first protocol, and of SSH Communications Security. */
final class OldSshReading {
    private static final long MAGIC = 0x3f6ff9ebL;
    private static final String SIGNATURE = "signature";

    private OldSshReading() {}

    /** What follows the magic of {@code SSH PRIVATE KEY FILE FORMAT 1.1}: the public part, open, in front of the other. */
    static void first(Cursor in, Spot spot) throws MalformedException {
        int cipher = in.u8();
        in.u32();
        in.u32(); // bits
        Cursor modulus = number(in);
        int bits = modulus.bitLength();
        byte[] exponent = number(in).bytes();
        in.counted(); // comment
        MalformedException.check(in.left() > bits / 8, in.position(), "ends within the secret part");
        Traits key = new Traits("RSA", "encryption|signature")
                .put("keyBits", bits)
                .put(PublicPart.DIGEST, PublicPart.rsa(PublicPart.RSA, modulus.bytes(), exponent))
                .put(KeyReading.PART, KeyReading.PRIVATE)
                .put(KeyReading.ENCRYPTED, cipher != 0);
        if (cipher != 0) {
            key.put("cipher", cipher(cipher))
                    .put("kdf", "MD5")
                    .put("hash", "MD5")
                    .put("iterations", 1);
        }
        spot.key("SSH1 PrivateKey", key);
    }

    /** With the number of its bits in two bytes in front. */
    private static Cursor number(Cursor in) throws MalformedException {
        return in.part((in.u16() + 7) / 8);
    }

    private static String cipher(int number) {
        return switch (number) {
            case 1 -> "IDEA-CFB";
            case 2 -> "DES-CBC";
            case 3 -> "3DES-168-CBC";
            case 5 -> "RC4";
            case 6 -> "Blowfish-CBC";
            default -> "?";
        };
    }

    /** A key of SSH Communications Security's, whose names say what it does: {@code if-modn{sign{rsa-pkcs1-md5}}}. */
    static void tectia(Cursor in, Spot spot) throws MalformedException {
        MalformedException.check(in.u32() == MAGIC, 0, "no key of SSH2");
        in.u32(); // of all
        String type = in.name();
        String cipher = in.name();
        Cursor content = in.counted();
        boolean encrypted = !cipher.equals("none");
        String algorithm = type.startsWith("if-modn") ? "RSA" : type.startsWith("dl-modp") ? "DSA" : type;
        Traits key = new Traits(algorithm, algorithm.equals("RSA") ? "encryption|signature" : SIGNATURE)
                .put(KeyReading.PART, KeyReading.PRIVATE)
                .put(KeyReading.ENCRYPTED, encrypted);
        if (encrypted) {
            key.put("cipher", SshReading.cipher(cipher))
                    .put("kdf", "MD5")
                    .put("hash", "MD5")
                    .put("iterations", 1);
        } else {
            size(algorithm, content.counted(), key);
        }
        spot.key("SSH2 ENCRYPTED PRIVATE KEY", key);
    }

    /** Of RSA exponent, secret exponent and modulus, of DSA a number of ours or of all and the prime, each with its bits in front. */
    private static void size(String algorithm, Cursor in, Traits key) throws MalformedException {
        if (algorithm.equals("RSA")) {
            byte[] exponent = bits(in).bytes();
            bits(in);
            Cursor modulus = bits(in);
            key.put("keyBits", modulus.bitLength())
                    .put(PublicPart.DIGEST, PublicPart.rsa(PublicPart.RSA, modulus.bytes(), exponent));
        } else if (algorithm.equals("DSA")) {
            in.u32();
            key.put("keyBits", bits(in).bitLength());
        }
    }

    private static Cursor bits(Cursor in) throws MalformedException {
        return in.part((in.u32() + 7) / 8);
    }
}
