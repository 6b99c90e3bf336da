package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.git.GitFolder.Walked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceConnectorTest {
    @TempDir
    private Path temporary;

    private GitFolder folder;

    @BeforeEach
    void make() throws IOException, GitAPIException {
        folder = new GitFolder(Files.createDirectory(temporary.resolve("tree")));
        folder.write("a.txt", "one")
                .write("b.txt", "two")
                .write("lib/c.txt", "three")
                .write("lib/d.txt", "four");
        folder.commit("first");
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void givesWhatWasCommittedStagedOrWrittenSince() throws IOException, GitAPIException {
        folder.write("a.txt", "committed").commit("second");
        folder.write("b.txt", "staged").git().add().addFilepattern("b.txt").call();
        folder.write("lib/c.txt", "written").write("new.txt", "untracked");
        Walked walked = folder.since("HEAD~1");
        assertThat(walked.changed).containsExactly("a.txt", "b.txt", "lib/c.txt", "new.txt");
        assertThat(walked.passedOver).containsExactly("lib/d.txt");
        assertThat(walked.notes)
                .containsEntry("files that have not changed since HEAD~1", 1)
                .containsEntry("folders of git itself (--since)", 1)
                .hasSize(2);
    }

    @Test
    void aFileThatIsAsItWasIsUnchangedWhateverHappenedInBetween() throws IOException, GitAPIException {
        folder.write("a.txt", "else").commit("second");
        folder.write("a.txt", "one").commit("third");
        Files.setLastModifiedTime(folder.root().resolve("b.txt"), FileTime.fromMillis(1_000_000));
        assertThat(folder.since("HEAD~2").changed).isEmpty();
        assertThat(folder.since("HEAD~1").changed).containsExactly("a.txt");
    }

    @Test
    void contentCountsAndNotTheTimeOrTheSize() throws IOException {
        Path file = folder.root().resolve("a.txt");
        FileTime before = Files.getLastModifiedTime(file);
        folder.write("a.txt", "eno");
        Files.setLastModifiedTime(file, before);
        assertThat(folder.since("HEAD").changed).containsExactly("a.txt");
    }

    @Test
    void whatMovedIsReadAndWhatIsGoneIsCounted() throws IOException {
        Files.move(folder.root().resolve("a.txt"), folder.root().resolve("moved.txt"));
        Files.delete(folder.root().resolve("lib/c.txt"));
        Walked walked = folder.since("main");
        assertThat(walked.changed).containsExactly("moved.txt");
        assertThat(walked.notes.entrySet())
                .anySatisfy(note -> assertThat(note.getKey() + note.getValue())
                        .matches("files that were deleted since main \\([0-9a-f]{12}\\)2"));
    }

    @Test
    void onlyWhatIsIgnoredAndNotTrackedIsLeftOut() throws IOException, GitAPIException {
        folder.write("hidden/forced.pkl", "x")
                .git()
                .add()
                .addFilepattern("hidden")
                .call();
        folder.write(".gitignore", "*.pkl\n/build/\nhidden/\n!keep.pkl\n");
        folder.write("evil.pkl", "x")
                .write("keep.pkl", "x")
                .write("build/o.txt", "x")
                .write("lib/build/p.txt", "x");
        folder.write("hidden/other.txt", "x");
        Walked walked = folder.since("HEAD");
        assertThat(walked.changed).containsExactly(".gitignore", "hidden/forced.pkl", "keep.pkl", "lib/build/p.txt");
        assertThat(walked.notes)
                .containsEntry("files that git ignores (--since)", 2)
                .containsEntry("folders that git ignores (--since)", 1);
    }

    @Test
    void aFolderOrAFileOfTheTreeIsATargetAsWell() throws IOException {
        folder.write("a.txt", "x")
                .write("lib/c.txt", "x")
                .write("lib/.gitignore", "n.txt")
                .write("lib/n.txt", "x");
        Walked walked = folder.since("HEAD", "lib");
        assertThat(walked.changed).containsExactly(".gitignore", "c.txt");
        assertThat(walked.passedOver).containsExactly("d.txt");
        assertThat(folder.since("HEAD", "a.txt").changed).containsExactly("");
        assertThat(folder.since("HEAD", "b.txt").passedOver).containsExactly("");
        assertThat(folder.since("HEAD", "lib/n.txt").notes).containsOnlyKeys("files that git ignores (--since)");
    }

    @Test
    void packsAndDeltasAreRead() throws IOException, GitAPIException {
        String large = "line of a text that is long enough for a difference\n".repeat(400);
        for (int i = 0; i < 20; i++) {
            folder.write("large.txt", large + i).write("f" + i, "x").commit("n" + i);
        }
        folder.git().gc().call();
        assertThat(Files.exists(folder.root().resolve(".git/packed-refs"))).isTrue();
        folder.write("f3", "y");
        Walked walked = folder.since("HEAD~10");
        assertThat(walked.changed)
                .containsExactly(
                        "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17", "f18", "f19", "f3", "large.txt");
        assertThat(folder.since("main").changed).containsExactly("f3");
    }

    @Test
    void aSubmoduleIsComparedWithTheCommitThatIsNamed() throws IOException, GitAPIException {
        try (GitFolder other = new GitFolder(Files.createDirectory(temporary.resolve("other")))) {
            other.write("x.txt", "1").write("y.txt", "1").commit("first");
            try (var module = folder.git()
                    .submoduleAdd()
                    .setPath("mod")
                    .setURI(other.root().toUri().toString())
                    .call()) {
                assertThat(module).isNotNull();
            }
            folder.commit("with a module");
        }
        assertThat(folder.since("HEAD").changed).isEmpty();
        assertThat(folder.since("HEAD").passedOver).contains("mod/x.txt");
        folder.write("mod/x.txt", "2").write("mod/z.txt", "1");
        assertThat(folder.since("HEAD").changed).containsExactly("mod/x.txt", "mod/z.txt");
        assertThat(folder.since("HEAD~1").changed).contains("mod/x.txt", "mod/y.txt", "mod/z.txt");
    }

    @Test
    void aFurtherWorkingTreeHasItsOwnHead() throws IOException, GitAPIException {
        String first = folder.git().getRepository().resolve("HEAD").name();
        folder.write("a.txt", "x").commit("second");
        Path own = folder.root().resolve(".git/worktrees/w");
        Files.createDirectories(own);
        Files.writeString(own.resolve("HEAD"), first + "\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Path further = Files.createDirectory(temporary.resolve("further"));
        Files.writeString(further.resolve(".git"), "gitdir: " + own + "\n");
        Files.writeString(further.resolve("a.txt"), "one");
        Files.writeString(further.resolve("b.txt"), "changed");
        assertThat(folder.since("HEAD", further.toString()).changed).containsExactly("b.txt");
        assertThat(folder.since("main", further.toString()).changed).containsExactly("a.txt", "b.txt");
    }

    @Test
    void whatIsReachedByALinkIsRead() throws IOException, GitAPIException {
        Files.createSymbolicLink(folder.root().resolve("link.txt"), Path.of("lib/c.txt"));
        folder.commit("a link");
        assertThat(folder.since("HEAD").changed).containsExactly("link.txt");
    }

    @Test
    void nothingThatTheRepositoryNamesIsRun() throws IOException, GitAPIException {
        Path run = temporary.resolve("run");
        String command = "touch " + run;
        StoredConfig config = folder.git().getRepository().getConfig();
        config.setString("core", null, "fsmonitor", command);
        config.setString("core", null, "worktree", temporary.toString());
        config.setString("filter", "x", "clean", command);
        config.setString("filter", "x", "smudge", command);
        config.setString("include", null, "path", "/dev/zero");
        config.save();
        folder.write(".gitattributes", "*.txt filter=x\n").write("a.txt", "x");
        Path hook = folder.root().resolve(".git/hooks/post-index-change");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + command + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        assertThat(folder.since("HEAD").changed).containsExactly(".gitattributes", "a.txt");
        assertThat(run).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | no revision nothing in the repository",
                "HEAD~7 | has no parent",
                "HEAD^2 | has no parent",
                "HEAD~99999999999 | more steps than there are",
                "HEAD~1x | no revision",
                "a..b | say one commit",
                "HEAD:a.txt | say one commit",
                "../../../etc/passwd | say one commit",
                "config | no revision config",
                "ffffffffffffffffffffffffffffffffffffffff | no revision"
            })
    void saysWhyARevisionIsNone(String revision, String reason) {
        assertThatThrownBy(() -> folder.connector(revision).check("."))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThatThrownBy(() -> folder.connector("HEAD").check(temporary.toString()))
                .hasMessageContaining("not in a git repository");
    }

    @Test
    void saysThatACloneIsShallow() throws IOException, GitAPIException {
        folder.write("a.txt", "x").commit("second");
        String head = folder.git().getRepository().resolve("HEAD").name();
        folder.write(".git/shallow", head + "\n");
        assertThatThrownBy(() -> folder.connector("HEAD~1").check(".")).hasMessageContaining("git fetch --unshallow");
        assertThatThrownBy(() -> folder.connector("v9").check(".")).hasMessageContaining("git fetch --unshallow");
        assertThat(folder.since("HEAD").changed).isEmpty();
    }

    @Test
    void anObjectThatIsNotWhatItsNameSaysIsRefused() throws IOException, GitAPIException {
        String first = folder.git().getRepository().resolve("HEAD^{tree}").name();
        folder.write("a.txt", "x").commit("second");
        String second = folder.git().getRepository().resolve("HEAD^{tree}").name();
        Path objects = folder.root().resolve(".git/objects");
        Path forged = objects.resolve(first.substring(0, 2)).resolve(first.substring(2));
        assertThat(forged.toFile().setWritable(true)).isTrue();
        Files.copy(
                objects.resolve(second.substring(0, 2)).resolve(second.substring(2)),
                forged,
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> folder.since("HEAD~1")).hasMessageContaining("does not hold what its name says");
    }

    /** Each a header of a repository that says something else than it has. */
    @ParameterizedTest
    @ValueSource(strings = {"gitdir: /nowhere", "gitdir: ../../../..", "nothing", "gitdir: \0"})
    void aFileThatNamesNoRepositoryIsAnErrorOrNone(String pointer) throws IOException {
        Path place = Files.createDirectory(temporary.resolve("place"));
        Files.writeString(place.resolve(".git"), pointer);
        assertThatThrownBy(() -> folder.connector("HEAD").check(place.toString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void brokenIndexesArePlainErrors() throws IOException {
        Path index = folder.root().resolve(".git/index");
        byte[] bytes = Files.readAllBytes(index);
        for (int length = 0; length < bytes.length - 20; length++) {
            Files.write(index, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> folder.since("HEAD")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theTreeBetweenTwoBranchesBeginsWhereTheyParted() throws IOException, GitAPIException {
        Git git = folder.git();
        git.checkout().setCreateBranch(true).setName("topic").call();
        folder.write("topic.txt", "x").commit("on topic");
        git.checkout().setName("main").call();
        folder.write("main.txt", "x").commit("on main");
        git.checkout().setName("topic").call();
        assertThat(folder.since("main...").changed).containsExactly("topic.txt");
        assertThat(folder.since("main...topic").changed).containsExactly("topic.txt");
        assertThat(folder.since("main").changed).containsExactly("topic.txt"); // and main.txt is not here
    }
}
