package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.SET;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.util.HashSet;
import java.util.Set;

/** CMS (RFC 5652), once PKCS #7: the certificates in it, and what it is signed and encrypted with. */
final class CmsReading {
    static final String DATA = "1.2.840.113549.1.7.1";
    private static final String SIGNED = "1.2.840.113549.1.7.2";
    private static final String ENVELOPED = "1.2.840.113549.1.7.3";
    static final String ENCRYPTED = "1.2.840.113549.1.7.6";
    private static final String AUTHENTICATED_ENVELOPED = "1.2.840.113549.1.9.16.1.23";

    private final Spot spot;

    /** Many signers with one algorithm are one fact. */
    private final Set<Object> told = new HashSet<>();

    private int from; // of what is at the spot

    CmsReading(Spot spot) {
        this.spot = spot;
    }

    static boolean isKnown(String contentType) {
        return switch (contentType) {
            case SIGNED, ENVELOPED, ENCRYPTED, AUTHENTICATED_ENVELOPED -> true;
            default -> false;
        };
    }

    /** A {@code ContentInfo}; the reader stands before it. */
    void contentInfo(DerReader in) throws MalformedException {
        from = in.after();
        DerReader fields = in.expect(SEQUENCE).inside();
        String type = fields.expect(OID).oid();
        if (fields.take(context(0))) {
            content(type, fields.inside());
        }
    }

    void content(String type, DerReader in) throws MalformedException {
        switch (type) {
            case SIGNED -> signed(in);
            case ENVELOPED, AUTHENTICATED_ENVELOPED -> enveloped(in);
            case ENCRYPTED -> encrypted(in);
            default -> {}
        }
    }

    private void signed(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        fields.expect(SET);
        fields.expect(SEQUENCE);
        if (fields.take(context(0))) {
            DerReader certificates = fields.inside();
            while (certificates.peek() >= 0) {
                if (certificates.peek() == SEQUENCE) {
                    DerReading.certificate(certificates, spot.behind(certificates.after() - from));
                } else {
                    certificates.next(); // attribute certificates
                }
            }
        }
        if (fields.take(context(1))) {
            DerReader lists = fields.inside();
            while (lists.peek() >= 0) {
                if (lists.peek() == SEQUENCE) {
                    spot.algorithm("X.509 CertificateList", CertificateReading.revocations(lists));
                } else {
                    lists.next();
                }
            }
        }
        if (fields.take(SET)) {
            DerReader signers = fields.inside();
            while (signers.take(SEQUENCE)) {
                signer(signers.inside());
            }
        }
    }

    private void signer(DerReader in) throws MalformedException {
        in.expect(INTEGER);
        in.next(); // whose
        String hash = AlgorithmReading.named(in).algorithm();
        in.take(context(0));
        Traits traits = AlgorithmReading.key(in).purpose("signature");
        if (!traits.parameters().containsKey("hash")) {
            traits.put("hash", hash);
        }
        if (traits.algorithm().equals("RSA") && !traits.parameters().containsKey("padding")) {
            traits.put("padding", "PKCS1-v1.5"); // RFC 3370, 3.2
        }
        tell("CMS SignerInfo", traits);
    }

    private void enveloped(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        fields.take(context(0));
        DerReader recipients = fields.expect(SET).inside();
        while (recipients.next()) {
            recipient(recipients.tag(), recipients.inside());
        }
        tell("CMS EncryptedContentInfo", cipher(fields));
    }

    private void recipient(int kind, DerReader in) throws MalformedException {
        in.take(INTEGER);
        if (kind == SEQUENCE) {
            in.next(); // whose
            tell("CMS KeyTransRecipientInfo", AlgorithmReading.key(in).purpose("encryption"));
        } else if (kind == context(1)) {
            in.expect(context(0));
            in.take(context(1));
            Oids.Named agreement = AlgorithmReading.named(in);
            tell("CMS KeyAgreeRecipientInfo", new Traits(agreement.algorithm(), "key-agreement"));
        } else if (kind == context(3)) {
            Traits traits = new Traits("", "kdf");
            if (in.peek() == context(0)) {
                in.next();
                traits.put("kdf", Oids.of(in.inside().expect(OID).oid()).algorithm());
            }
            tell("CMS PasswordRecipientInfo", traits);
        }
    }

    private void encrypted(DerReader in) throws MalformedException {
        DerReader fields = in.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        tell("CMS EncryptedContentInfo", cipher(fields));
    }

    private static Traits cipher(DerReader in) throws MalformedException {
        DerReader content = in.expect(SEQUENCE).inside();
        content.expect(OID);
        DerReader algorithm = content.expect(SEQUENCE).inside();
        return Traits.of(Oids.of(algorithm.expect(OID).oid()));
    }

    private void tell(String via, Traits traits) {
        if (told.add(java.util.List.of(via, traits.algorithm(), traits.parameters()))) {
            spot.algorithm(via, traits);
        }
    }

    /** What lies within a {@code Data} content. */
    static DerReader data(DerReader in) throws MalformedException {
        MalformedException.check((in.peek() & ~0x20) == OCTET_STRING, in.from(), "another structure than its kind has");
        in.next();
        return in.insideOctets();
    }
}
