package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users allow and own, of the names that are checked or that a scan finds. */
class CheckPolicyTest {
    @TempDir
    Path folder;

    private CheckCli cli;

    @BeforeEach
    void make() {
        cli = new CheckCli(folder);
    }

    @Test
    void theUserAllowsNamesAndOwnsNamespaces() throws Exception {
        String[] names = {"pkg:npm/lodahs", "pkg:npm/%40acme/expresss"};
        Ran ran = cli.run("check", "--allow", "pkg:npm/lodahs", "--private", "@acme/", names[0], names[1]);
        assertThat(ran.code()).as(ran.out()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("check", "--allow", "lodahs", names[0]).code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "--allow", "pkg:npm/lodahs@1.0.0", names[0]).err())
                .contains("with all of its versions, without @1.0.0");
        Files.writeString(folder.resolve("own.yaml"), "allow: pkg:npm/lodahs\nprivate: '@acme/'\n");
        assertThat(cli.run("check", "--config", "own.yaml", names[0], names[1]).code())
                .isEqualTo(ExitCode.CLEAN);
        // a file that was merely found may belong to whoever made the project
        Files.writeString(folder.resolve("assay.yaml"), "allow: pkg:npm/lodahs\n");
        assertThat(cli.run("check", names[0]).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void settingsAllowPackagesForAReasonAndATime() throws Exception {
        Files.writeString(folder.resolve("own.yaml"), """
            packages:
              allow:
                - package: pkg:npm/lodahs
                  reason: our fork
                  expires: 2026-06-01
              private: ['@acme/']
            """);
        String[] check = {"check", "--config", "own.yaml", "pkg:npm/lodahs", "pkg:npm/%40acme/x", "--as-of"};
        Ran before = cli.run(with(check, "2026-05-31"));
        assertThat(before.code()).as(before.out()).isEqualTo(ExitCode.CLEAN);
        assertThat(before.out()).contains("our fork");
        Ran after = cli.run(with(check, "2026-06-01"));
        assertThat(after.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(after.err()).contains("own.yaml:3: pkg:npm/lodahs is allowed no longer");
        Files.writeString(folder.resolve("assay.yaml"), "packages: {private: ['@acme/']}\n");
        assertThat(cli.run("check", "pkg:npm/lodash").code()).isEqualTo(ExitCode.USAGE);
    }

    private static String[] with(String[] arguments, String more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "packages: {allow: [{package: lodahs, reason: x}]}          | :1: lodahs: not a purl",
                "packages: {allow: [{package: 'pkg:npm/lodahs'}]}           | :1: a row needs a reason",
                "packages: {allow: [{package: 'pkg:deb/x', reason: x}]}     | not judged",
                "packages: {allow: [{package: 'pkg:npm/x@1', reason: x}]}   | without @1",
                "packages: {deny: []}                                       | has the keys allow and private",
                "packages: {private: ['']}                                  | is not empty",
                "packages: {private: x}                                     | a list of namespaces",
            })
    void rowsThatCannotBeTakenAreErrors(String rows, String message) throws Exception {
        Files.writeString(folder.resolve("own.yaml"), rows);
        Ran ran = cli.run("check", "--config", "own.yaml", "lodash");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("own.yaml").contains(message);
    }

    @Test
    void thePolicyOfRulesCountsHereAsWell() throws Exception {
        Files.writeString(
                folder.resolve("own.yaml"),
                "policy: {disable: [{rule: package/lookalike, reason: known}]}\nfail-on: low\n");
        Report report = cli.json("--config", "own.yaml", "pkg:npm/lodahs");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.json().at("/counts/suppressed").intValue()).isEqualTo(1);
    }

    @Test
    void aScanJudgesTheNamesOfManifestsAndAsksNobody() throws Exception {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(project.resolve("requirements.txt"), "never-heard-of-it-at-all\nreqeusts\nreqeusts\n");
        Files.writeString(project.resolve("package.json"), "{\"dependencies\": {\"@acme/expresss\": \"1\"}}");
        Files.writeString(folder.resolve("own.yaml"), """
            packages:
              allow:
                - {package: pkg:pypi/reqeusts, reason: our fork}
            """);
        Ran plain = cli.run("scan", "--no-cache", "--format", "json", "project");
        Report report = Report.of(plain.code(), plain.out(), plain.err());
        assertThat(report.code()).as(plain.out()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()
                                + " " + each.at("/location/path").stringValue()
                                + ":" + each.at("/location/line").intValue()))
                .contains("package/lookalike requirements.txt:2")
                .doesNotHaveDuplicates();
        Ran allowed = cli.run("scan", "--no-cache", "--config", "own.yaml", "--format", "json", "project");
        Report second = Report.of(allowed.code(), allowed.out(), allowed.err());
        assertThat(second.json().at("/suppressed/0/by").stringValue()).endsWith("our fork");
        Ran other = cli.run("scan", "--no-cache", "--only", "secret", "--format", "json", "project");
        assertThat(Report.of(other.code(), other.out(), other.err()).json().get("findings"))
                .isEmpty();
    }
}
