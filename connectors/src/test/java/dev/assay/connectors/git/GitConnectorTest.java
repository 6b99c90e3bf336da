package dev.assay.connectors.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.connectors.git.GitHttp.Reply;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that JGit makes, and git's own server and JGit's serve. */
@Timeout(120)
class GitConnectorTest {
    private static final String LONG = "a line that is long enough for changes to be worth it\n".repeat(200);

    @TempDir
    Path folder;

    private Path bare;

    @BeforeEach
    void repository() throws Exception {
        try (GitFolder work = new GitFolder(folder.resolve("work"))) {
            work.write("README.md", "first\n").write("old.txt", LONG).commit("one");
            work.git().branchCreate().setName("release/1.x").call();
            work.git()
                    .tag()
                    .setName("v1")
                    .setMessage("annotated")
                    .setSigned(false)
                    .call();
            for (int i = 0; i < 20; i++) {
                work.write("lib/part" + i + ".txt", LONG + i);
            }
            work.write("README.md", "second\n").write("empty", "").write("big.bin", "\0\1\2\3".repeat(50_000));
            work.write("model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
            Files.createSymbolicLink(work.root().resolve("link"), Path.of("README.md"));
            work.commit("two");
            bare = folder.resolve("bare.git");
            Git.cloneRepository()
                    .setBare(true)
                    .setCloneAllBranches(true)
                    .setURI(work.root().toUri().toString())
                    .setDirectory(bare.toFile())
                    .call()
                    .close();
        }
        try (Git git = Git.open(bare.toFile())) {
            git.gc().call(); // into one pack, with changes
        }
    }

    private void allowFilter() throws Exception {
        try (Git git = Git.open(bare.toFile())) {
            StoredConfig config = git.getRepository().getConfig();
            config.setBoolean("uploadpack", null, "allowFilter", true);
            config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
            config.save();
        }
    }

    /** What a walk gave, and what is in it: texts by paths, reasons of gaps by places. */
    private final class Walked implements ArtifactVisitor {
        final TreeMap<String, String> files = new TreeMap<>();
        final List<String> order = new ArrayList<>();
        final TreeMap<String, String> gaps = new TreeMap<>();
        final List<String> notes = new ArrayList<>();
        final List<Artifact> artifacts = new ArrayList<>();
        final Memory memory = new Memory(256L << 20, new Buffers(4));

        @Override
        public boolean artifact(Artifact artifact) {
            order.add(artifact.at().path());
            artifacts.add(artifact);
            return true;
        }

        Walked open() {
            for (Artifact each : artifacts) {
                Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, each.sizeBytes());
                try (ByteSource source = each.opener().open(budget);
                        ByteReader reader = new ByteReader(source, budget)) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    while (!reader.atEnd()) {
                        out.write(reader.u8());
                    }
                    files.put(each.at().path(), out.toString(UTF_8));
                } catch (IOException e) {
                    gaps.put(each.at().path(), String.valueOf(e.getMessage()));
                }
            }
            assertThat(memory.used()).isZero();
            return this;
        }

        /** As if what a file is were a question of its ending. */
        @Override
        public String reading(Location at) {
            return at.path().substring(at.path().lastIndexOf('.') + 1);
        }

        Walked leave() {
            artifacts.forEach(each -> each.opener().unused());
            return this;
        }

        @Override
        public void gap(Gap gap) {
            gaps.put(gap.location().path(), gap.reason());
        }

        @Override
        public void note(String what) {
            notes.add(what);
        }

        @Override
        public void suppressed(Suppressed suppressed) {}
    }

    private Walked walk(String target) throws IOException {
        Walked walked = new Walked();
        try (RemoteClient client = client()) {
            new GitConnector(client, folder).walk(target, Clock.endless(), walked);
            walked.open();
        }
        return walked;
    }

    private RemoteClient client() throws IOException {
        return new RemoteClient(
                new RemoteOptions(
                        false,
                        false,
                        Optional.empty(),
                        10,
                        5,
                        2,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(60),
                        Map.of(),
                        folder,
                        "assay"),
                new Progress());
    }

    private static void isTheSecondCommit(Walked walked) {
        assertThat(walked.order).isSorted().hasSize(26);
        assertThat(walked.files)
                .hasSize(25)
                .containsEntry("README.md", "second\n")
                .containsEntry("link", "second\n")
                .containsEntry("empty", "")
                .containsEntry("old.txt", LONG)
                .containsEntry("lib/part7.txt", LONG + 7)
                .containsEntry("big.bin", "\0\1\2\3".repeat(50_000));
        assertThat(walked.gaps)
                .containsExactly(Map.entry("model.bin", "a pointer to Git LFS, whose object is not read"));
        assertThat(walked.notes).isEmpty();
    }

    @Test
    void aCommitIsReadFromAServer() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            isTheSecondCommit(walk("git+" + server.url()));
            assertThat(server.asked()).hasSize(3); // what it can, what HEAD is, and all at once
            isTheSecondCommit(walk("git:" + server.url() + "@main"));
            assertThat(walk("git+" + server.url() + "@release/1.x").files)
                    .isEqualTo(Map.of("README.md", "first\n", "old.txt", LONG));
            assertThat(walk("git+" + server.url() + "@v1").files).hasSize(2);
            assertThatThrownBy(() -> walk("git+" + server.url() + "@none"))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage("127.0.0.1 has no branch, tag or commit of that name");
            for (String ref : List.of("a\nb", "main\0", "r".repeat(70_000))) {
                assertThatThrownBy(() -> walk("git+" + server.url() + "@" + ref))
                        .hasMessage("127.0.0.1 has no branch, tag or commit of that name");
            }
        }
    }

    /** Git's own server, too; and files are not sent unless somebody opens one. */
    @Test
    void foldersComeWithoutFilesWhereTheServerFilters() throws Exception {
        allowFilter();
        List<GitHttp> servers = new ArrayList<>(List.of(new GitHttp(bare)));
        if (GitHttp.hasBackend()) {
            servers.add(GitHttp.backend(bare));
        }
        for (GitHttp each : servers) {
            try (GitHttp server = each;
                    RemoteClient client = client()) {
                Walked walked = new Walked();
                new GitConnector(client, folder).walk("git+" + server.url(), Clock.endless(), walked);
                assertThat(walked.order).hasSize(26);
                walked.leave();
                assertThat(server.asked()).hasSize(4);
                assertThat(server.asked().get(2)).contains("filter blob:none", "deepen 1");
                assertThat(server.asked().getLast()).doesNotContain("filter", "deepen"); // what the link holds
                isTheSecondCommit(walk("git+" + server.url()));
                assertThat(server.asked()).hasSize(9);
                assertThat(server.asked().getLast()).doesNotContain("filter");
            }
        }
    }

    /** As in a folder: what a system would open under the name of a link is read, what lies elsewhere is a gap. */
    @Test
    void linksAreFollowedWithinTheCommit() throws Exception {
        try (GitFolder work = new GitFolder(folder.resolve("links"))) {
            work.write("real/lock.json", "{}").write("real/deep/a.txt", "a");
            Map<String, String> links = Map.ofEntries(
                    Map.entry("package-lock.json", "real/lock.json"),
                    Map.entry("yarn.lock", "/etc/passwd"),
                    Map.entry("pnpm-lock.yaml", "real/../../elsewhere"),
                    Map.entry("nothing", "real/none"),
                    Map.entry("circle", "circle"),
                    Map.entry("again", "package-lock.json"),
                    Map.entry("another.json", "package-lock.json"),
                    Map.entry("z-folder", "real/deep/."),
                    Map.entry("z-same/z-folder", "../real/deep"),
                    Map.entry("z-through", "z-folder/../lock.json"),
                    Map.entry("real/deep/up", "../.."));
            Files.createDirectory(work.root().resolve("z-same"));
            for (Map.Entry<String, String> link : links.entrySet()) {
                Files.createSymbolicLink(work.root().resolve(link.getKey()), Path.of(link.getValue()));
            }
            work.commit("one");
            Walked walked = walk("git:" + work.root());
            assertThat(walked.files)
                    .containsEntry("again", "{}")
                    .containsEntry("another.json", "{}")
                    .containsEntry("real/deep/a.txt", "a")
                    .containsEntry("z-folder/a.txt", "a")
                    .doesNotContainKeys("package-lock.json", "z-same/z-folder/a.txt", "circle", "yarn.lock", "nothing");
            assertThat(walked.gaps)
                    .contains(
                            Map.entry("yarn.lock", "a link out of the repository, which is not followed"),
                            Map.entry("pnpm-lock.yaml", "a link out of the repository, which is not followed"));
            assertThat(walked.notes)
                    .contains("links to nothing", "links to what another link led to", "links in a circle");
        }
    }

    /** Each folder leads into the next: as deep as a system goes, and everything is there under its own name. */
    @Test
    void aChainOfFoldersIsFollowedAsFarAsASystemWould() throws Exception {
        try (GitFolder work = new GitFolder(folder.resolve("chain"))) {
            for (int i = 0; i < 60; i++) {
                work.write("d" + (100 + i) + "/a.txt", "a" + i);
                Files.createSymbolicLink(work.root().resolve("d" + (100 + i) + "/l"), Path.of("../d" + (101 + i)));
            }
            work.commit("one");
            Walked walked = walk("git:" + work.root());
            assertThat(walked.notes).contains("links behind more links than a system follows");
            assertThat(walked.files).containsEntry("d159/a.txt", "a59").containsEntry("d100/l/l/a.txt", "a2");
        }
    }

    /** Who asks for a commit gets that one, also from a server that has a branch of this name. */
    @Test
    void aNameOfACommitIsNoBranch() throws Exception {
        String first;
        try (Git git = Git.open(bare.toFile())) {
            first = git.getRepository().resolve("v1^{commit}").name();
        }
        allowFilter();
        Files.writeString(bare.resolve("packed-refs"), "%s refs/heads/%s%n".formatted(second(), first), APPEND);
        try (GitHttp server = new GitHttp(bare)) {
            assertThat(walk("git+" + server.url() + "@" + first).files).hasSize(2);
            assertThat(walk("git+" + server.url() + "@" + first.toUpperCase(Locale.ROOT)).files)
                    .hasSize(2);
            assertThatThrownBy(() -> walk("git+" + server.url() + "@" + first.substring(0, 7)))
                    .hasMessage(
                            "127.0.0.1 has no branch, tag or commit of that name; of a commit all digits are wanted");
        }
    }

    private String second() throws IOException {
        try (Git git = Git.open(bare.toFile())) {
            return git.getRepository().resolve("HEAD").name();
        }
    }

    /** Abilities and branches that nobody asked for are not kept. */
    @Test
    void aServerMayTalkAsItLikes() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            StringBuilder many = new StringBuilder(PktLines.of("version 2"));
            for (int i = 0; i < 2_000; i++) {
                many.append(PktLines.of("ability" + i + "=" + "x".repeat(1_000)));
            }
            server.instead("/info/refs", advertised(many + "0000"));
            refuses(server, "the server tells of abilities without an end");
        }
        try (GitHttp server = new GitHttp(bare)) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 2_000; i++) {
                many.append(PktLines.of("a".repeat(40) + " refs/heads/b" + i));
            }
            server.instead("command=ls-refs", result(many + PktLines.of(second() + " HEAD") + "0000"));
            isTheSecondCommit(walk("git+" + server.url()));
        }
    }

    /** Changes of changes may be long, also in a repository on this machine. */
    @Test
    void whatIsPutTogetherHereEndsWithTheTime() throws Exception {
        Clock over = new Clock(System.nanoTime(), new AtomicBoolean(true));
        try (LocalFiles files = new LocalFiles(Repository.bare(bare, over).orElseThrow())) {
            String commit = second();
            assertThatThrownBy(() -> files.read(commit)).isInstanceOf(BudgetExceededException.class);
        }
        assertThatThrownBy(() -> new GitConnector(null, folder).walk("git:bare.git", over, new Walked()))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void gitsOwnServerIsRead() throws Exception {
        assumeTrue(GitHttp.hasBackend());
        try (GitHttp server = GitHttp.backend(bare)) {
            isTheSecondCommit(walk("git+" + server.url()));
            assertThat(walk("git+" + server.url() + "@v1").files).hasSize(2);
        }
    }

    @Test
    void aRepositoryOnThisMachineNeedsNoServer() throws Exception {
        isTheSecondCommit(walk("git:bare.git"));
        isTheSecondCommit(walk("git:" + folder.resolve("work")));
        assertThat(walk("git:bare.git@release/1.x").files).hasSize(2);
        Files.createDirectory(folder.resolve("a@b"));
        Files.move(bare, folder.resolve("a@b/c@d.git"));
        isTheSecondCommit(walk("git:a@b/c@d.git@main"));
        assertThatThrownBy(() -> walk("git:a@b")).hasMessageContaining("no repository of git is there");
    }

    @Test
    void anEmptyRepositoryIsAGap() throws Exception {
        Git.init()
                .setBare(true)
                .setDirectory(folder.resolve("none.git").toFile())
                .call()
                .close();
        try (GitHttp server = new GitHttp(folder.resolve("none.git"))) {
            assertThat(walk("git+" + server.url()).gaps)
                    .containsExactly(
                            Map.entry(
                                    "",
                                    "the server shows no commit: the repository is empty, or its HEAD a branch that it does not have"));
        }
    }

    @Test
    void anEmptyRepositoryOnThisMachineIsAGapAsWell() throws Exception {
        Git.init()
                .setBare(true)
                .setDirectory(folder.resolve("none.git").toFile())
                .call()
                .close();
        assertThat(walk("git:none.git").gaps.get("")).startsWith("HEAD leads to no commit: the repository is empty");
        assertThatThrownBy(() -> walk("git:none.git@main")).hasMessageContaining("no revision main");
    }

    @Test
    void whatIsNoServerOfGitSaysSo() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            server.instead(
                    "/info/refs", new Reply(200, Map.of("Content-Type", "text/html"), "<p>login".getBytes(UTF_8)));
            refuses(server, "127.0.0.1: no git repository over HTTP is there");
            server.instead("/info/refs", new Reply(404, Map.of(), new byte[0]));
            refuses(server, "127.0.0.1 has nothing there (HTTP 404)");
            server.instead("/info/refs", advertised(PktLines.of("a".repeat(40) + " HEAD\0")));
            refuses(server, "the server speaks only an older protocol of git");
            server.instead("/info/refs", advertised(PktLines.of("version 2") + PktLines.of("ls-refs") + "0000"));
            refuses(server, "the server gives no commit without all of its history");
            server.instead("/info/refs", advertised("00zz"));
            refuses(server, "a line without its length");
        }
        for (String target : List.of(
                "git+ssh://git@host/x.git",
                "git+https://u:p@host/x",
                "git+ftp://host/x",
                "git+https://host/x#main",
                "git+https://host/x?a=b")) {
            assertThatThrownBy(() -> walk(target)).hasMessageStartingWith("not an address of http or https");
        }
    }

    private static Reply advertised(String lines) {
        return new Reply(200, GitHttp.type("advertisement"), lines.getBytes(UTF_8));
    }

    private void refuses(GitHttp server, String reason) {
        assertThatThrownBy(() -> walk("git+" + server.url())).hasMessageContaining(reason);
    }

    @Test
    void aServerMayHaveARepositoryAtItsRootAndRedirectToOneOnly() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            String root = server.url().substring(0, server.url().length() - "/x.git".length());
            isTheSecondCommit(walk("git+" + root));
            isTheSecondCommit(walk("git+" + root + "/"));
            server.instead("/x.git/info", new Reply(302, Map.of("Location", "/other/y/info/refs"), new byte[0]));
            isTheSecondCommit(walk("git+" + server.url()));
            server.instead("/x.git/info", new Reply(302, Map.of("Location", "/elsewhere"), new byte[0]));
            refuses(server, "127.0.0.1: no git repository over HTTP is there");
        }
    }

    /** A host that nobody named is not asked for what only the user's network has. */
    @Test
    void aRedirectLeadsToNoPrivateHost() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            server.instead("/info/refs", new Reply(302, Map.of("Location", "http://10.0.0.1/info/refs"), new byte[0]));
            assertThatThrownBy(() -> walk("git+" + server.url()))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("private");
        }
    }

    @Test
    void whatTheServerSendsInsteadOfAPackIsRefused() throws Exception {
        try (GitHttp server = new GitHttp(bare)) {
            server.instead("command=fetch", result("0017ERR Password wanted\n0000"));
            refuses(server, "the server does not give what is asked for");
            server.instead("command=fetch", result("000dpackfile\n0009\3evil0000"));
            refuses(server, "the server gave up while it sent the files");
            String progress = "fff0\2" + "x".repeat(0xfff0 - 5);
            server.instead("command=fetch", result("000dpackfile\n" + progress.repeat(300) + "0000"));
            refuses(server, "the server talks without an end");
            server.instead("command=fetch", result("000dpackfile\n"));
            refuses(server, "127.0.0.1");
            server.instead("command=fetch", result("000dpackfile\n000a\1PACK!0000"));
            refuses(server, "the server sends no pack of objects");
        }
    }

    /** Whatever a server answers, the walk ends with what it gave or a reason. */
    @Test
    void anAnswerThatIsBrokenAnywhereIsAnErrorAndNothingElse() throws Exception {
        byte[][] answers = new byte[3][];
        try (GitHttp server = new GitHttp(bare)) {
            walk("git+" + server.url());
            answers[0] = server.answers().get(0);
            answers[1] = server.answers().get(1);
            answers[2] = server.answers().get(2);
        }
        String[] asked = {"/info/refs", "command=ls-refs", "command=fetch"};
        Random random = new Random(20261127);
        try (GitHttp server = new GitHttp(bare);
                RemoteClient client = client()) {
            for (int n = 0; n < 300; n++) {
                byte[] broken = answers[n % 3].clone();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    broken[random.nextInt(Math.min(broken.length, n % 2 == 0 ? 400 : broken.length))] =
                            (byte) random.nextInt();
                }
                server.usual()
                        .instead(
                                asked[n % 3],
                                new Reply(200, GitHttp.type(n % 3 == 0 ? "advertisement" : "result"), broken));
                Walked walked = new Walked();
                try {
                    new GitConnector(client, folder).walk("git+" + server.url(), Clock.endless(), walked);
                    walked.open();
                } catch (IOException | BudgetExceededException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        }
    }

    private static Reply result(String lines) {
        return new Reply(200, GitHttp.type("result"), lines.getBytes(UTF_8));
    }
}
