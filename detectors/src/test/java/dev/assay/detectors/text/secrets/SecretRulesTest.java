package dev.assay.detectors.text.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.text.Texts;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Masked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRulesTest {
    @Test
    void examplesAreReportedAndNotReported() {
        Texts.assertExamples("secret/", "settings.conf");
    }

    @ParameterizedTest
    @CsvSource({
        "id.pem,HIGH,MEDIUM",
        "notes.txt,HIGH,MEDIUM",
        "debug.log,HIGH,MEDIUM",
        "users.csv,HIGH,MEDIUM",
        "manual.md,MEDIUM,LOW",
        "README,MEDIUM,LOW",
        "license.txt,MEDIUM,LOW",
        "test_keys.py,LOW,LOW",
    })
    void howBadItIsDependsOnThePlace(String name, Severity key, Severity token) {
        assertThat(severity(name, "-----BEGIN ~RSA PRIVATE KEY-----\\nMII{random:base62:300}\\n-----END"))
                .isEqualTo(key);
        assertThat(severity(name, "ey~JhbGciOiJIUzI1NiJ9.ey~{random:base62:60}.{random:url:43}"))
                .isEqualTo(token);
    }

    @Test
    void whatBeginsATokenIsHiddenInCommandsToo() {
        for (TokenRow row : TokenRow.all()) {
            if (row.body() != Alphabet.NONE && row.check() != TokenRow.Check.NEAR) {
                String token = row.literal() + "A1.b2".repeat(12);
                assertThat(Masked.of("x " + token)).as(token).isEqualTo("x " + row.literal() + "***");
            }
        }
    }

    private static Severity severity(String name, String example) {
        return Texts.scan(name, Texts.example(example)).findings().getFirst().severity();
    }
}
