package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan that comes of many uses: what first, what replaces what, by when. */
class CryptoSummaryTest {
    private static final CryptoPolicy POLICY =
            new CryptoPolicy(LocalDate.of(2026, 11, 26), List.of("nist-ir-8547"), 10, 2035);
    private static final CryptoJudge JUDGE = new CryptoJudge(POLICY);

    private static CryptoSummary summary(List<String> uses) {
        CryptoSummary summary = new CryptoSummary();
        uses.forEach(use -> JUDGE.assess(UseText.parse(use)).forEach(summary::add));
        return summary;
    }

    private static Assessment assess(String use) {
        return JUDGE.assess(UseText.parse(use)).getFirst();
    }

    @Test
    void whatIsBrokenComesFirstThenWhatCanBeRecorded() {
        CryptoSummary summary = summary(List.of(
                "signature SHA256withECDSA",
                "hash MD5",
                "key-agreement ECDH",
                "cipher AES_128/GCM/NoPadding",
                "hash SHA-256"));
        assertThat(summary.roadmap()).extracting(CryptoSummary.Wave::number).containsExactly(1, 2, 3, 4);
        assertThat(summary.roadmap().get(0).steps().getFirst().algorithms()).containsExactly("MD5");
        assertThat(summary.roadmap().get(1).steps().getFirst().algorithms()).containsExactly("ECDH");
        assertThat(summary.roadmap().get(1).steps().getFirst().replacement().hybrid())
                .isEqualTo("X25519MLKEM768");
        assertThat(summary.roadmap().get(2).steps().getFirst().replacement().to())
                .contains("ML-DSA-65", "LMS");
        assertThat(summary.byQuantum()).containsEntry(Quantum.BROKEN, 2L).containsEntry(Quantum.SAFE, 1L);
        assertThat(summary.readiness().quantumSafePercent()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key-agreement DH keyBits=512",
                "key-agreement EC curve=secp112r1",
                "key-generation RSA keyBits=1024",
                "signature DSA keyBits=1024",
                "certificate:certificate RSA keyBits=2048 signatureHash=MD5",
                "signature SHA1withRSA keyBits=2048",
                "protocol:protocol TLS versions=SSLv3|TLSv1.2",
                "protocol:protocol TLS suites=TLS_RSA_WITH_RC4_128_SHA",
                "cipher AES/ECB/PKCS5Padding",
                "cipher AES/CBC/PKCS5Padding iv=static",
                "protocol:protocol TLS verification=none",
                "key:signature RSA keyBits=2048 part=private",
            })
    void whatIsBrokenNowIsInTheFirstWave(String use) {
        assertThat(summary(List.of(use)).roadmap())
                .extracting(CryptoSummary.Wave::number)
                .containsExactly(1);
    }

    /** The hash is that of the derivation of the key which protects it, not of its signatures. */
    @Test
    void aKeyThatIsProtectedWithSha1SignsWithWhatItWill() {
        assertThat(summary(List.of("key:signature RSA keyBits=2048 part=private encrypted=yes hash=SHA-1 kdf=PBKDF2"))
                        .roadmap())
                .extracting(CryptoSummary.Wave::number)
                .containsExactly(3);
    }

    @Test
    void theOrderOfUsesMakesNoDifference() {
        List<String> uses = new ArrayList<>(List.of(
                "signature SHA256withECDSA",
                "signature SHA256withRSA keyBits=2048",
                "hash MD5",
                "key-agreement X25519",
                "key-agreement ECDH curve=P-256",
                "cipher AES_128/GCM/NoPadding",
                "cipher ?",
                "hash SHA-256",
                "protocol TLS suites=ECDHE-RSA-AES128-SHA"));
        CryptoSummary once = summary(uses);
        Collections.shuffle(uses, new Random(7));
        CryptoSummary again = summary(uses);
        assertThat(again.roadmap()).isEqualTo(once.roadmap());
        assertThat(again.algorithms()).isEqualTo(once.algorithms());
        assertThat(again.deadlines()).isEqualTo(once.deadlines());
        assertThat(again.readiness()).isEqualTo(once.readiness());
    }

    @Test
    void deadlinesAreCountedByDate() {
        CryptoSummary summary = summary(List.of("signature SHA256withRSA keyBits=2048", "signature Ed25519"));
        assertThat(summary.deadlines())
                .extracting(due -> due.deadline().verdict(), CryptoSummary.Due::uses)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deprecated", 1L),
                        org.assertj.core.groups.Tuple.tuple("disallowed", 2L));
    }

    @Test
    void madeUpNamesDoNotMakeItGrow() {
        CryptoSummary summary = new CryptoSummary();
        for (int i = 0; i < 5_000; i++) {
            JUDGE.assess(UseText.parse("hash nobody-knows-" + i)).forEach(summary::add);
        }
        assertThat(summary.algorithms()).hasSize(CryptoSummary.MOST_GROUPS + 1);
        assertThat(summary.algorithms().stream()
                        .mapToLong(CryptoSummary.Group::uses)
                        .sum())
                .isEqualTo(5_000);
    }

    /** Mosca: 10 years of secrecy, the effort of the replacement, 9 years until 2035. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "key-agreement ECDH; 100; 4",
                "encryption RSA padding=OAEP; 70; 6",
                "signature RSA; 0; 4",
                "key:signature Ed25519 part=public; 0; 4",
                "key:signature DSA part=public; 0; 4",
                "key:- Ed25519 part=public; 0; 0",
                "key:signature RSA part=private encrypted=yes; 0; 4",
                "key:encryption|signature RSA part=public; 70; 6",
                "hash SHA-256; 0; 0",
                "key-encapsulation ML-KEM-768; 0; 0",
                "protocol TLS suites=ECDHE-RSA-AES128-SHA; 100; 2",
            })
    void harvestIsExposureTimesMosca(String use, int score, int margin) {
        assertThat(assess(use).harvest().score()).isEqualTo(score);
        assertThat(assess(use).harvest().marginYears()).isEqualTo(margin);
    }

    @Test
    void yearsToSpareLowerTheScore() {
        CryptoJudge later = new CryptoJudge(new CryptoPolicy(LocalDate.of(2026, 1, 1), List.of(), 1, 2035));
        HarvestScore score =
                later.assess(UseText.parse("key-agreement ECDH")).getFirst().harvest();
        assertThat(score.marginYears()).isEqualTo(-5);
        assertThat(score.score()).isEqualTo(50);
        assertThat(score.explanation()).contains("1 years of secrecy", "= -5");
    }

    @ParameterizedTest
    @CsvSource({
        "cipher AES/GCM/NoPadding, hard-coded",
        "cipher AES mode=?, partly",
        "cipher ?, configured",
        "cipher ${algorithm}, configured",
    })
    void agilityIsWhereAnAlgorithmComesFrom(String use, String agility) {
        assertThat(assess(use).agility().word()).isEqualTo(agility);
    }
}
