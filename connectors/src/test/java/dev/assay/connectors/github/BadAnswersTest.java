package dev.assay.connectors.github;

import static dev.assay.connectors.github.GitHubFixture.TOKEN;
import static dev.assay.connectors.github.GitHubFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.github.GitHubFixture.Listed;
import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are none, or mean harm. */
@Timeout(60)
class BadAnswersTest {
    private static final String NODE = "{\"nameWithOwner\":\"acme/%d\",\"isEmpty\":true}";

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

    private static final String END = "\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null}";

    private static String page(String nodes, String cursor) {
        return "{\"data\":{\"repositoryOwner\":{\"repositories\":{\"totalCount\":9,\"nodes\":[" + nodes
                + "],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"" + cursor + "\"}}}}}";
    }

    /** In a circle, with pages of nothing, with pages of the same, and with no cursor. */
    @Test
    void aListingThatDoesNotEndIsAGap() throws IOException {
        AtomicInteger number = new AtomicInteger();
        server.repository("acme/x");
        for (int kind = 0; kind < 4; kind++) {
            int how = kind;
            server.forget().instead("query", () -> switch (how) {
                case 0 -> page(NODE.formatted(number.incrementAndGet()), "same");
                case 1 -> page("", "c" + number.incrementAndGet());
                case 2 -> page(NODE.formatted(1), "");
                default -> page(NODE.formatted(number.incrementAndGet()), "x".repeat(10_000));
            });
            Listed listed = list("github:acme", Selection.DEFAULT);
            assertThat(listed.gaps).containsExactly("acme: limit: the listing does not come to an end");
            assertThat(server.requests()).isLessThan(4);
        }
    }

    @Test
    void branchesThatDoNotEndAreAGap() throws IOException {
        server.instead(
                "query",
                () ->
                        "{\"data\":{\"repository\":{\"nameWithOwner\":\"acme/x\",\"defaultBranchRef\":null,\"refs\":{\"nodes\":[],"
                                + "\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"same\"}}}}}");
        Listed listed = list("github:acme/x", new Selection(true, true, "*", false, "", false));
        assertThat(listed.gaps).containsExactly("acme/x: limit: the listing does not come to an end");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void branchesThatAreNotShownAreSaid() throws IOException {
        String oid = "ab".repeat(20);
        server.instead(
                "query",
                () ->
                        "{\"data\":{\"repository\":{\"nameWithOwner\":\"acme/x\",\"defaultBranchRef\":null,\"refs\":{\"nodes\":[null,"
                                + "{\"name\":\"a\",\"target\":{\"oid\":\"" + oid + "\",\"tree\":{\"oid\":\"" + oid
                                + "\"}}},{\"name\":\"b\",\"target\":{\"oid\":\"" + oid
                                + "\"}}]," + END + "},\"pullRequests\":{\"nodes\":[{\"number\":3,"
                                + "\"commits\":{\"nodes\":[]}}]," + END + "}}}}");
        Listed listed = list("github:acme/x", new Selection(true, true, "*", true, "", false));
        assertThat(listed.repositories.getFirst().branches()).containsExactly(new Branch("a", oid, oid));
        assertThat(listed.gaps)
                .containsExactly(
                        "acme/x: unreadable: 2 of the branches are listed and lead to no commit that is shown",
                        "acme/x: unreadable: 1 of the pull requests are listed and lead to no commit that is shown");
    }

    /** GraphQL answers what it can, with null for a part that failed: a list that was asked for may be missing, or its end. */
    @Test
    void aPartThatIsMissingIsAGap() throws IOException {
        String oid = "ab".repeat(20);
        String node = "{\"nameWithOwner\":\"acme/x\",\"defaultBranchRef\":{\"name\":\"main\",\"target\":{\"oid\":\""
                + oid + "\",\"tree\":{\"oid\":\"" + oid + "\"}}},\"refs\":null,\"pullRequests\":{\"nodes\":null," + END
                + "}}";
        String repositories =
                "{\"data\":{\"repositoryOwner\":{\"repositories\":{\"totalCount\":%d,\"nodes\":[" + node + "],%s}}}%s}";
        Selection all = new Selection(true, true, "*", true, "", false);
        server.instead("query", () -> repositories.formatted(1, END, ""));
        assertThat(list("github:acme", all).gaps)
                .containsExactly("acme/x: unreadable: a part of the listing is not in the server's answer");
        server.instead("query", () -> repositories.formatted(1, END, ""));
        assertThat(list("github:acme", Selection.DEFAULT).gaps).isEmpty();
        server.instead("query", () -> repositories.formatted(1, "\"pageInfo\":null", ""));
        assertThat(list("github:acme", Selection.DEFAULT).gaps)
                .containsExactly("acme: unreadable: a part of the listing is not in the server's answer");
        server.instead("query", () -> repositories.formatted(3, END, ""));
        assertThat(list("github:acme", Selection.DEFAULT).gaps)
                .containsExactly("acme: unreadable: 2 repositories are counted and not listed");
        String error = ",\"errors\":[{\"type\":\"RESOURCE_LIMITS_EXCEEDED\",\"message\":\"x\"}]";
        server.instead("query", () -> repositories.formatted(1, END, error));
        assertThat(list("github:acme", Selection.DEFAULT).gaps)
                .containsExactly("acme: unreadable: of a part of the listing, 127.0.0.1 does not answer the query");
    }

    @Test
    void whatIsListedAndNotShownIsSaid() throws IOException {
        server.instead(
                "query",
                () -> page("null," + NODE.formatted(1) + ",null", "x")
                        .replace("Count\":9", "Count\":3")
                        .replace("true,\"endCursor\"", "false,\"endCursor\"")
                        .replace(
                                "}}}}}",
                                "}}}},\"errors\":[{\"type\":\"FORBIDDEN\",\"message\":\"Resource protected by organization SAML enforcement.\"}]}"));
        Listed listed = list("github:acme", Selection.DEFAULT);
        assertThat(listed.repositories).hasSize(1);
        assertThat(listed.gaps)
                .containsExactly(
                        "acme: unreadable: of a part of the listing, 127.0.0.1 forbids it, for the token's rights or an organisation's single sign-on",
                        "acme: unreadable: 2 repositories are listed and not shown to this token");
    }

    @Test
    void aNameThatLeadsElsewhereIsNoRepository() throws IOException {
        server.instead(
                "query",
                () -> page("{\"nameWithOwner\":\"acme/../../other\"},{\"nameWithOwner\":\"\"}", "x")
                        .replace("Count\":9", "Count\":2")
                        .replace("true,\"endCursor\"", "false,\"endCursor\""));
        Listed listed = list("github:acme", Selection.DEFAULT);
        assertThat(listed.repositories).isEmpty();
        assertThat(listed.gaps).hasSize(2).allMatch(gap -> gap.contains("under a name that none can have"));
    }

    /** What a server writes is repeated nowhere, whether as a message, a page or an error of a query. */
    @Test
    void aServerPutsNoWordsIntoAReport() {
        for (String answer : new String[] {
            "{\"errors\":[{\"type\":\"FORBIDDEN\",\"message\":\"INJECTED\"}]}",
            "{\"errors\":[{\"message\":\"INJECTED\"}]}",
            "{\"data\":{\"repositoryOwner\":null},\"errors\":[{\"type\":\"INJECTED\"}]}",
            "<html>INJECTED</html>",
            "{\"data\":[\"INJECTED\"",
            "[]",
            ""
        }) {
            server.instead("query", () -> answer);
            assertThatThrownBy(() -> list("github:acme", Selection.DEFAULT))
                    .as(answer)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith("127.0.0.1 ")
                    .hasMessageNotContaining("INJECTED");
        }
    }

    /** Neither along a redirect to another host, nor a query to whom it was not meant for. */
    @Test
    void anotherHostGetsNoToken() throws IOException {
        try (FaultServer other = new FaultServer();
                FaultServer hub = new FaultServer();
                RemoteClient client = new RemoteClient(
                        new RemoteOptions(
                                false,
                                true,
                                Optional.empty(),
                                10,
                                5,
                                3,
                                Duration.ofMillis(1),
                                Duration.ofSeconds(60),
                                Map.of(),
                                home,
                                "assay"),
                        new Progress())) {
            String path = "/api/v3/repos/acme/one/git/blobs/" + FakeRepository.oid("blob", bytes("x"));
            hub.on(path, FaultServer.status("302 Found", "Location: " + other.url("/elsewhere") + "\r\n"));
            other.on("/elsewhere", FaultServer.whole(bytes("x"), ""));
            GitHub github = new GitHub(client, GitHubFixture.options(hub.url(""), home));
            TreeEntry blob = new TreeEntry("x", 0100644, FakeRepository.oid("blob", bytes("x")), 1);
            assertThat(github.blob("acme/one", blob, Clock.endless())).isEqualTo(bytes("x"));
            assertThat(hub.asked().getFirst().header("authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(other.asked())
                    .hasSize(1)
                    .allMatch(each -> each.header("authorization").isEmpty());

            server.redirect(other.url("/graphql"));
            GitHub redirecting = new GitHub(client, GitHubFixture.options(server.url(), home));
            assertThatThrownBy(() -> redirecting.repositories(
                            new GitHubTarget("acme", "", ""), Selection.DEFAULT, Clock.endless(), new Listed()))
                    .isInstanceOf(UnreachableException.class);
            assertThat(other.asked()).hasSize(1);
        }
    }
}
