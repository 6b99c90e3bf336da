package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.registry.FakeRegistries;
import dev.assay.connectors.registry.FakeRegistries.Published;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code assay check} and {@code assay scan --online} with registries, as a user meets them. */
@Timeout(120)
class RegistryCheckTest {
    private static final String[] KEYS = {
        "npm",
        "npm-downloads",
        "pypi",
        "cargo",
        "cargo-api",
        "maven",
        "golang",
        "gem",
        "nuget",
        "composer",
        "composer-api"
    };
    private static final Published OLD = Published.established("ann", "https://github.com/ann/thing");

    private final FakeRegistries fake = new FakeRegistries();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void make() {
        cli = new Cli(folder);
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private Ran run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(fake.options(KEYS));
        all.addAll(List.of(arguments));
        return cli.run(all.toArray(String[]::new));
    }

    private Report json(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--format", "json"));
        all.addAll(List.of(arguments));
        Ran ran = run(command, all.toArray(String[]::new));
        return Report.of(ran.code(), ran.out(), ran.err());
    }

    private static List<String> verdicts(Report report) {
        return report.json()
                .get("packages")
                .valueStream()
                .map(each -> each.get("purl").stringValue() + " "
                        + each.get("verdict").stringValue())
                .toList();
    }

    @Test
    void everyRegistryAnswers() {
        fake.publish("npm", "some-thing-of-mine", OLD)
                .publish("pypi", "some-thing-of-mine", OLD)
                .publish("cargo", "some_thing_of_mine", OLD)
                .publish("maven", "org.ann:some-thing-of-mine", OLD)
                .publish("golang", "github.com/Ann/some-thing-of-mine", OLD)
                .publish("gem", "some-thing-of-mine", OLD)
                .publish("nuget", "some.thing.of.mine", OLD)
                .publish("composer", "ann/some-thing-of-mine", OLD);
        Report report = json(
                "check",
                "pkg:npm/some-thing-of-mine",
                "pkg:pypi/some_thing.of-mine",
                "pkg:cargo/some-thing-of-mine",
                "pkg:maven/org.ann/some-thing-of-mine",
                "pkg:golang/github.com/Ann/some-thing-of-mine",
                "pkg:gem/some-thing-of-mine",
                "pkg:nuget/Some.Thing.Of.Mine",
                "pkg:composer/ann/some-thing-of-mine");
        assertThat(report.code()).as(report.json().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(verdicts(report))
                .hasSize(8)
                .allSatisfy(each -> assertThat(each).endsWith(" ok"));
        assertThat(report.json().get("packages").valueStream())
                .allSatisfy(each -> assertThat(each.at("/registry/firstRelease").stringValue())
                        .startsWith("2015-03-01"));
    }

    @Test
    void whatIsNotThereIsSuspiciousAndFails() {
        Report report = json("check", "pkg:pypi/flask-gpt-helper", "pkg:npm/lodash");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(verdicts(report))
                .containsExactly("pkg:pypi/flask-gpt-helper suspicious", "pkg:npm/lodash suspicious");
        assertThat(report.json().at("/findings/0/ruleId").stringValue()).isEqualTo("package/absent");
        assertThat(report.json().at("/findings/0/severity").stringValue()).isEqualTo("medium");
        assertThat(report.json().at("/counts/gaps").intValue()).isZero();
    }

    /** What many honest names have is no reason to look, but beside what the registry says it is one. */
    @Test
    void whatANameHintsAtCountsBesideEvidence() throws IOException {
        fake.publish("npm", "lodash", Published.established("jdalton", "https://github.com/lodash/lodash"))
                .publish("npm", "@mallory/lodash", Published.young(Instant.now(), "mallory"))
                .publish("npm", "@ann/lodash", OLD)
                .publish("npm", "@jd/lodash", Published.young(Instant.now(), "jdalton"))
                .publish("npm", "momentjs", Published.young(Instant.now(), "mallory"));
        Report report = json(
                "check", "pkg:npm/@mallory/lodash", "pkg:npm/@ann/lodash", "pkg:npm/@jd/lodash", "pkg:npm/momentjs");
        assertThat(verdicts(report))
                .containsExactly(
                        "pkg:npm/%40mallory/lodash review",
                        "pkg:npm/%40ann/lodash ok",
                        "pkg:npm/%40jd/lodash ok", // who publishes lodash
                        "pkg:npm/momentjs review");
        assertThat(report.json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue()))
                .containsOnly("package/unproven-name");
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN); // low
        Files.writeString(folder.resolve("package.json"), "{\"dependencies\": {\"momentjs\": \"1\"}}");
        assertThat(json("scan", "--online", "package.json")
                        .json()
                        .at("/findings/0/ruleId")
                        .stringValue())
                .isEqualTo("package/unproven-name");
        assertThat(json("scan", "package.json").json().get("findings").isEmpty())
                .isTrue();
    }

    /** A name that gives no reason: what is young and used by nobody is asked about as one that does, what is old is not. */
    @Test
    void whatIsNewAndUnusedAndRunsAProgramIsForReview() {
        Published young = Published.young(Instant.now(), "mallory");
        fake.publish("npm", "never-heard-of-it-at-all", young.with("form", "npm-bare.json"))
                .publish("npm", "never-heard-of-it-before", OLD.with("SCRIPT", ",\"postinstall\":\"node x\""))
                .publish("cargo", "never-heard-of-it-at-all", young)
                .publish("gem", "never-heard-of-it-at-all", young);
        Report report = json(
                "check",
                "pkg:npm/never-heard-of-it-at-all",
                "pkg:npm/never-heard-of-it-before",
                "pkg:cargo/never-heard-of-it-at-all",
                "pkg:gem/never-heard-of-it-at-all");
        assertThat(verdicts(report))
                .containsExactly(
                        "pkg:npm/never-heard-of-it-at-all review",
                        "pkg:npm/never-heard-of-it-before ok",
                        "pkg:cargo/never-heard-of-it-at-all review",
                        "pkg:gem/never-heard-of-it-at-all review");
        assertThat(report.json().at("/packages/0/signals").toString())
                .contains("\"new\"", "\"unused\"", "\"no-repository\"", "\"install-scripts\"");
        for (int i : new int[] {0, 2, 3}) {
            assertThat(report.json()
                            .at("/packages/" + i + "/registry/downloads")
                            .intValue())
                    .isEqualTo(3);
            assertThat(report.json().at("/packages/" + i + "/registry/owners/0").stringValue())
                    .isEqualTo("mallory");
        }
        assertThat(fake.asked().stream().filter(path -> path.contains("/npm")))
                .containsExactlyInAnyOrder(
                        "/npm/never-heard-of-it-at-all",
                        "/npm-downloads/downloads/point/last-month/never-heard-of-it-at-all",
                        "/npm/never-heard-of-it-before");
    }

    /** As {@code crossenv} was when it was published, whose name differs from another one's by a delimiter only. */
    @Test
    void aLikenessThatIsNewAndUnusedAndRunsAProgramIsSuspicious() {
        Published young = Published.young(Instant.now(), "mallory");
        fake.publish("npm", "cross-env", Published.established("kent", "https://github.com/kent/cross-env"))
                .publish("npm", "crossenv", young.with("form", "npm-bare.json"))
                .publish("npm", "angular-cli", young)
                .publish("npm", "momentjs", young.with("form", "npm-bare.json"));
        Report report = json("check", "pkg:npm/crossenv", "pkg:npm/angular-cli", "pkg:npm/momentjs");
        assertThat(verdicts(report))
                .containsExactly(
                        "pkg:npm/crossenv suspicious",
                        "pkg:npm/angular-cli review", // runs nothing
                        "pkg:npm/momentjs review"); // no more than a hint
        assertThat(report.json().at("/findings/0/severity").stringValue()).isEqualTo("medium");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
    }

    @Test
    void aYoungImitationIsSuspiciousAndAnOldOneIsNot() {
        fake.publish("npm", "lodash", Published.established("jdalton", "https://github.com/lodash/lodash"))
                .publish("npm", "lodahs", Published.young(Instant.now(), "mallory"))
                .publish("npm", "loadsh", Published.young(Instant.now(), "jdalton"))
                .publish("npm", "loadash", OLD);
        Report report = json("check", "pkg:npm/lodahs", "pkg:npm/loadsh", "pkg:npm/loadash");
        assertThat(verdicts(report))
                .containsExactly("pkg:npm/lodahs suspicious", "pkg:npm/loadsh ok", "pkg:npm/loadash ok");
        assertThat(report.json().get("findings").size()).isEqualTo(1);
        JsonNode finding = report.json().at("/findings/0");
        assertThat(finding.get("ruleId").stringValue()).isEqualTo("package/suspicious");
        assertThat(report.json().at("/packages/0/registry/owners/0").stringValue())
                .isEqualTo("mallory");
        assertThat(report.json().at("/packages/0/registry/downloads").intValue())
                .isEqualTo(3);
    }

    /** It is one name that somebody may take, whichever registries were asked. */
    @Test
    void aNameThatIsNowhereIsOneFinding() {
        Report report = json("check", "never-heard-of-it-at-all", "never-heard-of-it-at-all");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(verdicts(report))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each).endsWith(" suspicious"));
        assertThat(report.json().get("findings").size()).isEqualTo(1);
        JsonNode finding = report.json().at("/findings/0");
        assertThat(finding.get("ruleId").stringValue()).isEqualTo("package/absent");
        assertThat(finding.get("message").stringValue()).contains("in PyPI, npm or crates.io");
        assertThat(finding.at("/location/target").stringValue()).isEqualTo("never-heard-of-it-at-all");
    }

    /** What did not answer may have it: what the others say is no more than that. */
    @Test
    void aNameThatIsNowhereElseIsOneFindingForEachThatAnswered() {
        fake.behave(exchange -> {
            boolean fails = exchange.getRequestURI().getPath().startsWith("/npm/");
            if (fails) {
                FakeRegistries.send(exchange, 500, "");
            }
            return fails;
        });
        Report report = json("check", "never-heard-of-it-at-all");
        assertThat(report.json().get("findings").size()).isEqualTo(2);
        assertThat(report.json().at("/counts/gaps").intValue()).isEqualTo(1);
    }

    /** Without an ecosystem: where it is counts, and not where it is not. */
    @Test
    void aNameIsLookedForInSeveralEcosystems() {
        fake.publish("npm", "never-heard-of-it-at-all", OLD);
        Report report = json("check", "never-heard-of-it-at-all");
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(verdicts(report)).containsExactly("pkg:npm/never-heard-of-it-at-all ok");
    }

    @Test
    void aRegistryThatDoesNotAnswerLeavesItUnknown() throws IOException {
        fake.behave(exchange -> {
            FakeRegistries.send(exchange, 500, "");
            return true;
        });
        Report broken = json("check", "pkg:npm/never-heard-of-it-at-all", "pkg:npm/lodash");
        assertThat(broken.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(verdicts(broken)).containsExactly("pkg:npm/never-heard-of-it-at-all unknown", "pkg:npm/lodash ok");
        assertThat(broken.reasons())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("HTTP 500"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Ran dead = cli.run("check", "--registry", "npm=http://127.0.0.1:" + port, "pkg:npm/never-heard-of-it-at-all");
        assertThat(dead.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(dead.out()).contains("does not accept the connection");
    }

    @Test
    void whatIsPrivateAllowedOrOfflineIsNeverSent() throws IOException {
        Files.writeString(
                folder.resolve("package.json"),
                "{\"name\":\"secret-product\",\"dependencies\":{\"@acme/secret\":\"1\",\"acme-secret\":\"2\",\"lodahs\":\"3\","
                        + "\"beside\":\"file:../beside\"}}");
        Ran checked = run("check", "--private", "@acme/,acme-", "--allow", "pkg:npm/lodahs", "package.json");
        assertThat(checked.code()).as(checked.out()).isEqualTo(ExitCode.CLEAN);
        run("check", "--offline", "never-heard-of-it-at-all");
        run("scan", "package.json");
        run("scan", "--online", "--offline", "package.json");
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void whatComesFromAnotherRegistryIsNotAskedForInThisOne() throws IOException {
        Files.writeString(folder.resolve("package-lock.json"), """
            {"name":"x","lockfileVersion":3,"packages":{"":{"dependencies":{"secret-of-ours":"1"}},
            "node_modules/secret-of-ours":{"version":"1.0.0","resolved":"https://npm.acme.example/secret-of-ours/-/s-1.0.0.tgz"}}}
            """);
        Report report = json("check", "package-lock.json");
        assertThat(report.reasons()).singleElement().asString().contains("it comes from https://npm.acme.example and");
        Report purl = json("check", "pkg:npm/secret-of-ours?repository_url=https://npm.acme.example");
        assertThat(purl.reasons()).singleElement().asString().contains("it comes from https://npm.acme.example and");
        Report scan = json("scan", "--online", "package-lock.json");
        assertThat(scan.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(scan.reasons())
                .singleElement()
                .asString()
                .contains("1 package that it names is not known: ")
                .contains("it comes from https://npm.acme.example and");
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void aLongListIsAnsweredInItsOrder() throws IOException {
        List<String> names = IntStream.range(0, 300)
                .mapToObj(i -> "pkg:npm/never-heard-of-it-" + i)
                .toList();
        for (int i = 0; i < 300; i += 2) {
            fake.publish("npm", "never-heard-of-it-" + i, OLD);
        }
        fake.latency(3);
        Files.write(folder.resolve("names"), names);
        Report report = json("check", "--files-from", "names");
        assertThat(report.json()
                        .get("packages")
                        .valueStream()
                        .map(each -> each.get("purl").stringValue()))
                .containsExactlyElementsOf(names);
        assertThat(report.json().at("/counts/medium").intValue()).isEqualTo(150);
        assertThat(fake.mostAtOnce()).isLessThanOrEqualTo(10);
        assertThat(report.json().at("/performance/requests").intValue()).isEqualTo(300);
    }

    @Test
    void failFastStopsInOrder() throws IOException {
        fake.publish("npm", "never-heard-of-it-0", OLD);
        List<String> names = IntStream.range(0, 300)
                .mapToObj(i -> "pkg:npm/never-heard-of-it-" + i)
                .toList();
        Files.write(folder.resolve("names"), names);
        Report report = json("check", "--fail-fast", "--files-from", "names");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(verdicts(report))
                .containsExactly("pkg:npm/never-heard-of-it-0 ok", "pkg:npm/never-heard-of-it-1 suspicious");
        assertThat(fake.asked().size()).isLessThan(150);
    }

    @Test
    void anAnswerIsKeptBetweenRuns() {
        fake.publish("npm", "never-heard-of-it-at-all", OLD);
        cli.cache(folder.resolve("cache"));
        for (int i = 0; i < 3; i++) {
            assertThat(run("check", "pkg:npm/never-heard-of-it-at-all").code()).isEqualTo(ExitCode.CLEAN);
        }
        assertThat(fake.asked()).hasSize(1);
        run("check", "--no-cache", "pkg:npm/never-heard-of-it-at-all");
        assertThat(fake.asked()).hasSize(2);
    }

    @Test
    void aScanAsksWithOnlineAndJudgesBeforeItReports() throws IOException {
        fake.publish("npm", "lodash", Published.established("jdalton", "https://github.com/lodash/lodash"))
                .publish("npm", "lodahs", Published.young(Instant.now(), "mallory"));
        Files.writeString(
                folder.resolve("package.json"),
                "{\"dependencies\":{\"lodahs\":\"1\",\n\"lodash\":\"1\",\n\"never-heard-of-it-at-all\":\"1\"}}");
        Report report = json("scan", "--online", "package.json");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.json()
                        .get("findings")
                        .valueStream()
                        .map(each -> each.get("ruleId").stringValue() + " "
                                + each.at("/location/line").intValue()))
                .containsExactly("package/suspicious 1", "package/absent 3");
        Report offline = json("scan", "package.json");
        assertThat(offline.code()).isEqualTo(ExitCode.CLEAN);
        fake.behave(exchange -> {
            FakeRegistries.send(exchange, 503, "");
            return true;
        });
        Report broken = json("scan", "--online", "package.json");
        assertThat(broken.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(broken.reasons())
                .singleElement()
                .asString()
                .contains("3 packages that it names are not known")
                .contains("HTTP 503");
    }

    @Test
    void aRegistryThatIsNoneIsWrongUsage() {
        Map<String, String> wrongs = Map.of(
                "npm", "KEY=URL is wanted",
                "nqm=https://x.example", "no key is called nqm; did you mean npm",
                "npm=ftp://u:p@x", "what is given for npm is no address of a registry",
                "npm=https://u:p@x.example/", "the address of npm has a user or a password in it");
        wrongs.forEach((wrong, reason) -> {
            Ran ran = cli.run("check", "--registry", wrong, "x");
            assertThat(ran.code()).as(wrong).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains(reason).doesNotContain("u:p");
        });
    }

    /** Of the service's index each would be one more. */
    @Test
    void theIndexOfNugetIsAskedForOnceForAllNames() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            fake.publish("nuget", "never.heard.of." + i, OLD);
            names.add("pkg:nuget/never.heard.of." + i);
        }
        Files.write(folder.resolve("names"), names);
        fake.latency(5);
        Report report = json("check", "--no-cache", "--files-from", "names");
        assertThat(report.code()).as(report.json().toString()).isEqualTo(ExitCode.CLEAN);
        assertThat(fake.asked()).hasSize(101).containsOnlyOnce("/nuget/index.json");
    }

    /** A clock that is wrong, or a lie: it is said, and is neither young nor old nor the end of the program. */
    @ParameterizedTest
    @CsvSource({
        "2999-01-01T00:00:00Z, 2999-01-01",
        "+900000-01-01T00:00:00Z, +900000-01-01",
        "+999999999-12-31T23:59:59Z, ",
    })
    void aReleaseThatIsToComeHasNoAge(String time, String told) {
        fake.publish("npm", "never-heard-of-it-at-all", OLD);
        fake.behave(exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            String body = fake.reply(path, exchange.getRequestHeaders().getFirst("Accept"));
            FakeRegistries.send(exchange, 200, body.replaceAll("20[0-9-]{8}T[0-9:.]+Z", time));
            return true;
        });
        Report report = json("check", "pkg:npm/never-heard-of-it-at-all");
        assertThat(report.code()).as(report.json().toString()).isEqualTo(ExitCode.CLEAN);
        String signals = report.json().at("/packages/0/signals").toString();
        assertThat(signals).doesNotContain("\"new\"", "\"recent\"", "long-lived");
        if (told != null) {
            assertThat(signals).contains("says that it was first published on " + told);
        }
    }
}
