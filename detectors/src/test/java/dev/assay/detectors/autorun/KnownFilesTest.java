package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.Finding;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is known by name and content is reported; lists of it, reports about it and the rules themselves are not. */
class KnownFilesTest {
    private static final long MOST_BYTES = 4 << 20;

    private static List<String> ids(String path, byte[] bytes) {
        return new TestScan(AllDetectors.ALL)
                .run(path, bytes).findings().stream()
                        .map(Finding::ruleId)
                        .filter(id -> id.startsWith("indicator/"))
                        .toList();
    }

    private static List<String> ids(String path, String text) {
        return ids(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_payload_and_a_dump_are_reported() {
        assertThat(ids(
                        "package/bundle.js",
                        "fetch('https://webhook.site/bb8ca5f6-4175-45d2-b042-fc9ebb8170b7'); module.exports = 1;"))
                .containsExactly("indicator/known-payload");
        String dump = "{\"environment\": {\"NPM_TOKEN\": \"npm_0000000000000000000000000000\"}}";
        for (int i = 0; i < 2; i++) {
            dump = Base64.getEncoder().encodeToString(dump.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ids("environment.json", dump)).containsExactly("indicator/leaked-secrets");
    }

    @Test
    void what_a_build_downloads_from_elsewhere_or_loads_is_reported() {
        String wrapper = "gradle/wrapper/gradle-wrapper.properties";
        assertThat(ids(wrapper, "distributionUrl=http\\://mirror.example.com/gradle-8.10-bin.zip\n"))
                .containsExactly("indicator/wrapper-from-anywhere");
        assertThat(ids(wrapper, "distributionUrl=https\\://mirror.example.com/gradle-8.10-bin.zip\n"))
                .containsExactly("indicator/wrapper-from-elsewhere");
        assertThat(ids(wrapper, "distributionUrl=https\\://services.gradle.org/distributions/gradle-8.10-bin.zip\n"))
                .isEmpty();
        assertThat(ids(".mvn/jvm.config", "-Xmx1g -javaagent:x.jar\n")).containsExactly("indicator/build-loads-code");
        assertThat(ids(".mvn/jvm.config", "-Xmx1g --add-opens java.base/java.lang=ALL-UNNAMED\n"))
                .isEmpty();
    }

    @Test
    void what_tells_of_a_campaign_is_not_reported() {
        String advisory = """
                # Shai-Hulud: The Second Coming
                Look for `setup_bun.js` and `bun_environment.js` (62ee164b9b306250c1172583f138c9614139264f889fa99614903c12755468d0), runners
                called SHA1HULUD, `"preinstall": "node setup_bun.js"`, data.json and truffleSecrets.json, requests to
                https://webhook.site/bb8ca5f6-4175-45d2-b042-fc9ebb8170b7, curl https://bun.sh/install | bash, and repositories described as
                "Sha1-Hulud: The Second Coming".
                """;
        for (String name :
                List.of("SECURITY.md", "CHANGELOG.md", "advisory.txt", "detect.sh", "iocs.csv", "iocs.json")) {
            assertThat(ids(name, advisory)).as(name).isEmpty();
        }
        assertThat(ids("index.js", "const IOCS = ['setup_bun.js', 'bun_environment.js', 'SHA1HULUD', 'trufflehog'];"))
                .isEmpty();
        assertThat(ids(".github/workflows/hunt.yml", """
                        name: hunt
                        on: push
                        jobs:
                          hunt:
                            runs-on: ubuntu-latest
                            steps:
                              - name: look for SHA1HULUD
                                run: |
                                  # shai-hulud sent to webhook.site/bb8ca5f6-4175-45d2-b042-fc9ebb8170b7
                                  ! grep -rE 'SHA1HULUD|node setup_bun.js|toJSON\\(secrets\\)|curl x | sh' .
                                  git grep 'webhook.site/bb8ca5f6-4175-45d2-b042-fc9ebb8170b7' && exit 1
                                  echo "216.126.225.129 is not here"
                        """)).isEmpty();
    }

    @Test
    void the_rules_and_documents_of_the_project_are_not_reported() throws IOException {
        List<Path> places = List.of(
                Path.of("src/main/resources"),
                Path.of("../docs"),
                Path.of("../README.md"),
                Path.of("../CHANGELOG.md"),
                Path.of("../.github"));
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            if (Files.exists(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    files.filter(Files::isRegularFile).sorted().forEach(file -> found.addAll(ids(file)));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<String> ids(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return List.of();
            }
            return ids(file.toString(), Files.readAllBytes(file)).stream()
                    .map(id -> file + ": " + id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
