package dev.assay.connectors.github;

import static dev.assay.connectors.github.GitHubFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.github.GitHubFixture.Listed;
import dev.assay.connectors.github.Team.Permission;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListingTest {
    private final FakeGitHub server = new FakeGitHub();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    private Listed list(String target, Selection selection) throws IOException {
        return GitHubFixture.list(server, home, target, selection);
    }

    private static List<String> names(Repository repository) {
        return repository.branches().stream().map(Branch::name).toList();
    }

    /** Also that each is asked for once: the server refuses a query with a field or a page that GitHub does not have. */
    @Test
    void aHundredRepositoriesAreOneRequest() throws IOException {
        for (int i = 0; i < 250; i++) {
            server.repository("acme/r" + i).commit(Map.of("a", bytes("x" + i)));
        }
        Listed listed = list("github:acme", Selection.DEFAULT);
        assertThat(server.asked()).hasSize(3).allMatch(each -> each.kind().equals("query"));
        assertThat(listed.total).isEqualTo(250);
        assertThat(listed.repositories)
                .hasSize(250)
                .isSortedAccordingTo((one, other) -> one.fullName().compareToIgnoreCase(other.fullName()));
        Repository first = listed.repositories.getFirst();
        assertThat(first.branches()).singleElement().satisfies(branch -> {
            FakeRepository.Commit head = server.existing(first.fullName()).resolve("main");
            assertThat(branch).isEqualTo(new Branch("main", head.oid(), head.tree()));
        });
        assertThat(listed.gaps).isEmpty();
    }

    @Test
    void whatIsNotAskedForIsCounted() throws IOException {
        server.repository("acme/a").commit(Map.of("a", bytes("a"))).archived();
        server.repository("acme/b").commit(Map.of("a", bytes("b"))).fork();
        server.repository("acme/c").commit(Map.of("a", bytes("c"))).disabled();
        server.repository("acme/d").described("Shai-Hulud \"Migration\"");
        Listed listed = list("github:acme", new Selection(false, false, "", false, "", false));
        assertThat(listed.passedOver).containsExactly("acme/a: archived repositories", "acme/b: forks");
        assertThat(listed.gaps).containsExactly("acme/c: unreadable: GitHub has disabled the repository");
        assertThat(listed.repositories).extracting(Repository::fullName).containsExactly("acme/c", "acme/d");
        assertThat(listed.repositories.getLast())
                .isEqualTo(new Repository(
                        "acme/d", "Shai-Hulud \"Migration\"", false, false, false, true, true, "", List.of()));
        assertThat(list("github:acme", new Selection(true, true, "", false, "", false)).repositories)
                .hasSize(4);
        assertThat(list("github:acme/a", Selection.DEFAULT).repositories).hasSize(1);
    }

    @Test
    void branchesAndPullRequestsAreListedToTheirEnd() throws IOException {
        FakeRepository repository = server.repository("acme/many").commit(Map.of("a", bytes("main")));
        for (int i = 0; i < 130; i++) {
            repository.commit("topic/" + i, Map.of("a", bytes("t" + i)));
            repository.pull(i + 1, Map.of("a", bytes("p" + i)));
        }
        Repository all = list("github:acme", new Selection(false, true, "*", true, "", false))
                .repositories
                .getFirst();
        assertThat(names(all))
                .hasSize(261)
                .startsWith("main")
                .endsWith("pull/130/head")
                .doesNotHaveDuplicates();
        Repository some = list("github:acme", new Selection(false, true, "topic/12*", false, "", false))
                .repositories
                .getFirst();
        assertThat(names(some)).hasSize(11).doesNotContain("main");
        assertThat(names(list("github:acme", Selection.DEFAULT).repositories.getFirst()))
                .containsExactly("main");
    }

    @Test
    void aRevisionIsWhatItsNameLeadsTo() throws IOException {
        FakeRepository repository = server.repository("acme/one")
                .commit(Map.of("a", bytes("1")))
                .commit("release/1.x", Map.of("a", bytes("2")));
        String oid = repository.resolve("release/1.x").oid();
        for (String ref : List.of("release/1.x", oid)) {
            assertThat(list("github:acme/one@" + ref, Selection.DEFAULT)
                            .repositories
                            .getFirst()
                            .branches())
                    .containsExactly(
                            new Branch(ref, oid, repository.resolve(oid).tree()));
        }
        assertThatThrownBy(() -> list("github:acme/one@gone", Selection.DEFAULT))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("127.0.0.1 has no branch, tag or commit of that name");
    }

    /** Who names a branch as pull requests are called would else hide one of them. */
    @Test
    void aBranchDoesNotHideAPullRequest() throws IOException {
        server.repository("acme/one")
                .commit(Map.of("a", bytes("main")))
                .commit("pull/7/head", Map.of("a", bytes("branch")))
                .pull(7, Map.of("a", bytes("pull")));
        Repository one = list("github:acme", new Selection(false, true, "*", true, "", false))
                .repositories
                .getFirst();
        assertThat(names(one)).containsExactly("main", "pull/7/head", "refs/pull/7/head");
        assertThat(one.branches()).extracting(Branch::treeOid).doesNotHaveDuplicates();
    }

    @Test
    void withoutATokenOtherBranchesAreAGap() throws IOException {
        server.repository("acme/one").commit(Map.of("a", bytes("main"))).commit("topic", Map.of("a", bytes("topic")));
        for (Selection selection : List.of(
                new Selection(false, true, "*", false, "", false), new Selection(false, true, "", true, "", false))) {
            assertThat(listWithoutToken(selection).gaps)
                    .singleElement()
                    .asString()
                    .startsWith("acme/one: unreadable: branches and pull requests are listed for a token only");
        }
        assertThat(listWithoutToken(Selection.DEFAULT).gaps).isEmpty();
    }

    private Listed listWithoutToken(Selection selection) throws IOException {
        Listed listed = new Listed();
        try (RemoteClient client = GitHubFixture.client(home)) {
            GitHubOptions options = GitHubOptions.of(server.url(), true, 4, GitHubOptions.QUIET, Map.of(), home);
            new GitHub(client, options)
                    .repositories(GitHubTarget.parse("github:acme/one"), selection, Clock.endless(), listed);
        }
        return listed;
    }

    @Test
    void teamsHaveTheirRepositories() throws IOException {
        List<FakeRepository> own = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            own.add(server.repository("acme/r" + i).commit(Map.of("a", bytes("x"))));
        }
        server.repository("acme/other").commit(Map.of("a", bytes("x")));
        server.team("acme", "core", own);
        server.team("acme", "edge", "core", "ADMIN", own.subList(0, 1));
        assertThat(list("github:acme", new Selection(false, true, "", false, "core", false)).repositories)
                .hasSize(120);
        for (String target : List.of("github:acme", "github:acme/r7")) {
            List<Team> teams = list(target, new Selection(false, true, "", false, "", true)).teams;
            assertThat(teams).extracting(Team::slug).containsExactly("core", "edge");
            assertThat(teams.getFirst().repositories()).hasSize(120).containsValue(Permission.WRITE);
            assertThat(teams.getLast()).isEqualTo(new Team("edge", "core", Map.of("acme/r0", Permission.ADMIN)));
        }
        assertThat(list("github:acme", new Selection(false, true, "", false, "edge", true)).teams)
                .hasSize(2);
        assertThatThrownBy(() -> list("github:acme", new Selection(false, true, "", false, "none", false)))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("127.0.0.1 has nothing of that name, or not for this token");
    }

    /** Fifty teams come with the first page of repositories. */
    @Test
    void teamsTakeNoRequestOfTheirOwn() throws IOException {
        Selection withTeams = new Selection(false, true, "", false, "", true);
        FakeRepository one = server.repository("acme/one").commit(Map.of("a", bytes("x")));
        for (int i = 0; i < 50; i++) {
            server.team("acme", "t" + i, List.of(one));
        }
        assertThat(list("github:acme", withTeams).teams).hasSize(50);
        assertThat(server.requests()).isEqualTo(1);
        server.team("acme", "t50", List.of(one));
        server.forget();
        assertThat(list("github:acme", withTeams).teams).hasSize(51);
        assertThat(server.requests()).isEqualTo(2);
        server.user("jo").repository("jo/own").commit(Map.of("a", bytes("x")));
        Listed ofUser = list("github:@jo", withTeams);
        assertThat(ofUser.teams).isEmpty();
        assertThat(ofUser.withoutTeams).isEmpty();
        assertThat(ofUser.repositories).hasSize(1);
    }

    /** As for a token without the right to read organisations, which costs it the whole answer or the part. */
    @Test
    void whereTeamsAreNotShownRepositoriesStillAre() throws IOException {
        server.repository("acme/one").commit(Map.of("a", bytes("x")));
        server.team("acme", "core", List.of(server.existing("acme/one")));
        String refusal = "127.0.0.1 forbids it, for the token's rights or an organisation's single sign-on";
        for (FakeGitHub.Teams shown : List.of(FakeGitHub.Teams.REFUSED, FakeGitHub.Teams.NULL)) {
            server.teams(shown);
            Listed listed = list("github:acme", new Selection(false, true, "", false, "", true));
            assertThat(listed.repositories).hasSize(1);
            assertThat(listed.gaps).isEmpty();
            assertThat(listed.teams).isEmpty();
            assertThat(listed.withoutTeams).isEqualTo(refusal);
        }
    }

    @Test
    void usersHaveThoseThatAreTheirOwn() throws IOException {
        server.user("jo").repository("jo/dots.x_y").commit(Map.of("a", bytes("x")));
        assertThat(list("github:@jo", Selection.DEFAULT).repositories)
                .extracting(Repository::fullName)
                .containsExactly("jo/dots.x_y");
        assertThatThrownBy(() -> list("github:nobody", Selection.DEFAULT)).isInstanceOf(UnreachableException.class);
    }
}
