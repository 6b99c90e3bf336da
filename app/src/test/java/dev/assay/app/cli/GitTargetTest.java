package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.git.GitFolder;
import dev.assay.connectors.git.GitHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of git, on a server and on this machine, from the command line to the report. */
@Timeout(120)
class GitTargetTest {
    @TempDir
    Path folder;

    private Path work;

    @BeforeEach
    void repository() throws Exception {
        work = folder.resolve("work");
        try (GitFolder made = new GitFolder(work)) {
            made.write("a/requirements.txt", "flask==1.0\n");
            Files.write(work.resolve("evil.pkl"), Cli.EVIL);
            Files.write(work.resolve("good.pkl"), Cli.BENIGN);
            made.commit("one");
            Files.delete(work.resolve("evil.pkl"));
            made.commit("two");
        }
    }

    private Cli cli() {
        Cli cli = new Cli(folder);
        cli.environment.put("HOME", folder.toString());
        cli.environment.put("ASSAY_HTTP_BACKOFF", "1ms");
        cli.environment.put("ASSAY_CACHE_DIR", folder.resolve("cache").toString());
        return cli;
    }

    @Test
    void aServerOfGitIsScannedAtACommit() {
        try (GitHttp server = new GitHttp(work.resolve(".git"))) {
            String target = "git+" + server.url();
            Cli.Ran ran = cli().run("scan", "--facts", "-f", "jsonl", target);
            assertThat(ran.code()).isEqualTo(ExitCode.CLEAN);
            assertThat(ran.out())
                    .contains(
                            "\"target\":\"" + target + "\"",
                            "\"a/requirements.txt\"",
                            "pkg:pypi/flask@1.0",
                            "\"artifacts\":2");
            Cli.Ran again = cli().run("scan", "--facts", "-f", "jsonl", target);
            assertThat(again.out()).contains("pkg:pypi/flask@1.0");
            assertThat(again.code()).isEqualTo(ExitCode.CLEAN);
            Cli.Ran other = cli().run("scan", target + "@none");
            assertThat(other.code()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(other.out()).contains("has no branch, tag or commit of that name");
            assertThat(cli().run("scan", "--offline", target).code()).isEqualTo(ExitCode.INCOMPLETE);
        }
    }

    @Test
    void aRepositoryOnThisMachineIsScannedAtACommit() {
        Cli.Ran ran = cli().run("scan", "-f", "jsonl", "git:work@HEAD~1");
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(ran.out())
                .contains("model/pickle-dangerous-callable", "\"target\":\"git:work@HEAD~1\"", "\"evil.pkl\"");
        assertThat(cli().run("scan", "git:work").code()).isEqualTo(ExitCode.CLEAN);
        assertThat(cli().run("scan", "git:nowhere").code()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void whatSshWouldBringIsToldToComeOtherwise() {
        Cli.Ran ran = cli().run("scan", "git+ssh://git@example.org/x.git");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("ssh is not spoken; say git+https://HOST/PATH[@REF]");
    }

    /** A password on a command line is no secret. */
    @Test
    void aLoginIsNoPartOfATarget() {
        Cli.Ran ran = cli().run("scan", "git+https://user:hunter2hunter2@127.0.0.1/x.git");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
    }
}
