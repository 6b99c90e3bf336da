package dev.assay.connectors.github;

import static dev.assay.connectors.github.GitHubFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TreeAndBlobTest {
    private final FakeGitHub server = new FakeGitHub();
    private RemoteClient client;
    private GitHub hub;

    @TempDir
    Path home;

    @BeforeEach
    void start() throws IOException {
        client = GitHubFixture.client(home);
        hub = new GitHub(client, GitHubFixture.options(server.url(), home));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Tree tree(FakeRepository repository) throws IOException {
        return hub.tree(repository.fullName(), repository.resolve("main").tree(), entry -> true, Clock.endless());
    }

    @Test
    void aTreeHasEverythingBelowIt() throws IOException {
        FakeRepository repository = server.repository("acme/one")
                .commit(Map.of(
                        "a/b/c.txt", bytes("1"),
                        "a.txt", bytes("22"),
                        "link@", bytes("a.txt"),
                        "vendor/lib#", bytes("0123456789012345678901234567890123456789")));
        Tree tree = tree(repository);
        assertThat(tree.wanted())
                .extracting(TreeEntry::path)
                .containsExactly("a.txt", "a/b/c.txt", "link", "vendor/lib");
        assertThat(tree.wanted().get(1).isFile()).isTrue();
        assertThat(tree.wanted().get(2).isLink()).isTrue();
        assertThat(tree.wanted().get(3).isSubmodule()).isTrue();
        assertThat(tree.wanted().get(0).sizeBytes()).isEqualTo(2);
        Tree some = hub.tree(
                "acme/one",
                repository.resolve("main").tree(),
                entry -> entry.path().endsWith("c.txt"),
                Clock.endless());
        assertThat(some.wanted()).hasSize(1);
        assertThat(some.others()).isEqualTo(3);
        assertThat(some.otherBytes()).isEqualTo(7);
    }

    @Test
    void namesThatLeadElsewhereAreHoles() throws IOException {
        String oid = FakeRepository.oid("blob", bytes("x"));
        FakeRepository repository = server.repository("acme/one")
                .tree(
                        "main",
                        List.of(
                                new FakeRepository.Entry("../../etc/passwd", "100644", "blob", oid, 1),
                                new FakeRepository.Entry("good", "100644", "blob", oid, 1),
                                new FakeRepository.Entry("odd", "000000", "blob", oid, 1),
                                new FakeRepository.Entry("none", "100644", "blob", "../../../other", 1)));
        Tree tree = tree(repository);
        assertThat(tree.wanted()).extracting(TreeEntry::path).containsExactly("good");
        assertThat(tree.holes()).extracting(Tree.Hole::path).containsExactly("../../etc/passwd", "odd", "none");
    }

    @Test
    void whatIsNotThereSaysWhy() {
        server.repository("acme/empty");
        FakeRepository pushed = server.repository("acme/pushed").commit(Map.of("a", bytes("x")));
        String tree = pushed.resolve("main").tree();
        pushed.loseObjects();
        server.repository("acme/law").commit(Map.of("a", bytes("x"))).answering(451);
        assertThatThrownBy(() -> hub.tree("acme/empty", tree, entry -> true, Clock.endless()))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("127.0.0.1 has nothing in the repository (HTTP 409)");
        assertThatThrownBy(() -> hub.tree("acme/pushed", tree, entry -> true, Clock.endless()))
                .isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> hub.tree("acme/law", tree, entry -> true, Clock.endless()))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("127.0.0.1 shows it to nobody, for legal reasons (HTTP 451)");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void bytesHaveTheirDigest() throws IOException {
        byte[] large = new byte[3 << 20];
        large[7] = 1;
        FakeRepository repository =
                server.repository("acme/one").commit(Map.of("large.bin", large, "none", new byte[0]));
        List<TreeEntry> entries = tree(repository).wanted();
        assertThat(hub.blob("acme/one", entries.get(0), Clock.endless())).isEqualTo(large);
        assertThat(hub.blob("acme/one", entries.get(1), Clock.endless())).isEmpty();
        TreeEntry lied = new TreeEntry("x", 0100644, entries.get(0).oid(), 5);
        assertThatThrownBy(() -> hub.blob("acme/one", lied, Clock.endless()))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("what comes is not of the 5 bytes that are listed");
    }

    @Test
    void bytesOfAnotherDigestAreRefusedWithBoth() {
        server.repository("acme/one").commit(Map.of("a", bytes("x")));
        TreeEntry lied = new TreeEntry("a", 0100644, "0".repeat(40), 1);
        server.forget().instead("blob", () -> "z");
        assertThatThrownBy(() -> hub.blob("acme/one", lied, Clock.endless()))
                .isInstanceOf(UnreachableException.class)
                .hasMessageMatching("the bytes have the digest [0-9a-f]{40}, and are listed under 0{40}");
    }

    @Test
    void aTreeThatIsCutShortIsListedFolderByFolder() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            files.put("d" + i % 7 + "/e" + i % 3 + "/f" + i, bytes("x" + i));
            files.put("d" + i % 7 + ".x" + i, bytes("y" + i));
        }
        FakeRepository repository = server.repository("acme/one").commit(files);
        Tree calm = tree(repository);
        for (int seed = 1; seed <= 5; seed++) {
            server.faults(seed, 70);
            assertThat(tree(repository)).isEqualTo(calm);
        }
        assertThat(server.asked()).anyMatch(each -> each.fault().equals("TRUNCATED"));
        assertThat(calm.wanted()).hasSize(600);
    }

    @Test
    void whatIsNoTreeIsAskedForAgainAndThenRefused() {
        server.repository("acme/one").commit(Map.of("a", bytes("x")));
        String oid = "0123456789012345678901234567890123456789";
        for (String answer : new String[] {
            "", "[]", "{}", "{\"tree\":null}", "{\"tree\":[", "{\"tree\":[{\"mode\":\"9\"}]}", "[".repeat(500),
        }) {
            server.forget().instead("tree", () -> answer);
            GitHub fresh = new GitHub(client, hub.options()); // else the server would be left alone after the fifth
            assertThatThrownBy(() -> fresh.tree("acme/one", oid, entry -> true, Clock.endless()))
                    .as(answer)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith("127.0.0.1 sends what is no answer");
            assertThat(server.requests()).isEqualTo(9);
        }
    }

    @Test
    void entriesThatAreNoneAreHoles() throws IOException {
        server.repository("acme/one").commit(Map.of("a", bytes("x")));
        server.instead(
                "tree",
                () ->
                        "{\"tree\":[1,null,[],{\"path\":5},{\"path\":\"a/\",\"mode\":\"100644\"},{\"path\":\"b\",\"mode\":\"100644\",\"sha\":\""
                                + "ab".repeat(20) + "\",\"size\":\"many\"}],\"truncated\":\"no\"}");
        Tree tree = hub.tree("acme/one", "ab".repeat(20), entry -> true, Clock.endless());
        assertThat(tree.holes()).hasSize(5);
        assertThat(tree.wanted()).containsExactly(new TreeEntry("b", 0100644, "ab".repeat(20), -1));
    }
}
