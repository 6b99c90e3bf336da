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
}
