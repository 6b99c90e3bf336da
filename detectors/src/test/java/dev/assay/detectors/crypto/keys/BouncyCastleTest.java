package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.DerReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bouncy Castle writes, which knows more algorithms than the JDK does. */
class BouncyCastleTest {
    private static final Provider THEIRS = new BouncyCastleProvider();
    private static final char[] PASSWORD = "throwaway".toCharArray();

    /** Composites look their parts up among the providers that are registered. */
    @BeforeAll
    static void register() {
        Security.addProvider(THEIRS);
    }

    @AfterAll
    static void unregister() {
        Security.removeProvider(THEIRS.getName());
    }

    @ParameterizedTest
    @CsvSource({
        "SLH-DSA-SHA2-128S, SLH-DSA-SHA2-128s",
        "SLH-DSA-SHAKE-256F, SLH-DSA-SHAKE-256f",
        "ML-KEM-768, ML-KEM-768",
        "ML-DSA-44, ML-DSA-44",
        "MLDSA44-ED25519-SHA512, MLDSA44-Ed25519-SHA512",
        "MLDSA65-ECDSA-P256-SHA512, MLDSA65-ECDSA-P256-SHA512",
        "MLDSA87-ECDSA-P384-SHA512, MLDSA87-ECDSA-P384-SHA512"
    })
    void namesPostQuantumKeysAndComposites(String generator, String algorithm)
            throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance(generator, THEIRS).generateKeyPair();
        assertThat(KeyFacts.brief("x", pair.getPublic().getEncoded()))
                .singleElement()
                .asString()
                .startsWith("key " + algorithm + " (");
        assertThat(KeyFacts.brief("x", pair.getPrivate().getEncoded()))
                .singleElement()
                .asString()
                .startsWith("key " + algorithm + " (");
    }

    @ParameterizedTest
    @CsvSource({
        "Falcon-512, FALCON-512, Falcon-512",
        "Falcon-1024, FALCON-1024, Falcon-1024",
        "FrodoKEM, FrodoKEM, FrodoKEM",
        "NTRU, NTRU, NTRU",
        "HQC, HQC, HQC",
        "BIKE, BIKE, BIKE",
        "NTRULPRIME, NTRULPRIME, NTRU",
        "SNTRUPRIME, SNTRUPRIME, NTRU"
    })
    void namesWhatHasNoIdentifierOfNist(String name, String generator, String algorithm)
            throws GeneralSecurityException, IOException {
        Provider theirs = new org.bouncycastle.pqc.jcajce.provider.BouncyCastlePQCProvider();
        Provider provider = theirs.getService("KeyPairGenerator", generator) == null ? THEIRS : theirs;
        KeyPair pair = KeyPairGenerator.getInstance(generator, provider).generateKeyPair();
        for (byte[] key :
                List.of(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded())) {
            assertThat(KeyFacts.brief("x", key))
                    .as(name)
                    .singleElement()
                    .asString()
                    .startsWith("key " + algorithm + " (");
        }
    }

    /** Its parameters are a set of numbers and no curve. */
    @Test
    void theOldestGostIsWeak() throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance("GOST3410", THEIRS).generateKeyPair();
        assertThat(KeyFacts.brief("x", pair.getPublic().getEncoded()))
                .containsExactly("key GOST-R-34.10-94 (key-agreement|signature) {keyBits=1024, part=public}");
    }

    @ParameterizedTest
    @CsvSource({
        "EC, sm2p256v1, EC, sm2p256v1",
        "EC, secp256k1, EC, secp256k1",
        "EC, brainpoolP384r1, EC, brainpoolP384r1",
        "EC, B-283, EC, B-283",
        "ECGOST3410, GostR3410-2001-CryptoPro-A, GOST-R-34.10-2001, GostR3410-2001-CryptoPro-A",
        "ECGOST3410-2012, Tc26-Gost-3410-12-512-paramSetA, GOST-R-34.10-2012, tc26-512-A"
    })
    void namesCurves(String generator, String name, String algorithm, String curve)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(generator, THEIRS);
        pairs.initialize(new ECGenParameterSpec(name));
        assertThat(KeyFacts.brief("x", pairs.generateKeyPair().getPublic().getEncoded()))
                .singleElement()
                .asString()
                .startsWith("key " + algorithm + " (key-agreement|signature) {curve=" + curve + ", keyBits=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BKS", "PKCS12", "BCFKS"})
    void readsTheirStores(String type) throws GeneralSecurityException, IOException {
        KeyPair pair = KeySamples.pair("RSA", 1024);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(KeySamples.certificate(pair)));
        KeyStore store = KeyStore.getInstance(type, THEIRS);
        store.load(null, PASSWORD);
        store.setKeyEntry("key", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        store.setCertificateEntry("certificate", certificate);
        if (!type.equals("PKCS12")) {
            store.setKeyEntry("secret", new SecretKeySpec(new byte[16], "AES"), PASSWORD, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD);
        List<String> said = KeyFacts.brief("store", out.toByteArray());
        assertThat(said).noneMatch(line -> line.startsWith("gap"));
        switch (type) {
            case "BKS" ->
                assertThat(said)
                        .hasSize(5)
                        .anyMatch(line -> line.startsWith("algorithm HMAC (mac) {hash=SHA-1"))
                        .anyMatch(line ->
                                line.startsWith("key RSA (encryption|signature) {cipher=3DES-168-CBC, encrypted=yes"));
            case "BCFKS" ->
                assertThat(said)
                        .containsExactly(
                                "certificate  (certificate) {cipher=AES-256-CCM, encrypted=yes, hash=SHA-512,"
                                        + " iterations=51200, kdf=PBKDF2, saltBits=512}",
                                "algorithm HMAC (mac) {hash=SHA-512, iterations=51200, kdf=PBKDF2, saltBits=512}");
            default ->
                assertThat(said)
                        .anyMatch(line -> line.startsWith("key  () {cipher=3DES-168-CBC, encrypted=yes"))
                        .anyMatch(line -> line.startsWith("certificate  (certificate) {cipher=RC2-40-CBC"));
        }
    }

    /** Structures with indefinite lengths and octets in parts have as many elements for us as were put in. */
    @Test
    void readsWhateverTheyEncode() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int[] made = {0};
            byte[] bytes = new BERSequence(structure(random, 0, made)).getEncoded(ASN1Encoding.BER);
            assertThat(elements(new DerReader(bytes))).isEqualTo(made[0] + 1);
        }
    }

    private static ASN1Encodable structure(Random random, int depth, int[] made) {
        made[0]++;
        int kind = random.nextInt(depth > 12 ? 2 : 5);
        if (kind == 0) {
            return new ASN1Integer(random.nextLong());
        }
        if (kind == 1) {
            return new ASN1ObjectIdentifier("1.2." + random.nextInt(1 << 20));
        }
        if (kind == 2) { // in parts of two bytes, each an element of its own
            int parts = 2 + random.nextInt(4);
            made[0] += parts;
            return new BEROctetString(new byte[2 * parts], 2);
        }
        ASN1EncodableVector within = new ASN1EncodableVector();
        for (int i = random.nextInt(4); i > 0; i--) {
            within.add(structure(random, depth + 1, made));
        }
        return new BERSequence(within);
    }

    private static int elements(DerReader in) throws MalformedException {
        int n = 0;
        while (in.next()) {
            n += 1 + ((in.tag() & 0x20) != 0 ? elements(in.inside()) : 0);
        }
        return n;
    }
}
