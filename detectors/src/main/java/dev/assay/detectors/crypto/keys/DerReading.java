package dev.assay.detectors.crypto.keys;

import static dev.assay.engine.wire.DerReader.BIT_STRING;
import static dev.assay.engine.wire.DerReader.INTEGER;
import static dev.assay.engine.wire.DerReader.OCTET_STRING;
import static dev.assay.engine.wire.DerReader.OID;
import static dev.assay.engine.wire.DerReader.SEQUENCE;
import static dev.assay.engine.wire.DerReader.SET;
import static dev.assay.engine.wire.DerReader.context;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.wire.DerReader;
import org.jspecify.annotations.Nullable;

/** Tells by its shape what a structure in ASN.1 is, since neither labels nor names of files need be true, and has it read. */
final class DerReading {
    /** What is told apart. */
    enum Shape {
        CERTIFICATE,
        REQUEST,
        REVOCATIONS,
        PUBLIC_KEY,
        PRIVATE_KEY,
        ENCRYPTED_PRIVATE_KEY,
        RSA_PRIVATE_KEY,
        RSA_PUBLIC_KEY,
        DSA_PRIVATE_KEY,
        EC_PRIVATE_KEY,
        DH_PARAMETERS,
        DSA_PARAMETERS,
        EC_PARAMETERS,
        CMS,
        PKCS12,
        BCFKS
    }

    static final String CERTIFICATE = "X.509 Certificate";

    /** No exponent of RSA is that small, and hardly a generator of DH is larger. */
    private static final int MOST_GENERATOR = 2;

    private static final int MOST_SPACE = 16;

    private DerReading() {}

    /** What the bytes are, or null if they are none of these. Never fails: what is broken has no shape. */
    static @Nullable Shape shape(byte[] bytes, int from, int to) {
        try {
            return shape(new DerReader(bytes, from, to));
        } catch (MalformedException e) {
            return null;
        }
    }

    /**
     * Whether a head that does not show all, or all of a file that was cut off, begins as one of these: a sequence of at least
     * 256 bytes, no shorter than the file, with what certificates, keys and stores have in front.
     */
    static boolean begins(Head head) {
        int form = head.at(1);
        if (head.at(0) != SEQUENCE || form < 0x82 || form > 0x84) {
            return head.has(0, "0\200\006\t") || head.has(0, "0\200\002\001\003");
        }
        int from = form - 0x80 + 2;
        long length = 0;
        for (int i = 2; i < from; i++) {
            length = length << 8 | Math.max(head.at(i), 0);
        }
        if (head.sizeBytes() >= 0 && head.sizeBytes() > length + from) {
            return false;
        }
        int inner = head.at(from + 1);
        boolean signed = head.at(from) == SEQUENCE && inner >= 0x82 && inner <= 0x84;
        int within = from + 2 + inner - 0x80;
        return signed && (head.has(within, "\240\003\002\001") || head.has(within, "\002\001\0010"))
                || head.has(from, "\002\001\0000")
                || head.has(from, "\002\001\0030")
                || head.has(from, "\002\001\000\002")
                        && head.at(from + 4) >= 0x82 // a key of RSA whose head shows no more
                || head.has(from, "0\r\006\t*\206H\206\367\r\001\001\001")
                || head.has(from, "\006\t*\206H\206\367\r\001\007");
    }

    private static @Nullable Shape shape(DerReader in) throws MalformedException {
        if (!in.take(SEQUENCE)) {
            return null;
        }
        DerReader fields = in.inside();
        return switch (fields.peek()) {
            case OID -> ofIdentifier(fields);
            case SEQUENCE -> ofSequence(fields);
            case INTEGER -> ofNumber(fields);
            default -> null;
        };
    }

    private static @Nullable Shape ofIdentifier(DerReader fields) throws MalformedException {
        String oid = fields.expect(OID).oid();
        return CmsReading.isKnown(oid) && fields.peek() == context(0) ? Shape.CMS : null;
    }

    private static @Nullable Shape ofSequence(DerReader fields) throws MalformedException {
        fields.next();
        DerReader first = fields.inside();
        if (first.peek() == OID) {
            return switch (fields.peek()) {
                case BIT_STRING -> Shape.PUBLIC_KEY;
                case OCTET_STRING -> Shape.ENCRYPTED_PRIVATE_KEY;
                default -> null;
            };
        }
        if (!fields.take(SEQUENCE)) {
            return null;
        }
        DerReader second = fields.inside();
        if (second.peek() == OID && fields.peek() == BIT_STRING) {
            return signed(first);
        }
        boolean store = first.take(SEQUENCE) && first.inside().peek() == OID && first.peek() == OCTET_STRING;
        return store && second.peek() == SEQUENCE && fields.peek() < 0 ? Shape.BCFKS : null;
    }

    /** What is signed: told by what the second sequence is, and whether times follow in a sequence or by themselves. */
    private static @Nullable Shape signed(DerReader in) throws MalformedException {
        if (in.take(context(0))) {
            return in.take(INTEGER) ? Shape.CERTIFICATE : null;
        }
        boolean numbered = in.take(INTEGER);
        if (!in.take(SEQUENCE)) {
            return null;
        }
        DerReader first = in.inside();
        if (first.peek() != OID) {
            return numbered && (first.peek() == SET || first.peek() < 0) && in.peek() == SEQUENCE
                    ? Shape.REQUEST
                    : null;
        }
        if (!in.take(SEQUENCE)) {
            return null;
        }
        return switch (in.peek()) {
            case DerReader.UTC_TIME, DerReader.GENERALIZED_TIME -> Shape.REVOCATIONS;
            case SEQUENCE -> numbered ? Shape.CERTIFICATE : null;
            default -> null;
        };
    }

    private static @Nullable Shape ofNumber(DerReader fields) throws MalformedException {
        fields.next();
        int firstBits = fields.bitLength();
        return switch (fields.peek()) {
            case SEQUENCE -> ofNumberAndSequence(fields);
            case OCTET_STRING -> firstBits == 1 ? Shape.EC_PRIVATE_KEY : null;
            case INTEGER -> ofNumbers(fields, firstBits);
            default -> null;
        };
    }

    private static @Nullable Shape ofNumberAndSequence(DerReader fields) throws MalformedException {
        long version = fields.length() == 1 ? fields.integer() : -1;
        fields.next();
        DerReader first = fields.inside();
        if (!first.take(OID)) {
            return null;
        }
        String oid = first.oid();
        if (version == 3 && first.peek() == context(0)) {
            return Shape.PKCS12;
        }
        return switch (fields.peek()) {
            case OCTET_STRING -> version >= 0 && version <= 1 ? Shape.PRIVATE_KEY : null;
            case SEQUENCE -> oid.startsWith("1.2.840.10045.1.") ? Shape.EC_PARAMETERS : null;
            default -> null;
        };
    }

    private static @Nullable Shape ofNumbers(DerReader fields, int firstBits) throws MalformedException {
        int n = 1;
        int secondBits = 0;
        while (fields.take(INTEGER) && n < 12) {
            n++;
            secondBits = n == 2 ? fields.bitLength() : secondBits;
        }
        if (fields.peek() >= 0 && n < 9) {
            return null;
        }
        return switch (n) {
            case 2 ->
                firstBits < 256 ? null : secondBits <= MOST_GENERATOR ? dhOrRsa(secondBits) : Shape.RSA_PUBLIC_KEY;
            case 3 -> firstBits < 256 ? null : secondBits <= 64 ? Shape.DH_PARAMETERS : Shape.DSA_PARAMETERS;
            case 6 -> firstBits == 0 && secondBits >= 256 ? Shape.DSA_PRIVATE_KEY : null;
            case 9 -> firstBits <= 1 && secondBits >= 256 ? Shape.RSA_PRIVATE_KEY : null;
            default -> null;
        };
    }

    /** A second number of 1, 2 or 3: 3 is an exponent as well, but of a generator it says as little. */
    private static Shape dhOrRsa(int bits) {
        return bits == 0 ? Shape.RSA_PUBLIC_KEY : Shape.DH_PARAMETERS;
    }

    /** Where a structure begins: behind white space, which editors and shells put in front. */
    static int start(byte[] bytes, int to) {
        int at = 0;
        while (at < to && at < MOST_SPACE && (bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == ' ')) {
            at++;
        }
        return at;
    }

    /** As {@link #read}; where the structure ends. */
    static int readOne(Shape shape, byte[] bytes, int from, int to, Spot spot) throws MalformedException {
        DerReader one = new DerReader(bytes, from, to);
        one.expect(SEQUENCE);
        read(shape, bytes, from, one.after(), spot);
        return one.after();
    }

    /** Says what is in a structure of this shape. */
    static void read(Shape shape, byte[] bytes, int from, int to, Spot spot) throws MalformedException {
        DerReader in = new DerReader(bytes, from, to);
        switch (shape) {
            case CERTIFICATE -> spot.certificate(CERTIFICATE, CertificateReading.certificate(in));
            case REQUEST -> spot.key("PKCS#10 CertificationRequest", CertificateReading.request(in));
            case REVOCATIONS -> spot.algorithm("X.509 CertificateList", CertificateReading.revocations(in));
            case PUBLIC_KEY -> spot.key("SubjectPublicKeyInfo", KeyReading.publicKey(in));
            case PRIVATE_KEY -> spot.key("PKCS#8 PrivateKeyInfo", KeyReading.privateKey(in));
            case ENCRYPTED_PRIVATE_KEY -> spot.key("PKCS#8 EncryptedPrivateKeyInfo", KeyReading.encrypted(in));
            case RSA_PRIVATE_KEY -> spot.key("PKCS#1 RSAPrivateKey", KeyReading.rsaPrivate(in));
            case RSA_PUBLIC_KEY -> spot.key("PKCS#1 RSAPublicKey", KeyReading.rsaPublic(in));
            case DSA_PRIVATE_KEY -> spot.key("DSAPrivateKey", KeyReading.dsaPrivate(in));
            case EC_PRIVATE_KEY -> spot.key("SEC1 ECPrivateKey", KeyReading.ec(in));
            case DH_PARAMETERS -> spot.algorithm("DHParameters", KeyReading.parameters("DH", "key-agreement", in));
            case DSA_PARAMETERS -> spot.algorithm("DSAParameters", KeyReading.parameters("DSA", "signature", in));
            case EC_PARAMETERS -> spot.algorithm("ECParameters", KeyReading.curve(in));
            case CMS -> new CmsReading(spot).contentInfo(in);
            case PKCS12 -> new Pkcs12Reading(spot.as("pkcs12")).store(in);
            case BCFKS -> JavaStoreReading.bcfks(in, spot.as("bcfks"));
        }
    }

    /** A certificate within a store. */
    static void certificate(DerReader in, Spot spot) throws MalformedException {
        spot.certificate(CERTIFICATE, CertificateReading.certificate(in));
    }
}
