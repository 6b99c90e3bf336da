package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.detectors.archive.TarBytes;
import dev.assay.detectors.archive.ZipBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that somebody made to be in the way: what cannot be judged is said, and the rest is scanned. */
@Timeout(60)
class HostileTreeTest {
    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        Files.write(tree.resolve("a-bad.pkl"), Cli.EVIL);
        Files.write(tree.resolve("z-bad.pkl"), Cli.EVIL);
    }

    private Report scan(String... more) {
        return Report.of(
                new Cli(folder),
                Stream.concat(Stream.of("tree"), Stream.of(more)).toArray(String[]::new));
    }

    /** Whatever else is in the tree, what stands before and behind it was judged. */
    private static void theRestIsJudged(Report report) {
        assertThat(report.code()).isEqualTo(1);
        assertThat(report.err()).isEmpty();
        assertThat(report.findings())
                .startsWith("a-bad.pkl model/pickle-dangerous-callable")
                .endsWith("z-bad.pkl model/pickle-dangerous-callable");
        assertThat(report.gaps()).noneMatch(gap -> gap.endsWith(" internal"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void socketsAndPipesAreCountedAndNotOpened() throws IOException, InterruptedException {
        run("mkfifo", tree.resolve("model.pkl").toString());
        Path socket = tree.resolve("s.pkl");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.createSymbolicLink(tree.resolve("link-to-pipe.pkl"), Path.of("model.pkl"));
            Report report = scan();
            theRestIsJudged(report);
            assertThat(report.gaps()).isEmpty();
            assertThat(report.coverage().get("artifacts").intValue()).isEqualTo(2);
            assertThat(report.coverage().get("notes").toString())
                    .contains("\"sockets\":1", "\"pipes\":1", "\"links to sockets, pipes or devices\":1");
            Report itself = Report.of(new Cli(folder), socket.toString());
            assertThat(itself.code()).isEqualTo(2);
            assertThat(itself.gaps()).containsExactly(" unreadable");
        }
    }

    @Test
    void linksInACircleOutAndToNothing() throws IOException {
        Path deep = Files.createDirectories(tree.resolve("m/n"));
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../.."));
        Files.createSymbolicLink(tree.resolve("m/here"), Path.of("."));
        Files.createSymbolicLink(tree.resolve("m/itself"), Path.of("itself"));
        Files.createSymbolicLink(tree.resolve("m/nothing"), Path.of("nowhere"));
        Files.createSymbolicLink(tree.resolve("m/out.pkl"), Files.write(folder.resolve("out.pkl"), Cli.EVIL));
        Files.createSymbolicLink(tree.resolve("m/root"), Path.of("/"));
        Report report = scan();
        theRestIsJudged(report);
        assertThat(report.findings()).hasSize(2);
        assertThat(report.gaps())
                .containsExactlyInAnyOrder("m/itself unreadable", "m/out.pkl unreadable", "m/root unreadable");
        assertThat(report.coverage().get("notes").toString()).contains("links in a circle", "links to nothing");
    }

    @Test
    void namesThatAreNotUtf8() throws IOException, InterruptedException {
        Path made = tree.resolve("m");
        Files.createDirectory(made);
        run(
                "/bin/sh",
                "-c",
                "cd '" + made + "' && cp ../a-bad.pkl \"$(printf 'caf\\351.pkl')\" && mkdir \"$(printf 'd\\377')\""
                        + " && cp ../a-bad.pkl \"$(printf 'd\\377/\\303(%%.pkl')\"");
        Report report = scan();
        theRestIsJudged(report);
        assertThat(report.findings())
                .contains(
                        "m/caf%E9.pkl model/pickle-dangerous-callable",
                        "m/d%FF/%C3(%25.pkl model/pickle-dangerous-callable");
    }

    @Test
    void namesThatMoveTheCursorOrEndTheLine() throws IOException {
        String forged = "m\n\nCLEAN\r\u001b[2J\u001b]0;x\u0007\u202egnp.pkl";
        Files.write(tree.resolve(forged), Cli.EVIL);
        theRestIsJudged(scan());
        assertThat(scan().findings()).contains(forged + " model/pickle-dangerous-callable");
        for (List<String> options : List.of(
                List.of("--format", "text"),
                List.of("--quiet"),
                List.of("--verbose"),
                List.of("--format", "jsonl"),
                List.of("--format", "sarif"),
                List.of("--dry-run"))) {
            String out = new Cli(folder)
                    .run(Stream.concat(Stream.of("scan", "tree"), options.stream())
                            .toArray(String[]::new))
                    .out();
            assertThat(out).as("%s", options).doesNotContain("\u001b", "\u0007", "\r", "\u202e", "\nCLEAN");
        }
        String coloured =
                new Cli(folder).run("scan", "--color", "always", "tree").out();
        assertThat(coloured).contains("\u001b[").doesNotContain("\u001b[2J", "\u001b]");
    }

    @Test
    void aFileThatShrinksWhileItIsRead() throws Exception {
        byte[] opcodes = new byte[24 << 20];
        Arrays.fill(opcodes, (byte) '0');
        for (int i = 0; i < opcodes.length; i += 2) {
            opcodes[i] = 'N'; // None, dropped again
        }
        Path shrinking = Files.write(tree.resolve("shrinking.pkl"), opcodes);
        Thread truncating = Thread.ofPlatform().daemon().start(() -> {
            try (RandomAccessFile file = new RandomAccessFile(shrinking.toFile(), "rw")) {
                while (!Thread.currentThread().isInterrupted()) {
                    file.setLength(opcodes.length / 2);
                    file.setLength(opcodes.length);
                }
            } catch (IOException e) {
                // interrupted between two changes
            }
        });
        try {
            Report report = scan();
            theRestIsJudged(report);
            assertThat(report.gaps()).contains("shrinking.pkl changed");
        } finally {
            truncating.interrupt();
            truncating.join();
        }
    }

    @Test
    void aFileThatVanishesOrMayNotBeRead() throws IOException {
        Path secret = Files.write(tree.resolve("secret.pkl"), Cli.EVIL);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Path closed = Files.createDirectory(tree.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(secret), "root reads everything");
            Report report = scan("gone");
            theRestIsJudged(report);
            assertThat(report.gaps()).containsExactly("closed unreadable", "secret.pkl unreadable", " unreadable");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Each level is a header, the level within, and nothing behind it: written from the outside. */
    @Test
    void aThousandTarsWithinEachOther() throws IOException {
        int levels = 1_000;
        int pickle = 512 + 512;
        TarBytes tar = new TarBytes();
        for (int level = levels; level > 0; level--) {
            int within = (level - 1) * 512 + pickle;
            tar.raw(Arrays.copyOf(
                    new TarBytes()
                            .member("t.tar", "", header -> header.size = within)
                            .build(),
                    512));
        }
        tar.file("bad.pkl", new String(Cli.EVIL, UTF_8));
        Files.write(tree.resolve("nested.tar"), tar.build());
        Report report = scan();
        theRestIsJudged(report);
        assertThat(report.gaps()).containsExactly("nested.tar" + "!t.tar".repeat(17) + " limit");
        Report deeper = scan("--limits.depth", "2000");
        theRestIsJudged(deeper);
        assertThat(deeper.gaps()).allMatch(gap -> gap.endsWith(" limit")).hasSize(1);
    }

    @Test
    void aThousandFoldersWithinEachOther() throws IOException, InterruptedException {
        // Longer than any path may be, so it is made one step after the other.
        run(
                "/bin/sh",
                "-c",
                "cd '" + tree
                        + "' && i=0; while [ $i -lt 1100 ]; do mkdir dddd && cd -P dddd || exit 1; i=$((i+1)); done");
        try {
            Report report = scan();
            theRestIsJudged(report);
            assertThat(report.gaps()).hasSize(1);
        } finally {
            run("rm", "-rf", tree.resolve("dddd").toString());
        }
    }

    @Test
    void emptyEverything() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Report.of(new Cli(folder), "empty").code()).isZero();
        Files.createDirectory(empty.resolve("folder"));
        for (String ending :
                List.of("pkl", "pt", "npy", "npz", "safetensors", "zip", "tar", "gz", "zst", "onnx", "so")) {
            Files.createFile(empty.resolve("file." + ending));
        }
        Report files = Report.of(new Cli(folder), "empty");
        assertThat(files.gaps()).isEmpty();
        assertThat(files.code()).isZero();
        assertThat(files.coverage().get("artifacts").intValue()).isEqualTo(11);
        Files.write(empty.resolve("none.zip"), new ZipBytes().build());
        Files.write(empty.resolve("none.tar"), new TarBytes().end().build());
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        new GZIPOutputStream(gzip).close();
        Files.write(empty.resolve("none.gz"), gzip.toByteArray());
        assertThat(Report.of(new Cli(folder), "empty").json().get("gaps").toPrettyString())
                .isEqualTo("[ ]");
        assertThat(Report.of(new Cli(folder), "empty").code()).isZero();
        assertThat(Report.of(new Cli(folder).stdin(new byte[0]), "-").code()).isZero();
    }

    /** A thread that removes files while others are scanned: each is judged, or is a gap, or was never there. */
    @Test
    void filesThatVanish() throws Exception {
        Path many = Files.createDirectory(tree.resolve("m"));
        for (int i = 0; i < 400; i++) {
            Files.write(many.resolve("f" + i + ".pkl"), Cli.BENIGN);
        }
        Thread removing = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 400; i++) {
                try {
                    Files.delete(many.resolve("f" + (i * 7) % 400 + ".pkl"));
                } catch (IOException e) {
                    return;
                }
            }
        });
        Report report = scan();
        removing.join();
        theRestIsJudged(report);
        assertThat(report.gaps()).allMatch(gap -> gap.endsWith(" unreadable") || gap.endsWith(" changed"));
    }
}
