package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.SEQUENCE;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.wire.DerReader;
import org.jspecify.annotations.Nullable;

/**
 * Java's own stores: JKS and JCEKS as the JDK writes them, BKS as Bouncy Castle does. What a private key is of, its certificate
 * tells, which lies open beside it.
 */
final class JavaStoreReading {
    private static final int PRIVATE_KEY = 1;
    private static final int CERTIFICATE = 2;
    private static final int MOST_CHAIN = 10_000;

    /** Of SHA-1, at the end. */
    private static final int CHECK_BYTES = 20;

    private final Cursor in;
    private final Spot spot;

    JavaStoreReading(Cursor in, Spot spot) {
        this.in = in;
        this.spot = spot;
    }

    /**
     * What follows the magic of JKS or JCEKS.
     *
     * @return where the store ends
     */
    int jks() throws MalformedException {
        long version = in.u32();
        MalformedException.check(version == 1 || version == 2, in.position() - 4, "no version of a store of Java's");
        long entries = in.u32();
        for (long i = 0; i < entries; i++) {
            long kind = in.u32();
            in.skip(in.u16()); // alias
            in.u64(); // date
            if (kind == PRIVATE_KEY) {
                privateKey(version);
            } else if (kind == CERTIFICATE) {
                certificate(version);
            } else {
                MalformedException.check(kind == 3, in.position(), "no kind of entry");
                Traits traits =
                        new Traits().put(KeyReading.PART, KeyReading.SECRET).put(KeyReading.ENCRYPTED, true);
                spot.behind(in.position()).key("JCEKS SecretKeyEntry", traits);
                if (i + 1 < entries) { // its length is not told; it is a Java object
                    spot.behind(in.position())
                            .gap(GapKind.UNSUPPORTED, "entries of a JCEKS store behind one with a secret key");
                }
                return in.position() + in.left();
            }
        }
        in.skip(CHECK_BYTES);
        return in.position();
    }

    private void privateKey(long version) throws MalformedException {
        Spot at = spot.behind(in.position());
        Traits key = new Traits();
        Cursor content = in.counted();
        if (content.left() > 0 && content.der().peek() == SEQUENCE) {
            key = KeyReading.encrypted(content.der());
        }
        key.put(KeyReading.PART, KeyReading.PRIVATE).put(KeyReading.ENCRYPTED, true);
        long chain = in.u32();
        MalformedException.check(chain <= MOST_CHAIN, in.position(), "a chain that is too long");
        for (long i = 0; i < chain; i++) {
            Traits certificate = certificate(version);
            if (i == 0 && certificate != null) {
                key.ofKey(certificate).purpose(Oids.purposeOfKey(certificate.algorithm()));
            }
        }
        at.key("JKS PrivateKeyEntry", key);
    }

    /** Says what the next certificate is; null if it is none of X.509. */
    private @Nullable Traits certificate(long version) throws MalformedException {
        String type = version == 2 ? in.part(in.u16()).rest() : "X.509";
        return certificate(type);
    }

    private @Nullable Traits certificate(String type) throws MalformedException {
        Spot at = spot.behind(in.position());
        Cursor content = in.counted();
        if (!type.equals("X.509") && !type.equals("X509")) {
            return null;
        }
        Traits traits = CertificateReading.certificate(content.der());
        at.certificate(DerReading.CERTIFICATE, traits);
        return traits;
    }

    /** Whether a store of Bouncy Castle's begins so, BKS or UBER: its version, a salt of 20 bytes, and iterations. */
    static boolean isBouncyCastle(byte[] bytes, int to) {
        return (Blobs.has(bytes, to, "\0\0\0\1\0\0\0\24") || Blobs.has(bytes, to, "\0\0\0\2\0\0\0\24"))
                && to > 33
                && bytes[28] == 0
                && bytes[29] == 0;
    }

    /** A store of Bouncy Castle's of which all but the salt is encrypted, {@code PBEWithSHAAndTwofish-CBC}. */
    static void uber(Cursor in, Spot spot) throws MalformedException {
        in.u32();
        Traits cipher = new Traits("Twofish", "encryption")
                .put("keyBits", 256)
                .put("mode", "CBC")
                .put("kdf", "PKCS12")
                .put("hash", "SHA-1");
        cipher.put("saltBits", in.counted().left() * 8L).put("iterations", in.u32());
        spot.algorithm("UBER", cipher);
    }

    /**
     * A store of Bouncy Castle's from its beginning: version, salt and iterations of its check, and entries.
     *
     * @return where the store ends
     */
    int bks() throws MalformedException {
        in.u32();
        Cursor salt = in.counted();
        Traits mac = new Traits("HMAC", "mac")
                .put("hash", "SHA-1")
                .put("kdf", "PKCS12")
                .put("saltBits", salt.left() * 8L)
                .put("iterations", in.u32());
        spot.algorithm("BKS", mac);
        for (int kind = in.u8(); kind != 0; kind = in.u8()) {
            in.skip(in.u16()); // alias
            in.u64(); // date
            long chain = in.u32();
            MalformedException.check(chain <= MOST_CHAIN, in.position(), "a chain that is too long");
            Traits leaf = null;
            for (long i = 0; i < chain; i++) {
                Traits certificate = certificate(in.part(in.u16()).rest());
                leaf = i == 0 ? certificate : leaf;
            }
            entry(kind, leaf);
        }
        in.skip(CHECK_BYTES);
        return in.position();
    }

    private void entry(int kind, @Nullable Traits leaf) throws MalformedException {
        Spot at = spot.behind(in.position());
        switch (kind) {
            case 1 -> certificate(in.part(in.u16()).rest());
            case 2 -> {
                int part = in.u8();
                in.skip(in.u16()); // format
                Traits key = new Traits(in.part(in.u16()).rest(), "");
                in.counted();
                at.key(
                        "BKS Key",
                        key.put(
                                        KeyReading.PART,
                                        part == 0 ? KeyReading.PRIVATE : part == 1 ? KeyReading.PUBLIC : "secret")
                                .put(KeyReading.ENCRYPTED, false));
            }
            case 3, 4 -> {
                in.counted();
                Traits key = new Traits().put(KeyReading.ENCRYPTED, true);
                if (kind == 4) { // PBEWithSHAAnd3-KeyTripleDES-CBC, whatever is in it
                    key.put("cipher", "3DES-168-CBC").put("kdf", "PKCS12").put("hash", "SHA-1");
                }
                if (leaf != null) {
                    key.ofKey(leaf)
                            .purpose(Oids.purposeOfKey(leaf.algorithm()))
                            .put(KeyReading.PART, KeyReading.PRIVATE);
                }
                at.key("BKS SealedKey", key);
            }
            default -> MalformedException.check(false, in.position(), "no kind of entry");
        }
    }

    /** Bouncy Castle's store for FIPS: all of it encrypted, and a check by a password or a signature. */
    static void bcfks(DerReader in, Spot spot) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        spot.certificate(
                "BCFKS EncryptedObjectStoreData",
                AlgorithmReading.encryption(fields.expect(SEQUENCE).inside()).purpose("certificate"));
        DerReader check = fields.expect(SEQUENCE).inside();
        Traits mac = Traits.of(AlgorithmReading.named(check));
        AlgorithmReading.derivation(check, mac);
        spot.algorithm("BCFKS PbkdMacIntegrityCheck", mac);
    }
}
