package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of a server that speaks GitHub's API, from the command line to the report. */
@Timeout(120)
class GitHubTargetTest {
    private static final String TOKEN = "ghp_thisIsTheTokenThatNobodySees0123456789";

    private final FakeGitHub server = new FakeGitHub();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private Cli cli() {
        Cli cli = new Cli(folder);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("ASSAY_GITHUB_URL", server.url());
        cli.environment.put("ASSAY_GITHUB_QUIET", "1ms");
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        cli.environment.put("GITHUB_TOKEN", TOKEN);
        return cli;
    }

    private void serve() {
        server.repository("acme/models")
                .commit(Map.of(
                        "evil.pkl", Cli.EVIL,
                        "deep/good.pkl", Cli.BENIGN,
                        "same.pkl", Cli.BENIGN,
                        "lib#", "0123456789012345678901234567890123456789".getBytes(UTF_8)));
        server.repository("acme/other").commit(Map.of("copy.pkl", Cli.BENIGN, "README.md", "# x\n".getBytes(UTF_8)));
    }

    @Test
    void everyFileIsJudged() {
        serve();
        Cli.Ran ran = cli().run("scan", "-f", "jsonl", "github:acme/models");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out())
                .contains(
                        "model/pickle-dangerous-callable",
                        "\"target\":\"github:acme/models\"",
                        "\"evil.pkl\"",
                        "\"artifacts\":3",
                        "a submodule");
        Cli.Ran all = cli().run("scan", "-f", "jsonl", "github:acme");
        assertThat(all.out()).contains("\"models/evil.pkl\"", "\"artifacts\":5");
        assertThat(ran.out() + ran.err() + all.out() + all.err()).doesNotContain(TOKEN);
        assertThat(server.asked()).allMatch(each -> each.authorization().equals("Bearer " + TOKEN));
    }

    /** Once for all repositories, and not again while it is unchanged. */
    @Test
    void aFileIsFetchedOnce() {
        serve();
        Cli cli = cli().cache(folder.resolve("cache"));
        String first = cli.run("scan", "-q", "github:acme").out();
        server.forget();
        assertThat(cli.run("scan", "-q", "github:acme").out()).isEqualTo(first).isNotEmpty();
        assertThat(server.asked()).extracting(FakeGitHub.Asked::kind).containsExactly("query", "tree", "tree");
        assertThat(cli.run("scan", "github:acme/models").out()).contains("2 requests", "cache hit rate 100 %");
    }

    @Test
    void faultsDoNotChangeTheReport() {
        serve();
        String calm = cli().run("scan", "-q", "github:acme").out();
        for (int seed = 1; seed <= 5; seed++) {
            server.faults(seed, 40);
            assertThat(cli().run("scan", "-q", "github:acme").out()).isEqualTo(calm);
        }
    }

    @Test
    void whatIsNotThereIsAGap() {
        for (String target : new String[] {"github:acme/none", "github:nobody", "github:a/b/c"}) {
            Cli.Ran ran = cli().run("scan", target);
            assertThat(ran.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(ran.out()).contains("unreachable").doesNotContain(TOKEN);
        }
        Cli.Ran offline = cli().run("scan", "--offline", "github:acme/none");
        assertThat(offline.code()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(offline.out()).contains("the network is not used (--offline)");
    }

    @Test
    void nothingThatIsKeptOrPrintedHoldsTheToken() throws IOException {
        serve();
        server.faults(7, 60);
        Cli.Ran ran = cli().cache(folder.resolve("cache"))
                .run("scan", "-v", "-o", "json=" + folder.resolve("report.json"), "github:acme");
        assertThat(ran.out() + ran.err()).doesNotContain(TOKEN);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(TOKEN);
            }
        }
    }

    /** A configuration that came with a checkout names a server: it is asked, and told nothing of ours. */
    @Test
    void aServerThatOnlyAFileNamesIsToldNoToken() throws IOException {
        serve();
        Files.writeString(folder.resolve("assay.yaml"), "github-url: " + server.url() + "\n");
        Cli cli = cli();
        cli.environment.remove("ASSAY_GITHUB_URL");
        Cli.Ran ran = cli.run("scan", "github:acme/models");
        assertThat(ran.out()).contains("evil.pkl");
        assertThat(server.asked())
                .isNotEmpty()
                .allMatch(each -> each.authorization().equals("null"));
    }
}
