package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed to {@code assay check}: of which ecosystem it is meant, and how it is shown. */
class CheckInputTest {
    @TempDir
    Path folder;

    private CheckCli cli;

    @BeforeEach
    void make() {
        cli = new CheckCli(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@evil/anything                   | pkg:npm/%40evil/anything",
                "some.thing                       | pkg:pypi/some-thing pkg:npm/some.thing",
                "github.com/sirupsen/logrus       | pkg:golang/github.com/sirupsen/logrus",
                "github.com/evil/thing@v1.2.3     | pkg:golang/github.com/evil/thing@v1.2.3",
                "org.evil:thing                   | pkg:maven/org.evil/thing",
                "org.evil:thing:1.0               | pkg:maven/org.evil/thing@1.0",
                "' lodash '                       | pkg:npm/lodash",
            })
    void aNameWithoutATypeIsOfThoseThatTakeIt(String name, String purls) {
        assertThat(String.join(
                        " ",
                        cli.json(name)
                                .json()
                                .get("packages")
                                .valueStream()
                                .map(each -> each.get("purl").stringValue())
                                .toList()))
                .isEqualTo(purls);
    }

    /** Not once for each registry that does not take it. */
    @ParameterizedTest
    @CsvSource({
        "monolog/monolog,                      package/impossible-name",
        "lodаsh,                               package/lookalike",
    })
    void whatNoRegistryTakesIsSaidOnce(String name, String rule) {
        assertThat(cli.json(name)
                        .json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()))
                .containsExactly(rule);
        Report npm = cli.json("-e", "npm", "github.com/sirupsen/logrus");
        assertThat(npm.json().at("/findings/0/ruleId").stringValue()).isEqualTo("package/impossible-name");
    }

    @Test
    void whyNothingIsKnownIsSaidOnceForAName() {
        Report report = cli.json("never-heard-of-it-at-all");
        assertThat(report.json().get("packages").size()).isEqualTo(3);
        assertThat(report.reasons()).singleElement().asString().contains("no registry was asked");
    }

    @ParameterizedTest
    @CsvSource({
        "PyPI, requests",
        "NPM, lodash",
        "crates.io, serde",
        "Go, github.com/stretchr/testify",
        "RubyGems, rails"
    })
    void registriesAreKnownByWhatPeopleCallThem(String ecosystem, String name) {
        assertThat(cli.run("check", "-e", ecosystem, name).code()).isEqualTo(ExitCode.CLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h.example/x.whl", "https://h.example/", "lodash@git+https://h.example/x.git"})
    void anAddressIsNoName(String input) {
        Report report = cli.json("-e", "npm", input);
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).singleElement().asString().contains("taken from an address of its own");
        assertThat(report.json().has("packages")).isFalse();
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

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "jsonl", "sarif", "csv", "junit", "github"})
    void whatIsLongerThanAnyNameIsShownShortened(String format) {
        String name = "x".repeat(10_000);
        for (String input : new String[] {name, "pkg:npm/" + name, "./" + name, name + "/package.json", name + "==1"}) {
            Ran ran = cli.run("check", "-f", format, input);
            assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).doesNotContain("x".repeat(600)).contains("characters");
            assertThat(ran.out()).contains(format.equals("text") ? "x".repeat(40) : "x".repeat(100));
        }
    }

    /** People paste what they have, and reports are shown to others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:npm/x?repository_url=https://u:s3cret@h.example/",
                "pkg:npm/x?repository_url=https%3A%2F%2Fu%3As3cret%40h.example",
                "pkg:npm/x y?download_url=https://s3cret@h.example/x.tgz",
                "requests @ https://u:s3cret@h.example/x.whl",
                "lodash@git+https://u:s3@cret@h.example/x.git",
                "https://u:s3cret@h.example/a@b",
                "https://u:s3cret@h.example/",
                "https://h.example/x.whl?token=s3cret",
                "https://h.example/x.whl?a=s3cret,s3cret&b=https://u:s3cret@h.example/#egg=x",
                "git+https://h.example/x?s3cret",
                "pkg:npm/x?download_url=https://h.example/x.tgz?sig=s3cret",
                "pkg:npm/x?download_url=https%3A%2F%2Fh.example%2Fx.tgz%3fsig%3Ds3cret",
                "h.example/x.whl?token=s3cret",
            })
    void loginsOfAddressesAreNotShown(String input) {
        for (String format : new String[] {"text", "json", "jsonl", "sarif", "csv", "junit", "github"}) {
            Ran ran = cli.run("check", "-e", "npm", "-f", format, input);
            assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out() + ran.err()).as(format).doesNotContain("s3cret", "s3@cret", "cret");
        }
    }

    @Test
    void thePasswordOfAnOptionOfPipIsNotShown() {
        for (String format : new String[] {"text", "json", "jsonl", "sarif", "csv", "junit", "github"}) {
            Ran ran = cli.run("check", "-e", "pypi", "-f", format, "--", "--index-url=https://bob:s3cret@h.example/");
            assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out() + ran.err())
                    .as(format)
                    .doesNotContain("s3cret")
                    .contains("h.example");
        }
    }
}
