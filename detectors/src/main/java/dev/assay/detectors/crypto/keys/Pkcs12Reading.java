package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;

/** A store of PKCS #12 (RFC 7292): what lies open in it, what the rest is encrypted with, and what its password's check is. */
final class Pkcs12Reading {
    private static final String BAG = "1.2.840.113549.1.12.10.1.";
    private static final String VIA = "PKCS#12 ";

    private final Spot spot;

    Pkcs12Reading(Spot spot) {
        this.spot = spot;
    }

    /** A {@code PFX}; the reader stands before it. */
    void store(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        DerReader safe = fields.expect(SEQUENCE).inside();
        String type = safe.expect(OID).oid();
        if (safe.take(context(0))) {
            DerReader content = safe.inside();
            if (type.equals(CmsReading.DATA)) {
                DerReader contents = CmsReading.data(content).expect(SEQUENCE).inside();
                while (contents.take(SEQUENCE)) {
                    contentInfo(contents.inside());
                }
            } else {
                new CmsReading(spot).content(type, content); // signed, which nobody writes
            }
        }
        if (fields.take(SEQUENCE)) {
            mac(fields.inside());
        }
    }

    private void contentInfo(DerReader in) throws MalformedException {
        String type = in.expect(OID).oid();
        if (!in.take(context(0))) {
            return;
        }
        DerReader content = in.inside();
        switch (type) {
            case CmsReading.DATA -> bags(CmsReading.data(content));
            case CmsReading.ENCRYPTED -> {
                DerReader fields = content.expect(SEQUENCE).inside();
                fields.expect(INTEGER);
                DerReader encrypted = fields.expect(SEQUENCE).inside();
                encrypted.expect(OID);
                // As a rule certificates, of which nobody can say more without the password.
                spot.certificate(
                        VIA + "EncryptedData",
                        AlgorithmReading.encryption(encrypted).purpose("certificate"));
            }
            default -> new CmsReading(spot).content(type, content);
        }
    }

    /** {@code SafeContents}. */
    private void bags(DerReader in) throws MalformedException {
        DerReader all = in.expect(SEQUENCE).inside();
        while (all.take(SEQUENCE)) {
            DerReader bag = all.inside();
            String type = bag.expect(OID).oid();
            if (bag.take(context(0)) && type.startsWith(BAG)) {
                bag(type.substring(BAG.length()), bag.inside());
            }
        }
    }

    private void bag(String type, DerReader in) throws MalformedException {
        switch (type) {
            case "1" -> spot.key(VIA + "KeyBag", KeyReading.privateKey(in));
            case "2" -> spot.key(VIA + "PKCS8ShroudedKeyBag", KeyReading.encrypted(in));
            case "3" -> {
                DerReader fields = in.expect(SEQUENCE).inside();
                fields.expect(OID);
                DerReading.certificate(CmsReading.data(fields.expect(context(0)).inside()), spot);
            }
            case "4" -> {
                DerReader fields = in.expect(SEQUENCE).inside();
                fields.expect(OID);
                spot.algorithm(
                        "X.509 CertificateList",
                        CertificateReading.revocations(
                                CmsReading.data(fields.expect(context(0)).inside())));
            }
            case "5" -> secret(in);
            case "6" -> bags(in);
            default -> {}
        }
    }

    /** A secret of any kind; Java's stores have encrypted keys there. */
    private void secret(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(OID);
        Traits traits = new Traits();
        DerReader value = CmsReading.data(fields.expect(context(0)).inside());
        if (value.peek() == SEQUENCE) {
            traits = KeyReading.encrypted(value);
        }
        spot.key(VIA + "SecretBag", traits.put(KeyReading.PART, KeyReading.SECRET));
    }

    private void mac(DerReader in) throws MalformedException {
        DerReader digest = in.expect(SEQUENCE).inside();
        Traits traits = new Traits("HMAC", "mac");
        DerReader algorithm = digest.expect(SEQUENCE).inside();
        Oids.Named named = Oids.of(algorithm.expect(OID).oid());
        if (named.algorithm().equals("PBMAC1") && algorithm.take(SEQUENCE)) { // RFC 9579
            AlgorithmReading.derivation(algorithm.inside(), traits);
        } else {
            traits.put("hash", named.algorithm()).put("kdf", "PKCS12");
            int saltBytes = in.expect(OCTET_STRING).length();
            traits.put("saltBits", saltBytes * 8L);
            traits.put("iterations", in.take(INTEGER) ? in.integer() : 1);
        }
        spot.algorithm(VIA + "MacData", traits);
    }
}
