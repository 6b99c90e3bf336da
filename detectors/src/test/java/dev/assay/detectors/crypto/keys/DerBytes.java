package dev.assay.detectors.crypto.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;

/** Writes ASN.1 in DER, and certificates of it, right ones and others. */
final class DerBytes {
    private static final byte[] PARAMETERS_NULL = {5, 0};

    private DerBytes() {}

    static byte[] of(int identifier, byte[]... contents) {
        byte[] content = join(contents);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(identifier);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int zeros = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - zeros);
            out.write(length, zeros, length.length - zeros);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return of(0x30, contents);
    }

    static byte[] integer(long value) {
        return of(2, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] oid(String text) {
        String[] arcs = text.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        arc(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(out, Long.parseLong(arcs[i]));
        }
        return of(6, out.toByteArray());
    }

    private static void arc(ByteArrayOutputStream out, long value) {
        for (int shift = 56; shift > 0; shift -= 7) {
            if (value >> shift != 0) {
                out.write((int) (value >> shift & 0x7f) | 0x80);
            }
        }
        out.write((int) value & 0x7f);
    }

    private static byte[] name(String commonName) {
        return sequence(of(0x31, sequence(oid("2.5.4.3"), of(12, commonName.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(String time) {
        return of(23, time.getBytes(StandardCharsets.US_ASCII));
    }

    /** A certificate of a key, which it is signed with. */
    static byte[] certificate(KeyPair key, String algorithm, String signatureOid, String subject)
            throws GeneralSecurityException {
        byte[] identifier = signatureOid.startsWith("1.2.840.113549.1.1.")
                ? sequence(oid(signatureOid), PARAMETERS_NULL)
                : sequence(oid(signatureOid));
        byte[] signed = sequence(
                of(0xa0, integer(2)),
                integer(0x1234),
                identifier,
                name(subject),
                sequence(time("260102030405Z"), time("360102030405Z")),
                name(subject),
                key.getPublic().getEncoded(),
                of(0xa3, sequence(sequence(oid("2.5.29.19"), of(1, new byte[] {-1}), of(4, sequence(of(1, new byte[] {-1
                })))))));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key.getPrivate());
        signature.update(signed);
        return sequence(signed, identifier, of(3, new byte[] {0}, signature.sign()));
    }
}
