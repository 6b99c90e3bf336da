package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    private Cli cli;

    @BeforeEach
    void make() {
        cli = new Cli(folder);
        cli.environment.put("ASSAY_OFFLINE", "true"); // RegistryCheckTest asks
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
                        json(name)
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
        assertThat(json(name)
                        .json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()))
                .containsExactly(rule);
        Report npm = json("-e", "npm", "github.com/sirupsen/logrus");
        assertThat(npm.json().at("/findings/0/ruleId").stringValue()).isEqualTo("package/impossible-name");
    }

    @Test
    void whyNothingIsKnownIsSaidOnceForAName() {
        Report report = json("never-heard-of-it-at-all");
        assertThat(report.json().get("packages").size()).isEqualTo(3);
        assertThat(report.reasons()).singleElement().asString().contains("no registry was asked");
    }

    /** Longer than what is read before anything is done, ended by NUL or by line feeds, with lines that are no names. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\0"})
    void aListMayBeOfAnyLength(String end) throws Exception {
        StringBuilder list = new StringBuilder();
        int names = 0;
        while (list.length() < TargetList.AHEAD_BYTES + 100_000) {
            list.append("pkg:npm/zq-").append("x".repeat(200)).append(names++).append(end);
        }
        list.append("a".repeat(3 * ListLines.LONGEST_BYTES))
                .append(end)
                .append(end)
                .append("package.json");
        Files.writeString(folder.resolve("names.txt"), list);
        Files.writeString(folder.resolve("package.json"), "{\"dependencies\":{\"zq-last\":\"1\"}}");
        Ran ran = cli.run("check", "--format", "jsonl", "-e", "npm", "--files-from", "names.txt");
        List<String> checked = ran.out()
                .lines()
                .filter(line -> line.contains("\"type\":\"package\""))
                .toList();
        assertThat(checked).hasSize(names + 2);
        for (int i = 0; i < names; i++) {
            assertThat(checked.get(i)).contains("x" + i + "\"");
        }
        assertThat(checked.getLast()).contains("zq-last");
        assertThat(ran.out().lines().reduce("", (one, last) -> last)).contains("\"targets\":[\"names.txt\"]");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
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

    /** What a list of names is in practice: pasted, commented, printed by tools. */
    @Test
    void standardInputIsAListOfNamesWithWhatToolsPrint() {
        String list = """
            # what we use
            lodash@4.17.21
            requests==2.31.0    # pinned
            numpy==1.26.0 \\

            serde v1.0.1
            PKG:NPM/express
            pkg:npm/@babel/core
            %40types/node
            """;
        cli.stdin(list.getBytes(StandardCharsets.UTF_8));
        Report report = json("-");
        assertThat(report.code()).as(report.json().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactly(
                        "pkg:npm/lodash@4.17.21",
                        "pkg:pypi/requests@2.31.0",
                        "pkg:pypi/numpy@1.26.0",
                        "pkg:cargo/serde@1.0.1",
                        "pkg:npm/express",
                        "pkg:npm/%40babel/core",
                        "pkg:npm/%40types/node");
        cli.stdin(list.getBytes(StandardCharsets.UTF_8));
        assertThat(cli.run("check", "--files-from", "-").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void standardInputIsAManifestIfItHasAName() {
        byte[] manifest =
                "{\"dependencies\": {\"lodahs\": \"1\", \"debug\": \"4.4.2\"}}".getBytes(StandardCharsets.UTF_8);
        cli.stdin(manifest);
        Report report = json("--stdin-name", "package.json", "-");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(packages(report))
                .containsExactly("pkg:npm/lodahs package.json:1", "pkg:npm/debug@4.4.2 package.json:1");
        assertThat(report.json().at("/targets/0").stringValue()).isEqualTo("package.json");
        cli.stdin(manifest);
        Ran list = cli.run("check", "-");
        assertThat(list.code()).isEqualTo(ExitCode.USAGE);
        assertThat(list.err()).contains("no list of names but a document", "--stdin-name package.json -");
        cli.stdin(manifest);
        assertThat(cli.run("check", "--stdin-name", "package.json", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("check", "--stdin-name", "package.json", "--files-from", "-", "-")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        cli.stdin(new byte[0]);
        assertThat(cli.run("check", "-").err()).contains("nothing to check");
        cli.stdin("nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(json("--stdin-name", "notes.txt", "-").reasons())
                .singleElement()
                .asString()
                .contains("is no manifest");
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

    /** Too long to know it beforehand; a short one is wrong usage. */
    @Test
    void aLongListOfNothingIsAGap() throws Exception {
        Files.writeString(folder.resolve("list"), "# nothing\n".repeat(TargetList.AHEAD_BYTES / 5));
        assertThat(json("--files-from", "list").reasons()).containsExactly("is a list that names nothing");
        Files.write(folder.resolve("list"), new byte[2 * TargetList.AHEAD_BYTES]);
        assertThat(json("--files-from", "list").code()).isEqualTo(ExitCode.INCOMPLETE);
        Files.writeString(
                folder.resolve("list"), "# nothing\n".repeat(TargetList.AHEAD_BYTES / 5) + "pkg:npm/lodash\n");
        assertThat(json("--files-from", "list").code()).isEqualTo(ExitCode.CLEAN);
    }

    /** As PowerShell writes it: each second byte is NUL. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aListInAnotherEncodingIsNoListOfLetters(String encoding) throws Exception {
        Files.write(folder.resolve("list"), "\ufefflodash\n".getBytes(encoding));
        Ran ran = cli.run("check", "--files-from", "list");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("list: is written in UTF-16; UTF-8 is wanted");
        Files.writeString(folder.resolve("list"), "\ufefflodash\nexpress\n");
        assertThat(cli.run("check", "--files-from", "list").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void linesOfRequirementsThatNameNothingAreGaps() throws Exception {
        Files.writeString(
                folder.resolve("list"), "-r other.txt\nrequests @ https://e.example/x.whl\n--hash=sha256:00\n");
        Report report = json("--files-from", "list");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).hasSize(3).anyMatch(reason -> reason.contains("an address of its own"));
        assertThat(report.json().has("packages")).isFalse();
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
        Report report = json("-e", "npm", typed);
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
        Report report = json("-e", "npm", typed);
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("ok");
        assertThat(report.json()
                        .at("/packages/0/signals")
                        .valueStream()
                        .map(each -> each.get("kind").stringValue())
                        .anyMatch("known-versions"::equals))
                .isEqualTo(isTold);
        assertThat(json("--allow", "pkg:npm/debug", "pkg:npm/debug").json().toString())
                .doesNotContain("known-versions");
    }

    @Test
    void eachVersionThatIsAskedAboutIsOneOfItsOwn() {
        Report report =
                json("-e", "npm", "foo-evil-x@1.0.1", "foo-evil-x", "foo-evil-x@1.0.1", "pkg:npm/lodash@4.17.21");
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactly("pkg:npm/foo-evil-x@1.0.1", "pkg:npm/foo-evil-x", "pkg:npm/lodash@4.17.21");
        assertThat(cli.run("check", "-e", "npm", "foo-evil-x@1.0.1").out()).contains("pkg:npm/foo-evil-x@1.0.1");
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

    @ParameterizedTest
    @ValueSource(strings = {"https://h.example/x.whl", "https://h.example/", "lodash@git+https://h.example/x.git"})
    void anAddressIsNoName(String input) {
        Report report = json("-e", "npm", input);
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).singleElement().asString().contains("taken from an address of its own");
        assertThat(report.json().has("packages")).isFalse();
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

    @Test
    void manifestsAreCheckedWithTheirPlacesInTheOrderGiven() throws Exception {
        Files.writeString(
                folder.resolve("requirements.txt"), "requests==2\n\nreqeusts ; python_version < '3.8'\n-e .\n");
        Files.writeString(folder.resolve("package.json"), """
            { // comments are passed over
              "name": "expresss",
              "dependencies": {
                "own": "file:../own",
                "alias": "npm:lodahs@1"
              }
            }
            """);
        Report report = json("pkg:cargo/serde", "requirements.txt", "package.json");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(packages(report))
                .containsExactly(
                        "pkg:cargo/serde pkg:cargo/serde",
                        "pkg:pypi/requests requirements.txt:1",
                        "pkg:pypi/reqeusts requirements.txt:3",
                        "pkg:npm/lodahs package.json:5");
        assertThat(report.json().at("/findings/0/location/line").intValue()).isEqualTo(3);
        assertThat(report.json().at("/coverage/packages/pypi").intValue()).isEqualTo(2);
        assertThat(report.json().at("/coverage/files").intValue()).isEqualTo(2);
        assertThat(report.reasons()).allMatch(reason -> reason.contains("no registry was asked"));
    }

    private static List<String> packages(Report report) {
        return report.json()
                .get("packages")
                .valueStream()
                .map(each -> {
                    JsonNode at = each.get("location");
                    return each.get("purl").stringValue() + " "
                            + at.get("target").stringValue()
                            + (at.has("line") ? ":" + at.get("line").intValue() : "");
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes.txt        | requests                           | is no manifest",
                "requirements.txt | -r missing.txt                     | includes what was not read",
                "requirements.txt | !!?                                | no requirement as PEP 508 has it",
                "requirements.txt | </html>                            | no requirement as PEP 508 has it",
                "Cargo.lock       | [[package]]                        | a package without a name",
                "requirements.txt | flask --index-url=https://e.example | does not take beside a requirement",
                "requirements.txt | --extra-index-url https://u:p@e.example/s?t | may be from 'https://e.example/s' as well",
                "requirements.txt | --find-links=https://e.example/s   | may be from 'https://e.example/s' as well",
                "requirements.txt | --extra-index-url ${INDEX}         | may be from '${INDEX}' as well",
                "requirements.txt | --extra-index-url                  | without the address",
                "environment.yml  | dependencies: [{pip: [--extra-index-url https://e.example/s, flask]}] | as well",
                "environment.yml  | dependencies: [{pip: [-i https://e.example/s, flask]}] | as well",
                "requirements.txt | git+https://x.example/y#egg=thing  | taken from a repository",
                "package.json     | {\"dependencies\": {\"lodash\": \"1\" | ends early",
                "Cargo.toml       | [dependencies                      | name has no end",
                "bun.lockb        | x                                  | does not read",
                "Dockerfile       | FROM debian                        | type docker",
                "pom.xml          | <project><modelVersion>4.0.0</modelVersion><dependencies><dependency><groupId>${g}</groupId>"
                        + "<artifactId>a</artifactId><version>1</version></dependency></dependencies></project>"
                        + " | its name has a variable that nothing decides: ${g}",
            })
    void whatAFileLeavesOpenIsAGap(String name, String content, String reason) throws Exception {
        Files.writeString(folder.resolve(name), content + "\n");
        Report report = json(name);
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).singleElement().asString().contains(reason);
    }

    /** How many use a package says nothing of what somebody has put elsewhere under its name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package.json      | {\"dependencies\": {\"lodash\": \"https://evil.example/x.tgz\"}}",
                "package-lock.json |"
                        + " {\"lockfileVersion\":3,\"packages\":{\"node_modules/lodash\":{\"version\":\"4.17.21\",\"resolved\":\"https://evil.example/lodash/-/lodash-4.17.21.tgz\"}}}",
                "requirements.txt  | requests @ https://evil.example/requests-2.0.whl",
                "requirements.txt  | https://evil.example/numpy-2.0.tar.gz",
                "Cargo.toml        | dependencies.tokio = {version = \"1\", registry-index = \"https://evil.example\"}",
                "bom.cdx.json      |"
                        + " {\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{\"type\":\"library\",\"name\":\"lodash\",\"purl\":\"pkg:npm/lodash@4.17.21?repository_url=https://evil.example\"}]}",
            })
    void aPopularNameFromElsewhereIsNotKnown(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content + "\n");
        Report report = json(name);
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("unknown");
        assertThat(report.reasons()).singleElement().asString().contains("it comes from https://evil.example and not");
    }

    @Test
    void thePackageOfTheRegistryAndAnotherOfItsNameAreTwo() throws Exception {
        Files.writeString(folder.resolve("package.json"), "{\"dependencies\": {\"lodash\": \"^4\"}}");
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(
                folder.resolve("other/package.json"),
                "{\"dependencies\": {\"lodash\": \"https://u:p@evil.example/x.tgz\"}}");
        Report report =
                json("package.json", "other/package.json", "pkg:npm/lodash?download_url=https://u:p@e.example/x");
        assertThat(report.reasons()).hasSize(1).allMatch(reason -> reason.contains("https://evil.example and"));
        Report purl = json("pkg:npm/lodash?repository_url=https://u:p@e.example/x");
        assertThat(purl.reasons()).hasSize(1).allMatch(reason -> reason.contains("https://e.example and"));
        assertThat(json("pkg:npm/lodash?download_url=https://registry.npmjs.org/lodash/-/lodash-1.0.0.tgz")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void whatLiesBesideAFileIsSaid() throws Exception {
        Files.writeString(folder.resolve("package.json"), "{\"dependencies\": {\"own\": \"file:../own\"}}");
        Files.writeString(folder.resolve("requirements.txt"), "./own\nreqeusts/\n-e .\n./x-1.0.zip\nflask\n");
        Files.writeString(folder.resolve("requirements-dev.txt"), "# none\n");
        Ran ran = cli.run("check", "package.json", "requirements.txt", "requirements-dev.txt");
        assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(ran.err())
                .contains("package.json: 1 package that lies beside it is not looked into")
                .contains("requirements.txt: 4 packages that lie beside it are not looked into")
                .contains("requirements-dev.txt: names no package that a registry would have");
    }

    /** Unless it is the registry's own, or the one that packages are asked for at. */
    @Test
    void anotherIndexIsSettledByTheRegistryThatIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("requirements.txt"), "flask\n--extra-index-url https://pypi.org/simple\n-f ./wheels\n");
        assertThat(json("requirements.txt").code()).isEqualTo(ExitCode.CLEAN);
        Files.writeString(folder.resolve("requirements.txt"), "flask\n--extra-index-url https://mine.example/simple\n");
        assertThat(json("requirements.txt").code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(json("--registry", "pypi=https://mine.example/simple/", "requirements.txt")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** No bytes have no format, so that the name says what it is. */
    @Test
    void aManifestOfNothingIsCleanWhereItsToolsTakeIt() throws Exception {
        for (String name : List.of("requirements.txt", "requirements-dev.txt", "yarn.lock", "go.sum", "Pipfile")) {
            Files.createFile(folder.resolve(name));
            assertThat(json(name).code()).as(name).isEqualTo(ExitCode.CLEAN);
        }
        for (String name : List.of("package.json", "Cargo.lock", "poetry.lock", "notes.txt", "any.lock")) {
            Files.createFile(folder.resolve(name));
            assertThat(json(name).code()).as(name).isEqualTo(ExitCode.INCOMPLETE);
        }
    }

    @Test
    void aManifestThatIsNotThereIsNoPackage() {
        Report report = json("package.json", "./lodash");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).hasSize(2).allMatch(reason -> reason.contains("no such file"));
        assertThat(report.json().has("packages")).isFalse();
    }

    @Test
    void aFileGoesBeforeAPackageOfItsNameAndAPurlBeforeBoth() throws Exception {
        Files.writeString(folder.resolve("lodash"), "x");
        Files.createDirectory(folder.resolve("express"));
        assertThat(json("lodash").reasons()).singleElement().asString().contains("pkg:TYPE/NAME");
        assertThat(cli.run("check", "pkg:npm/lodash", "express").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void listsThatIncludeOneAnotherAreReadOnceEachIfTheyAreGiven() throws Exception {
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/requirements-a.txt"), "-r ../requirements-b.txt\nrequests\n");
        Files.writeString(folder.resolve("requirements-b.txt"), "-r more/requirements-a.txt\nnumpy\n");
        Report both = json("more/requirements-a.txt", "./requirements-b.txt");
        assertThat(both.code()).as(both.reasons().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(both.json().get("packages")).hasSize(2);
        assertThat(json("more/requirements-a.txt").reasons())
                .singleElement()
                .asString()
                .contains("requirements-b.txt");
        assertThat(json(".").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aPackageIsReportedOnce() throws Exception {
        Files.writeString(folder.resolve("requirements.txt"), "zebra-quux\nZebra_Quux\n");
        Report report = json("pkg:pypi/zebra.quux", "requirements.txt", "pkg:pypi/zebra-quux");
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
        Report report = json("--config", "own.yaml", "pkg:npm/lodahs");
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

    @Test
    void failFastStopsAtTheFirst() {
        Report report = json("--fail-fast", "--fail-on", "low", "pkg:npm/lodahs", "pkg:npm/expresss");
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
        assertThat(cli.run("check", "--private", "", "x").err()).contains("a namespace without a name");
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
