package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Manifests for {@code assay check}, by their files and on standard input. */
class CheckManifestTest {
    @TempDir
    Path folder;

    private CheckCli cli;

    @BeforeEach
    void make() {
        cli = new CheckCli(folder);
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
        Report report = cli.json("pkg:cargo/serde", "requirements.txt", "package.json");
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

    @Test
    void listsUnderAnyNameAreReadIfTheyAreGiven() throws Exception {
        Files.writeString(folder.resolve("requirements.txt"), "-r names.lst\n-c pins.lst\nrequests\n");
        Files.writeString(folder.resolve("names.lst"), "numpy\n");
        Files.writeString(folder.resolve("pins.lst"), "requests==2.31.0\n");
        Report report = cli.json("requirements.txt", "names.lst", "pins.lst");
        assertThat(report.reasons()).isEmpty();
        assertThat(packages(report))
                .containsExactly("pkg:pypi/requests requirements.txt:3", "pkg:pypi/numpy names.lst:1");
        assertThat(packages(cli.json("pins.lst"))).containsExactly("pkg:pypi/requests pins.lst:1");
        Report names = cli.json("names.lst", "pins.lst");
        assertThat(names.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(names.reasons())
                .singleElement()
                .asString()
                .contains("is no manifest", "no list of requirements by its lines", "--stdin-name requirements.txt");
        Files.writeString(folder.resolve("requirements-none.txt"), "");
        Files.writeString(folder.resolve("none.lst"), "");
        assertThat(cli.json("requirements-none.txt", "pins.lst").reasons()).isEmpty();
        assertThat(cli.json("none.lst", "pins.lst").reasons()).hasSize(1);
    }

    @Test
    void standardInputIsAManifestIfItHasAName() {
        byte[] manifest =
                "{\"dependencies\": {\"lodahs\": \"1\", \"debug\": \"4.4.2\"}}".getBytes(StandardCharsets.UTF_8);
        cli.stdin(manifest);
        Report report = cli.json("--stdin-name", "package.json", "-");
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
        assertThat(cli.json("--stdin-name", "notes.txt", "-").reasons())
                .singleElement()
                .asString()
                .contains("is no manifest");
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
        Report report = cli.json(name);
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
        Report report = cli.json(name);
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
                cli.json("package.json", "other/package.json", "pkg:npm/lodash?download_url=https://u:p@e.example/x");
        assertThat(report.reasons()).hasSize(1).allMatch(reason -> reason.contains("https://evil.example and"));
        Report purl = cli.json("pkg:npm/lodash?repository_url=https://u:p@e.example/x");
        assertThat(purl.reasons()).hasSize(1).allMatch(reason -> reason.contains("https://e.example and"));
        assertThat(cli.json("pkg:npm/lodash?download_url=https://registry.npmjs.org/lodash/-/lodash-1.0.0.tgz")
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
        assertThat(cli.json("requirements.txt").code()).isEqualTo(ExitCode.CLEAN);
        Files.writeString(folder.resolve("requirements.txt"), "flask\n--extra-index-url https://mine.example/simple\n");
        assertThat(cli.json("requirements.txt").code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(cli.json("--registry", "pypi=https://mine.example/simple/", "requirements.txt")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    /** No bytes have no format, so that the name says what it is. */
    @Test
    void aManifestOfNothingIsCleanWhereItsToolsTakeIt() throws Exception {
        for (String name : List.of("requirements.txt", "requirements-dev.txt", "yarn.lock", "go.sum", "Pipfile")) {
            Files.createFile(folder.resolve(name));
            assertThat(cli.json(name).code()).as(name).isEqualTo(ExitCode.CLEAN);
        }
        for (String name : List.of("package.json", "Cargo.lock", "poetry.lock", "notes.txt", "any.lock")) {
            Files.createFile(folder.resolve(name));
            assertThat(cli.json(name).code()).as(name).isEqualTo(ExitCode.INCOMPLETE);
        }
    }

    @Test
    void aManifestThatIsNotThereIsNoPackage() {
        Report report = cli.json("package.json", "./lodash");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).hasSize(2).allMatch(reason -> reason.contains("no such file"));
        assertThat(report.json().has("packages")).isFalse();
    }

    @Test
    void aFileGoesBeforeAPackageOfItsNameAndAPurlBeforeBoth() throws Exception {
        Files.writeString(folder.resolve("lodash"), "x");
        Files.createDirectory(folder.resolve("express"));
        assertThat(cli.json("lodash").reasons()).singleElement().asString().contains("pkg:TYPE/NAME");
        assertThat(cli.run("check", "pkg:npm/lodash", "express").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void listsThatIncludeOneAnotherAreReadOnceEachIfTheyAreGiven() throws Exception {
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/requirements-a.txt"), "-r ../requirements-b.txt\nrequests\n");
        Files.writeString(folder.resolve("requirements-b.txt"), "-r more/requirements-a.txt\nnumpy\n");
        Report both = cli.json("more/requirements-a.txt", "./requirements-b.txt");
        assertThat(both.code()).as(both.reasons().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(both.json().get("packages")).hasSize(2);
        assertThat(cli.json("more/requirements-a.txt").reasons())
                .singleElement()
                .asString()
                .contains("requirements-b.txt");
        assertThat(cli.json(".").code()).isEqualTo(ExitCode.CLEAN);
    }
}
