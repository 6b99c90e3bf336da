package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.BOOLEAN;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.SET;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates, requests for them and lists of revoked ones (RFC 5280, RFC 2986). */
final class CertificateReading {
    private static final int MOST_NAME_PARTS = 16;
    private static final int MOST_NAME_BYTES = 64;
    private static final int MOST_IDENTIFIER_BYTES = 32;
    private static final int MOST_USAGES = 16;

    private static final List<String> KEY_USAGES = List.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");

    private static final Map<String, String> EXTENDED_KEY_USAGES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.3", "codeSigning",
            "1.3.6.1.5.5.7.3.4", "emailProtection",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning",
            "2.5.29.37.0", "any");

    private static final Map<String, String> NAME_TYPES = Map.of(
            "2.5.4.3", "CN",
            "2.5.4.6", "C",
            "2.5.4.7", "L",
            "2.5.4.8", "ST",
            "2.5.4.10", "O",
            "2.5.4.11", "OU",
            "0.9.2342.19200300.100.1.25", "DC",
            "1.2.840.113549.1.9.1", "E");

    private CertificateReading() {}

    /** A {@code Certificate}; the reader stands before its sequence. */
    static Traits certificate(DerReader in) throws MalformedException {
        DerReader signed = in.expect(SEQUENCE).inside();
        String fingerprint = PublicPart.sha256(in.encoding());
        DerReader fields = signed.expect(SEQUENCE).inside();
        fields.take(context(0));
        DerReader serial = fields.expect(INTEGER);
        String number = hex(serial);
        Traits signature = new Traits();
        AlgorithmReading.signature(fields, signature);
        DerReader issuer = fields.expect(SEQUENCE).inside();
        String issuerName = name(issuer);
        int issuerFrom = fields.from();
        int issuerTo = fields.to();
        DerReader validity = fields.expect(SEQUENCE).inside();
        validity.next();
        var notBefore = validity.time();
        validity.next();
        var notAfter = validity.time();
        DerReader subject = fields.expect(SEQUENCE).inside();
        boolean selfIssued = fields.hasContents(issuerFrom, issuerTo);
        String subjectName = name(subject);
        Traits traits = KeyReading.publicKey(fields);
        traits.parameters().remove(KeyReading.PART);
        traits.purpose("certificate")
                .with(signature)
                .put("fingerprint", fingerprint)
                .put("serial", number)
                .put("issuer", issuerName)
                .put("subject", subjectName)
                .put("notBefore", notBefore)
                .put("notAfter", notAfter)
                .put("selfSigned", selfIssued)
                .put("ca", false);
        while (fields.next()) {
            if (fields.tag() == context(3)) {
                extensions(fields.inside(), traits);
            }
        }
        return traits;
    }

    /** A {@code CertificationRequest} of RFC 2986: a public key that is to be certified, signed with its private one. */
    static Traits request(DerReader in) throws MalformedException {
        DerReader signed = in.expect(SEQUENCE).inside();
        String fingerprint = PublicPart.sha256(in.encoding());
        DerReader fields = signed.expect(SEQUENCE).inside();
        fields.expect(INTEGER);
        String subject = name(fields.expect(SEQUENCE).inside());
        Traits traits = KeyReading.publicKey(fields);
        AlgorithmReading.signature(signed, traits);
        return traits.purpose("certificate-request").put("subject", subject).put("fingerprint", fingerprint);
    }

    /** A {@code CertificateList}: what it is signed with. */
    static Traits revocations(DerReader in) throws MalformedException {
        DerReader signed = in.expect(SEQUENCE).inside();
        DerReader fields = signed.expect(SEQUENCE).inside();
        fields.take(INTEGER);
        Traits traits = AlgorithmReading.key(fields).purpose("signature");
        traits.put("issuer", name(fields.expect(SEQUENCE).inside()));
        fields.next();
        traits.put("notBefore", fields.time());
        if (fields.peek() == DerReader.UTC_TIME || fields.peek() == DerReader.GENERALIZED_TIME) {
            fields.next();
            traits.put("notAfter", fields.time());
        }
        return traits;
    }

    /** A serial number or the identifier of a key, shortened if it is longer than they may be. */
    private static String hex(DerReader bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length(), MOST_IDENTIFIER_BYTES); i++) {
            hex.append(Character.forDigit(bytes.at(i) >> 4, 16)).append(Character.forDigit(bytes.at(i) & 0xf, 16));
        }
        return bytes.length() > MOST_IDENTIFIER_BYTES ? hex + "..." : hex.toString();
    }

    /** A distinguished name in the order of its parts, shortened. */
    private static String name(DerReader parts) throws MalformedException {
        StringBuilder name = new StringBuilder();
        int n = 0;
        while (n++ < MOST_NAME_PARTS && parts.take(SET)) {
            DerReader part = parts.inside();
            if (!part.take(SEQUENCE)) {
                continue;
            }
            DerReader fields = part.inside();
            String type = fields.expect(OID).oid();
            if (fields.next()) {
                name.append(name.isEmpty() ? "" : ", ")
                        .append(NAME_TYPES.getOrDefault(type, type))
                        .append('=')
                        .append(fields.text(MOST_NAME_BYTES));
            }
        }
        return name.toString();
    }

    private static void extensions(DerReader in, Traits into) throws MalformedException {
        DerReader all = in.expect(SEQUENCE).inside();
        while (all.take(SEQUENCE)) {
            DerReader fields = all.inside();
            String oid = fields.expect(OID).oid();
            fields.take(BOOLEAN);
            if (!fields.take(OCTET_STRING)) {
                continue;
            }
            switch (oid) {
                case "2.5.29.19" -> {
                    DerReader constraints = fields.inside();
                    if (constraints.take(SEQUENCE)) {
                        DerReader flags = constraints.inside();
                        into.put("ca", flags.take(BOOLEAN) && flags.at(0) > 0);
                    }
                }
                case "2.5.29.14" -> {
                    DerReader key = fields.inside();
                    if (key.take(OCTET_STRING)) {
                        into.put("subjectKeyId", hex(key));
                    }
                }
                case "2.5.29.35" -> {
                    DerReader authority = fields.inside().expect(SEQUENCE).inside();
                    if (authority.take(DerReader.contextBytes(0))) {
                        into.put("authorityKeyId", hex(authority));
                    }
                }
                case "2.5.29.15" -> into.put("keyUsage", keyUsage(fields.inside()));
                case "2.5.29.37" -> into.put("extendedKeyUsage", extendedKeyUsage(fields.inside()));
                default -> {}
            }
        }
    }

    private static String keyUsage(DerReader in) throws MalformedException {
        in.expect(BIT_STRING);
        List<String> usages = new ArrayList<>();
        for (int i = 0; i < KEY_USAGES.size(); i++) {
            int octet = in.at(1 + i / 8);
            if (octet > 0 && (octet >> 7 - i % 8 & 1) != 0) {
                usages.add(KEY_USAGES.get(i));
            }
        }
        return String.join(",", usages);
    }

    private static String extendedKeyUsage(DerReader in) throws MalformedException {
        DerReader all = in.expect(SEQUENCE).inside();
        List<String> usages = new ArrayList<>();
        while (usages.size() < MOST_USAGES && all.take(OID)) {
            String oid = all.oid();
            usages.add(EXTENDED_KEY_USAGES.getOrDefault(oid, oid));
        }
        return String.join(",", usages);
    }
}
