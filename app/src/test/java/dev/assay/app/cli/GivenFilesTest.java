package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that are given one by one, as hooks of version control do, are judged together. */
class GivenFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        write("bad.csv", "ecosystem,name,version\npypi,evilpkg,1.0.0\nnpm,evilpkg,1.0.1\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Report scan(String... targets) {
        String[] line = new String[targets.length + 2];
        line[0] = "--indicators";
        line[1] = "bad.csv";
        System.arraycopy(targets, 0, line, 2, targets.length);
        return Report.of(new Cli(folder), line);
    }

    private static List<String> findings(Report report) {
        return report.json()
                .get("findings")
                .valueStream()
                .map(GivenFilesTest::shown)
                .toList();
    }

    private static String shown(JsonNode finding) {
        JsonNode at = finding.get("location");
        return finding.get("ruleId").stringValue() + " " + at.get("target").stringValue() + (at.has("path") ? "|" : "");
    }

    @Test
    void aListThatAnotherIncludesIsReadIfItIsGiven() throws IOException {
        write("a/requirements.txt", "-r sub/other.lst\n-c pins.lst\nevilpkg\n");
        write("a/sub/other.lst", "evilpkg==1.0.0\n");
        write("a/pins.lst", "evilpkg==1.0.0\n");
        Report alone = scan("a/requirements.txt");
        assertThat(alone.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(alone.reasons())
                .containsExactly("includes what was not read as a list of requirements: 'sub/other.lst', 'pins.lst';"
                        + " what lies beside a file is read only if it is given as well, or the folder is");
        for (List<String> order : List.of(
                List.of("a/requirements.txt", "a/sub/other.lst", "./a/pins.lst"),
                List.of("./a/pins.lst", "a/sub/other.lst", "a/requirements.txt"))) {
            Report together = scan(order.toArray(String[]::new));
            assertThat(together.reasons()).isEmpty();
            assertThat(findings(together))
                    .containsExactlyInAnyOrder(
                            "indicator/malicious-package a/sub/other.lst",
                            "indicator/malicious-package a/requirements.txt");
            assertThat(together.json().at("/coverage/files").intValue()).isEqualTo(3);
        }
        String whole = folder.toAbsolutePath().toString();
        Report absolute = scan(whole + "/a/requirements.txt", whole + "/a/pins.lst", whole + "/a/sub/other.lst");
        assertThat(absolute.reasons()).isEmpty();
        assertThat(findings(absolute)).hasSize(2);
    }

    @Test
    void aLockfileAndAManifestAreOneProject() throws IOException {
        write("p/package.json", "{\"name\": \"p\", \"dependencies\": {\"evilpkg\": \"^1.0.0\"}}");
        write("p/package-lock.json", """
                {"name": "p", "lockfileVersion": 3, "packages": {
                  "": {"name": "p", "dependencies": {"evilpkg": "^1.0.0"}},
                  "node_modules/evilpkg": {"version": "1.0.2"}}}
                """);
        assertThat(findings(scan("p/package.json"))).containsExactly("indicator/malicious-if-taken p/package.json");
        assertThat(findings(scan("p/package.json", "p/package-lock.json"))).isEmpty();
        write("q/package-lock.json", Files.readString(folder.resolve("p/package-lock.json")));
        assertThat(findings(scan("p/package.json", "q/package-lock.json"))).hasSize(1);
    }
}
