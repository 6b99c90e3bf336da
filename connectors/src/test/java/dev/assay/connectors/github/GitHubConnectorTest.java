package dev.assay.connectors.github;

import static dev.assay.connectors.github.GitHubFixture.TOKEN;
import static dev.assay.connectors.github.GitHubFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GitHubConnectorTest {
    private final FakeGitHub server = new FakeGitHub();
    private final Memory memory = Leaks.memory(64 << 20);

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    /** All that a walk gave, a line each, with a digest of every file's bytes. */
    private List<String> walk(String target, GitHubOptions options) throws IOException {
        List<String> lines = new ArrayList<>();
        try (RemoteClient client = GitHubFixture.client(home)) {
            List<Artifact> artifacts = new ArrayList<>(); // opened when the walk is far ahead, as a scan does it
            ArtifactVisitor visitor = new ArtifactVisitor() {
                @Override
                public boolean artifact(Artifact artifact) {
                    return artifacts.add(artifact);
                }

                @Override
                public void suppressed(Suppressed suppressed) {
                    throw new AssertionError("nobody asked for that: " + suppressed);
                }

                @Override
                public void gap(Gap gap) {
                    lines.add(gap.kind() + " " + gap.location() + " " + gap.reason());
                }

                @Override
                public void note(String what) {
                    lines.add(what);
                }
            };
            GitHubConnector connector = new GitHubConnector(client, options);
            assertThat(connector.accepts(target)).isTrue();
            connector.walk(target, Clock.endless(), visitor);
            artifacts.forEach(each -> lines.add(each.at() + " " + digest(each)));
        }
        return lines;
    }

    private List<String> walk(String target) throws IOException {
        return walk(target, GitHubFixture.options(server.url(), home));
    }

    private String digest(Artifact artifact) {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, artifact.sizeBytes());
        try (ByteSource source = artifact.opener().open(budget)) {
            ByteBuffer into = ByteBuffer.allocate((int) artifact.sizeBytes() + 1);
            for (int n = 0; n >= 0 && into.hasRemaining(); ) {
                n = source.read(into.position(), into);
            }
            return FakeRepository.oid("blob", Arrays.copyOf(into.array(), into.position()));
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void organisation() {
        GeneratedOrganisation.into(server, "acme", 7, 12, 9, 40);
        server.repository("acme/odd")
                .commit(Map.of(
                        "link@", bytes("x"),
                        "lib#", bytes("0123456789012345678901234567890123456789"),
                        "with space!%#.txt", bytes("x"),
                        "large.bin", new byte[5 << 20],
                        "pointer", bytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")));
        server.repository("acme/empty");
        server.repository("acme/off").commit(Map.of("a", bytes("a"))).disabled();
        server.repository("acme/old").commit(Map.of("a", bytes("a"))).archived();
        server.repository("acme/law").commit(Map.of("a", bytes("a"))).answering(451);
        server.repository("acme/gone").commit(Map.of("a", bytes("a"))).loseObjects();
    }

    @Test
    void everythingOfAnOwnerIsReadOrSaid() throws IOException {
        organisation();
        List<String> lines = walk("github:acme");
        assertThat(lines)
                .contains(
                        "github:acme/odd/with space%21%25%23.txt " + FakeRepository.oid("blob", bytes("x")),
                        "github:acme/odd/large.bin " + FakeRepository.oid("blob", new byte[5 << 20]),
                        "links to nothing",
                        "empty repositories",
                        "archived repositories")
                .contains(
                        "UNSUPPORTED github:acme/odd/lib a submodule: another repository, which is not read",
                        "UNREADABLE github:acme/off GitHub has disabled the repository",
                        "UNREACHABLE github:acme/law 127.0.0.1 shows it to nobody, for legal reasons (HTTP 451)",
                        "CHANGED github:acme/gone the repository has lost what was listed a moment ago")
                .anyMatch(line -> line.startsWith("github:acme/odd/pointer a pointer to Git LFS"));
        assertThat(lines.stream().filter(line -> line.startsWith("github:acme/service-")))
                .hasSize(12 * 9 + 9 * 2);
    }

    /** As in a folder, and as of a commit of git. */
    @Test
    void linksAreFollowedWithinTheRepository() throws IOException {
        server.repository("acme/linked")
                .commit(Map.of(
                        "data/x.txt", bytes("{}"),
                        "package-lock.json@", bytes("again"),
                        "again@", bytes("data/x.txt"),
                        "again.json@", bytes("data/../data/x.txt"),
                        "folder@", bytes("data"),
                        "data/circle@", bytes(".."),
                        "out.lock@", bytes("../../etc/passwd"),
                        "nothing@", bytes("data/none")));
        String oid = FakeRepository.oid("blob", bytes("{}"));
        assertThat(walk("github:acme/linked"))
                .containsExactlyInAnyOrder(
                        "github:acme/linked/data/x.txt " + oid,
                        "github:acme/linked/again " + oid,
                        "github:acme/linked/again.json " + oid,
                        "github:acme/linked/package-lock.json " + oid,
                        "github:acme/linked/folder/x.txt " + oid,
                        "links in a circle",
                        "links in a circle",
                        "links to nothing",
                        "UNREADABLE github:acme/linked/out.lock a link out of the repository, which is not followed");
        assertThat(walk("github:acme"))
                .contains("github:acme/linked/package-lock.json " + oid, "github:acme/linked/folder/x.txt " + oid);
    }

    @Test
    void aRepositoryIsOneTargetOfItsOwn() throws IOException {
        server.repository("acme/one").commit(Map.of("a/b", bytes("1"))).commit("next", Map.of("c", bytes("2")));
        assertThat(walk("github:acme/one"))
                .containsExactly("github:acme/one/a/b " + FakeRepository.oid("blob", bytes("1")));
        assertThat(walk("github:acme/one@next"))
                .containsExactly("github:acme/one@next/c " + FakeRepository.oid("blob", bytes("2")));
        assertThat(server.asked()).hasSize(6);
        assertThatThrownBy(() -> walk("github:acme/../one")).isInstanceOf(UnreachableException.class);
        assertThatThrownBy(() -> walk("github:acme/none"))
                .hasMessage("127.0.0.1 has nothing of that name, or not for this token");
    }

    @Test
    void aPublicRepositoryNeedsNoToken() throws IOException {
        organisation();
        GitHubOptions anonymous = GitHubOptions.of(server.url(), true, 10, GitHubOptions.QUIET, Map.of(), home);
        for (String target : List.of("github:acme/odd", "github:acme/odd@main", "github:acme/empty")) {
            List<String> named = walk(target);
            assertThat(walk(target, anonymous)).isEqualTo(named).isNotEmpty();
        }
        assertThat(server.asked()).extracting(FakeGitHub.Asked::authorization).contains("null");
        assertThatThrownBy(() -> walk("github:acme", anonymous)).hasMessageContaining("GITHUB_TOKEN");
        assertThatThrownBy(() -> walk("github:acme/odd@none", anonymous))
                .hasMessage("127.0.0.1 has no branch, tag or commit of that name");
    }

    /** Whatever fails on the way, the walk is the same one. */
    @Test
    void faultsChangeNothing() throws IOException {
        organisation();
        List<String> calm = walk("github:acme");
        server.forget();
        for (int seed = 1; seed <= 12; seed++) {
            server.faults(seed, 35);
            assertThat(walk("github:acme")).as("seed %d", seed).isEqualTo(calm);
        }
        assertThat(server.asked())
                .extracting(FakeGitHub.Asked::fault)
                .contains(
                        "FORBIDDEN_FOR_A_TIME",
                        "FORBIDDEN_WITHOUT_A_TIME",
                        "TOO_MANY",
                        "USED_UP",
                        "BROKEN_SERVER",
                        "BAD_GATEWAY",
                        "CUT",
                        "PAGE",
                        "OTHER_BYTES",
                        "TRUNCATED",
                        "FAILED_QUERY",
                        "REFUSED_QUERY");
    }

    /** The hour's requests end in the middle, twice; none is sent while there is none left. */
    @Test
    void anHourWithoutRequestsIsWaitedFor() throws IOException {
        organisation();
        List<String> calm = walk("github:acme");
        server.forget().limit(12, 1);
        assertThat(walk("github:acme")).isEqualTo(calm);
        long refused =
                server.asked().stream().filter(each -> each.status() == 403).count();
        assertThat(refused).isLessThan(10);
    }

    @Test
    void theTokenIsInNothingThatIsSaid() throws IOException {
        organisation();
        server.faults(3, 100);
        List<String> said = new ArrayList<>(walk("github:acme"));
        said.add(GitHubFixture.options(server.url(), home).toString());
        server.close();
        for (String target : List.of("github:acme", "github:acme/odd")) {
            assertThatThrownBy(() -> walk(target)).satisfies(failure -> {
                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                said.add(text.toString());
            });
        }
        assertThat(said).hasSizeGreaterThan(100).noneMatch(line -> line.contains(TOKEN));
        assertThat(server.asked()).allMatch(each -> each.authorization().equals("Bearer " + TOKEN));
    }
}
