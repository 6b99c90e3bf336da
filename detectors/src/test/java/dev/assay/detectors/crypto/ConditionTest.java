package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.fact.CryptoUse;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of the tables' conditions: what it says, and what it refuses. */
class ConditionTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);

    private static Subject subject(String text) {
        CryptoUse use = NormalUses.of(UseText.parse(text)).getFirst();
        Algorithm algorithm = Algorithms.all().find(use.algorithm()).orElse(null);
        return new Subject(use, algorithm, Strengths.all().of(algorithm, use.parameters()), DAY);
    }

    private static boolean holds(String condition, String use) {
        return Condition.parse(condition).holds(subject(use));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mode = ECB; cipher AES mode=ECB; true",
                "mode = ECB; cipher AES mode=CBC; false",
                "mode = ECB; cipher AES mode=CBC|ECB; true",
                "mode = ECB; cipher AES mode=?; false",
                "mode = ECB; cipher AES mode=?|ECB; true",
                "mode = ECB; cipher AES; false",
                "mode = ECB,CBC; cipher AES mode=CBC; true",
                "mode != ECB; cipher AES mode=CBC; true",
                "mode != ECB; cipher AES mode=ECB; false",
                "mode != ECB; cipher AES mode=?; false",
                "mode != ECB; cipher AES; true",
                "mode; cipher AES mode=?; true",
                "mode; cipher AES; false",
                "!mode; cipher AES; true",
                "!mode; cipher AES mode=?; false",
                "keyBits < 2048; signature RSA keyBits=1024; true",
                "keyBits < 2048; signature RSA keyBits=2048; false",
                "keyBits <= 2048; signature RSA keyBits=2048; true",
                "keyBits > 2048; signature RSA keyBits=2048; false",
                "keyBits >= 2048; signature RSA keyBits=2048; true",
                "keyBits < 2048; signature RSA keyBits=2048|1024; true",
                "keyBits < 2048; signature RSA keyBits=?; false",
                "keyBits < 2048; signature RSA keyBits=many; false",
                "keyBits < 2048; signature RSA keyBits=99999999999999999999; false",
                "algorithm = RSA & keyBits < 2048; signature DSA keyBits=1024; false",
                "primitive = block-cipher & status = broken; cipher DES; true",
                "primitive = block-cipher; cipher nobody-knows; false",
                "status != broken; cipher nobody-knows; false",
                "quantum = broken; signature ECDSA; true",
                "bits < 112; signature RSA keyBits=1024; true",
                "bits < 112; signature RSA; false",
                "curveBits < 224; signature EC curve=secp192r1; true",
                "curveBits < 224; signature EC curve=unheard-of; false",
                "cipher = DES; key:- RSA cipher=DES-CBC; true",
                "hash = SHA-1; signature ECDSA hash=sha1; true",
                "purpose = signature; encryption|signature RSA; true",
                "kind = key; key:- RSA; true",
                "kind = key; signature RSA; false",
                "notAfter < today; certificate:certificate RSA notAfter=2026-11-25T23:59:59Z; true",
                "notAfter < today; certificate:certificate RSA notAfter=2026-11-26T00:00:00Z; false",
                "notAfter < today+30; certificate:certificate RSA notAfter=2026-12-25; true",
                "notAfter < today+30; certificate:certificate RSA notAfter=2026-12-26; false",
                "notAfter < today; certificate:certificate RSA notAfter=yesterday; false",
            })
    void holdsOfWhatItSays(String condition, String use, boolean holds) {
        assertThat(holds(condition, use)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "moed = ECB; unknown word moed",
                "mode = ECD; unknown value 'ECD' of mode",
                "mode ~ ECB; unknown sign ~",
                "mode < ECB; orders what has no order",
                "keyBits < 2k; unknown value '2k' of keyBits",
                "keyBits < 1,2; orders what has no order",
                "algorithm = sha1; unknown value 'sha1' of algorithm",
                "algorithm = ; unknown value '' of algorithm",
                "purpose = hashing; unknown value 'hashing' of purpose",
                "notAfter < tomorrow; unknown value 'tomorrow' of notAfter",
                "notAfter < today+x; unknown value 'today+x' of notAfter",
                "mode = ECB &; unknown word",
                "''; unknown word",
            })
    void refusesWhatItDoesNotKnow(String condition, String message) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichParametersMayHaveOtherValues() {
        Condition condition = Condition.parse("mode = ECB & padding = PKCS7");
        assertThat(condition.doubts(subject("cipher AES mode=CBC|ECB padding=PKCS5Padding")))
                .containsExactly(new Condition.Doubt("mode", List.of("ECB"), List.of("CBC", "ECB")));
        assertThat(condition.doubts(subject("cipher AES mode=ECB padding=PKCS5Padding")))
                .isEmpty();
    }
}
