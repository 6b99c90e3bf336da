package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code assay check} as a user meets it. */
class CheckCommandTest {
    @TempDir
    Path folder;

    private CheckCli cli;

    @BeforeEach
    void make() {
        cli = new CheckCli(folder);
    }

    @Test
    void aPopularNameIsOkAndCleanWhereverItIs() {
        Report report = cli.json("lodash", "requests", "pkg:cargo/serde_json");
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
        Report report = cli.json("pkg:npm/lodahs");
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
    void nobodyKnowsIsNotSafe() {
        Report report = cli.json("-e", "pypi", "never-heard-of-it-at-all");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkg:", "pkg:npm/", "pkg:docker/nginx", "pkg:npm/%00"})
    void whatCannotBeJudgedIsAGap(String purl) {
        assertThat(cli.json(purl).code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    /** As in a manifest: one version is known, of a choice it may be the one that is taken. */
    @ParameterizedTest
    @CsvSource({
        "debug@4.4.2,                 package/known-malicious",
        "pkg:npm/debug@4.4.2,         package/known-malicious",
        "pkg:npm/debug@4,             indicator/malicious-if-taken",
        "debug@4,                     indicator/malicious-if-taken",
        "debug@^4.4.0,                indicator/malicious-if-taken",
        "debug@4.4.1,                 ",
        "debug@^3,                    ",
        "debug,                       "
    })
    void theVersionThatIsTypedCounts(String typed, String rule) {
        Report report = cli.json("-e", "npm", typed);
        assertThat(report.json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()))
                .isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    /** A name alone is any version; where versions are asked for, those that are known are told apart from the others. */
    @ParameterizedTest
    @CsvSource({
        "debug,               true",
        "pkg:npm/debug,       true",
        "debug@4.4.1,         false",
        "debug@^3,            false",
        "debug@^4,            false",
        "lodash,              false",
    })
    void aNameAloneTellsThatSomeVersionsAreMalicious(String typed, boolean isTold) {
        Report report = cli.json("-e", "npm", typed);
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("ok");
        assertThat(report.json()
                        .at("/packages/0/signals")
                        .valueStream()
                        .map(each -> each.get("kind").stringValue())
                        .anyMatch("known-versions"::equals))
                .isEqualTo(isTold);
        assertThat(cli.json("--allow", "pkg:npm/debug", "pkg:npm/debug").json().toString())
                .doesNotContain("known-versions");
    }

    @Test
    void eachVersionThatIsAskedAboutIsOneOfItsOwn() {
        Report report =
                cli.json("-e", "npm", "foo-evil-x@1.0.1", "foo-evil-x", "foo-evil-x@1.0.1", "pkg:npm/lodash@4.17.21");
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactly("pkg:npm/foo-evil-x@1.0.1", "pkg:npm/foo-evil-x", "pkg:npm/lodash@4.17.21");
        assertThat(cli.run("check", "-e", "npm", "foo-evil-x@1.0.1").out()).contains("pkg:npm/foo-evil-x@1.0.1");
    }

    @Test
    void aPackageIsReportedOnce() throws Exception {
        Files.writeString(folder.resolve("requirements.txt"), "zebra-quux\nZebra_Quux\n");
        Report report = cli.json("pkg:pypi/zebra.quux", "requirements.txt", "pkg:pypi/zebra-quux");
        assertThat(report.json().get("packages")).hasSize(1);
        assertThat(report.json().at("/counts/gaps").intValue()).isEqualTo(1);
    }

    @Test
    void theSummaryCountsPackages() {
        String text = cli.run("check", "pkg:npm/lodash", "pkg:npm/zebra-quux").out();
        assertThat(text).contains("2 packages").contains("what was asked and is not known");
        assertThat(text).doesNotContain("file").doesNotContain("a loader could read");
    }

    @Test
    void failFastStopsAtTheFirst() {
        Report report = cli.json("--fail-fast", "--fail-on", "low", "pkg:npm/lodahs", "pkg:npm/expresss");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json().get("packages")).hasSize(1);
    }

    /** The launcher has read it already. */
    @Test
    void aProfileIsAnOptionAsOfAScan() {
        assertThat(cli.run("check", "--profile", "x.jfr", "pkg:npm/lodash").err())
                .isEmpty();
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(cli.run("check").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "-e", "perl", "x").err()).contains("perl is none of pypi");
        assertThat(cli.run("check", "-e", "npn", "x").err()).contains("did you mean npm?");
        assertThat(cli.run("check", "-e", "deb", "x").err()).contains("deb is none of pypi");
        assertThat(cli.run("check", "--parallel", "x", "x").err()).contains("not a number: x");
        assertThat(cli.run("check", "--parallel", "0", "x").err()).contains("not a number from 1 to 1000: 0");
        assertThat(cli.run("check", "--as-of", "2026", "x").err()).contains("not a day such as 2026-11-27: 2026");
        assertThat(cli.run("check", "--private", "", "x").err()).contains("'--private'", "is a variable not set?");
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
