package dev.assay.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalConnectorTest {
    @TempDir
    Path root;

    /** Writes down what a walk gives. */
    private static final class Visited implements ArtifactVisitor {
        final List<Artifact> artifacts = new ArrayList<>();
        final List<Gap> gaps = new ArrayList<>();
        final List<String> suppressed = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        @Override
        public boolean artifact(Artifact artifact) {
            artifacts.add(artifact);
            return true;
        }

        @Override
        public void gap(Gap gap) {
            gaps.add(gap);
        }

        @Override
        public void suppressed(Suppressed each) {
            suppressed.add(each.location().path());
        }

        @Override
        public void note(String what) {
            notes.add(what);
        }

        /** As if what a file is were a question of its ending, and folders of tools counted. */
        @Override
        public String reading(Location at) {
            String path = at.path();
            return path.substring(path.lastIndexOf('.') + 1) + (path.contains(".github/") ? " of GitHub" : "");
        }

        List<String> paths() {
            return artifacts.stream().map(each -> each.at().path()).toList();
        }
    }

    private Visited walk(String target, boolean trust, boolean follow) throws IOException {
        Visited visited = new Visited();
        new LocalConnector(root, trust, follow).walk(target, Clock.endless(), visited);
        return visited;
    }

    @Test
    void aFileThatIsBeingWrittenIsPassedOverAndNotItsNamesake() throws IOException {
        Path report = write("report.json");
        write("sub/report.json");
        Files.createSymbolicLink(root.resolve("link.json"), report);
        Visited visited = new Visited();
        new LocalConnector(root, false, false, Set.of(report)).walk(root.toString(), Clock.endless(), visited);
        assertThat(visited.paths()).containsExactly("sub/report.json");
        assertThat(visited.notes).contains("reports that this scan writes");
    }

    private Visited walk() throws IOException {
        return walk(root.toString(), false, false);
    }

    private Path write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    @Test
    void walksInTheOrderOfNames() throws IOException {
        for (String name : List.of("b/z", "b/a", "a.txt", "c", "B")) {
            write(name);
        }
        assertThat(walk().paths()).containsExactly("B", "a.txt", "b/a", "b/z", "c");
    }

    @Test
    void aFolderThatIsReadInPartsHasTheSameOrder() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.createFile(root.resolve("f" + i * 7 % 20));
        }
        List<String> all = names(root, 1_000);
        assertThat(all).hasSize(20).isSorted();
        for (int most : new int[] {1, 3, 19, 20, 21}) {
            assertThat(names(root, most)).isEqualTo(all);
        }
    }

    private static List<String> names(Path folder, int most) throws IOException {
        List<String> names = new ArrayList<>();
        boolean more = true;
        while (more) {
            FolderWalk.Part part = FolderWalk.list(folder, names.isEmpty() ? "" : names.getLast(), most);
            assertThat(part.entries()).hasSizeLessThanOrEqualTo(most);
            part.entries().forEach(entry -> names.add(entry.name()));
            more = part.more();
        }
        return names;
    }

    @Test
    void aFileIsATargetToo() throws IOException {
        write("with space/ünï#!%.bin");
        Visited visited = walk("with space/ünï#!%.bin", false, false);
        assertThat(visited.artifacts).singleElement().satisfies(artifact -> {
            assertThat(artifact.at().toString()).isEqualTo("with space/ünï#!%.bin");
            assertThat(artifact.sizeBytes()).isPositive();
        });
    }

    @Test
    void separatorsInNamesAreEscaped() throws IOException {
        write("a!b#c%d");
        assertThat(walk().paths()).containsExactly("a%21b%23c%25d");
    }

    @Test
    void bytesThatAreNotUtf8AreEscapedAndTheFileCanBeRead() throws IOException, InterruptedException {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        new ProcessBuilder("sh", "-c", "printf hi > \"$(printf 'x\\377y')\"")
                .directory(root.toFile())
                .start()
                .waitFor();
        Visited visited = walk();
        assertThat(visited.paths()).containsExactly("x%FFy");
        try (ByteSource source = visited.artifacts.getFirst().opener().open(budget())) {
            assertThat(source.sizeBytes()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(20)
    void socketsAndPipesAreCountedAndNeverOpened() throws IOException, InterruptedException {
        write("file");
        int made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                .start()
                .waitFor();
        assertThat(made).isZero();
        Path short_ = Files.createTempDirectory("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = short_.resolve("s");
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.move(socket, root.resolve("socket"));
            Visited visited = walk();
            assertThat(visited.paths()).containsExactly("file");
            assertThat(visited.notes).containsExactlyInAnyOrder("pipes", "sockets");
        } finally {
            Files.delete(short_);
        }
    }

    @Test
    void aPipeAsTheTargetIsAGap() throws IOException, InterruptedException {
        var _ = new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                .start()
                .waitFor();
        assertThat(walk("pipe", false, false).gaps).hasSize(1);
    }

    @Test
    @Timeout(20)
    void linksInACircleEnd() throws IOException {
        write("a/file");
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("a/self"), Path.of("self"));
        Visited visited = walk();
        assertThat(visited.paths()).contains("a/file");
        assertThat(visited.notes).contains("links in a circle");
        assertThat(visited.gaps)
                .anySatisfy(gap -> assertThat(gap.location().path()).isEqualTo("a/self"));
    }

    @Test
    void aLinkWithinTheTargetIsFollowedOnceUnderItsOwnName() throws IOException {
        write("blobs/0123");
        Files.createDirectories(root.resolve("snapshots"));
        Files.createSymbolicLink(root.resolve("snapshots/model.pkl"), Path.of("../blobs/0123"));
        Files.createSymbolicLink(root.resolve("snapshots/other.pkl"), Path.of("../blobs/0123"));
        Visited visited = walk();
        assertThat(visited.paths()).containsExactly("blobs/0123", "snapshots/model.pkl");
        assertThat(visited.notes).containsExactly("links to what another link led to");
    }

    /** Who has seen a lockfile as a text has not seen it. */
    @Test
    void whatIsBehindSeveralLinksIsGivenUnderEachNameThatMakesItSomethingElse() throws IOException {
        write("blobs/0123");
        for (String name : List.of("a.txt", "b.txt", "c.lock")) {
            Files.createSymbolicLink(root.resolve(name), Path.of("blobs/0123"));
        }
        assertThat(walk().paths()).containsExactly("a.txt", "blobs/0123", "c.lock");
    }

    @Test
    void aFolderBehindSeveralLinksIsWalkedUnderEachOfItsNames() throws IOException {
        write("real/ci.yml");
        Files.createSymbolicLink(root.resolve("!first"), Path.of("real"));
        Files.createSymbolicLink(root.resolve(".github"), Path.of("real"));
        Files.createDirectories(root.resolve("z"));
        Files.createSymbolicLink(root.resolve("z/.github"), Path.of("../real"));
        Files.createSymbolicLink(root.resolve("z/other"), Path.of("../real"));
        Visited visited = walk();
        assertThat(visited.paths()).containsExactly("%21first/ci.yml", ".github/ci.yml", "real/ci.yml");
        assertThat(visited.notes)
                .containsOnly("links to what another link led to")
                .hasSize(2); // a folder and a file
    }

    @Test
    void manyNamesForOneFileEndInAGap() throws IOException {
        write("real");
        for (int i = 10; i < 50; i++) {
            Files.createSymbolicLink(root.resolve("l." + i), Path.of("real"));
        }
        Visited visited = walk();
        assertThat(visited.paths()).hasSize(33).contains("l.10", "l.41", "real");
        assertThat(visited.gaps).hasSize(8).allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.LIMIT);
            assertThat(gap.reason()).startsWith("a link to what was read under 32 other names");
        });
    }

    /** Each folder has links of two names to the next: 2^40 ways lead to the last one. */
    @Test
    @Timeout(20)
    void foldersThatUnfoldWithoutEndAreWalkedOnceForEachName() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path folder = Files.createDirectories(root.resolve("d" + i));
            Files.createSymbolicLink(folder.resolve("a"), Path.of("../d" + (i + 1)));
            Files.createSymbolicLink(folder.resolve("b"), Path.of("../d" + (i + 1)));
        }
        write("d40/file.txt");
        assertThat(walk().paths()).hasSize(2);
    }

    @Test
    void aLinkOutOfTheTargetIsAGapUnlessAskedFor() throws IOException {
        write("outside/secret.pkl");
        Files.createDirectories(root.resolve("target"));
        Files.createSymbolicLink(root.resolve("target/link.pkl"), Path.of("../outside/secret.pkl"));
        Visited visited = walk("target", false, false);
        assertThat(visited.artifacts).isEmpty();
        assertThat(visited.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).contains("--follow-links"));
        assertThat(walk("target", false, true).paths()).containsExactly("link.pkl");
    }

    @Test
    void aLinkToNothingIsCounted() throws IOException {
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        Visited visited = walk();
        assertThat(visited.notes).containsExactly("links to nothing");
        assertThat(visited.gaps).isEmpty();
    }

    @Test
    void anIgnoreFileCountsOnlyInATrustedTarget() throws IOException {
        write("keep.pkl");
        write("skip.tmp");
        write("build/x.pkl");
        Files.writeString(root.resolve(".assayignore"), "# comment\n*.tmp\nbuild/\n");
        Visited untrusted = walk();
        assertThat(untrusted.paths()).contains("skip.tmp", "build/x.pkl");
        assertThat(untrusted.notes).anySatisfy(note -> assertThat(note).contains("--trust-target"));
        Visited trusted = walk(root.toString(), true, false);
        assertThat(trusted.paths()).containsExactly(".assayignore", "keep.pkl");
        assertThat(trusted.suppressed).containsExactly("build", "skip.tmp");
    }

    @Test
    void aBadGlobIsSaidWithItsLine() throws IOException {
        Files.writeString(root.resolve(".assayignore"), "ok\n[\n");
        assertThatThrownBy(() -> walk(root.toString(), true, false)).hasMessageContaining(".assayignore:2");
    }

    @Test
    void aTargetThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> walk("gone", false, false)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void rewritingBytesAndRestoringTheTimeChangesTheIdentity() throws IOException, InterruptedException {
        Path file = write("m.pkl");
        FileTime time = Files.getLastModifiedTime(file);
        var before = walk().artifacts.getFirst().identity();
        Thread.sleep(20);
        Files.writeString(file, "M.PKL");
        Files.setLastModifiedTime(file, time);
        var after = walk().artifacts.getFirst().identity();
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsSaid() throws IOException {
        Path file = Files.write(root.resolve("big"), new byte[100_000]);
        try (ByteSource source = walk().artifacts.getFirst().opener().open(budget())) {
            var _ = source.read(0, ByteBuffer.allocate(10));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(50);
            }
            assertThatThrownBy(() -> source.read(60, ByteBuffer.allocate(10))).isInstanceOf(ChangedException.class);
        }
    }

    @Test
    void readsBeyondTwoGigabytes() throws IOException {
        Path file = root.resolve("huge");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            var _ = channel.write(ByteBuffer.wrap(new byte[] {42}), 5L << 30);
        }
        try (ByteSource source = walk().artifacts.getFirst().opener().open(budget())) {
            ByteBuffer into = ByteBuffer.allocate(16);
            assertThat(source.read(5L << 30, into)).isEqualTo(1);
            assertThat(into.get(0)).isEqualTo((byte) 42);
        }
    }

    @Test
    void deepFoldersDoNotOverflow() throws IOException {
        Path deep = root;
        for (int i = 0; i < 100; i++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("f"), "x");
        assertThat(walk().artifacts).hasSize(1);
    }

    private static Budget budget() {
        return new Budget(Limits.DEFAULT, Clock.endless(), Leaks.memory(1 << 20), ByteSource.UNKNOWN);
    }
}
