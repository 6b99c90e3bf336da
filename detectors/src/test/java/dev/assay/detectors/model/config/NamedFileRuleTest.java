package dev.assay.detectors.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that descriptions name, and whether they are there and what they are said to be. */
class NamedFileRuleTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    private final MemoryConnector memory = new MemoryConnector();

    private NamedFileRuleTest file(String path, String text) {
        memory.file(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private NamedFileRuleTest file(String path, byte[] bytes) {
        memory.file(path, bytes);
        return this;
    }

    private RecordedReport scan() {
        return new TestScan(AllDetectors.ALL).run(memory);
    }

    private List<String> gaps() {
        return scan().gaps().stream()
                .filter(gap -> gap.kind() == GapKind.UNREADABLE || gap.kind() == GapKind.MALFORMED)
                .map(Gap::reason)
                .toList();
    }

    private static String manifest(String type, String title) {
        return "{\"schemaVersion\": 2, \"layers\": [{\"mediaType\": \"" + type + "\", \"digest\": \"sha256:" + TWO
                + "\", \"annotations\": {\"org.opencontainers.image.title\": \"" + title + "\"}}]}";
    }

    @Test
    void aModelOfMlflowWhosePartsAreMissingIsNotWhole() {
        String model = "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.pkl\n"
                + "  other:\n    pickled_model: ./sub/other.pkl\n    data: data\n";
        file("m/MLmodel", model).file("m/model.pkl", new byte[] {(byte) 0x80, 4, 'N', '.'});
        assertThat(gaps()).singleElement().asString().contains("sub/other.pkl").doesNotContain("'model.pkl'");
        file("m/sub/other.pkl", new byte[] {(byte) 0x80, 4, 'N', '.'});
        assertThat(gaps()).isEmpty();
    }

    @Test
    void ofADescriptionAloneNothingIsMissing() {
        file("m/MLmodel", "flavors:\n  a:\n    model_path: model.pkl\n").file("n/model.pkl", "");
        file("index.json", manifest("application/x", ""));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void blobsAreFoundByDigestWhereverTheyLie() {
        file("blobs/sha256/" + ONE, manifest("application/vnd.oci.image.layer.v1.tar+gzip", ""));
        assertThat(gaps()).singleElement().asString().contains("sha256:2222");
        file("other/sha256-" + TWO, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });
        assertThat(gaps()).isEmpty();
        assertThat(scan().ruleIds()).contains("model/oci-unverified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.oci.image.layer.v1.tar+gzip|", "application/octet-stream|run.py"})
    void aBlobThatIsSomethingElseIsAGap(String says) {
        int bar = says.indexOf('|');
        file("blobs/sha256/" + ONE, manifest(says.substring(0, bar), says.substring(bar + 1)));
        file("blobs/sha256/" + TWO, "import os\n");
        assertThat(gaps()).singleElement().asString().contains("was read as text");
    }

    @Test
    void aBlobThatIsWhatItIsSaidToBeIsNone() {
        file("blobs/sha256/" + ONE, manifest("application/octet-stream", "notes.txt"));
        file("blobs/sha256/" + TWO, "import os\n");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void manyNamesAreFewWords() {
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            layers.append(i == 0 ? "" : ",").append("{\"digest\": \"sha256:%064x\"}".formatted(i));
        }
        file("blobs/sha256/" + ONE, "{\"schemaVersion\": 2, \"layers\": [" + layers + "]}");
        assertThat(gaps()).singleElement().asString().contains("and 47 more are not");
    }
}
