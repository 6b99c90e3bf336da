package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of files that programs wrote, and of what the JDK writes. */
class KeyFilesTest {
    /** Each sample with all that is said of it; {@code facts.txt} was compared with what the programs themselves print. */
    @Test
    void saysWhatProgramsWrote() throws IOException {
        try (var in = Objects.requireNonNull(KeyFilesTest.class.getResourceAsStream("facts.txt"))) {
            assertThat(said()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static String said() throws IOException {
        StringBuilder said = new StringBuilder();
        for (Map.Entry<String, byte[]> sample : KeySamples.written().entrySet()) {
            said.append(sample.getKey()).append('\n');
            for (String line : KeyFacts.of(sample.getKey(), sample.getValue())) {
                said.append("  ").append(line).append('\n');
            }
        }
        return said.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, 0, Ed25519, signature, 256",
        "Ed448, 0, Ed448, signature, 456",
        "X25519, 0, X25519, key-agreement, 256",
        "X448, 0, X448, key-agreement, 448",
        "RSA, 1024, RSA, encryption|signature, 1024",
        "DSA, 1024, DSA, signature, 1024",
        "DH, 512, DH, key-agreement, 512",
        "ML-KEM-512, 0, ML-KEM-512, key-encapsulation, ",
        "ML-KEM-1024, 0, ML-KEM-1024, key-encapsulation, ",
        "ML-DSA-44, 0, ML-DSA-44, signature, ",
        "ML-DSA-87, 0, ML-DSA-87, signature, "
    })
    void saysWhatTheJdkWrites(String generator, int bits, String algorithm, String purpose, String keyBits)
            throws GeneralSecurityException, IOException {
        KeyPair pair = KeySamples.pair(generator, bits);
        for (byte[] encoded :
                List.of(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded())) {
            List<String> facts = KeyFacts.brief("key.der", encoded);
            assertThat(facts).hasSize(1);
            assertThat(facts.getFirst()).startsWith("key " + algorithm + " (" + purpose + ") {");
            if (keyBits != null) {
                assertThat(facts.getFirst()).contains("keyBits=" + keyBits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, P-256, 256", "secp384r1, P-384, 384", "secp521r1, P-521, 521"})
    void namesCurves(String name, String curve, int bits) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        KeyPair pair = generator.generateKeyPair();
        assertThat(KeyFacts.brief("x", pair.getPublic().getEncoded()))
                .containsExactly(
                        "key EC (key-agreement|signature) {curve=" + curve + ", keyBits=" + bits + ", part=public}");
        assertThat(KeyFacts.brief("x", pair.getPrivate().getEncoded()))
                .containsExactly("key EC (key-agreement|signature) {curve=" + curve + ", encrypted=no, keyBits=" + bits
                        + ", part=private}");
    }

    /** Ours and the JDK's reading of one certificate. */
    @ParameterizedTest
    @CsvSource({
        "RSA, 1024, SHA1withRSA, 1.2.840.113549.1.1.5, RSA, SHA-1",
        "RSA, 1024, SHA512withRSA, 1.2.840.113549.1.1.13, RSA, SHA-512",
        "EC, 256, SHA256withECDSA, 1.2.840.10045.4.3.2, ECDSA, SHA-256",
        "Ed25519, 0, Ed25519, 1.3.101.112, Ed25519, ",
        "ML-DSA-65, 0, ML-DSA-65, 2.16.840.1.101.3.4.3.18, ML-DSA-65, "
    })
    void readsCertificatesAsTheJdkDoes(
            String keys, int bits, String algorithm, String oid, String signature, String hash)
            throws GeneralSecurityException, IOException {
        byte[] der = DerBytes.certificate(KeySamples.pair(keys, bits), algorithm, oid, "n\u00e4me\u202e");
        X509Certificate oracle = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        assertThat(oracle.getSigAlgOID()).isEqualTo(oid);
        List<String> facts = KeyFacts.brief("c.der", der);
        assertThat(facts).hasSize(1);
        assertThat(facts.getFirst())
                .startsWith("certificate ")
                .contains("(certificate) {ca=" + (oracle.getBasicConstraints() >= 0 ? "yes" : "no"))
                .contains("notBefore=" + oracle.getNotBefore().toInstant())
                .contains("notAfter=" + oracle.getNotAfter().toInstant())
                .contains("serial=" + oracle.getSerialNumber().toString(16))
                .contains("signature=" + signature)
                .contains("selfSigned=yes")
                .contains("subject=CN=n\u00e4me\\u202e}");
        if (hash != null) {
            assertThat(facts.getFirst()).contains("signatureHash=" + hash);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "JCEKS"})
    void aPrivateKeyInAStoreOfJavasIsOfItsCertificatesAlgorithm(String type)
            throws GeneralSecurityException, IOException {
        List<String> facts = KeyFacts.brief("store", KeySamples.store(type));
        assertThat(facts).hasSize(3);
        assertThat(facts.stream()
                        .collect(Collectors.groupingBy(f -> f.substring(0, f.indexOf(' ')), Collectors.counting())))
                .isEqualTo(Map.of("certificate", 2L, "key", 1L));
        assertThat(facts)
                .anySatisfy(fact -> assertThat(fact)
                        .startsWith("key RSA (encryption|signature) {")
                        .contains("encrypted=yes")
                        .contains("keyBits=1024")
                        .contains(type.equals("JKS") ? "cipher=JKS-XOR" : "cipher=3DES-168-CBC"));
    }

    @Test
    void readsStoresOfBouncyCastles() throws GeneralSecurityException, IOException {
        assertThat(KeyFacts.brief("x", KeySamples.bks()))
                .satisfiesExactly(
                        mac -> assertThat(mac)
                                .isEqualTo(
                                        "algorithm HMAC (mac) {hash=SHA-1, iterations=1111, kdf=PKCS12, saltBits=160}"),
                        one -> assertThat(one).startsWith("certificate RSA"),
                        chain -> assertThat(chain).startsWith("certificate RSA"),
                        hidden -> assertThat(hidden)
                                .isEqualTo(
                                        "key RSA (encryption|signature) {cipher=3DES-168-CBC, encrypted=yes, hash=SHA-1, kdf=PKCS12, keyBits=1024, part=private}"),
                        plain -> assertThat(plain).isEqualTo("key RSA () {encrypted=no, part=public}"));
    }

    /** Packets as RFC 9580, 5.5.2 and 5.5.3 lay them out; the secrets are zeros. */
    @Test
    void readsKeysOfAllVersionsOfOpenPgp() throws IOException {
        String time = "5e0be100";
        String mpi = "0400" + "80" + "00".repeat(127);
        String third = "03" + time + "0000" + "01" + mpi + "0011010001";
        String fifth =
                "05" + time + "16" + "00000033" + "092b06010401da470f01" + "0107" + "40" + "00".repeat(32) + "00";
        String sixth = "06" + time + "1b" + "00000020" + "00".repeat(32);
        String argon = "fd" + "1a" + "09" + "02" + "14" + "04" + "00".repeat(16) + "01" + "04" + "15" + "00".repeat(40);
        assertThat(packet(6, third))
                .containsExactly(key("RSA (encryption|signature) {keyBits=1024, ", "public, version=3}"));
        assertThat(packet(6, fifth))
                .containsExactly(key("Ed25519 (signature) {curve=Ed25519, keyBits=256, ", "public, version=5}"));
        assertThat(packet(6, sixth))
                .containsExactly(key("Ed25519 (signature) {curve=Ed25519, keyBits=256, ", "public, version=6}"));
        assertThat(packet(5, sixth + argon))
                .containsExactly(
                        "key Ed25519 (signature) {cipher=AES-256-OCB, curve=Ed25519, encrypted=yes, iterations=1,"
                                + " kdf=Argon2id, keyBits=256, memoryKiB=2097152, notBefore=2020-01-01T00:00:00Z, parallelism=4,"
                                + " part=private, saltBits=128, version=6}");
    }

    /** RFC 4880, 5.2.2; the numbers that follow do not matter. */
    @Test
    void readsSignaturesOfOpenPgpBeforeVersion4() throws IOException {
        String md5 = "03" + "05" + "00" + "3b9aca00" + "1122334455667788" + "01" + "01" + "abcd" + "00".repeat(40);
        String sha1 = "03" + "05" + "00" + "3b9aca00" + "1122334455667788" + "11" + "02" + "abcd" + "00".repeat(40);
        assertThat(packet(2, md5))
                .containsExactly("algorithm RSA (signature) {hash=MD5, padding=PKCS1-v1.5}")
                .isEqualTo(KeyFacts.brief("a.asc", armored(md5)));
        assertThat(packet(2, sha1)).containsExactly("algorithm DSA (signature) {hash=SHA-1}");
    }

    @Test
    void aSignatureOfOpenPgpThatIsOfNoKnownVersionOrCutIsAGap() throws IOException {
        String ninth = "09" + "0001" + "08" + "00".repeat(60);
        assertThat(KeyFacts.brief("a.asc", armored(ninth)))
                .containsExactly("gap unsupported at 0: a signature of OpenPGP of version 9");
        String fourth = "04" + "00" + "01" + "0a" + "0000" + "0000" + "abcd" + "00".repeat(60);
        String cut = armored(fourth).substring(0, 100);
        assertThat(KeyFacts.brief("a.asc", cut))
                .last()
                .asString()
                .startsWith("gap malformed at 0: a block 'PGP SIGNATURE'");
    }

    private static String armored(String body) {
        byte[] bytes = java.util.HexFormat.of().parseHex("c2" + "%02x".formatted(body.length() / 2) + body);
        return "-----BEGIN PGP SIGNATURE-----\n\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END PGP SIGNATURE-----\n";
    }

    private static List<String> packet(int tag, String body) throws IOException {
        byte[] bytes = java.util.HexFormat.of().parseHex(body);
        byte[] all = java.nio.ByteBuffer.allocate(bytes.length + 6)
                .put((byte) (0xc0 | tag))
                .put((byte) 0xff)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        return KeyFacts.brief("key.pgp", all);
    }

    private static String key(String is, String part) {
        return "key " + is + "notBefore=2020-01-01T00:00:00Z, part=" + part;
    }

    @Test
    void nothingOfASecretIsSaid() throws GeneralSecurityException, IOException {
        KeyPair pair = KeySamples.pair("RSA", 1024);
        var secret = ((java.security.interfaces.RSAPrivateCrtKey) pair.getPrivate());
        String said = String.join("\n", KeyFacts.of("x", pair.getPrivate().getEncoded()));
        for (var number : List.of(secret.getPrivateExponent(), secret.getPrimeP(), secret.getPrimeQ())) {
            assertThat(said)
                    .doesNotContain(number.toString().substring(0, 8))
                    .doesNotContain(number.toString(16).substring(0, 8));
        }
    }
}
