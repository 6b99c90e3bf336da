package dev.assay.app.cli;

import static dev.assay.app.cli.DataCli.advisory;
import static dev.assay.app.cli.DataCli.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code assay data update}, from a server on this machine. */
class DataCommandTest {
    @TempDir
    Path folder;

    private DataCli cli;

    @BeforeEach
    void start() throws IOException {
        cli = new DataCli(folder);
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void whatIsFetchedIsKnownToCheckAndScanAndStandsInTheReport() throws IOException {
        cli.files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "never-seen-evil", "2026-01-02T00:00:00Z")));
        assertThat(cli.check("pkg:npm/never-seen-evil")).isEqualTo(ExitCode.INCOMPLETE);
        Ran ran = cli.update("osv/npm");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.out()).contains("osv/npm", "taken, 1 entry, of 2026-01-02");
        assertThat(cli.check("pkg:npm/never-seen-evil")).isEqualTo(ExitCode.UNSAFE);

        Files.createDirectory(folder.resolve("repo"));
        Files.writeString(folder.resolve("repo/package.json"), "{\"dependencies\": {\"never-seen-evil\": \"^1.0.0\"}}");
        Ran scan = cli.run("scan", "--format", "json", "repo");
        Report report = Report.of(scan.code(), scan.out(), scan.err());
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("indicator/malicious-package");
        assertThat(report.json().at("/findings/0/evidence/advisories").stringValue())
                .isEqualTo("MAL-9");
        assertThat(report.json().at("/referenceData/1/name").stringValue()).isEqualTo("osv/npm");
        assertThat(report.json().at("/referenceData/1/date").stringValue()).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(report.json().at("/referenceData/1/digest").stringValue()).startsWith("sha256:");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws IOException {
        cli.files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        cli.update("osv/npm");
        Ran again = cli.update("osv/npm");
        assertThat(again.out()).contains("unchanged");
        assertThat(cli.asked).containsEntry("/osv/npm/all.zip", 2);
    }

    @Test
    void anUpdateThatFailsLeavesWhatWasThere() throws IOException {
        cli.files.put("/osv/npm/all.zip", zip(advisory("MAL-9", "evil-9", "2026-01-02T00:00:00Z")));
        cli.update("osv/npm");
        cli.files.put("/osv/npm/all.zip", zip(advisory("MAL-8", "evil-8", "2026-01-03T00:00:00Z")));
        cli.cutsShort = true;
        Ran cut = cli.update("osv/npm");
        assertThat(cut.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cut.err()).contains("osv/npm: ", "what was there stays");
        cli.cutsShort = false;
        cli.files.put("/osv/npm/all.zip", "<html>sorry</html>".getBytes(UTF_8));
        assertThat(cli.update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        cli.files.remove("/osv/npm/all.zip");
        assertThat(cli.update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        cli.close();
        assertThat(cli.update("osv/npm").code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cli.check("pkg:npm/evil-9")).isEqualTo(ExitCode.UNSAFE);
        try (Stream<Path> left = Files.list(folder.resolve("data/objects"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void anOlderOrMuchSmallerStateIsNotTakenInSilence() throws IOException {
        cli.files.put(
                "/osv/npm/all.zip",
                zip(
                        advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"),
                        advisory("MAL-2", "evil-2", "2026-01-02T00:00:00Z"),
                        advisory("MAL-3", "evil-3", "2026-01-02T00:00:00Z")));
        cli.update("osv/npm");
        cli.files.put(
                "/osv/npm/all.zip",
                zip(
                        advisory("MAL-1", "evil-1", "2025-01-02T00:00:00Z"),
                        advisory("MAL-2", "evil-2", "2025-01-02T00:00:00Z")));
        Ran older = cli.update("osv/npm");
        assertThat(older.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(older.err()).contains("older than what is there");
        cli.files.put("/osv/npm/all.zip", zip(advisory("MAL-1", "evil-1", "2026-02-02T00:00:00Z")));
        assertThat(cli.update("osv/npm").err()).contains("less than half");
        assertThat(cli.check("pkg:npm/evil-3")).isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.update("osv/npm", "--allow-older").code()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.check("pkg:npm/evil-3")).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void popularListsInTheFormsOfTheirPublishersReplaceThoseOfTheBuild() {
        cli.files.put("/pypi.json", """
            {"last_update": "2026-03-01 10:00:00", "rows": [
             {"download_count": 9, "project": "quuxlib"}, {"download_count": 8, "project": "Other_Thing"}]}
            """.getBytes(UTF_8));
        cli.files.put("/npm.js", "export const top = [\n  'quuxify',\n  '@scope/thing'\n]\n".getBytes(UTF_8));
        cli.files.put("/crates", "{\"crates\": [{\"id\": \"quuxrs\"}]}".getBytes(UTF_8));
        assertThat(cli.check("pkg:pypi/quuxlib")).isEqualTo(ExitCode.INCOMPLETE);
        Ran ran = cli.update(
                "--source",
                "popular/pypi=" + cli.base() + "/pypi.json",
                "--source",
                "popular/npm=" + cli.base() + "/npm.js",
                "--source",
                "popular/cargo=" + cli.base() + "/crates",
                "--allow-older",
                "popular");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        for (String known :
                new String[] {"pkg:pypi/quuxlib", "pkg:pypi/other-thing", "pkg:npm/quuxify", "pkg:cargo/quuxrs"}) {
            assertThat(cli.check(known)).as(known).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(cli.check("pkg:npm/lodash")).isEqualTo(ExitCode.INCOMPLETE);
    }

    /** What is missing would be taken for safe by whoever relies on it, also weeks later. */
    @Test
    void whatCouldNotBeReadIsToldAndRemembered() throws IOException {
        String[] advisories = {
            advisory("MAL-1", "evil-1", "2026-01-02T00:00:00Z"),
            "{\"id\": \"MAL-2\", broken",
            advisory("MAL-3", "evil-3", "2026-01-02T00:00:00Z").replace("\"npm\"", "\"cobol\\u001b[2J\""),
            advisory("MAL-4", "evil-4", "2026-01-02T00:00:00Z").replace("\"npm\"", "\"Bitnami\""),
        };
        cli.files.put("/osv/npm/all.zip", zip(advisories));
        for (String becomes : List.of("taken", "unchanged")) {
            Ran ran = cli.update("osv/npm");
            assertThat(ran.code()).as(becomes).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).contains(becomes + ", 1 entry", "NOT READ in 2 places");
            assertThat(ran.err())
                    .contains("osv/npm: 1.json: ", "osv/npm: 2.json: MAL-3: no ecosystem is called 'cobol")
                    .contains("osv/npm: left out as nothing to compare: 1 of Bitnami")
                    .doesNotContain("\u001b");
        }
        Ran status = cli.run("data", "status");
        assertThat(status.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(status.out())
                .contains("NOT READ in 2 places", " 1.json: ", "MAL-3: no ecosystem", "1 of Bitnami")
                .doesNotContain("\u001b");
        assertThat(cli.check("pkg:npm/evil-1")).isEqualTo(ExitCode.UNSAFE);

        cli.files.put("/osv/npm/all.zip", zip(advisories[0], advisories[3]));
        assertThat(cli.update("osv/npm").code())
                .as("what its publisher means for others is no fault")
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "status").out()).contains("1 of Bitnami").doesNotContain("NOT READ");
    }

    /** Who takes two names by mistake would compare with nothing else from then on. */
    @Test
    void aFewNamesAreNotTakenInThePlaceOfManyInSilence() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "quuxify\nquuxifier\n");
        Ran refused = cli.run("data", "import", "names.txt", "--popular", "npm");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("popular/npm has 2 entries, less than half of the 5000 that come with the build")
                .contains("--allow-older takes it all the same");
        Ran status = cli.run("data", "status");
        assertThat(status.out())
                .contains("nothing is kept")
                .containsPattern("popular/npm +5,000 names, of .*of the build");
        assertThat(status.out()).contains("no look-alikes, for maven, nuget, composer");
        assertThat(cli.check("pkg:npm/lodash")).isEqualTo(ExitCode.CLEAN);

        cli.files.put("/npm.js", "export const top = ['quuxify']\n".getBytes(UTF_8));
        Ran update = cli.update("--source", "popular/npm=" + cli.base() + "/npm.js", "popular/npm");
        assertThat(update.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(update.err())
                .contains("has 1 entry, less than half of the 5000")
                .contains("what was there stays");

        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm", "--allow-older")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("data", "status").out())
                .containsPattern("popular/npm +2 names, .*in place of the 5,000 of the build")
                .containsPattern("popular/pypi +5,000 names, .*of the build");
        Files.writeString(folder.resolve("names.txt"), "quuxify\nquuxifier\nquuxifiest\n");
        assertThat(cli.run("data", "import", "names.txt", "--popular", "npm").code())
                .as("compared with what is there by now")
                .isEqualTo(ExitCode.CLEAN);
    }
}
