package dev.assay.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @Test
    void jsonAndJsonlGiveTheSameFingerprints() throws IOException {
        Set<String> json = BaselineFile.read(GOLDEN.resolve("full.json"));
        assertThat(json)
                .hasSize(8)
                .contains("9f86d081884c7d659a2feaa0c55ad015")
                .as("what the report's own baseline suppressed")
                .contains("000000000000000000000000000000ff");
        assertThat(BaselineFile.read(GOLDEN.resolve("full.jsonl"))).isEqualTo(json);
    }

    @Test
    void aCleanReportHasNone() throws IOException {
        assertThat(BaselineFile.read(GOLDEN.resolve("empty.json"))).isEmpty();
        assertThat(BaselineFile.read(GOLDEN.resolve("empty.jsonl"))).isEmpty();
    }

    @Test
    void jsonlWhoseEndIsMissingIsStillRead() throws IOException {
        assertThat(read("{\"type\":\"finding\",\"fingerprint\":\"aa\"}\n{\"type\":\"gap\"}\n"))
                .containsExactly("aa");
    }

    @Test
    void fingerprintsInEvidenceAreNone() throws IOException {
        assertThat(read("{\"type\":\"finding\",\"evidence\":{\"fingerprint\":\"bb\"},\"fingerprint\":\"aa\"}"))
                .containsExactly("aa");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                   | b: is empty
                    []                                                   | b:1:1: a report is not an object
                    {"a":1}                                              | b:1:1: not a report of Assay
                    {"schemaVersion":"2.0"}                              | b:1:18: schema version 2.0; this Assay reads 1.x
                    {"schemaVersion":1}                                  | b:1:18: schemaVersion is not a string
                    {"schemaVersion":"1.0","findings":{}}                | b:1:35: findings is not an array
                    {"schemaVersion":"1.0","findings":["x"]}             | b:1:36: an element of findings is not an object
                    {"type":"finding","fingerprint":""}{"type":"gap"} 7  | b:1:51: a report is not an object
                    {"schemaVersion":"1.0","findings":[{"fingerprint":"  | b:1:
                    {"schemaVersion":"1.0","findings":[{"fingerprint":7}]} | b:1:51: fingerprint is not a string
                    {"schemaVersion":"1.0","findings":[{"fingerprint":""}]} | b:1:51: not a fingerprint: 0 characters
                    {"version":"2.1.0","runs":[]}                        | b:1:27: this is SARIF
                    {nonsense                                            | b:1:
                    """)
    void sayWhereAndWhatIsWrong(String content, String expected) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(expected);
    }

    @Test
    void hostileOnesAreRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"gap\",\"x\":" + "[".repeat(100_000)))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith("b:1:");
        assertThatThrownBy(() -> read("{\"type\":\"finding\",\"fingerprint\":\"" + "a".repeat(200) + "\"}"))
                .hasMessage("b:1:33: not a fingerprint: 200 characters");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> BaselineFile.read(Path.of("no-such.json")))
                .isInstanceOf(IOException.class)
                .hasMessage("no-such.json: no such file");
    }

    private static Set<String> read(String content) throws IOException {
        return BaselineFile.read("b", new ByteArrayInputStream(content.getBytes(UTF_8)));
    }
}
