package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.NULL;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;

/** An {@code AlgorithmIdentifier}: an identifier and what parameters its algorithm has (RFC 5280, 4.1.1.2). */
final class AlgorithmReading {
    private static final String EXPLICIT = "explicit";
    private static final String RC2 = "RC2";

    private AlgorithmReading() {}

    /** Of a key, with its size where the parameters tell it. The reader stands before the sequence. */
    static Traits key(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Oids.Named named = Oids.of(fields.expect(OID).oid());
        Traits traits = Traits.of(named);
        switch (named.algorithm()) {
            case "EC", "ECMQV", "SM2" -> curve(fields, traits);
            case "DSA", "DH", "ElGamal" -> {
                if (fields.take(SEQUENCE)) {
                    DerReader parameters = fields.inside();
                    if (parameters.take(INTEGER)) {
                        traits.put("keyBits", parameters.bitLength());
                    }
                }
            }
            case "RSA" -> padding(fields, traits);
            default -> {
                if (named.algorithm().startsWith("GOST") && fields.take(SEQUENCE)) {
                    DerReader parameters = fields.inside();
                    Oids.Named set = parameters.take(OID) ? Oids.of(parameters.oid()) : Oids.of("");
                    if (set.purpose().equals(Oids.CURVE)) { // of 1994 there are other ones
                        traits.put("curve", set.algorithm());
                    }
                }
            }
        }
        return traits;
    }

    /** The parameters of keys on curves: a name, all of it, or nothing where it comes from elsewhere. */
    static void curve(DerReader in, Traits traits) throws MalformedException {
        if (in.take(OID)) {
            Oids.Named curve = Oids.of(in.oid());
            traits.put("curve", curve.algorithm());
            String bits = curve.parameters().get("keyBits");
            if (bits != null) {
                traits.put("keyBits", bits);
            }
        } else if (in.take(SEQUENCE)) {
            traits.put("curve", EXPLICIT);
            DerReader parameters = in.inside();
            parameters.expect(INTEGER);
            DerReader field = parameters.expect(SEQUENCE).inside();
            field.expect(OID);
            if (field.take(INTEGER)) {
                traits.put("keyBits", field.bitLength());
            } else if (field.take(SEQUENCE)) {
                traits.put("keyBits", field.inside().expect(INTEGER).integer()); // of a binary field
            }
        } else if (in.take(NULL)) {
            traits.put("curve", "?");
        }
    }

    /** RSASSA-PSS and RSAES-OAEP: the hash, which is SHA-1 where nothing is said (RFC 8017, A.2). */
    private static void padding(DerReader in, Traits traits) throws MalformedException {
        String padding = traits.parameters().getOrDefault("padding", "");
        boolean told = in.take(SEQUENCE);
        if (!(padding.equals("PSS") || padding.equals("OAEP"))
                || traits.parameters().containsKey("hash")) {
            return;
        }
        if (!told) {
            return; // a key that may be used with any
        }
        DerReader parameters = in.inside();
        traits.put(
                "hash", parameters.take(context(0)) ? named(parameters.inside()).algorithm() : "SHA-1");
    }

    /** The algorithm alone. */
    static Oids.Named named(DerReader in) throws MalformedException {
        return Oids.of(in.expect(SEQUENCE).inside().expect(OID).oid());
    }

    /** Of a signature, in the words of a certificate. */
    static void signature(DerReader in, Traits into) throws MalformedException {
        Traits signature = key(in);
        into.put("signature", signature.algorithm());
        String padding = signature.parameters().get("padding");
        String hash = signature.parameters().getOrDefault("hash", "PSS".equals(padding) ? "SHA-1" : null);
        if (hash != null) {
            into.put("signatureHash", hash);
        }
        if (padding != null) {
            into.put("signaturePadding", padding);
        }
    }

    /** What something is encrypted with under a password (RFC 8018, RFC 7292), or with a key that is known otherwise. */
    static Traits encryption(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Oids.Named named = Oids.of(fields.expect(OID).oid());
        Traits traits = new Traits().put("encrypted", true);
        if (named.algorithm().equals("PBES2")) {
            DerReader schemes = fields.expect(SEQUENCE).inside();
            derivation(schemes, traits);
            traits.put("cipher", cipher(schemes));
            return traits;
        }
        traits.put("cipher", named.cipher());
        for (String each : new String[] {"kdf", "hash"}) {
            String value = named.parameters().get(each);
            if (value != null) {
                traits.put(each, value);
            }
        }
        if (named.purpose().equals(Oids.PASSWORD_ENCRYPTION) && fields.take(SEQUENCE)) {
            DerReader parameters = fields.inside();
            if (parameters.take(OCTET_STRING)) {
                traits.put("saltBits", parameters.length() * 8L);
            }
            if (parameters.take(INTEGER)) {
                traits.put("iterations", parameters.integer());
            }
        }
        return traits;
    }

    /** How a key comes of a password. */
    static void derivation(DerReader in, Traits into) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Oids.Named kdf = Oids.of(fields.expect(OID).oid());
        into.put("kdf", kdf.algorithm());
        if (!fields.take(SEQUENCE)) {
            return;
        }
        DerReader parameters = fields.inside();
        switch (kdf.algorithm()) {
            case "PBKDF2" -> {
                if (parameters.take(OCTET_STRING)) {
                    into.put("saltBits", parameters.length() * 8L);
                } else {
                    parameters.next(); // otherSource
                }
                into.put("iterations", parameters.expect(INTEGER).integer());
                parameters.take(INTEGER); // the key's length
                String hash = parameters.peek() == SEQUENCE
                        ? named(parameters).parameters().getOrDefault("hash", "?")
                        : "SHA-1";
                into.put("hash", hash); // of a MAC whose key it derives the same is in use
            }
            case "scrypt" -> {
                into.put("saltBits", parameters.expect(OCTET_STRING).length() * 8L);
                into.put("iterations", parameters.expect(INTEGER).integer());
                into.put("blockSize", parameters.expect(INTEGER).integer());
                into.put("parallelism", parameters.expect(INTEGER).integer());
            }
            default -> {}
        }
    }

    /** A cipher in one word; of RC2 with the bits that its parameter stands for (RFC 8018, B.2.3). */
    static String cipher(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        Oids.Named named = Oids.of(fields.expect(OID).oid());
        if (named.algorithm().equals(RC2) && fields.take(SEQUENCE)) {
            DerReader parameters = fields.inside();
            if (parameters.take(INTEGER)) {
                long version = parameters.integer();
                long bits = version == 160 ? 40 : version == 120 ? 64 : version == 58 ? 128 : version;
                return RC2 + "-" + bits + "-CBC";
            }
        }
        return named.cipher();
    }

    /** The bits of a key that is held as a BIT STRING or OCTET STRING of its own: an RSA key, or a number. */
    static void size(DerReader key, Traits into) throws MalformedException {
        DerReader inside = key.inside(key.tag() == BIT_STRING ? 1 : 0);
        if (into.algorithm().equals("RSA") && inside.take(SEQUENCE)) {
            into.put("keyBits", inside.inside().expect(INTEGER).bitLength());
        }
    }
}
