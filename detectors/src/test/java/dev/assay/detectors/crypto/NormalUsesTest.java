package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CryptoUse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalUsesTest {
    private static Map<String, String> suites(String suites) {
        CryptoUse use = CryptoUse.of(
                CryptoUse.Kind.PROTOCOL,
                "TLS",
                "protocol",
                Map.of("suites", suites),
                "javascript",
                "tls.connect",
                0,
                1,
                1);
        return NormalUses.of(use).getFirst().parameters();
    }

    @Test
    void whatAListOfSuitesTakesAwayIsNoPartOfTheProtocol() {
        assertThat(suites("ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA:!RC4:!3DES"))
                .containsEntry("cipher", "AES")
                .containsEntry("mode", "GCM")
                .containsEntry("hash", "SHA-256");
        assertThat(suites("HIGH:!aNULL").get("authentication")).doesNotContain("none");
    }

    @Test
    void eachOfSeveralListsCounts() {
        assertThat(suites("ECDHE-RSA-AES128-GCM-SHA256:!RC4|RC4-SHA")).containsEntry("cipher", "AES|RC4");
        assertThat(suites("aes128-cbc|arcfour128")).containsEntry("suites", "aes128-cbc|arcfour128");
    }

    private static CryptoUse of(String text) {
        return NormalUses.of(UseText.parse(text)).getFirst();
    }

    @Test
    void aKeyThatIsUsedDirectlyIsUsedByTheCipher() {
        CryptoUse use = of("encryption dir cipher=A256GCM");
        assertThat(use.algorithm()).isEqualTo("AES");
        assertThat(use.parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("mode", "GCM", "keyBits", "256"));
        assertThat(of("encryption RSA-OAEP cipher=A256GCM").algorithm()).isEqualTo("RSA");
        assertThat(of("encryption dir -=?").algorithm()).isEqualTo("dir");
    }

    @Test
    void boundsAllowWhatLiesBetweenThem() {
        assertThat(of("protocol:protocol TLS minVersion=TLSv1").parameters())
                .containsExactly(Map.entry("versions", "TLSv1.0|TLSv1.1|TLSv1.2|TLSv1.3"));
        assertThat(of("protocol:protocol TLS minVersion=TLSv1.1 maxVersion=TLSv1.2")
                        .parameters())
                .containsExactly(Map.entry("versions", "TLSv1.1|TLSv1.2"));
        assertThat(of("protocol:protocol TLS minVersion=TLSv1.2|TLSv1.1 maxVersion=?")
                        .parameters())
                .containsExactly(Map.entry("versions", "TLSv1.1|TLSv1.2|TLSv1.3"));
        assertThat(of("protocol:protocol TLS minVersion=? maxVersion=TLSv1.1").parameters())
                .containsExactly(Map.entry("versions", "TLSv1.1|?"));
        assertThat(of("protocol:protocol TLS minVersion=?").parameters()).containsExactly(Map.entry("versions", "?"));
        assertThat(of("protocol:protocol TLS minVersion=TLSv1.3 maxVersion=TLSv1.2")
                        .parameters())
                .containsExactly(Map.entry("versions", "TLSv1.3"));
        assertThat(of("protocol:protocol TLS maxVersion=TLSv1.1").parameters())
                .as("what the library takes that is older")
                .containsExactly(Map.entry("versions", "TLSv1.1"));
        assertThat(of("protocol:protocol TLS minVersion=DTLSv1.2").parameters())
                .containsExactly(Map.entry("versions", "DTLSv1.2"));
    }

    @Test
    void whatIsDoneWithAKeyOfACurveSaysWhichAlgorithmItIs() {
        assertThat(of("signature EC curve=P-256").algorithm()).isEqualTo("ECDSA");
        assertThat(of("key-agreement EC curve=P-256").algorithm()).isEqualTo("ECDH");
        assertThat(of("key-generation EC curve=P-256").algorithm()).isEqualTo("EC");
        assertThat(of("key-generation EC curve=curve25519").algorithm()).isEqualTo("X25519");
        assertThat(of("key-agreement ECDH curve=x448").algorithm()).isEqualTo("X448");
        assertThat(of("signature EdDSA curve=Ed25519").algorithm()).isEqualTo("Ed25519");
        assertThat(of("protocol TLS curve=Curve25519").parameters()).containsEntry("curve", "X25519");
    }

    private static CryptoUse by(String via, String purpose, String algorithm, Map<String, String> parameters) {
        return NormalUses.of(
                        CryptoUse.of(CryptoUse.Kind.ALGORITHM, algorithm, purpose, parameters, "java", via, 0, 1, 1))
                .getFirst();
    }

    @Test
    void whatIsLeftToALibraryIsWhatThatTakes() {
        String cipher = "javax.crypto.Cipher.getInstance";
        assertThat(by(cipher, "cipher", "AES", Map.of("mode", "default")).parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("mode", "ECB", "padding", "PKCS7", "modeFrom", "library"));
        assertThat(by(cipher, "cipher", "AES", Map.of("mode", "GCM|default")).parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("mode", "GCM|ECB"));
        assertThat(by(cipher, "cipher", "RSA", Map.of("mode", "default")).parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("padding", "PKCS1-v1.5"));
        assertThat(by(cipher, "cipher", "RC4", Map.of("mode", "default")).parameters())
                .isEmpty();
        assertThat(by("a.b.C", "cipher", "AES", Map.of("mode", "default")).parameters())
                .containsEntry("mode", "default");
        String pairs = "java.security.KeyPairGenerator.getInstance";
        assertThat(by(pairs, "key-generation", "RSA", Map.of("keyBits", "default"))
                        .parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("keyBits", "2048|3072"));
        assertThat(by(pairs, "key-generation", "XDH", Map.of("keyBits", "default"))
                        .algorithm())
                .isEqualTo("X25519");
        assertThat(by(pairs, "key-generation", "EC", Map.of("keyBits", "default", "curve", "secp384r1"))
                        .parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("curve", "P-384"));
    }
}
