package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The user's own patterns, through the command line. */
class PatternsEndToEndTest {
    private static final String EXAMPLES = "match: [see build7.corp.example], silent: [see build.example]";

    @TempDir
    Path folder;

    Path text;
    Cli cli;

    @BeforeEach
    void makeText() throws IOException {
        cli = new Cli(folder);
        text = Files.createDirectory(folder.resolve("models")).resolve("notes.md");
        Files.writeString(text, "# Notes\nTrained on build12.corp.example in May.\n");
    }

    private static String row(String sought, String... more) {
        return "patterns:\n  - {id: user/internal-host, severity: high, title: a name from inside, " + sought + ", "
                + EXAMPLES + (more.length == 0 ? "" : ", " + String.join(", ", more)) + "}\n";
    }

    private Report scan(String yaml) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), yaml);
        return Report.of(cli, "--config", "own.yaml", "models");
    }

    @Test
    void whatALiteralOrARegexFindsIsAFinding() throws IOException {
        assertThat(Report.of(cli, "models").findings()).isEmpty();
        for (String sought : new String[] {"literal: .corp.example", "regex: 'build\\d+\\.corp'"}) {
            Report report = scan(row(sought, "reason: we do not tell, remedy: take it out"));
            assertThat(report.code()).isEqualTo(1);
            assertThat(report.findings()).containsExactly("notes.md user/internal-host");
            JsonNode finding = report.json().get("findings").get(0);
            assertThat(finding.get("severity").stringValue()).isEqualTo("high");
            assertThat(finding.toString()).contains("a name from inside", "we do not tell", "take it out");
            assertThat(finding.get("location").get("offset").intValue())
                    .isEqualTo(sought.startsWith("literal") ? 26 : 19);
        }
        Ran shown = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(shown.out()).contains("user/internal-host", "a name from inside");
        assertThat(cli.run("scan", "--config", "own.yaml", "--format", "sarif", "models")
                        .out())
                .contains("user/internal-host");
    }

    @Test
    void whatIsShownIsEscapedAndShort() throws IOException {
        Files.writeString(text, "see a\u202eb" + "c".repeat(3_000) + ".corp.example");
        Report report = scan(row("regex: '[^ ]+\\.corp\\.example'"));
        String shown =
                report.json().get("findings").get(0).get("evidence").get("text").stringValue();
        assertThat(shown).startsWith("a\\u202eb").endsWith("...").hasSizeLessThan(100);
    }

    @Test
    void aPatternHoldsWhereItsFilesSay() throws IOException {
        assertThat(scan(row("literal: .corp.example", "files: ['*.md']")).code())
                .isEqualTo(1);
        assertThat(scan(row("literal: .corp.example", "files: ['models/**']")).code())
                .isEqualTo(1);
        assertThat(scan(row("literal: .corp.example", "files: ['*.py']")).code())
                .isZero();
    }

    /** What another pattern found, or did not find, is no answer; and without any, the facts of before still are. */
    @Test
    void theCacheDoesNotAnswerForOtherPatterns() throws IOException, InterruptedException {
        cli.cache(folder.resolve("cache"));
        Files.writeString(text, "build12.corp.example" + " ".repeat(400_000)); // worth opening the store for
        Thread.sleep(2_100); // until then no identity is trusted
        assertThat(Report.of(cli, "models").code()).isZero();
        assertThat(Report.of(cli, "models").performance("cacheHits")).isEqualTo(1);
        assertThat(scan(row("literal: .corp.example")).code()).isEqualTo(1);
        Report again = scan(row("literal: .corp.example"));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.performance("cacheHits")).isEqualTo(1);
        assertThat(scan(row("literal: .corp.example", "files: ['*.py']")).code())
                .isZero();
        assertThat(scan(row("literal: build7.corp")).code()).isZero();
        assertThat(Report.of(cli, "models").performance("cacheHits")).isEqualTo(1);
    }

    @Test
    void aFileThatWasFoundMayLookForMore() throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), row("literal: .corp.example"));
        assertThat(cli.run("scan", "models").code()).isEqualTo(1);
    }

    @Test
    void theRulesOfTheBuildDoNotListThem() throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), row("literal: .corp.example"));
        assertThat(cli.run("rules", "list").out()).doesNotContain("user/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: user/a, severity: high, title: t, literal: abc, match: [xabcx] # silent",
                "id: user/a, severity: high, title: t, literal: abc, silent: [x] # match",
                "id: user/a, severity: high, title: t, literal: abc, match: [ab], silent: [x] # does not find",
                "id: user/a, severity: high, title: t, literal: abc, match: [abc], silent: [zabc] # finds this example",
                "id: user/a, severity: high, title: t, regex: 'a.c', match: [abc], silent: [adc] # finds this example",
                "id: user/a, severity: high, title: t, literal: ab, match: [ab], silent: [x] # at least 3 bytes",
                "id: user/a, severity: high, title: t, match: [ab], silent: [x] # either a literal or a regex",
                "id: user/a, severity: high, title: t, literal: abc, regex: abc, match: [ab], silent: [x] # either",
                "id: user/a, severity: high, title: t, regex: '(a', match: [ab], silent: [x] # not a regex",
                "id: user/a, severity: high, title: t, regex: '(a)\\1', match: [aa], silent: [x] # not a regex",
                "id: user/a, severity: high, title: t, regex: 'a*', match: [a], silent: [x] # matches the empty text",
                "id: user/a, severity: high, title: t, regex: 'a{999}{999}', match: [a], silent: [x] # repeats",
                "id: other/a, severity: high, title: t, literal: abc, match: [abc], silent: [x] # no id",
                "id: user/A b, severity: high, title: t, literal: abc, match: [abc], silent: [x] # no id",
                "id: user/a, severity: awful, title: t, literal: abc, match: [abc], silent: [x] # no severity",
                "id: user/a, severity: high, literal: abc, match: [abc], silent: [x] # title",
                "id: user/a, severity: high, title: t, literal: abc, match: abc, silent: [x] # a list",
                "id: user/a, severity: high, title: t, literal: abc, files: [''], match: [abc], silent: [x] # empty",
                "id: user/a, severity: high, title: t, words: abc, match: [abc], silent: [x] # a row has no key words",
            })
    void anErrorInARowIsToldWithItsLine(String text) throws IOException {
        String[] parts = text.split(" # ");
        Files.writeString(folder.resolve("own.yaml"), "jobs: 1\npatterns:\n  - {" + parts[0] + "}\n");
        Ran ran = cli.run("scan", "--config", "own.yaml", "models");
        assertThat(ran.code()).as(ran.out()).isEqualTo(64);
        assertThat(ran.err()).contains("own.yaml:3", parts[1]);
    }

    @Test
    void anExampleIsToldWithItsOwnLineAndAnIdIsThereOnce() throws IOException {
        String row = row("literal: .corp.example");
        Files.writeString(folder.resolve("own.yaml"), row + row.substring(row.indexOf('\n') + 1));
        assertThat(cli.run("scan", "--config", "own.yaml", "models").err())
                .contains("own.yaml:3", "user/internal-host is there already", "own.yaml:2");
        Files.writeString(
                folder.resolve("own.yaml"),
                "patterns:\n  - id: user/a\n    severity: low\n    title: t\n    literal: abc\n"
                        + "    match:\n      - abc\n      - abd\n    silent: [x]\n");
        assertThat(cli.run("scan", "--config", "own.yaml", "models").err()).contains("own.yaml:8", "does not find");
    }
}
