package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables of the registry say, and that they say it in words that there are. */
class AlgorithmsTest {
    private static final Set<String> STATUS = Set.of("current", "legacy", "broken", "draft", "none");

    @Test
    void everyRowIsWellFormed() {
        Map<String, String> oids = new HashMap<>();
        for (Algorithm algorithm : Algorithms.all().algorithms()) {
            assertThat(algorithm.status()).as(algorithm.name()).isIn(STATUS);
            assertThat(algorithm.source()).as(algorithm.name()).isNotBlank();
            assertThat(algorithm.nistLevel()).as(algorithm.name()).isBetween(-1, 5);
            assertThat(algorithm.classicalBits()).as(algorithm.name()).isBetween(-1, 512);
            for (String primitive : algorithm.primitives()) {
                assertThat(Vocabulary.all().allows("primitive", primitive))
                        .as(algorithm.name())
                        .isTrue();
            }
            if (!algorithm.oid().isEmpty()) {
                assertThat(algorithm.oid()).as(algorithm.name()).matches("[0-2](\\.[0-9]+)+");
                String before = oids.put(algorithm.oid(), algorithm.name());
                assertThat(before == null || Set.of(before, algorithm.name()).equals(Set.of("EC", "ECDSA")))
                        .as(algorithm.oid() + " of " + before + " and " + algorithm.name())
                        .isTrue();
            }
        }
        assertThat(oids.size()).isGreaterThan(60);
    }

    @Test
    void whatShorBreaksHasNoCategory() {
        for (Algorithm algorithm : Algorithms.all().algorithms()) {
            if (algorithm.quantum() == Quantum.BROKEN && algorithm.nistLevel() > 0) {
                throw new AssertionError(algorithm.name());
            }
        }
    }

    @Test
    void parametersOfNamesAreWordsThatThereAre() {
        for (List<String> row : Algorithms.rows("names.tsv", 3)) {
            Algorithms.parameters(row.get(2)).forEach((name, value) -> {
                assertThat(Vocabulary.all().type(name)).as(row.get(0)).isNotNull();
                if (!name.equals("cipher")) {
                    assertThat(Vocabulary.all().allows(name, value))
                            .as(row.get(0) + ": " + value)
                            .isTrue();
                }
            });
        }
        for (List<String> row : Algorithms.rows("words.tsv", 3)) {
            if (!row.get(1).equals("-")) {
                assertThat(Vocabulary.all().allows(row.get(1), row.get(2)))
                        .as(row.get(0))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, P-256",
        "prime256v1, P-256",
        "NIST P-256, P-256",
        "nistp521, P-521",
        "CurveP384, P-384",
        "P-256K, secp256k1",
        "sect163k1, K-163",
        "SECT163R2, B-163",
        "Curve25519, X25519",
        "edwards448, Ed448",
        "sm2p256v1, SM2",
        "P-257, ?"
    })
    void aCurveHasManyNames(String name, String curve) {
        assertThat(Algorithms.all().curve(name).map(Curve::name).orElse("?")).isEqualTo(curve);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA | keyBits=1024 | 80 | 0 | broken",
                "RSA | keyBits=2048 | 112 | 0 | broken",
                "RSA | keyBits=3072 | 128 | 0 | broken",
                "RSA | keyBits=4096 | 128 | 0 | broken",
                "RSA | keyBits=15360 | 256 | 0 | broken",
                "RSA | keyBits=? | -1 | 0 | broken",
                "RSA | - | -1 | 0 | broken",
                "DH | keyBits=2048 | 112 | 0 | broken",
                "EC | curve=P-256 | 128 | 0 | broken",
                "ECDSA | curve=P-521 | 256 | 0 | broken",
                "ECDH | curve=secp160k1 | 80 | 0 | broken",
                "EC | keyBits=384 | 192 | 0 | broken",
                "EC | curve=P-256,keyBits=256 | 128 | 0 | broken",
                "Ed25519 | - | 128 | 0 | broken",
                "AES | keyBits=128 | 128 | 1 | weakened",
                "AES | keyBits=192 | 192 | 3 | safe",
                "AES | keyBits=256 | 256 | 5 | safe",
                "AES | - | -1 | -1 | unknown",
                "3DES | keyBits=168 | 112 | 0 | weakened",
                "DES | - | 56 | 0 | weakened",
                "SHA-1 | - | 61 | 0 | weakened",
                "SHA-256 | - | 128 | 2 | safe",
                "HMAC | hash=SHA-1 | 128 | -1 | safe",
                "HMAC | hash=SHA-256,keyBits=24 | 24 | -1 | safe",
                "HMAC | hash=SHA-256,keyBits=512 | 256 | -1 | safe",
                "GOST-R-34.10-94 | keyBits=1024 | 80 | 0 | broken",
                "GOST-R-34.10-2012 | keyBits=512 | 256 | 0 | broken",
                "ML-KEM-768 | - | 192 | 3 | safe",
                "TLS | keyExchange=ECDH | -1 | 0 | broken",
                "TLS | keyExchange=PSK | -1 | -1 | unknown",
                "TLSv1.3 | - | -1 | -1 | unknown",
            })
    void strengthIsByTheParameters(String algorithm, String parameters, int bits, int level, String quantum) {
        Strength strength =
                Strengths.all().of(Algorithms.all().find(algorithm).orElseThrow(), Algorithms.parameters(parameters));
        assertThat(strength.classicalBits()).isEqualTo(bits);
        assertThat(strength.nistLevel()).isEqualTo(level);
        assertThat(strength.quantum().word()).isEqualTo(quantum);
    }

    @Test
    void ofSeveralSizesTheLeastCounts() {
        Algorithm rsa = Algorithms.all().find("RSA").orElseThrow();
        assertThat(Strengths.all().of(rsa, Map.of("keyBits", "4096|1024")).classicalBits())
                .isEqualTo(80);
    }
}
