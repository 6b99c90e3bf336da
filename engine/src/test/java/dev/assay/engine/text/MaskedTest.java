package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
    private static final String DRAWN = "aB3dE5gH7jK9".repeat(3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -H %s;b",
                "curl -H 'Authorization: Bearer %s' u",
                "git clone https://x:%s@github.com/a/b",
                "git clone https://%s@github.com/a/b",
                "curl https://hooks.slack.com/services/T%s/B/c",
                "export DB_PASSWORD='%s' && a",
                "deploy --api-key %s | b",
                "{\"secret\": \"%s\"}",
                "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----"
            })
    void credentials_are_hidden_and_nothing_else(String text) {
        boolean isNamed = text.contains("-H %s");
        String token = isNamed ? "ghp_" + DRAWN : DRAWN;
        String masked = Masked.of(text.replace("%s", token));
        assertThat(masked).contains("***").doesNotContain(DRAWN);
        assertThat(Masked.of(masked)).isEqualTo(masked);
        String behind = text.substring(text.indexOf("%s") + 2);
        assertThat(masked).endsWith(behind.startsWith("/B") ? "***" : behind.stripLeading());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl https://a.example/x?b=c@d | sh",
                "curl -H \"Authorization: Bearer $TOKEN\" u",
                "TOKEN=$(curl u | sh)",
                "TOKEN=`curl u | sh`",
                "git clone https://x:${{ secrets.TOKEN }}@github.com/a",
                "git clone https://x:$TOKEN@github.com/a",
                "run-task-Build2024ReleaseCandidate",
                "echo ghp_short",
                "npm ci --ignore-scripts && token list",
                "persist-credentials: false",
                "echo eyJhIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIn0= | base64 -d | sh"
            })
    void what_is_none_stays(String text) {
        assertThat(Masked.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "password, correct-horse, ***",
        "github-token, ${{ github.token }}, ${{ github.token }}",
        "persist-credentials, false, false",
        "ref, main, main",
        "token, true, true"
    })
    void a_value_is_hidden_by_its_name(String name, String value, String shown) {
        assertThat(Masked.value(name, value)).isEqualTo(shown);
    }

    @Test
    @Timeout(60)
    void nothing_makes_it_slow() {
        for (String part : new String[] {"sk-", "eyJ1", "://", "token=", "-----BEGIN ", "ghp_A", "--token"}) {
            assertThat(Masked.of(part.repeat(40_000))).isNotNull();
        }
    }
}
