package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One key is told as one in whatever form it lies there. */
class PublicPartTest {
    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<String> digests(String name, byte[] bytes) throws IOException {
        return KeyFacts.uses(name, bytes).stream()
                .map(use -> use.parameters().getOrDefault("publicKeyDigest", ""))
                .toList();
    }

    private static byte[] sample(String name) {
        return Objects.requireNonNull(KeySamples.written().get(name));
    }

    @Test
    void aKeyOfRsaInFourForms() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        String digest = sha256(pair.getPublic().getEncoded());
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        assertThat(digests("a.der", pair.getPublic().getEncoded())).containsExactly(digest);
        assertThat(digests("a.p8", pkcs8)).containsExactly(digest);
        int inner = 26; // behind the heads, the version and the algorithm
        byte[] pkcs1 = java.util.Arrays.copyOfRange(pkcs8, inner, pkcs8.length);
        assertThat(digests("a.key", pkcs1)).containsExactly(digest);
        assertThat(digests("a.pub", ssh((RSAPublicKey) pair.getPublic()))).containsExactly(digest);
    }

    private static byte[] ssh(RSAPublicKey key) throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(blob);
        for (byte[] each : new byte[][] {
            "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
            key.getPublicExponent().toByteArray(),
            key.getModulus().toByteArray()
        }) {
            out.writeInt(each.length);
            out.write(each);
        }
        return ("ssh-rsa " + Base64.getEncoder().encodeToString(blob.toByteArray()) + " a@b\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"ssh_plain, ssh_plain.pub", "ssh_rsa, ssh_rsa.pub", "ssh_ecdsa, ssh_ecdsa.pub"})
    void thePrivateKeyHasThatOfThePublicOne(String secret, String open) throws IOException {
        List<String> digest = digests(secret, sample(secret));
        assertThat(digest).singleElement().satisfies(each -> assertThat(each).hasSize(64));
        assertThat(digests(open, sample(open))).isEqualTo(digest);
    }

    @Test
    void aCertificateHasItsOwnDigestAndThatOfItsKey() throws GeneralSecurityException, IOException {
        byte[] der = sample("certificate.der");
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(der));
        assertThat(KeyFacts.uses("certificate.der", der)).singleElement().satisfies(use -> {
            assertThat(use.parameters()).containsEntry("fingerprint", sha256(der));
            assertThat(use.parameters())
                    .containsEntry(
                            "publicKeyDigest", sha256(certificate.getPublicKey().getEncoded()));
            byte[] identifier = certificate.getExtensionValue("2.5.29.14");
            assertThat(use.parameters().getOrDefault("subjectKeyId", ""))
                    .isEqualTo(
                            identifier == null
                                    ? ""
                                    : HexFormat.of().formatHex(identifier).substring(8));
        });
    }

    @Test
    void ofAKeyWhosePublicPartIsNotThereNothingIsWorkedOut() throws IOException {
        assertThat(digests("ed25519.pem", sample("ed25519.pem"))).containsExactly("");
        assertThat(digests("pbes2.pem", sample("pbes2.pem"))).containsExactly("");
    }

    @Test
    void theDigestIsThatOfTheNumbersWhateverZerosStandInFront() {
        byte[] modulus = BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE).toByteArray();
        byte[] bare = java.util.Arrays.copyOfRange(modulus, 1, modulus.length);
        byte[] exponent = {1, 0, 1};
        assertThat(PublicPart.rsa(PublicPart.RSA, bare, exponent))
                .isEqualTo(PublicPart.rsa(PublicPart.RSA, modulus, new byte[] {0, 1, 0, 1}));
    }

    private static String base64(BigInteger number, int bytes) {
        byte[] all = number.toByteArray();
        byte[] padded = new byte[bytes];
        int length = Math.min(all.length, bytes);
        System.arraycopy(all, all.length - length, padded, bytes - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }

    @Test
    void aJsonWebKeyIsTheKeyThatItIsInOtherForms() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        RSAPublicKey rsa = (RSAPublicKey) generator.generateKeyPair().getPublic();
        String one = "{\"kty\": \"RSA\", \"n\": \"" + base64(rsa.getModulus(), 128) + "\", \"e\": \"AQAB\"}";
        assertThat(digests("a.json", one.getBytes(StandardCharsets.UTF_8))).containsExactly(sha256(rsa.getEncoded()));
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(521);
        ECPublicKey ec = (ECPublicKey) generator.generateKeyPair().getPublic();
        String two = "{\"kty\": \"EC\", \"crv\": \"P-521\", \"x\": \""
                + base64(ec.getW().getAffineX(), 66) + "\", \"y\": \""
                + base64(ec.getW().getAffineY(), 66) + "\", \"d\": \"AQ\"}";
        assertThat(digests("a.json", two.getBytes(StandardCharsets.UTF_8))).containsExactly(sha256(ec.getEncoded()));
        byte[] edwards = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        byte[] coordinate = java.util.Arrays.copyOfRange(edwards, edwards.length - 32, edwards.length);
        String three = "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(coordinate) + "\"}";
        assertThat(digests("a.json", three.getBytes(StandardCharsets.UTF_8))).containsExactly(sha256(edwards));
        byte[] module = KeyPairGenerator.getInstance("ML-DSA-44")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        byte[] seed = java.util.Arrays.copyOfRange(module, module.length - 1312, module.length);
        String four = "{\"kty\": \"AKP\", \"alg\": \"ML-DSA-44\", \"pub\": \""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(seed) + "\"}";
        assertThat(digests("a.json", four.getBytes(StandardCharsets.UTF_8))).containsExactly(sha256(module));
    }

    /** A digest of a secret would help who guesses it, and what is no base 64 is no number. */
    @Test
    void ofASecretAndOfAnExampleThereIsNone() throws IOException {
        String secret = "{\"kty\": \"oct\", \"k\": \"c2VjcmV0c2VjcmV0c2VjcmV0\"}";
        assertThat(digests("a.json", secret.getBytes(StandardCharsets.UTF_8))).containsExactly("");
        String example = "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"...\", \"y\": \"...\"}";
        assertThat(digests("a.json", example.getBytes(StandardCharsets.UTF_8))).allMatch(String::isEmpty);
    }

    /** As GnuPG prints them. */
    @Test
    void keysOfOpenPgpHaveTheirFingerprints() throws IOException {
        assertThat(KeyFacts.uses("pgp.asc", sample("pgp.asc")))
                .extracting(use -> use.parameters().getOrDefault("openPgpFingerprint", ""))
                .filteredOn(each -> !each.isEmpty())
                .containsExactly(
                        "78aabc5e4df8d492a4b4516e247194ad4d2c488c",
                        "150a03845fff7c83c89f673e4430c87ae32c271a",
                        "4a15f14ef2e2be37ab5154cafef67177c2da5e2f",
                        "c90b6bfa93e3bf8380c7abad47540e3873481b05");
        assertThat(digests("pgp.asc", sample("pgp.asc")).stream().filter(each -> !each.isEmpty()))
                .hasSize(4);
        List<String> open = digests("pgp.asc", sample("pgp.asc"));
        assertThat(digests("pgp-secret.gpg", sample("pgp-secret.gpg")).stream().filter(each -> !each.isEmpty()))
                .hasSize(2)
                .allMatch(open::contains);
    }

    /** RFC 9580, 5.5.4.1: of versions 2 and 3 the digest is of the numbers alone. */
    @Test
    void aLegacyKeyOfOpenPgp() throws IOException {
        byte[] modulus = BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE).toByteArray();
        byte[] bare = java.util.Arrays.copyOfRange(modulus, 1, modulus.length);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(packet);
        out.write(new byte[] {(byte) 0x99, 0, (byte) (8 + 2 + 128 + 2 + 1)});
        out.writeByte(3);
        out.writeInt(800_000_000);
        out.writeShort(365);
        out.writeByte(1);
        out.writeShort(1024);
        out.write(bare);
        out.writeShort(5);
        out.writeByte(17);
        assertThat(KeyFacts.uses("a.gpg", packet.toByteArray()))
                .singleElement()
                .satisfies(use -> assertThat(use.parameters())
                        .containsEntry("openPgpFingerprint", PublicPart.hex("MD5", bare, new byte[] {17}))
                        .containsEntry("notBefore", "1995-05-09T06:13:20Z")
                        .containsEntry("notAfter", "1996-05-08T06:13:20Z"));
    }
}
