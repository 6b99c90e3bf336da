package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code assay check} as a user meets it. */
class CheckCommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void make() {
        cli = new Cli(folder);
    }

    private Report json(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "check";
        all[1] = "--format";
        all[2] = "json";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        Ran ran = cli.run(all);
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    @Test
    void aPopularNameIsOkAndCleanWhereverItIs() {
        Report report = json("lodash", "requests", "pkg:cargo/serde_json");
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactly("pkg:npm/lodash", "pkg:pypi/requests", "pkg:cargo/serde-json");
        assertThat(report.json().at("/counts/gaps").intValue()).isZero();
    }

    @Test
    void aLookalikeIsToBeReviewedAndItsExistenceAGap() {
        Report report = json("pkg:npm/lodahs");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        JsonNode checked = report.json().at("/packages/0");
        assertThat(checked.get("verdict").stringValue()).isEqualTo("review");
        assertThat(checked.at("/imitates/0").stringValue()).isEqualTo("lodash");
        assertThat(checked.at("/signals/0/kind").stringValue()).isEqualTo("swap");
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("package/lookalike");
        assertThat(report.json().at("/findings/0/severity").stringValue()).isEqualTo("low");
        assertThat(report.reasons()).singleElement().asString().contains("no registry was asked");
    }

    @Test
    void whatIsLowFailsWhoeverAsksForIt() {
        assertThat(cli.run("check", "--fail-on", "low", "pkg:npm/lodahs").code())
                .isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.run("check", "--fail-on", "low", "pkg:npm/lodash").code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void theUserAllowsNamesAndOwnsNamespaces() throws Exception {
        String[] names = {"pkg:npm/lodahs", "pkg:npm/%40acme/expresss"};
        Ran ran = cli.run("check", "--allow", "pkg:npm/lodahs", "--private", "@acme/", names[0], names[1]);
        assertThat(ran.code()).as(ran.out()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli.run("check", "--allow", "lodahs", names[0]).code()).isEqualTo(ExitCode.USAGE);
        Files.writeString(folder.resolve("own.yaml"), "allow: pkg:npm/lodahs\nprivate: '@acme/'\n");
        assertThat(cli.run("check", "--config", "own.yaml", names[0], names[1]).code())
                .isEqualTo(ExitCode.CLEAN);
        // a file that was merely found may belong to whoever made the project
        Files.writeString(folder.resolve("assay.yaml"), "allow: pkg:npm/lodahs\n");
        assertThat(cli.run("check", names[0]).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void nobodyKnowsIsNotSafe() {
        Report report = json("-e", "pypi", "never-heard-of-it-at-all");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkg:", "pkg:npm/", "pkg:docker/nginx", "pkg:npm/%00"})
    void whatCannotBeJudgedIsAGap(String purl) {
        assertThat(json(purl).code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void hostileNamesAreShownHarmless() {
        for (String name : new String[] {"a".repeat(10_000), "lo\u202edash", "lоdаsh\u001b[31m", "\ud800"}) {
            Ran ran = cli.run("check", "-e", "npm", name);
            assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).doesNotContain("\u202e", "\u001b[31m");
            assertThat(ran.out().length()).isLessThan(20_000);
        }
    }

    @Test
    void namesComeFromAFileInItsOrder() throws Exception {
        Files.writeString(folder.resolve("names.txt"), "pkg:npm/lodash\n\n  pkg:pypi/reqeusts\npkg:npm/expresss\n");
        Report report = json("--files-from", "names.txt");
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("input").stringValue()))
                .containsExactly("pkg:npm/lodash", "pkg:pypi/reqeusts", "pkg:npm/expresss");
        cli.stdin("pkg:npm/lodash".getBytes(StandardCharsets.UTF_8));
        assertThat(cli.run("check", "--files-from", "-").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void failFastStopsAtTheFirst() {
        Report report = json("--fail-fast", "--fail-on", "low", "pkg:npm/lodahs", "pkg:npm/expresss");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json().get("packages")).hasSize(1);
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(cli.run("check").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "-e", "perl", "x").err()).contains("perl is none of pypi");
        assertThat(cli.run("check", "-f", "html", "x").code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "jsonl", "sarif", "csv", "junit", "github"})
    void everyFormTellsOfIt(String format) {
        Ran ran = cli.run("check", "-f", format, "pkg:npm/lodahs");
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("lodahs");
    }

    @Test
    void theSameNamesGiveTheSameReport() {
        String[] names = {"check", "-f", "text", "lodahs", "reqeusts", "flask-gpt-helper"};
        assertThat(withoutTimes(cli.run(names).out()))
                .isEqualTo(withoutTimes(cli.run(names).out()));
    }

    private static String withoutTimes(String text) {
        return text.lines()
                .filter(line -> !line.matches("[0-9.]+ m?s"))
                .toList()
                .toString();
    }
}
