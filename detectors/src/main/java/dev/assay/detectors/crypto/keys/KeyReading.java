package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;

/** Keys in ASN.1. Each method stands before the key's sequence and says what it is; nothing of the secret part is read. */
final class KeyReading {
    static final String PART = "part";
    static final String PRIVATE = "private";
    static final String PUBLIC = "public";
    static final String SECRET = "secret";
    static final String ENCRYPTED = "encrypted";

    private KeyReading() {}

    /** {@code SubjectPublicKeyInfo} of RFC 5280. */
    static Traits publicKey(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Traits traits = AlgorithmReading.key(fields);
        AlgorithmReading.size(fields.expect(BIT_STRING), traits);
        return traits.put(PART, PUBLIC);
    }

    /** {@code OneAsymmetricKey} of RFC 5958, which PKCS #8 calls {@code PrivateKeyInfo}. */
    static Traits privateKey(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        Traits traits = AlgorithmReading.key(fields);
        DerReader key = fields.expect(OCTET_STRING);
        if (traits.algorithm().equals("RSA")) {
            DerReader inside = key.insideOctets();
            DerReader numbers = inside.expect(SEQUENCE).inside();
            numbers.expect(INTEGER);
            traits.put("keyBits", numbers.expect(INTEGER).bitLength());
        } else if (traits.algorithm().equals("EC") && !traits.parameters().containsKey("curve")) {
            traits.ofKey(ec(key.insideOctets()));
        }
        return traits.put(PART, PRIVATE).put(ENCRYPTED, false);
    }

    /** {@code EncryptedPrivateKeyInfo} of RFC 5958: what it is of is hidden as well. */
    static Traits encrypted(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Traits traits = AlgorithmReading.encryption(fields);
        fields.expect(OCTET_STRING);
        return traits.put(PART, PRIVATE);
    }

    /** {@code RSAPrivateKey} of RFC 8017. */
    static Traits rsaPrivate(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        return sized("RSA", "encryption|signature", fields).put(PART, PRIVATE).put(ENCRYPTED, false);
    }

    /** {@code RSAPublicKey} of RFC 8017. */
    static Traits rsaPublic(DerReader in) throws MalformedException {
        return sized("RSA", "encryption|signature", in.expect(SEQUENCE).inside())
                .put(PART, PUBLIC);
    }

    /** What OpenSSL writes of DSA: a zero, p, q, g, and the key. */
    static Traits dsaPrivate(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        return sized("DSA", "signature", fields).put(PART, PRIVATE).put(ENCRYPTED, false);
    }

    /** {@code ECPrivateKey} of RFC 5915. */
    static Traits ec(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        int bytes = fields.expect(OCTET_STRING).length();
        Traits traits = new Traits("EC", "key-agreement|signature");
        if (fields.take(context(0))) {
            AlgorithmReading.curve(fields.inside(), traits);
        } else {
            traits.put("keyBits", bytes * 8L);
        }
        return traits.put(PART, PRIVATE).put(ENCRYPTED, false);
    }

    /** Parameters of DH or DSA: the prime comes first. */
    static Traits parameters(String algorithm, String purpose, DerReader in) throws MalformedException {
        return sized(algorithm, purpose, in.expect(SEQUENCE).inside());
    }

    /** Parameters of curves: a name or all of it. */
    static Traits curve(DerReader in) throws MalformedException {
        MalformedException.check(
                in.peek() == OID || in.peek() == SEQUENCE, in.from(), "another structure than its kind has");
        Traits traits = new Traits("EC", "key-agreement|signature");
        AlgorithmReading.curve(in, traits);
        return traits;
    }

    private static Traits sized(String algorithm, String purpose, DerReader fields) throws MalformedException {
        return new Traits(algorithm, purpose)
                .put("keyBits", fields.expect(INTEGER).bitLength());
    }
}
