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
}
