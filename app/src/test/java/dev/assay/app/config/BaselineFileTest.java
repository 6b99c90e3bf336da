package dev.assay.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.report.Occurrences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @Test
    void jsonAndJsonlGiveTheSameFingerprints() throws IOException {
        for (String file : new String[] {"full.json", "full.jsonl"}) {
            Occurrences all = BaselineFile.read(GOLDEN.resolve(file));
            assertThat(all.count()).isEqualTo(34);
            assertThat(all.of("9f86d081884c7d659a2feaa0c55ad015")).isPositive();
            assertThat(all.of("000000000000000000000000000000ff"))
                    .as("what the report's own baseline suppressed")
                    .isPositive();
        }
    }

    @Test
    void aCleanReportHasNone() throws IOException {
        assertThat(BaselineFile.read(GOLDEN.resolve("empty.json")).count()).isZero();
        assertThat(BaselineFile.read(GOLDEN.resolve("empty.jsonl")).count()).isZero();
    }

    @Test
    void jsonlWhoseEndIsMissingIsStillRead() throws IOException {
        assertThat(read("{\"type\":\"finding\",\"fingerprint\":\"aa\"}\n{\"type\":\"gap\"}\n")
                        .of("aa"))
                .isEqualTo(1);
    }

    @Test
    void fingerprintsInEvidenceAreNone() throws IOException {
        Occurrences all = read("{\"type\":\"finding\",\"evidence\":{\"fingerprint\":\"bb\"},\"fingerprint\":\"aa\"}");
        assertThat(all.count()).isEqualTo(1);
        assertThat(all.of("aa")).isEqualTo(1);
    }

    @Test
    void copiesAreCountedWithTheirPlaces() throws IOException {
        Occurrences all =
                read("{\"type\":\"finding\",\"fingerprint\":\"aa\",\"location\":{\"target\":\"t\",\"path\":\"v/a\"}}\n"
                        + "{\"type\":\"finding\",\"fingerprint\":\"aa\",\"location\":{\"target\":\"g/a\"}}\n");
        assertThat(all.of("aa")).isEqualTo(2);
        assertThat(all.at("aa", "v/a!")).isEqualTo(1);
        assertThat(all.at("aa", "g/a!")).isEqualTo(1);
    }

    /** As every report has it, so that older ones need no word for it; a row that names no place is of no repository. */
    @Test
    void aRowIsOfTheRepositoryThatItsPlaceNames() throws IOException {
        Occurrences all = read("{\"type\":\"finding\",\"fingerprint\":\"aa\",\"location\":"
                + "{\"target\":\"github:Acme/web@release/1\",\"path\":\"v/a\"}}\n"
                + "{\"type\":\"finding\",\"fingerprint\":\"bb\",\"location\":"
                + "{\"target\":\"git+https://me@host/web.git@v1\",\"path\":\"v/a\"}}\n"
                + "{\"type\":\"finding\",\"fingerprint\":\"cc\"}\n");
        assertThat(all.of(Occurrences.within("github:acme/web", "aa"))).isEqualTo(1);
        assertThat(all.at(Occurrences.within("github:acme/web", "aa"), "github:acme/web/v/a!"))
                .isEqualTo(1);
        assertThat(all.of(Occurrences.within("git+https://me@host/web.git", "bb")))
                .isEqualTo(1);
        assertThat(all.of("aa") + all.of("bb")).isZero();
        assertThat(all.of("cc")).isEqualTo(1);
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

    private static Occurrences read(String content) throws IOException {
        return BaselineFile.read("b", new ByteArrayInputStream(content.getBytes(UTF_8)));
    }
}
