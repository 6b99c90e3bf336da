package dev.assay.app.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.app.cache.CacheStore.Settings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with the store: the scan goes on, hears of it once, and the next one has a cache again. */
class CacheStoreTroubleTest {
    private static final int FILES = 400;

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();
    private Path cache;
    private Path file;

    @BeforeEach
    void locate() {
        cache = folder.resolve("cache");
        file = cache.resolve(CacheStore.FILE);
    }

    private CacheStore open(String... pragmas) {
        return new CacheStore(
                Settings.of(cache, List.of(folder.resolve("target"))).atOnce(),
                InstantSource.system(),
                notices::add,
                List.of(pragmas));
    }

    private void keepAll(String... pragmas) {
        try (CacheStore store = open(pragmas)) {
            for (int i = 0; i < FILES; i++) {
                Samples.keep(store, Samples.identity(folder, "file-" + i, i), i, Samples.decoded(i, 20));
            }
        }
    }

    private int found() {
        int found = 0;
        try (CacheStore store = open()) {
            for (int i = 0; i < FILES; i++) {
                var decoded = Samples.find(store, Samples.identity(folder, "file-" + i, i));
                if (decoded.isPresent()) {
                    assertThat(decoded).contains(Samples.decoded(i, 20));
                    found++;
                }
            }
        }
        return found;
    }

    private enum Damage {
        HEADER,
        MIDDLE,
        TRUNCATED,
        SHORT,
        EMPTY,
        RANDOM,
        NO_TABLES;

        void apply(Path file) throws IOException {
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                byte[] random = new byte[8192];
                new Random(7).nextBytes(random);
                switch (this) {
                    case HEADER -> out.write(random, 0, 64);
                    case MIDDLE -> {
                        for (long at = 8192; at + 8192 < out.length(); at += 16384) {
                            out.seek(at);
                            out.write(random);
                        }
                    }
                    case TRUNCATED -> out.setLength(out.length() / 2 + 100);
                    case SHORT -> out.setLength(50);
                    case EMPTY -> out.setLength(0);
                    case RANDOM -> {
                        out.setLength(0);
                        out.write(random);
                    }
                    case NO_TABLES -> {
                        out.setLength(0);
                        out.write(EMPTY_DATABASE_HEADER);
                        out.setLength(4096);
                        out.seek(60);
                        out.writeInt(Database.VERSION);
                        out.seek(100);
                        out.write(new byte[] {13, 0, 0, 0, 0, 16, 0, 0}); // an empty leaf
                    }
                }
            }
        }

        /** https://sqlite.org/fileformat2.html#the_database_header, of a database of one page of 4096 bytes. */
        private static final byte[] EMPTY_DATABASE_HEADER = ByteBuffer.allocate(100)
                .put("SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putShort((short) 4096)
                .put(new byte[] {1, 1, 0, 64, 32, 32})
                .putInt(1)
                .putInt(1)
                .putInt(44, 4)
                .putInt(56, 1)
                .array();
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedStoreIsReplaced(Damage damage) throws IOException {
        keepAll();
        damage.apply(file);
        found();
        keepAll(); // where only a part was damaged, this may be what comes upon it
        keepAll();
        assertThat(found()).isEqualTo(FILES);
        try (CacheStore store = open()) {
            assertThat(store.verify().problems()).isEmpty();
        }
        boolean setAside = Files.exists(cache.resolve(CacheStore.FILE + ".damaged-1"));
        assertThat(setAside).isEqualTo(damage != Damage.EMPTY);
        assertThat(notices).hasSize(damage == Damage.EMPTY ? 0 : 1);
        assertThat(String.join("", notices)).contains(setAside ? "damaged" : "");
    }

    @Test
    void verifyFindsAndReplacesAStoreWhoseStructureIsDamaged() throws IOException {
        keepAll();
        Damage.MIDDLE.apply(file);
        try (CacheStore store = open()) {
            assertThat(store.verify().problems()).isNotEmpty();
        }
        assertThat(cache.resolve(CacheStore.FILE + ".damaged-1")).exists();
        assertThat(notices).hasSize(1);
        try (CacheStore store = open()) {
            store.clear();
        }
        assertThat(cache.resolve(CacheStore.FILE + ".damaged-1")).doesNotExist();
    }

    @Test
    void aFullStoreKeepsWhatItHas() {
        keepAll("PRAGMA max_page_count = 40");
        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst()).contains("full");
        try (CacheStore store = open()) {
            assertThat(store.verify().removed()).isZero();
            assertThat(store.verify().problems()).isEmpty();
        }
        keepAll();
        assertThat(found()).isEqualTo(FILES);
    }

    @Test
    void aStoreThatIsFullFromTheStartIsNoCache() {
        keepAll("PRAGMA max_page_count = 2");
        assertThat(notices).hasSize(1);
        assertThat(found()).isZero();
    }

    @Test
    void aFullDiskLosesOnlyWhatWasBeingWritten() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=600k,mode=0700", "tmpfs", disk.toString()) == 0,
                "needs the right to mount");
        try {
            cache = disk.resolve("cache");
            file = cache.resolve(CacheStore.FILE);
            keepAll();
            assertThat(notices).hasSize(1);
            found(); // checks what it finds
            try (CacheStore store = open()) {
                assertThat(store.verify().problems()).isEmpty();
            }
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNoCache() throws IOException {
        cache = Files.writeString(folder.resolve("file"), "x").resolve("home/.cache/assay");
        keepAll();
        assertThat(found()).isZero();
        assertThat(notices).hasSize(2); // one a run
        assertThat(notices.getFirst()).contains("cannot be made");
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws IOException {
        Files.createDirectory(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        keepAll();
        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst()).contains("others may write");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        Files.createDirectory(cache);
        try {
            Files.setAttribute(cache, "unix:uid", 12_345);
        } catch (IOException e) {
            assumeTrue(false, "needs the right to give a folder away");
        }
        keepAll();
        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst()).contains("another user");
        Files.setAttribute(cache, "unix:uid", 0);
    }

    @Test
    void aFolderInsideATargetIsRefused() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        cache = link.resolve("deep/cache");
        keepAll();
        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst()).contains("inside the target");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aNewerStoreIsLeftAlone() throws Exception {
        keepAll();
        try (Database database = Database.open(file, Sqlite.Access.WRITE, () -> true, 100, List.of())) {
            database.execute("PRAGMA user_version = " + (Database.VERSION + 1));
        }
        byte[] before = Files.readAllBytes(file);
        keepAll();
        assertThat(found()).isZero();
        assertThat(notices).hasSize(2);
        assertThat(notices.getFirst()).contains("newer");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anOlderStoreIsEmptied() throws Exception {
        keepAll();
        try (Database database = Database.open(file, Sqlite.Access.WRITE, () -> true, 100, List.of())) {
            database.execute("PRAGMA user_version = 0");
            database.execute("ALTER TABLE facts RENAME COLUMN row TO something");
        }
        assertThat(found()).isZero();
        keepAll();
        assertThat(found()).isEqualTo(FILES);
        assertThat(notices).isEmpty();
    }

    @Test
    void aStoreThatStaysLockedIsReadAndNotWritten() throws Exception {
        keepAll();
        try (Database other = Database.open(file, Sqlite.Access.WRITE, () -> true, 100, List.of())) {
            other.execute("BEGIN IMMEDIATE");
            assertThat(found()).isEqualTo(FILES);
            keepAll();
            other.execute("ROLLBACK");
        }
        assertThat(notices).hasSize(2); // one a run
        assertThat(notices.getFirst()).contains("locked");
    }

    @Test
    void aFolderWithAQuestionMarkIsAFolder() {
        cache = folder.resolve("what? 100%#/cache");
        file = cache.resolve(CacheStore.FILE);
        keepAll();
        assertThat(file).exists();
        assertThat(found()).isEqualTo(FILES);
        assertThat(notices).isEmpty();
    }

    @Test
    void theFolderIsForItsOwnerAlone() throws IOException {
        keepAll();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        try (var files = Files.list(cache)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly(CacheStore.FILE);
        }
        Files.write(file, new byte[0], StandardOpenOption.APPEND); // and it is ours
    }
}
