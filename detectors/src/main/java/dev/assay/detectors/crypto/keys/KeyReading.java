package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        String digest = PublicPart.sha256(in.encoding());
        Traits traits = AlgorithmReading.key(fields);
        AlgorithmReading.size(fields.expect(BIT_STRING), traits);
        return traits.put(PART, PUBLIC).put(PublicPart.DIGEST, digest);
    }

    /** {@code OneAsymmetricKey} of RFC 5958, which PKCS #8 calls {@code PrivateKeyInfo}. */
    static Traits privateKey(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        Traits traits = AlgorithmReading.key(fields);
        byte[] algorithm = fields.encoding();
        DerReader key = fields.expect(OCTET_STRING);
        if (traits.algorithm().equals("RSA")) {
            DerReader inside = key.insideOctets();
            DerReader numbers = inside.expect(SEQUENCE).inside();
            numbers.expect(INTEGER);
            rsa(algorithm, numbers, traits);
        } else if (traits.algorithm().equals("EC")) {
            Traits own = ec(key.insideOctets(), algorithm);
            if (traits.parameters().containsKey("curve")) {
                own.parameters().keySet().retainAll(Set.of(PublicPart.DIGEST));
                traits.with(own);
            } else {
                traits.ofKey(own);
            }
        } else {
            fields.take(context(0)); // attributes
            if (fields.take(DerReader.contextBytes(1)) && fields.at(0) == 0) {
                byte[] bits = fields.octets();
                traits.put(PublicPart.DIGEST, PublicPart.digest(algorithm, Arrays.copyOfRange(bits, 1, bits.length)));
            }
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
        return rsa(PublicPart.RSA, fields, new Traits("RSA", "encryption|signature"))
                .put(PART, PRIVATE)
                .put(ENCRYPTED, false);
    }

    /** {@code RSAPublicKey} of RFC 8017. */
    static Traits rsaPublic(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        return rsa(PublicPart.RSA, fields, new Traits("RSA", "encryption|signature"))
                .put(PART, PUBLIC);
    }

    /** The numbers of which a key of RSA has its public part; the reader stands before them. */
    private static Traits rsa(byte[] algorithm, DerReader numbers, Traits into) throws MalformedException {
        into.put("keyBits", numbers.expect(INTEGER).bitLength());
        byte[] modulus = numbers.octets();
        if (numbers.take(INTEGER)) {
            into.put(PublicPart.DIGEST, PublicPart.rsa(algorithm, modulus, numbers.octets()));
        }
        return into;
    }

    /** What OpenSSL writes of DSA: a zero, p, q, g, and the key. */
    static Traits dsaPrivate(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        return sized("DSA", "signature", fields).put(PART, PRIVATE).put(ENCRYPTED, false);
    }

    /** {@code ECPrivateKey} of RFC 5915. */
    static Traits ec(DerReader in) throws MalformedException {
        return ec(in, null);
    }

    /** @param algorithm what is said around it; null where it has to say its curve itself */
    private static Traits ec(DerReader in, byte @Nullable [] algorithm) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        int bytes = fields.expect(OCTET_STRING).length();
        Traits traits = new Traits("EC", "key-agreement|signature");
        byte[] curve = null;
        if (fields.take(context(0))) {
            DerReader parameters = fields.inside();
            AlgorithmReading.curve(parameters, traits);
            curve = parameters.encoding();
        } else {
            traits.put("keyBits", bytes * 8L);
        }
        if (fields.take(context(1))) {
            DerReader key = fields.inside();
            if (key.take(BIT_STRING) && key.at(0) == 0) {
                byte[] bits = key.octets();
                byte[] point = Arrays.copyOfRange(bits, 1, bits.length);
                if (algorithm != null) {
                    traits.put(PublicPart.DIGEST, PublicPart.digest(algorithm, point));
                } else if (curve != null) {
                    traits.put(PublicPart.DIGEST, PublicPart.point(curve, point));
                }
            }
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
