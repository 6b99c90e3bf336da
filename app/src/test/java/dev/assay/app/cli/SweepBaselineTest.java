package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.github.FakeRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an earlier sweep has found hides nothing in another repository. */
class SweepBaselineTest extends SweepFixture {
    private static final String MALICIOUS = "4.4.2";

    /** Files of the same name with the same package have the same fingerprint. */
    @Test
    void aRepositoryThatTheBaselineDoesNotHaveIsNew() throws IOException {
        server.repository("acme/old").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        Path before = before("github:acme");
        server.repository("acme/new").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        assertThat(since(before, "github:acme/new").code()).isEqualTo(ExitCode.UNSAFE);
        Report both = since(before, "github:acme/new", "github:acme/old");
        assertThat(places(both)).containsExactly("github:acme/new@main/package-lock.json");
        assertThat(both.json().get("suppressed")).hasSize(1);
    }

    @Test
    void nothingMovesFromOneRepositoryToAnother() throws IOException {
        FakeRepository old = server.repository("acme/old").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        Path before = before("github:acme");
        old.commit(Map.of("package-lock.json", lock("4.4.1")));
        server.repository("acme/new").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        assertThat(places(since(before, "github:acme"))).containsExactly("github:acme/new@main/package-lock.json");
    }

    @Test
    void whatMovesWithinARepositoryIsOld() throws IOException {
        FakeRepository old = server.repository("acme/old").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        Path before = before("github:acme");
        old.commit(Map.of(
                "package-lock.json",
                lock("4.4.1"),
                "web/package-lock.json",
                bytes("\n\n" + new String(lock(MALICIOUS), UTF_8))));
        Report moved = since(before, "github:acme");
        assertThat(gaps(moved)).isEmpty();
        assertThat(moved.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(since(before, "github:ACME/Old").code())
                .as("in whatever case it is named")
                .isEqualTo(ExitCode.CLEAN);
        assertThat(since(before, "github:acme/old@main").code()).as("a branch").isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void eachBranchIsOneMore() throws IOException {
        FakeRepository old = server.repository("acme/old").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        Path before = before("github:acme");
        old.commit("next", Map.of("package-lock.json", lock(MALICIOUS)));
        Report all = since(before, "--branches", "all", "github:acme");
        assertThat(gaps(all)).isEmpty();
        assertThat(places(all)).hasSize(1);
    }

    @Test
    void aComparisonTellsRepositoriesApartAsWell() throws IOException {
        server.repository("acme/old").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        server.repository("acme/new").commit(Map.of("package-lock.json", lock(MALICIOUS)));
        String old = before("github:acme/old").toString();
        String fresh = before("github:acme/new").toString();
        assertThat(cli.run("diff", old, old).code()).isEqualTo(ExitCode.CLEAN);
        Ran diff = cli.run("diff", old, fresh);
        assertThat(diff.code()).isEqualTo(ExitCode.UNSAFE);
    }

    private Path before(String target) throws IOException {
        Ran ran = run("--format", "json", target);
        assertThat(ran.code()).isEqualTo(ExitCode.UNSAFE);
        Path report = Files.createTempFile(folder, "before", ".json");
        return Files.writeString(report, ran.out());
    }

    private Report since(Path before, String... more) {
        return sweep(Stream.concat(Stream.of("--baseline", before.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> places(Report report) {
        return report.json()
                .get("findings")
                .valueStream()
                .map(each -> each.at("/location/target").stringValue() + "/"
                        + each.at("/location/path").asString(""))
                .toList();
    }
}
