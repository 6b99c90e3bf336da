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
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --package-patterns}: what communities add. */
class PackagePatternsTest {
    private static final String ROWS = """
            words:
              - class: vendor
                ecosystems: [pypi]
                words: [snowflake, databricks]
                match: ['pkg:pypi/snowflake-thing']
                silent: ['pkg:npm/snowflake-thing', 'pkg:pypi/thing']
              - class: helper
                words: [assistant]
                match: ['pkg:npm/some-assistant']
                silent: ['pkg:npm/assistance']
            patterns:
              - id: framework-vendor
                parts: name vendor
                weight: 55
                says: a popular name and a vendor
                match: ['pkg:pypi/flask-snowflake']
                silent: ['pkg:pypi/snowflake-flask', 'pkg:pypi/flask-login']
            """;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void make() {
        cli = new Cli(folder);
    }

    private Ran check(String rows, String... names) throws IOException {
        Files.writeString(folder.resolve("rows.yaml"), rows);
        String[] all = new String[names.length + 5];
        all[0] = "check";
        all[1] = "--offline";
        all[2] = "-q";
        all[3] = "--package-patterns";
        all[4] = "rows.yaml";
        System.arraycopy(names, 0, all, 5, names.length);
        return cli.run(all);
    }

    @Test
    void rowsAreJudgedBesideThoseOfTheBuild() throws Exception {
        Ran ran =
                check(ROWS, "pkg:pypi/django-databricks", "pkg:npm/express-databricks", "pkg:pypi/flask-gpt-assistant");
        assertThat(ran.out())
                .contains("django-databricks may be invented")
                .contains("flask-gpt-assistant may be invented")
                .doesNotContain("express-databricks may");
        assertThat(cli.run("check", "--offline", "-q", "pkg:pypi/django-databricks")
                        .out())
                .doesNotContain("may be invented");
    }

    @Test
    void aScanHeedsThem() throws Exception {
        Files.writeString(folder.resolve("rows.yaml"), ROWS);
        Files.writeString(folder.resolve("requirements.txt"), "django-databricks\n");
        assertThat(cli.run("scan", "-q", "--fail-on", "low", "--package-patterns", "rows.yaml", "requirements.txt")
                        .code())
                .isEqualTo(ExitCode.UNSAFE);
        assertThat(cli.run("scan", "-q", "--fail-on", "low", "requirements.txt").code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parts: name vendor   | parts: name nobody                     | :12: no words are of the class 'nobody'",
                "weight: 55           | weight: 99                             | :12: a weight is from 1 to 90",
                "weight: 55           | weight: much                           | :12: a weight is a number",
                "parts: name vendor   | parts: '* *'                           | :12: a pattern of nothing but *",
                "flask-snowflake      | zebra-snowflake                        | :16: the row is not true of this example of match",
                "flask-login          | flask-databricks                       | :17: the row is true of this example of silent",
                "snowflake-thing      | quartz-thing                           | :5: the row is not true of this example of match",
                "[snowflake, databricks] | [snow-flake]                        | :2: a word is of small letters",
                "[pypi]               | [perl]                                 | :3: 'perl' is none of pypi",
                "weight: 55           | heavy: 55                              | :14: a row has no key heavy",
                "class: vendor        | class: Vendor                          | :2: a class is a word of small letters",
                "class: vendor        | class: name                            | :2: the class name is that of popular names",
                "patterns:            | rows:                                  | :11: such a file has the keys patterns and words",
            })
    void whatCannotBeTakenIsAnErrorWithItsLine(String written, String instead, String message) throws Exception {
        Ran ran = check(ROWS.replaceFirst(java.util.regex.Pattern.quote(written), instead), "pkg:npm/lodash");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("rows.yaml" + (message.startsWith(":") ? message : ""));
    }

    @Test
    void whatIsNoSuchFileIsAnError() throws Exception {
        assertThat(check("", "x").err()).contains("has neither words nor patterns");
        assertThat(check("words: [", "x").err()).contains("not YAML");
        assertThat(check("words:\n- {class: ai, words: [x]}\n", "x").err()).contains("needs examples");
        assertThat(cli.run("check", "--offline", "--package-patterns", "none.yaml", "x")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }
}
