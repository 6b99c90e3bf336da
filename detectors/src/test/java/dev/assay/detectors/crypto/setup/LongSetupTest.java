package dev.assay.detectors.crypto.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of which only what stands far behind tells whose configuration they are. */
class LongSetupTest {
    /** More than is looked at of a text to tell what it is. */
    private static final String COMMENTS = ("# " + "k".repeat(77) + "\n").repeat(2_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "values.yaml~server:\\n  ssl:\\n    enabled-protocols: TLSv1\\n~versions=TLSv1.0",
                "rendered.yaml~---\\nspec:\\n  trafficPolicy: {tls: {insecureSkipVerify: true}}\\n~verification=none",
                "site.conf~server { ssl_protocols TLSv1; }\\n~versions=TLSv1.0",
                "ssl.conf~SSLProtocol TLSv1\\n~versions=TLSv1.0",
                "app.properties~server.ssl.enabled-protocols=TLSv1\\n~versions=TLSv1.0",
                "prod.env~NODE_TLS_REJECT_UNAUTHORIZED=0\\n~verification=none",
                "workflow.yml~jobs:\\n  a:\\n    run: curl -k https://x\\n~verification=none",
                "a.yml~x:\\n  - name: NODE_TLS_REJECT_UNAUTHORIZED\\n    value: '0'\\n~verification=none",
                "map.yaml~data:\\n  nginx.conf: |\\n    ssl_protocols TLSv1;\\n~versions=TLSv1.0"
            })
    void whatStandsFarBehindIsRead(String name, String setting, String fact) throws IOException {
        String text = setting.replace("\\n", "\n");
        assertThat(SetupFacts.of(name, text)).anyMatch(line -> line.contains(fact));
        assertThat(SetupFacts.of(name, COMMENTS + text)).anyMatch(line -> line.contains(fact));
    }

    @Test
    void jsonIsReadAsFarBehind() throws IOException {
        String much = "{\"a\": [" + "\"some words\",".repeat(20_000) + "1], ";
        assertThat(SetupFacts.of("a.json", much + "\"x\": {\"insecureSkipVerify\": true}}"))
                .anyMatch(line -> line.contains("verification=none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.yaml", "a.json", "a.conf", "a.properties", "a.toml", "package-lock.json", "a.txt"})
    void whatSaysNothingOfItIsNobodys(String name) throws IOException {
        String words = COMMENTS + "\"insecure\": 12, \"protocols\": 13, \"certificate\": \"x\"\n";
        List<String> facts = SetupFacts.of(name, words);
        assertThat(facts).hasSize(1);
        assertThat(facts.getFirst()).isIn("long", "nobody's");
    }

    /** Of a list of words with numbers, as models have them, nothing is set however long it is. */
    @Test
    void whatIsLargerThanAnyConfigurationIsAGapIfItSetsSomething() throws IOException {
        String many = "k: 1\n".repeat(3_600_000);
        assertThat(SetupFacts.of("a.yaml", many + "x:\n  insecureSkipVerify: true\n"))
                .anyMatch(line -> line.startsWith("gap limit"));
        assertThat(SetupFacts.of("a.yaml", many + "insecure: 1\nssl: 2\nprotocols: 3\ncurl: 4\n"))
                .containsExactly("long");
    }
}
