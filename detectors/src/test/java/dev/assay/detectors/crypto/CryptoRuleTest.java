package dev.assay.detectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is reported on its examples and silent on what comes close; severities follow the regimes of the policy. */
class CryptoRuleTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);
    private static final RuleBook BOOK = AllDetectors.ALL.book();

    private static CryptoPolicy policy(LocalDate day, String... regimes) {
        return new CryptoPolicy(day, List.of(regimes), 10, 2035);
    }

    private static List<Finding> judge(CryptoPolicy policy, CryptoUse use) {
        Location at = Location.of("t", "src/A.java");
        Findings findings = new Findings(BOOK, _ -> true, 1_000);
        findings.at(at);
        new CryptoRule(policy).judge(new Facts(at, List.of("java"), List.of(), List.of(use)), findings);
        return findings.all();
    }

    private static List<String> ids(String use) {
        return judge(policy(DAY), UseText.parse(use)).stream()
                .map(Finding::ruleId)
                .toList();
    }

    static List<RuleInfo> rows() {
        return BOOK.all().stream().filter(row -> row.family().equals("crypto")).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyExampleIsJudgedAsTheRowSays(RuleInfo row) {
        for (String example : row.match()) {
            assertThat(ids(example)).as(row.id() + ": " + example).contains(row.id());
        }
        for (String example : row.silent()) {
            assertThat(ids(example)).as(row.id() + ": " + example).doesNotContain(row.id());
        }
    }

    @Test
    void everyRowOfTheJudgementsIsARuleAndEveryCaseIsMet() {
        List<String> known = rows().stream().map(RuleInfo::id).toList();
        List<String> examples =
                rows().stream().flatMap(row -> row.match().stream()).toList();
        CryptoJudge judge = new CryptoJudge(policy(DAY));
        List<String> reasons = examples.stream()
                .flatMap(example -> judge.assess(UseText.parse(example)).stream())
                .flatMap(one -> one.cases().stream())
                .map(Assessment.Case::ruleId)
                .toList();
        for (List<String> row : Algorithms.rows("judgements.tsv", 4)) {
            assertThat(known).contains(row.get(0));
            assertThat(reasons).contains(row.get(0));
        }
    }

    @Test
    void noTextHasAHoleInIt() {
        for (RuleInfo row : rows()) {
            for (String example : row.match()) {
                for (Finding finding : judge(policy(DAY), UseText.parse(example))) {
                    assertThat(finding.title() + finding.message() + finding.remedy())
                            .as(finding.ruleId() + ": " + example)
                            .doesNotContain("{", "}", "null");
                }
            }
        }
    }

    /** One that is put in the place of another is new; a certificate that is renewed is not. */
    @Test
    void aFindingIsOfOneKey() {
        for (CryptoUse.Kind kind : List.of(CryptoUse.Kind.KEY, CryptoUse.Kind.CERTIFICATE)) {
            List<String> prints = new ArrayList<>();
            for (String digest : List.of("aa", "bb")) {
                Map<String, String> parameters = Map.of("part", "private", "publicKeyDigest", digest);
                CryptoUse use = CryptoUse.of(kind, "RSA", "signature", parameters, "pem", "x", 0, 1, 1);
                prints.add(judge(policy(DAY), use).getFirst().fingerprint());
            }
            assertThat(prints.get(0).equals(prints.get(1))).isEqualTo(kind == CryptoUse.Kind.CERTIFICATE);
        }
    }

    @Test
    void aFindingHasLineAndColumnAndOutlivesMovedLines() {
        CryptoUse use = UseText.parse("cipher DES/ECB/NoPadding");
        CryptoUse moved = new CryptoUse(
                use.kind(), use.algorithm(), use.purpose(), use.parameters(), use.source(), use.via(), 900, 40, 9);
        Finding finding = judge(policy(DAY), use).getFirst();
        Finding later = judge(policy(DAY), moved).getFirst();
        assertThat(finding.location()).hasToString("t/src/A.java:3:5");
        assertThat(finding.location().offsetBytes()).isEqualTo(17);
        assertThat(later.location()).hasToString("t/src/A.java:40:9");
        assertThat(later.fingerprint()).isEqualTo(finding.fingerprint());
        Finding other =
                judge(policy(DAY), UseText.parse("cipher DES/CBC/NoPadding")).getFirst();
        assertThat(other.ruleId()).isEqualTo(finding.ruleId());
        assertThat(other.fingerprint()).isNotEqualTo(finding.fingerprint());
    }

    @Test
    void evidenceSaysWhatItRestsOn() {
        Finding finding = judge(policy(DAY), UseText.parse("cipher AES mode=CBC|ECB")).stream()
                .filter(one -> one.ruleId().equals("crypto/ecb-mode"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.evidence())
                .containsEntry("algorithm", "AES")
                .containsEntry("purpose", "cipher")
                .containsEntry("parameters", "mode=CBC|ECB")
                .containsEntry("via", "a.B.c")
                .containsEntry("doubt", "mode may be CBC or ECB");
        assertThat(finding.message()).contains("mode may be CBC or ECB");
    }

    /** RFC 5280, 6.1: the signature of a trust anchor is no part of what is validated. */
    @Test
    void aSelfSignedCertificateIsNotTrustedForItsSignature() {
        Finding sha1 = judge(
                        policy(DAY),
                        UseText.parse(
                                "certificate:certificate RSA keyBits=4096 signatureHash=SHA-1 selfSigned=yes subject=CN=r"))
                .getFirst();
        assertThat(sha1.ruleId()).isEqualTo("crypto/weak-self-signature");
        assertThat(sha1.severity()).isEqualTo(Severity.INFO);
        assertThat(sha1.message()).contains("(CN=r)", "nobody checks");
        Finding md5 = judge(
                        policy(DAY),
                        UseText.parse("certificate:certificate RSA keyBits=4096 signatureHash=MD5 selfSigned=yes"))
                .getFirst();
        assertThat(md5.severity()).isEqualTo(Severity.LOW);
        assertThat(md5.message()).contains("(made with a.B.c)", "may have signed others");
    }

    @Test
    void ofManySuitesThoseComeFirstThatTheFindingIsAbout() {
        String sound = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256|TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
                + "|TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256|TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        String all = sound + "|TLS_RSA_WITH_AES_128_GCM_SHA256|TLS_ECDHE_RSA_WITH_RC4_128_SHA";
        CryptoUse use = CryptoUse.of(
                CryptoUse.Kind.PROTOCOL,
                "TLS",
                "protocol",
                Map.of("suites", all, "minKeyBits", "3072"),
                "nginx",
                "ssl_ciphers",
                7,
                1,
                8);
        Map<String, Finding> byRule = judge(policy(DAY), use).stream()
                .collect(Collectors.toMap(Finding::ruleId, one -> one, (one, _) -> one));
        assertThat(byRule.get("crypto/weak-suite").message())
                .contains("(minKeyBits=3072 suites=TLS_ECDHE_RSA_WITH_RC4_128_SHA|TLS_ECDHE_RSA_WITH_AES_128_GCM")
                .contains(" and 2 more)");
        assertThat(byRule.get("crypto/no-forward-secrecy").message())
                .contains("suites=TLS_RSA_WITH_AES_128_GCM_SHA256|TLS_ECDHE");
        assertThat(byRule.get("crypto/weak-suite").evidence().getOrDefault("suites", ""))
                .startsWith("TLS_ECDHE_RSA_WITH_RC4_128_SHA|TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256|")
                .endsWith("|TLS_RSA_WITH_AES_128_GCM_SHA256")
                .hasSameSizeAs(all);
        List<Finding> few = judge(policy(DAY), UseText.parse("protocol TLS suites=TLS_RSA_WITH_RC4_128_SHA"));
        assertThat(few).isNotEmpty().allSatisfy(one -> {
            assertThat(one.evidence()).doesNotContainKey("suites");
            assertThat(one.message()).contains("suites=TLS_RSA_WITH_RC4_128_SHA");
        });
    }

    @Test
    void aUseThatMayBeOfTwoAlgorithmsIsJudgedAsEach() {
        assertThat(ids("cipher AES/GCM/NoPadding|DES")).contains("crypto/broken-cipher");
        assertThat(new CryptoJudge(policy(DAY)).assess(UseText.parse("hash MD5|SHA-256")))
                .hasSize(2);
    }

    /** The documented table: low without a regime, of a draft, and with a far date, medium within three years of it and after it. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-26, -, low",
        "2040-01-01, -, low",
        "2026-11-26, nist-ir-8547, low",
        "2027-12-31, nist-ir-8547, low",
        "2028-01-02, nist-ir-8547, low",
        "2040-01-01, nist-ir-8547, low",
        "2028-12-30, ncsc-uk, low",
        "2029-01-01, ncsc-uk, medium",
        "2026-11-26, cnsa-2.0, medium",
        "2026-11-26, eu-roadmap, low",
        "2026-11-26, anssi, low",
        "2028-06-01, anssi, medium",
    })
    void aNearDateRaisesWhatAQuantumComputerBreaks(LocalDate day, String regime, String severity) {
        CryptoPolicy policy = regime.equals("-") ? policy(day) : policy(day, regime);
        Finding finding = judge(policy, UseText.parse("signature SHA256withRSA keyBits=2048"))
                .getFirst();
        assertThat(finding.ruleId()).isEqualTo("crypto/quantum-vulnerable");
        assertThat(finding.severity().id()).isEqualTo(severity);
        assertThat(finding.evidence().containsKey("daysToDeadline")).isEqualTo(!regime.equals("-"));
    }

    @Test
    void daysLeftAreCountedToTheFirstDay() {
        List<Assessment> all = new CryptoJudge(policy(DAY, "nist-ir-8547"))
                .assess(UseText.parse("signature SHA256withRSA keyBits=2048"));
        assertThat(all.getFirst().deadlines())
                .extracting(Deadline::verdict, Deadline::from, Deadline::daysLeft)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deprecated", LocalDate.of(2031, 1, 1), 1497L),
                        org.assertj.core.groups.Tuple.tuple("disallowed", LocalDate.of(2036, 1, 1), 3323L));
        assertThat(all.getFirst().deadlines().getFirst()).asString().contains("1497 days left", "nist-ir-8547, draft");
    }

    @ParameterizedTest
    @CsvSource({
        "cnsa-2.0, cipher AES_128/GCM/NoPadding, true",
        "cnsa-2.0, cipher AES_256/GCM/NoPadding, false",
        "cnsa-2.0, key-encapsulation ML-KEM-768, true",
        "cnsa-2.0, key-encapsulation ML-KEM-1024, false",
        "cnsa-2.0, hash SHA-256, true",
        "cnsa-2.0, hash SHA-384, false",
        "fips-140-3, cipher ChaCha20-Poly1305, true",
        "fips-140-3, cipher AES/GCM/NoPadding, false",
        "fips-140-3, kdf scrypt, true",
        "sp-800-131a-r2, cipher DESede, true",
        "sp-800-131a-r3, hash SHA-1, true",
        "pci-dss-4.0.1, cipher RC4 keyBits=40, true",
        "nist-ir-8547, cipher AES_128/GCM/NoPadding, false",
        "bsi-tr-02102, key-generation RSA keyBits=2048, true",
        "bsi-tr-02102, key-generation AES keyBits=128, false",
    })
    void aRegimeSetsADateForWhatItDoesNotAllow(String regime, String use, boolean hasDate) {
        List<Assessment> all = new CryptoJudge(policy(DAY, regime)).assess(UseText.parse(use));
        assertThat(all.getFirst().deadlines().isEmpty()).isNotEqualTo(hasDate);
    }

    /** What is forbidden, and what is approved beside it: verdict and first day, nearest first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fips-140-3; key-generation RSA keyBits=1024; disallowed 2014-01-01",
                "fips-140-3; key-generation RSA keyBits=2048; -",
                "fips-140-3; key-agreement DH keyBits=512; disallowed 2014-01-01",
                "fips-140-3; key-agreement EC curve=P-192; disallowed 2014-01-01",
                "fips-140-3; key-agreement EC curve=P-256; -",
                "fips-140-3; signature ECDSA curve=SM2; disallowed 2019-09-22",
                "fips-140-3; signature Ed25519 curve=Ed25519; -",
                "fips-140-3; key-agreement X25519; disallowed 2019-09-22",
                "fips-140-3; signature SHA1withRSA; disallowed 2014-01-01",
                "fips-140-3; signature MD5withRSA; disallowed 2019-09-22",
                "fips-140-3; signature SHA256withRSA; -",
                "fips-140-3; key:signature RSA keyBits=2048 part=private encrypted=yes hash=SHA-1 kdf=PBKDF2; -",
                "fips-140-3; key:signature RSA keyBits=2048 part=private encrypted=yes hash=MD5 kdf=PBKDF2; -",
                "fips-140-3; signature SHA256withDSA; disallowed 2024-02-03",
                "fips-140-3; mac HmacMD5; disallowed 2019-09-22",
                "fips-140-3; mac HmacSHA1; -",
                "fips-140-3; protocol:protocol TLS suites=TLS_RSA_WITH_RC4_128_SHA; disallowed 2019-09-22",
                "fips-140-3; protocol:protocol TLS suites=TLS_RSA_WITH_3DES_EDE_CBC_SHA; disallowed 2024-01-01",
                "fips-140-3; protocol:protocol TLS suites=TLS_AES_128_GCM_SHA256; -",
                "fips-140-3; protocol:protocol TLS versions=SSLv3|TLSv1.2; disallowed 2019-09-22",
                "fips-140-3; cipher Rabbit; disallowed 2019-09-22",
                "fips-140-3; hash Skein; disallowed 2019-09-22",
                "fips-140-3; hash MD5 usage=checksum; -",
                "fips-140-3; signature SLH-DSA-SHA2-128s; -",
                "fips-140-3; random SecureRandom; -",
                "cnsa-2.0; cipher RC4; deprecated 2027-01-01,disallowed 2032-01-01",
                "cnsa-2.0; cipher ChaCha20-Poly1305; deprecated 2027-01-01,disallowed 2032-01-01",
                "cnsa-2.0; mac HmacMD5; deprecated 2027-01-01,disallowed 2032-01-01",
                "cnsa-2.0; mac HmacSHA1; deprecated 2027-01-01,disallowed 2032-01-01",
                "cnsa-2.0; mac HmacSHA384; -",
                "cnsa-2.0; signature SLH-DSA-SHA2-128s; deprecated 2027-01-01,disallowed 2032-01-01",
                "cnsa-2.0; signature LMS; -",
                "cnsa-2.0; signature ML-DSA-87; -",
                "cnsa-2.0; protocol:protocol TLS versions=SSLv3; disallowed 2022-04-01",
                "cnsa-2.0; protocol:protocol TLS suites=TLS_AES_256_GCM_SHA384; -",
                "cnsa-2.0; protocol:protocol TLS suites=TLS_CHACHA20_POLY1305_SHA256; deprecated 2027-01-01,disallowed 2032-01-01",
                "sp-800-131a-r3; key-generation RSA keyBits=1024; disallowed 2014-01-01",
                "sp-800-131a-r3; key-generation RSA keyBits=2048; deprecated 2031-01-01",
                "sp-800-131a-r3; signature SHA1withRSA; disallowed 2014-01-01",
                "sp-800-131a-r3; cipher DESede/CBC/PKCS5Padding; disallowed 2024-01-01",
                "sp-800-131a-r3; cipher RC4; disallowed 2019-03-21",
                "sp-800-131a-r3; cipher AES/GCM/NoPadding; -",
                "nist-ir-8547; key-generation RSA keyBits=1024; disallowed 2014-01-01",
                "nist-ir-8547; key-generation RSA keyBits=2048; deprecated 2031-01-01,disallowed 2036-01-01",
                "nist-ir-8547; key-generation RSA keyBits=3072; disallowed 2036-01-01",
                "us-eo-14412; key-agreement X25519; disallowed 2031-01-01",
                "us-eo-14412; signature SHA256withRSA; disallowed 2032-01-01",
                "us-eo-14412; key-encapsulation ML-KEM-768; -",
                "bsi-tr-02102; signature SHA256withRSA keyBits=2048; disallowed 2024-01-01",
                "bsi-tr-02102; key-agreement DH keyBits=2048; disallowed 2023-01-01",
                "bsi-tr-02102; key-generation DH keyBits=3072; disallowed 2032-01-01",
                "bsi-tr-02102; key-generation X25519; disallowed 2032-01-01",
                "bsi-tr-02102; key-generation ECIES; disallowed 2032-01-01",
                "bsi-tr-02102; key-generation Ed25519; disallowed 2036-01-01",
                "bsi-tr-02102; key-generation EC curve=P-256; disallowed 2036-01-01",
                "us-eo-14412; key-generation X448; disallowed 2031-01-01",
                "us-eo-14412; key-generation Ed448; disallowed 2032-01-01",
                "sp-800-131a-r2; key-agreement X25519; disallowed 2021-01-01",
                "sp-800-131a-r2; key-agreement ECDH curve=P-256; -",
                "sp-800-131a-r3; key-generation DSA keyBits=3072; disallowed 2024-02-03",
                "pci-dss-4.0.1; hash MD5; disallowed 2025-04-01",
                "pci-dss-4.0.1; hash SHA-1; disallowed 2025-04-01",
                "pci-dss-4.0.1; hash SHA-256; -",
                "pci-dss-4.0.1; protocol:protocol TLS suites=TLS_RSA_WITH_RC4_128_SHA; disallowed 2025-04-01",
                "pci-dss-4.0.1; protocol:protocol TLS suites=TLS_RSA_WITH_3DES_EDE_CBC_SHA; disallowed 2025-04-01",
            })
    void aRegimeSaysOfWhatItForbidsSinceWhen(String regime, String use, String expected) {
        List<String> verdicts = new CryptoJudge(policy(DAY, regime))
                .assess(UseText.parse(use)).getFirst().deadlines().stream()
                        .map(each -> each.verdict() + " " + each.from())
                        .toList();
        assertThat(verdicts.isEmpty() ? "-" : String.join(",", verdicts)).isEqualTo(expected);
    }

    @Test
    void withoutANamedRegimeTheDraftOfNistSaysByWhenAndRaisesNothing() {
        Finding finding = judge(CryptoPolicy.on(LocalDate.of(2040, 1, 1)), UseText.parse("signature Ed25519"))
                .getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.message()).contains("disallowed since 2036-01-01", "nist-ir-8547, draft");
    }

    @Test
    void whatIsStillToComeIsToldAsSuchAndNoRemedyIsEmpty() {
        Finding finding = judge(policy(DAY, "cnsa-2.0"), UseText.parse("key-encapsulation ML-KEM-768"))
                .getFirst();
        assertThat(finding.title()).isEqualTo("Under a regime deprecated from 2027-01-01 on: ML-KEM-768");
        assertThat(finding.remedy()).contains("what the regime approves");
    }

    @Test
    void whatHasAMacByItsProtocolIsNotUnauthenticated() {
        for (String source : List.of("ssh", "ipsec", "swanctl", "openvpn")) {
            CryptoUse use = CryptoUse.of(
                    CryptoUse.Kind.ALGORITHM, "aes-256-ctr", "cipher", Map.of(), source, "Ciphers", 0, 1, 1);
            assertThat(judge(policy(DAY), use))
                    .extracting(Finding::ruleId)
                    .doesNotContain("crypto/unauthenticated-encryption");
        }
    }

    @Test
    void aKeyThatNobodyCanReadIsCalledWhatItIs() {
        Finding finding = judge(policy(DAY), UseText.parse("key:key - encrypted=yes part=private cipher=AES-256-CBC"))
                .getFirst();
        assertThat(finding.title()).isEqualTo("Cryptography: an encrypted key");
    }

    @ParameterizedTest
    @CsvSource({
        "cipher AES_256/GCM/NoPadding, 2.16.840.1.101.3.4.1.46",
        "cipher AES mode=GCM, ''",
        "signature SHA256withECDSA, 1.2.840.10045.4.3.2",
        "signature SHA256withRSA, 1.2.840.113549.1.1.11",
        "signature ECDSA, 1.2.840.10045.2.1",
        "key:signature RSA part=public, 1.2.840.113549.1.1.1",
        "hash SHA-256, 2.16.840.1.101.3.4.2.1",
        "key:key-agreement|signature GOST-R-34.10-2012 keyBits=256, 1.2.643.7.1.1.1.1",
        "key:key-agreement|signature GOST-R-34.10-2012 keyBits=512, 1.2.643.7.1.1.1.2",
    })
    void theIdentifierSaysAllThatIsKnown(String use, String oid) {
        assertThat(Identifiers.of(
                        new CryptoJudge(policy(DAY)).assess(UseText.parse(use)).getFirst()))
                .isEqualTo(oid);
    }

    @Test
    void whatOnlyARegimeForbidsIsAFindingOfItsOwn() {
        List<Finding> findings = judge(policy(DAY, "fips-140-3"), UseText.parse("cipher ChaCha20-Poly1305"));
        assertThat(findings).extracting(Finding::ruleId).containsExactly("crypto/regime-deadline");
        assertThat(findings.getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(findings.getFirst().message()).contains("fips-140-3");
    }

    @Test
    void aPolicyThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> policy(DAY, "nist-ir-8574"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nist-ir-8574")
                .hasMessageContaining("nist-ir-8547");
        assertThatThrownBy(() -> new CryptoPolicy(DAY, List.of(), -1, 2035))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyRegimeHasADateAndIsCited() {
        List<String> withDates = new ArrayList<>();
        Algorithms.rows("deadlines.tsv", 5).forEach(row -> withDates.add(row.get(0)));
        for (String id : Regime.ids()) {
            assertThat(withDates).contains(id);
            assertThat(Regime.of(id).orElseThrow().citation()).startsWith("https://");
        }
    }

    @Test
    void whatIsInTheRegistrysWordsStaysAsItIs() {
        for (RuleInfo row : rows()) {
            for (String example : row.match()) {
                for (CryptoUse once : NormalUses.of(UseText.parse(example))) {
                    assertThat(NormalUses.of(once)).as(example).containsExactly(once);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "cipher AES_128 mode=default > AES keyBits=128 mode=default",
                "cipher AES mode=gcm padding=NoPadding > AES mode=GCM padding=none",
                "cipher PBEWithMD5AndDES mode=default > DES hash=MD5 kdf=PBKDF1 mode=CBC",
                "cipher RSA mode=ECB padding=PKCS1Padding > RSA padding=PKCS1-v1.5",
                "cipher RSA mode=default > RSA padding=default",
                "key-generation EC curve=prime256v1|${curve} > EC curve=P-256|?",
                "key-generation RSA keyBits=${bits} > RSA keyBits=?",
                "signature ECDSA hash=sha1 > ECDSA hash=SHA-1",
                "protocol TLS version=TLSv1 > TLS version=TLSv1.0",
                "connection - transport=http://example.org/a|https: > - transport=http|https",
                "connection - transport=file:///a > - transport=?",
                "hash made-up x=y > made-up x=y",
                "hash ${name} > ?",
            })
    void aUseIsPutIntoTheRegistrysWords(String use, String expected) {
        CryptoUse normal = NormalUses.of(UseText.parse(use)).getFirst();
        StringBuilder text = new StringBuilder(normal.algorithm().isEmpty() ? "-" : normal.algorithm());
        normal.parameters()
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        assertThat(text).hasToString(expected);
    }
}
