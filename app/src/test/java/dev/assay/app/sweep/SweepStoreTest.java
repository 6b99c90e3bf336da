package dev.assay.app.sweep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.app.cache.Sqlite;
import dev.assay.connectors.github.Branch;
import dev.assay.connectors.github.Repository;
import dev.assay.connectors.github.Tree;
import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.Key;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepStoreTest {
    private static final Instant DAY = Instant.parse("2026-10-01T10:00:00Z");
    private static final Tree TREE = new Tree(
            List.of(new TreeEntry("a/package.json", 0100644, "0123", 12), new TreeEntry("sub", 0160000, "4567", -1)),
            7,
            99,
            List.of(new Tree.Hole("big", GapKind.LIMIT, "too many")));
    private static final Listing LISTING = new Listing(
            DAY,
            List.of(new Repository(
                    "acme/web",
                    "d\u00e9crit",
                    true,
                    false,
                    true,
                    false,
                    true,
                    "main",
                    List.of(new Branch("main", "01", "02"), new Branch("pull/1/head", "03", "04")))),
            Map.of("forks", 2L),
            List.of(new Listing.Hole("acme/x", GapKind.UNREADABLE, "disabled")),
            Map.of("acme/x", List.of("core", "web"), "acme/none", List.of()),
            "why not");

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();

    private SweepStore open(Instant at) {
        return new SweepStore(folder.resolve("state"), List.of(), InstantSource.fixed(at), notices::add);
    }

    private static Key key(int i, String version) {
        return Key.ofIdentity(
                new RemoteIdentity("https://example.org/", "git:" + i, i, null), Key.Decoding.of("json", version));
    }

    private static Decoded decoded(long files) {
        return new Decoded(List.of(), files, 0, new TreeMap<>(Map.of("npm-lock", files)));
    }

    @Test
    void givesBackWhatItWasGivenAlsoToTheNext() {
        try (SweepStore store = open(DAY)) {
            store.facts().put(key(1, "a"), decoded(1));
            store.putTree("t", "looked", TREE);
            store.putListing("github:acme", LISTING);
            store.putBlob("b", new byte[] {1, 2, 3});
        }
        try (SweepStore store = open(DAY)) {
            assertThat(store.facts().get(key(1, "a"))).contains(decoded(1));
            assertThat(store.has(key(1, "a"))).isTrue();
            assertThat(store.tree("t", "looked")).contains(TREE);
            assertThat(store.listing("github:acme")).contains(LISTING);
            assertThat(store.blob("b"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2, 3));
            assertThat(store.hasBlob("b")).isTrue();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void anotherBuildAndAnotherSearchFindNothing() {
        try (SweepStore store = open(DAY)) {
            store.facts().put(key(1, "a"), decoded(1));
            store.putTree("t", "looked", TREE);
            assertThat(store.facts().get(key(1, "b"))).isEmpty();
            assertThat(store.has(key(1, "b"))).isFalse();
            assertThat(store.tree("t", "looked for more")).isEmpty();
            assertThat(store.listing("github:other")).isEmpty();
            assertThat(store.hasBlob("c")).isFalse();
        }
    }

    /** Else what a build before kept of a command would lie there with its password for months. */
    @Test
    void ofAnOlderStoreNothingStaysInTheFile() throws Exception {
        byte[] secret = "curl -u admin:hunter2-hunter2".repeat(500).getBytes(UTF_8);
        Path file = folder.resolve("state").resolve(SweepStore.FILE);
        try (SweepStore store = open(DAY)) {
            store.facts().put(key(1, "a"), decoded(1));
        }
        try (SweepDatabase database = SweepDatabase.open(file, Sqlite.Access.WRITE, () -> true, 100)) {
            database.put(SweepDatabase.Kind.BLOB, "b", secret, 1);
            database.execute("PRAGMA user_version = " + (SweepDatabase.VERSION - 1));
        }
        assertThat(Files.readString(file, ISO_8859_1).contains("hunter2")).isTrue();
        try (SweepStore store = open(DAY)) {
            assertThat(store.facts().get(key(1, "a"))).isEmpty();
            assertThat(store.hasBlob("b")).isFalse();
            store.facts().put(key(2, "a"), decoded(2));
        }
        assertThat(Files.readString(file, ISO_8859_1).contains("hunter2")).isFalse();
        assertThat(notices).isEmpty();
    }

    @Test
    void isForItsOwnerAloneAndLeavesOthersFoldersAlone() throws IOException {
        try (SweepStore store = open(DAY)) {
            store.putBlob("b", new byte[1]);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state"))))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(folder.resolve("state"), PosixFilePermissions.fromString("rwxrwxrwx"));
        try (SweepStore store = open(DAY)) {
            assertThat(store.hasBlob("b")).isFalse();
            store.putBlob("c", new byte[] {5});
            assertThat(store.blob("c")).isPresent(); // of this run
        }
        assertThat(notices).singleElement().asString().contains("the store of sweeps", "others may write to it");
    }

    /** A folder that was there may be open to all; what is in the store was told to one user's token. */
    @Test
    void isForItsOwnerAloneInAFolderThatIsNot() throws IOException {
        Path state = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (int time = 0; time < 2; time++) {
            try (SweepStore store = open(DAY)) {
                store.putBlob("b", new byte[1]);
                try (Stream<Path> files = Files.list(state)) {
                    assertThat(files.filter(
                                    file -> file.getFileName().toString().startsWith("sweep.sqlite")))
                            .isNotEmpty()
                            .allSatisfy(file -> assertThat(
                                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
                }
            }
            Files.setPosixFilePermissions(
                    state.resolve("sweep.sqlite"), PosixFilePermissions.fromString("rw-r--r--")); // as it once was
        }
    }

    @Test
    void whatNoSweepUsesForALongTimeGoes() {
        try (SweepStore store = open(DAY)) {
            store.putTree("old", "looked", TREE);
            store.putTree("used", "looked", TREE);
        }
        try (SweepStore store = open(DAY.plus(Duration.ofDays(60)))) {
            assertThat(store.tree("used", "looked")).isPresent();
        }
        try (SweepStore store = open(DAY.plus(Duration.ofDays(100)))) {
            store.putListing("github:acme", LISTING);
            assertThat(store.tree("old", "looked")).isEmpty();
            assertThat(store.tree("used", "looked")).isPresent();
        }
    }

    @Test
    void aDamagedRowIsNeverReadAsSomethingElse() throws IOException {
        byte[] row = StoredRows.of(LISTING);
        for (int i = 0; i < row.length; i++) {
            byte[] damaged = row.clone();
            damaged[i] ^= 0x40;
            assertThat(read(damaged)).isIn(Optional.empty(), Optional.of(LISTING)); // some bits of gzip's mean nothing
        }
        for (int length = 0; length < row.length; length++) {
            assertThat(read(Arrays.copyOf(row, length))).isEmpty();
        }
        assertThat(read(row)).contains(LISTING);
    }

    private static Optional<Listing> read(byte[] row) {
        try {
            return Optional.of(StoredRows.listing(row));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void severalWriteAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                int first = n * 25;
                Callable<Integer> writing = () -> {
                    try (SweepStore store = open(DAY)) {
                        for (int i = first; i < first + 50; i++) {
                            store.facts().put(key(i, "a"), decoded(i));
                        }
                    }
                    return first;
                };
                all.add(threads.submit(writing));
            }
            for (Future<Integer> each : all) {
                each.get();
            }
        }
        try (SweepStore store = open(DAY)) {
            for (int i = 0; i < 125; i++) {
                assertThat(store.facts().get(key(i, "a"))).contains(decoded(i));
            }
        }
        assertThat(notices).isEmpty();
    }

    /** As of a folder that is mounted so: nothing can be made beside the file, and readers of a write-ahead log make something. */
    @Test
    void aStoreThatCannotBeWrittenIsRead() throws Exception {
        Path file = folder.resolve("state").resolve(SweepStore.FILE);
        try (SweepStore store = open(DAY)) {
            store.putBlob("b", new byte[] {7});
            store.facts().put(key(1, "a"), decoded(1));
        }
        byte[] before = Files.readAllBytes(file);
        for (Sqlite.Access access : List.of(Sqlite.Access.READ_UNCHANGING, Sqlite.Access.READ)) {
            try (SweepDatabase database = SweepDatabase.open(file, access, () -> true, 100)) {
                assertThat(database.isWritable()).isFalse();
                assertThat(database.has(SweepDatabase.Kind.BLOB, "b")).isTrue();
                assertThat(database.get(SweepDatabase.Kind.BLOB, "b", 1_000_000))
                        .isNotNull();
                assertThatThrownBy(() -> database.put(SweepDatabase.Kind.BLOB, "c", new byte[1], 1))
                        .isInstanceOf(SQLException.class);
                if (access == Sqlite.Access.READ_UNCHANGING) {
                    assertThat(folder.resolve("state")).isDirectoryNotContaining("glob:**-{wal,shm}");
                }
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAndItsStoreRead() throws IOException {
        Path state = folder.resolve("state");
        try (SweepStore store = open(DAY)) {
            store.putListing("github:acme", LISTING);
        }
        Set<PosixFilePermission> usual = Files.getPosixFilePermissions(state);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("r-x------"));
        try (SweepStore store = open(DAY.plus(Duration.ofDays(3)))) {
            assumeThat(Files.isWritable(state)).as("who may write anywhere").isFalse();
            assertThat(store.listing("github:acme")).contains(LISTING);
            store.putBlob("c", new byte[] {5});
            assertThat(store.blob("c")).isPresent(); // of this run
            assertThat(store.listing("github:acme")).contains(LISTING);
            assertThat(notices).singleElement().asString().contains("cannot be written: it is read");
        } finally {
            Files.setPosixFilePermissions(state, usual);
        }
        try (SweepStore store = open(DAY)) {
            assertThat(store.hasBlob("c")).isFalse();
        }
    }
}
