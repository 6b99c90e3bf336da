package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.wire.DerReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A block with a label (RFC 7468, RFC 1421, RFC 9580, RFC 4716): what is in it tells what it is, the label only hints. */
final class PemCapture implements Capture {
    /** Shorter ones are examples of what they look like. */
    private static final int LEAST = 40;

    /** The name of a curve: the shortest identifiers that there are have five bytes. */
    private static final int LEAST_NAME = 8;

    private final String label;
    private final Base64Text body;

    PemCapture(String label, byte[] mark, Budget budget) {
        this.label = label;
        this.body = new Base64Text(budget, true, true, mark);
    }

    @Override
    public int take(byte[] bytes, int from, int to) {
        return body.take(bytes, from, to);
    }

    @Override
    public void close() {
        body.close();
    }

    @Override
    public boolean read(Spot spot, boolean ended) {
        if (label.startsWith("OpenVPN Static key")) {
            if (ended && body.length() >= LEAST) {
                Traits key = new Traits("", "cipher|mac").put("keyBits", body.length() * 4L);
                spot.key(label, key.put(KeyReading.PART, KeyReading.SECRET).put(KeyReading.ENCRYPTED, false));
            }
            return true;
        }
        if (body.isFull()) {
            spot.gap(GapKind.LIMIT, "a block '" + label + "' that is too large");
            return true;
        }
        if (body.length() < (label.equals("EC PARAMETERS") ? LEAST_NAME : LEAST)) {
            return false;
        }
        byte[] decoded = body.decoded();
        String reason;
        try {
            if (readKnown(decoded, spot)) {
                return true;
            }
            if (decoded[0] != DerReader.SEQUENCE) {
                return false; // what does not even begin as one is an example, unless it is as long as a key
            }
            new DerReader(decoded).next();
            reason = "another structure";
        } catch (MalformedException e) {
            reason = e.reason();
        }
        if (ended && isKeyLike()) {
            spot.gap(GapKind.MALFORMED, "a block '" + label + "' that is none: " + reason);
            return true;
        }
        return false;
    }

    @Override
    public void readDamaged(Spot spot, byte[] bytes, int from, int end) {
        if (!isKeyLike() || !Damage.isIn(bytes, from, end, label)) {
            return;
        }
        spot.gap(GapKind.MALFORMED, "a block '" + label + "' that is damaged");
        boolean isOpen =
                label.endsWith("PRIVATE KEY") && !label.startsWith("ENCRYPTED") && !label.startsWith("OPENSSH");
        if (isOpen && !body.header("Proc-Type").endsWith("ENCRYPTED")) {
            spot.key(
                    label,
                    new Traits(labelled(), Oids.purposeOfKey(labelled()))
                            .put(KeyReading.PART, KeyReading.PRIVATE)
                            .put(KeyReading.ENCRYPTED, false));
        }
    }

    private boolean readKnown(byte[] decoded, Spot spot) throws MalformedException {
        if (body.header("Proc-Type").endsWith("ENCRYPTED")) {
            spot.key(label, legacy());
            return true;
        }
        if (label.equals("SSH2 PUBLIC KEY")) {
            SshReading.blob(new Cursor(decoded, 0, decoded.length), spot.as("ssh"));
            return true;
        }
        if (label.equals("SSH2 ENCRYPTED PRIVATE KEY")) {
            OldSshReading.tectia(new Cursor(decoded, 0, decoded.length), spot.as("ssh"));
            return true;
        }
        if (label.equals("SSH SIGNATURE")) {
            Cursor signature = new Cursor(decoded, 0, decoded.length);
            signature.skip("SSHSIG".length());
            SshReading.signature(signature, spot.as("ssh"));
            return true;
        }
        if (label.startsWith("PGP ") && decoded[0] < 0) {
            new PgpReading(new Cursor(decoded, 0, decoded.length), spot.as("pgp")).packets();
            return true;
        }
        if (label.equals("EC PARAMETERS") && decoded[0] == DerReader.OID) {
            Traits curve = KeyReading.curve(new DerReader(decoded));
            spot.algorithm("ECParameters", curve);
            return true;
        }
        return Found.read(decoded, spot, hinted());
    }

    private DerReading.@Nullable Shape hinted() {
        return switch (label) {
            case "RSA PUBLIC KEY" -> DerReading.Shape.RSA_PUBLIC_KEY;
            case "DH PARAMETERS", "X9.42 DH PARAMETERS" -> DerReading.Shape.DH_PARAMETERS;
            case "DSA PARAMETERS" -> DerReading.Shape.DSA_PARAMETERS;
            default -> null;
        };
    }

    /** RFC 1421's way, which OpenSSL keeps: the key is one MD5 of the password and the first half of the IV. */
    private Traits legacy() {
        String dek = body.header("DEK-Info");
        int comma = dek.indexOf(',');
        String cipher = (comma < 0 ? dek : dek.substring(0, comma)).toUpperCase(Locale.ROOT);
        String algorithm = labelled();
        return new Traits(algorithm, Oids.purposeOfKey(algorithm))
                .put(KeyReading.PART, KeyReading.PRIVATE)
                .put(KeyReading.ENCRYPTED, true)
                .put("cipher", cipher.equals("DES-EDE3-CBC") ? "3DES-168-CBC" : cipher)
                .put("kdf", "EVP_BytesToKey")
                .put("hash", "MD5")
                .put("iterations", 1);
    }

    /** The algorithm that the label names; empty for most. */
    private String labelled() {
        return label.startsWith("RSA ")
                ? "RSA"
                : label.startsWith("DSA ") ? "DSA" : label.startsWith("EC ") ? "EC" : "";
    }

    private boolean isKeyLike() {
        return label.contains("KEY")
                || label.contains("CERTIFICATE")
                || label.contains("CRL")
                || label.contains("PARAMETERS")
                || label.startsWith("PKCS")
                || label.equals("PGP SIGNATURE")
                || label.startsWith("PGP MESSAGE")
                || label.equals("SSH SIGNATURE")
                || label.equals("CMS");
    }
}
