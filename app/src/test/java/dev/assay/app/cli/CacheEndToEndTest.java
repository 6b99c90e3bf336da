package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache as a user meets it: scans of one tree, one after the other, with a real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheEndToEndTest {
    /** Runs {@code os.system('true')}; as long as {@link #GOOD}. */
    private static final byte[] BAD = "cos\nsystem\n(S'true'\ntR.".getBytes(UTF_8);

    private static final byte[] GOOD = "(lp0\nS'a text of it'\na.".getBytes(UTF_8);
    private static final Path REAL = Path.of("../detectors/src/test/resources/real");

    /** A tree for each test that needs files which have rested for longer than any clock's grain. */
    private enum Tree {
        UNCHANGED,
        REWRITTEN,
        REPLACED,
        RENAMED,
        TWO_PROCESSES,
        DAMAGED,
        COMMANDS,
        VERIFIED,
        EXPLAINED,
        COPIED,
        FAMILIES,
        FOLDERS
    }

    private Path folder;

    @BeforeAll
    void makeTrees(@TempDir Path scratch) throws IOException, InterruptedException {
        folder = scratch;
        assertThat(BAD).hasSameSizeAs(GOOD);
        for (Tree tree : Tree.values()) {
            make(path(tree));
        }
        for (String place : List.of("etc/nginx/sites-enabled", "notes")) {
            Path named = Files.createDirectories(path(Tree.FOLDERS).resolve(place));
            Files.writeString(named.resolve("default"), "server { ssl_protocols TLSv1; }\n");
        }
        Files.write(folder.resolve("replacement"), BAD);
        Thread.sleep(2_100); // until then no identity is trusted
    }

    private Path path(Tree tree) {
        return folder.resolve(tree.name().toLowerCase(Locale.ROOT));
    }

    /** With a first file that is large enough for the store to be worth opening. */
    private static void make(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("sub"));
        byte[] large = new byte[300_000];
        ByteBuffer.wrap(large)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x80, 3, 'B'})
                .putInt(large.length - 8)
                .put(large.length - 1, (byte) '.');
        Files.write(tree.resolve("0-large.pkl"), large);
        Files.write(tree.resolve("bad.pkl"), Cli.EVIL);
        Files.write(tree.resolve("cut.pkl"), new byte[] {(byte) 0x80, 4, ']', (byte) 0x94, 'X', 9, 0, 0, 0});
        Files.write(tree.resolve("good.pkl"), GOOD);
        Files.writeString(tree.resolve("notes.txt"), "This is only text.\n");
        Files.copy(REAL.resolve("torch/2.13.0/state-linear-zip.pt"), tree.resolve("sub/linear.pt"));
        Files.copy(REAL.resolve("joblib/1.2.0/array-opcodes.joblib"), tree.resolve("sub/array.joblib"));
        try (Stream<Path> files = Files.list(REAL.resolve("safetensors/0.8.0"))) {
            for (Path file : files.toList()) {
                Files.copy(file, tree.resolve("sub").resolve(file.getFileName().toString()));
            }
        }
        for (int i = 0; i < 40; i++) {
            Files.write(tree.resolve("sub/model-" + i + ".pkl"), i % 7 == 0 ? Cli.EVIL : GOOD);
        }
    }

    private Path store(Tree tree) {
        return folder.resolve("cache-" + tree);
    }

    /** One job, so that all come after the first file, which opens the store. */
    private Report scan(Tree tree, String... more) {
        String[] arguments = Stream.concat(Stream.of("--jobs", "1", path(tree).toString()), Stream.of(more))
                .toArray(String[]::new);
        return Report.of(new Cli(folder).cache(store(tree)), arguments);
    }

    private static void isKept(Report report, Report before) {
        assertThat(report.err()).isEmpty();
        assertThat(report.lasting()).isEqualTo(before.lasting());
        assertThat(report.performance("cacheMisses")).isZero();
        assertThat(report.performance("cacheHits"))
                .isEqualTo(report.coverage().get("artifacts").longValue());
        assertThat(report.performance("bytesRead")).isZero();
    }

    @Test
    void anUnchangedTreeIsNotRead() {
        Report first = scan(Tree.UNCHANGED);
        assertThat(first.code()).isEqualTo(1);
        assertThat(first.performance("cacheMisses")).isPositive();
        assertThat(first.performance("bytesRead")).isPositive();
        isKept(scan(Tree.UNCHANGED), first);
        Report many = Report.of(
                new Cli(folder).cache(store(Tree.UNCHANGED)),
                "--jobs",
                "8",
                path(Tree.UNCHANGED).toString());
        assertThat(many.lasting()).isEqualTo(first.lasting());
        // Those that came at the same time as the file for which the store was opened may not have asked it.
        assertThat(many.performance("cacheMisses")).isZero();
        assertThat(many.performance("cacheHits"))
                .isGreaterThan(many.coverage().get("artifacts").longValue() - 8);
        Report without = Report.of(new Cli(folder), path(Tree.UNCHANGED).toString());
        assertThat(without.lasting()).isEqualTo(first.lasting());
        // What counts is no part of what is kept: it may change without a file being read.
        Report strict = scan(Tree.UNCHANGED, "--strict");
        assertThat(strict.gaps()).hasSizeGreaterThan(first.gaps().size());
        assertThat(strict.performance("bytesRead")).isZero();
        Ran text = new Cli(folder)
                .cache(store(Tree.UNCHANGED))
                .run("scan", "--jobs", "1", path(Tree.UNCHANGED).toString());
        assertThat(text.out()).contains("100");
    }

    /** What was kept of a scan without programs has none: it must not answer for one with them. */
    @Test
    void programsAreKeptByThemselves() {
        Report without = scan(Tree.EXPLAINED);
        assertThat(without.json().has("programs")).isFalse();
        Report first = scan(Tree.EXPLAINED, "--explain");
        assertThat(first.json().get("programs").size()).isGreaterThan(40);
        assertThat(first.findings()).isEqualTo(without.findings());
        isKept(scan(Tree.EXPLAINED, "--explain"), first);
        isKept(scan(Tree.EXPLAINED), without);
    }

    /** What was kept of a scan for some families lacks what others need: it must not answer for those. */
    @Test
    void whatSomeFamiliesNeedIsKeptByItself() {
        Report secrets = scan(Tree.FAMILIES, "--only", "secret");
        assertThat(secrets.findings()).isEmpty();
        Report all = scan(Tree.FAMILIES);
        assertThat(all.findings()).contains("bad.pkl model/pickle-dangerous-callable");
        assertThat(all.lasting())
                .isEqualTo(Report.of(new Cli(folder), path(Tree.FAMILIES).toString())
                        .lasting());
        isKept(scan(Tree.FAMILIES, "--only", "secret"), secrets);
        isKept(scan(Tree.FAMILIES), all);
        assertThat(scan(Tree.FAMILIES, "--only", "secret,crypto").performance("bytesRead"))
                .isPositive();
    }

    /** The same bytes under the same name are a configuration in one folder and nothing in another. */
    @Test
    void aFolderThatDecidesIsPartOfTheKey() {
        Report first = scan(Tree.FOLDERS, "--only", "crypto");
        assertThat(first.findings())
                .filteredOn(finding -> finding.contains("default"))
                .containsExactly("etc/nginx/sites-enabled/default crypto/old-protocol");
        isKept(scan(Tree.FOLDERS, "--only", "crypto"), first);
    }

    @Test
    void aChangedByteIsSeenThoughTimeAndSizeAreTheOldOnes() throws IOException {
        Path file = path(Tree.REWRITTEN).resolve("good.pkl");
        Report first = scan(Tree.REWRITTEN);
        assertThat(first.findings()).noneMatch(finding -> finding.startsWith("good.pkl"));
        isKept(scan(Tree.REWRITTEN), first);
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, BAD, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, time);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        Report second = scan(Tree.REWRITTEN);
        assertThat(second.findings()).contains("good.pkl model/pickle-dangerous-callable");
        assertThat(second.performance("bytesRead")).isEqualTo(2L * BAD.length); // for its digest, and to be decoded
        // And back again: the file has not rested, so it is read each time.
        Files.write(file, GOOD, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, time);
        assertThat(scan(Tree.REWRITTEN).lasting()).isEqualTo(first.lasting());
    }

    @Test
    void aFileThatWasReplacedIsSeen() throws IOException {
        Path file = path(Tree.REPLACED).resolve("good.pkl");
        Report first = scan(Tree.REPLACED);
        isKept(scan(Tree.REPLACED), first);
        Path replacement = folder.resolve("replacement");
        Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(file));
        Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(scan(Tree.REPLACED).findings()).contains("good.pkl model/pickle-dangerous-callable");
    }

    @Test
    void aNewNameIsJudgedAnew() throws IOException {
        Path tree = path(Tree.RENAMED);
        assertThat(scan(Tree.RENAMED).gaps()).containsExactly("cut.pkl malformed");
        Files.move(tree.resolve("notes.txt"), tree.resolve("notes.pkl"));
        Files.move(tree.resolve("good.pkl"), tree.resolve("other.pkl"));
        Files.move(tree.resolve("bad.pkl"), tree.resolve("bad.txt"));
        Report renamed = scan(Tree.RENAMED);
        assertThat(renamed.gaps()).containsExactly("cut.pkl malformed", "notes.pkl malformed");
        assertThat(renamed.findings()).contains("bad.txt model/pickle-dangerous-callable");
        Files.move(tree.resolve("notes.pkl"), tree.resolve("notes.txt"));
        assertThat(scan(Tree.RENAMED).gaps()).containsExactly("cut.pkl malformed");
    }

    @Test
    void noCacheMakesNothing() throws IOException {
        Path home = Files.createDirectory(folder.resolve("xdg"));
        Cli cli = new Cli(folder);
        cli.environment.clear();
        cli.environment.put("XDG_CACHE_HOME", home.toString());
        for (String off : List.of("--no-cache", "--cache=off")) {
            Report report = Report.of(cli, off, path(Tree.UNCHANGED).toString());
            assertThat(report.performance("cacheHits") + report.performance("cacheMisses"))
                    .isZero();
        }
        assertThat(home).isEmptyDirectory();
        Report.of(cli, "--jobs", "1", path(Tree.UNCHANGED).toString());
        assertThat(home.resolve("assay")).isDirectoryContaining("regex:.*");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Cli cli = new Cli(folder).cache(file.resolve("cache"));
        Report report = Report.of(cli, path(Tree.UNCHANGED).toString());
        assertThat(report.code()).isEqualTo(1);
        assertThat(report.lasting())
                .isEqualTo(Report.of(new Cli(folder), path(Tree.UNCHANGED).toString())
                        .lasting());
        assertThat(report.err().lines()).hasSize(1);
        assertThat(report.err()).contains("cache", "cannot be made");
        assertThat(file).hasContent("x");
        assertThat(cli.run("cache", "stats").code()).isZero();
    }

    @Test
    @Timeout(60)
    void twoProcessesAtOnce() throws IOException, InterruptedException {
        Process one = start("one");
        Process two = start("two");
        assertThat(one.waitFor()).isEqualTo(1);
        assertThat(two.waitFor()).isEqualTo(1);
        Report first = read("one");
        assertThat(read("two").lasting()).isEqualTo(first.lasting());
        assertThat(first.err() + read("two").err()).isEmpty();
        isKept(scan(Tree.TWO_PROCESSES), first);
        assertThat(new Cli(folder)
                        .cache(store(Tree.TWO_PROCESSES))
                        .run("cache", "verify")
                        .code())
                .isZero();
    }

    @Test
    void aCopyIsKnownByItsContent() throws IOException {
        Report first = scan(Tree.COPIED);
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of("0-large.pkl", "bad.pkl", "cut.pkl", "good.pkl", "notes.txt")) {
            Files.copy(path(Tree.COPIED).resolve(name), copy.resolve(name));
        }
        Report second = Report.of(new Cli(folder).cache(store(Tree.COPIED)), copy.toString());
        assertThat(second.performance("cacheHits")).isGreaterThanOrEqualTo(4);
        assertThat(second.findings()).isNotEmpty().isSubsetOf(first.findings());
        assertThat(second.gaps()).isEqualTo(first.gaps());
        Files.write(copy.resolve("good.pkl"), BAD);
        assertThat(Report.of(new Cli(folder).cache(store(Tree.COPIED)), copy.toString())
                        .findings())
                .anyMatch(finding -> finding.startsWith("good.pkl"));
    }

    private Process start(String name) throws IOException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "scan",
                "--jobs",
                "1",
                "--format",
                "json",
                "--cache-dir",
                store(Tree.TWO_PROCESSES).toString(),
                path(Tree.TWO_PROCESSES).toString());
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    /** The class path of tests has what a release has not, which makes a library say so. */
    private Report read(String name) throws IOException {
        String err = Files.readString(folder.resolve(name + ".err"))
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .collect(Collectors.joining());
        return Report.of(1, Files.readString(folder.resolve(name + ".out")), err);
    }

    @Test
    void aStoreThatIsDamagedBetweenRunsChangesNoReport() throws IOException {
        Report first = scan(Tree.DAMAGED);
        isKept(scan(Tree.DAMAGED), first);
        Random random = new Random(11);
        for (int round = 0; round < 6; round++) {
            damage(store(Tree.DAMAGED), random, round);
            Report report = scan(Tree.DAMAGED);
            assertThat(report.lasting()).isEqualTo(first.lasting());
            assertThat(report.err().lines().count()).isLessThanOrEqualTo(1);
            assertThat(report.err()).doesNotContain("Exception", "\tat ");
            scan(Tree.DAMAGED); // what was not come upon in reading may be in writing
        }
        scan(Tree.DAMAGED);
        isKept(scan(Tree.DAMAGED), first);
    }

    private static void damage(Path store, Random random, int round) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            for (Path file :
                    files.filter(each -> !each.toString().contains("damaged")).toList()) {
                try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                    byte[] noise = new byte[round % 2 == 0 ? 64 : 4096];
                    random.nextBytes(noise);
                    if (round == 5) {
                        bytes.setLength(bytes.length() / 2);
                    } else if (bytes.length() > noise.length) {
                        bytes.seek(round == 0 ? 0 : random.nextLong(bytes.length() - noise.length));
                        bytes.write(noise);
                    }
                }
            }
        }
    }

    @Test
    void theCommandsSayWhatTheyDid() {
        Cli cli = new Cli(folder).cache(store(Tree.COMMANDS));
        Ran none = cli.run("cache", "stats");
        assertThat(none.code()).isZero();
        assertThat(none.out()).contains("entries      0", "hit rate     0.0 %");
        assertThat(store(Tree.COMMANDS)).doesNotExist();
        Report first = scan(Tree.COMMANDS);
        long files = first.coverage().get("artifacts").longValue();
        scan(Tree.COMMANDS);
        Ran stats = cli.run("cache", "stats");
        assertThat(stats.out())
                .contains(store(Tree.COMMANDS).toString(), "remembered   " + files + " files in 2 folders")
                .contains("(" + (files + first.performance("cacheHits")) + " hits, "
                        + (files + first.performance("cacheMisses")) + " misses)"); // equal files know one another
        assertThat(cli.run("cache", "verify"))
                .satisfies(ran -> assertThat(ran.code()).isZero())
                .satisfies(ran -> assertThat(ran.out())
                        .matches("Checked \\d+ entries, removed 0 damaged; 0 are of other versions\n"));
        assertThat(cli.run("cache", "cleanup", "--max-age", "1d").out()).isEqualTo("Removed 0 old cache entries\n");
        isKept(scan(Tree.COMMANDS), first);
        Ran cleared = cli.run("cache", "clear");
        assertThat(cleared.code()).isZero();
        assertThat(cleared.out()).matches("Removed [1-9]\\d* cache entries\n");
        assertThat(cli.run("cache", "stats").out()).contains("entries      0", "remembered   0 files");
        assertThat(scan(Tree.COMMANDS).performance("bytesRead")).isEqualTo(first.performance("bytesRead"));
        assertThat(cli.run("cache", "cleanup", "--max-age", "0s").out())
                .matches("Removed [1-9]\\d* old cache entries\n");
        assertThat(cli.run("cache").code()).isEqualTo(64);
        assertThat(cli.run("cache", "cleanup", "--max-age", "old").code()).isEqualTo(64);
    }

    @Test
    void cacheVerifyReadsEveryByteAndStillHits() throws IOException {
        Report first = scan(Tree.VERIFIED, "--cache", "verify");
        Report second = scan(Tree.VERIFIED, "--cache", "verify");
        assertThat(second.lasting()).isEqualTo(first.lasting());
        assertThat(second.performance("cacheMisses")).isZero();
        assertThat(second.performance("bytesRead"))
                .isEqualTo(second.coverage().get("bytesTotal").longValue());
        Path file = path(Tree.VERIFIED).resolve("good.pkl");
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, BAD, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(file, time);
        assertThat(scan(Tree.VERIFIED, "--cache", "verify").findings())
                .contains("good.pkl model/pickle-dangerous-callable");
    }
}
