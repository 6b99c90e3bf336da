package dev.assay.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cache.CacheStore.Settings;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.cache.FileIdentity;
import dev.assay.engine.cache.IdentityMemo.Content;
import dev.assay.engine.cache.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();
    private Instant now = NOW;
    private final InstantSource clock = () -> now;

    private Settings settings() {
        return Settings.of(folder.resolve("cache"), List.of()).atOnce();
    }

    private CacheStore open(Settings settings) {
        return new CacheStore(settings, clock, notices::add);
    }

    private CacheStore open() {
        return open(settings());
    }

    private void keep(int from, int to, int facts) {
        try (CacheStore store = open()) {
            for (int i = from; i < to; i++) {
                Samples.keep(store, Samples.identity(folder, "file-" + i, i), i, Samples.decoded(i, facts));
            }
        }
    }

    @Test
    void whatWasKeptIsFoundByTheNextRun() {
        keep(0, 50, 3);
        try (CacheStore store = open()) {
            for (int i = 0; i < 50; i++) {
                assertThat(Samples.find(store, Samples.identity(folder, "file-" + i, i)))
                        .contains(Samples.decoded(i, 3));
            }
            assertThat(Samples.find(store, Samples.identity(folder, "file-50", 50)))
                    .isEmpty();
            assertThat(store.facts().get(Key.ofContent(Samples.sha256(1), Samples.decoding("2"))))
                    .isEmpty();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void whatWasKeptIsFoundAtOnceByItsKey() {
        try (CacheStore store = open()) {
            store.facts().put(Samples.key(1), Samples.decoded(1, 1));
            assertThat(store.facts().get(Samples.key(1))).contains(Samples.decoded(1, 1));
        }
    }

    @Test
    void factsTooLargeToBeRepeatedBesideTheFileAreFound() {
        keep(0, 3, 500);
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, Samples.identity(folder, "file-2", 2)))
                    .contains(Samples.decoded(2, 500));
        }
    }

    @Test
    void factsThatWouldFillTheMemoryAreNotKept() {
        keep(0, 1, 300_000);
        try (CacheStore store = open()) {
            assertThat(store.stats().entries()).isZero();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void factsKeptUnderAnIdentityAreFound() {
        FileIdentity identity = Samples.identity(folder, "sparse.pt", 9);
        Key key = Key.ofIdentity(identity, Samples.decoding("1"));
        try (CacheStore store = open()) {
            store.facts().put(key, Samples.decoded(9, 2));
            store.memo().put(identity, new Content(Optional.empty()), key);
        }
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, identity)).contains(Samples.decoded(9, 2));
        }
    }

    @Test
    void aChangedByteWithItsOldTimeIsSeen() throws IOException {
        Path file = Files.write(folder.resolve("model.pkl"), new byte[] {1, 2, 3});
        FileTime modified = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, modified);
        FileIdentity before = Samples.identity(file);
        now = Instant.now().plusSeconds(60);
        try (CacheStore store = open()) {
            Samples.keep(store, before, 1, Samples.decoded(1, 1));
        }
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, Samples.identity(file))).isPresent();
        }
        Files.write(file, new byte[] {1, 9, 3});
        Files.setLastModifiedTime(file, modified);
        FileIdentity after = Samples.identity(file);
        assertThat(after.mtimeNanos()).isEqualTo(before.mtimeNanos());
        assertThat(after.inode()).isEqualTo(before.inode());
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, after)).isEmpty();
        }
    }

    @Test
    void aFileThatWasJustWrittenIsNotTrusted() throws IOException {
        FileIdentity fresh = Samples.identity(Files.write(folder.resolve("fresh.pkl"), new byte[] {1}));
        Instant written = Instant.ofEpochSecond(0, fresh.ctimeNanos());
        try (CacheStore store = open()) {
            now = written.plusMillis(1900);
            assertThat(store.memo().trusts(fresh)).isFalse();
            store.memo().put(fresh, Samples.content(1), Samples.key(1));
            now = written.minusSeconds(3600); // a clock that was put back
            assertThat(store.memo().trusts(fresh)).isFalse();
            now = written.plusMillis(2100);
            assertThat(store.memo().trusts(fresh)).isTrue();
        }
        try (CacheStore store = open()) {
            assertThat(store.memo().get(fresh)).isEmpty();
        }
    }

    @Test
    void aFewSmallFilesDoNotOpenTheStore() {
        Settings settings = Settings.of(folder.resolve("cache"), List.of());
        try (CacheStore store = open(settings)) {
            for (int i = 0; i < 31; i++) {
                Samples.keep(store, Samples.identity(folder, "file-" + i, i), i, Samples.decoded(i, 1));
            }
        }
        assertThat(folder.resolve("cache")).doesNotExist();
        try (CacheStore store = open(settings)) {
            FileIdentity large = new FileIdentity(folder.toString(), "large", 1, 1, 256 << 10, 0, 0);
            Samples.keep(store, large, 1, Samples.decoded(1, 1));
        }
        try (CacheStore store = open(settings)) {
            assertThat(store.stats().entries()).isEqualTo(1);
        }
    }

    @Test
    void theLeastRecentlyUsedGoFirst() {
        Settings small = new Settings(folder.resolve("cache"), List.of(), 100_000, 0, 0);
        for (int day = 0; day < 10; day++) {
            try (CacheStore store = open(small)) {
                for (int i = 20 * day; i < 20 * day + 20; i++) {
                    store.facts().put(Samples.key(i), Samples.decoded(i, 40));
                }
                assertThat(store.facts().get(Samples.key(0))).isPresent(); // used each day
            }
            now = now.plus(Duration.ofDays(2));
        }
        try (CacheStore store = open(small)) {
            assertThat(store.stats().bytes()).isBetween(50_000L, 100_000L);
            assertThat(store.facts().get(Samples.key(0))).isPresent();
            assertThat(store.facts().get(Samples.key(1))).isEmpty();
            assertThat(store.facts().get(Samples.key(25))).isEmpty();
            for (int i = 160; i < 200; i++) {
                assertThat(store.facts().get(Samples.key(i))).isPresent();
            }
        }
        assertThat(folder.resolve("cache").resolve(CacheStore.FILE).toFile().length())
                .isLessThan(200_000);
    }

    @Test
    void cleanupRemovesWhatIsOldAndKeepsWhatWasUsed() {
        keep(0, 10, 1);
        now = now.plus(Duration.ofDays(20));
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, Samples.identity(folder, "file-3", 3)))
                    .isPresent();
        }
        now = now.plus(Duration.ofDays(20));
        try (CacheStore store = open()) {
            store.facts().put(Samples.key(77), Samples.decoded(77, 1));
        }
        try (CacheStore store = open()) {
            assertThat(store.cleanup(Duration.ofDays(30))).isZero(); // the directory's files were looked at 20 days ago
            assertThat(store.cleanup(Duration.ofDays(10))).isEqualTo(10);
            assertThat(store.stats().entries()).isEqualTo(1);
            assertThat(store.stats().directories()).isZero();
            assertThat(store.facts().get(Samples.key(77))).isPresent();
        }
    }

    @Test
    void statsTellWhatIsThere() {
        keep(0, 10, 1); // ten misses
        try (CacheStore store = open()) {
            for (int i = 0; i < 10; i++) {
                Samples.find(store, Samples.identity(folder, "file-" + i, i));
            }
        }
        try (CacheStore store = open()) {
            CacheStore.Stats stats = store.stats();
            assertThat(stats.entries()).isEqualTo(10);
            assertThat(stats.files()).isEqualTo(10);
            assertThat(stats.directories()).isEqualTo(1);
            assertThat(stats.hits()).isEqualTo(10);
            assertThat(stats.misses()).isEqualTo(10);
            assertThat(stats.hitRate()).isEqualTo(0.5);
            assertThat(stats.oldest()).contains(NOW);
            assertThat(stats.bytes()).isPositive();
            assertThat(stats.fileBytes()).isGreaterThanOrEqualTo(stats.bytes());
            assertThat(store.clear()).isEqualTo(10);
            assertThat(store.stats().entries()).isZero();
            assertThat(store.stats().hits()).isZero();
        }
    }

    @Test
    void askingAboutNoStoreMakesNone() {
        try (CacheStore store = open()) {
            assertThat(store.stats().entries()).isZero();
            assertThat(store.clear()).isZero();
            assertThat(store.cleanup(Duration.ZERO)).isZero();
            assertThat(store.verify().problems()).isEmpty();
        }
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void anUnchangedTreeWritesNoRows() {
        keep(0, 10, 1);
        Decoded before = null;
        try (CacheStore store = open()) {
            before = Samples.find(store, Samples.identity(folder, "file-1", 1)).orElseThrow();
        }
        now = now.plus(Duration.ofHours(20));
        try (CacheStore store = open()) {
            assertThat(Samples.find(store, Samples.identity(folder, "file-1", 1)))
                    .contains(before);
        }
        try (CacheStore store = open()) {
            assertThat(store.stats().oldest()).contains(NOW); // a use is written down once a day
        }
    }

    @Test
    void aDirectoryOfManyFilesNeedsBoundedMemory() {
        int files = 20_000;
        keep(0, files, 1);
        try (CacheStore store = open()) {
            for (int i = 0; i < files; i += 7) {
                assertThat(Samples.find(store, Samples.identity(folder, "file-" + i, i)))
                        .isPresent();
            }
            assertThat(store.loadedBytes()).isLessThan(LoadedPages.MOST_BYTES);
            assertThat(store.stats().files()).isEqualTo(files);
        }
    }

    @Test
    void aMillionFilesNeedBoundedMemory() {
        int most = 1_000_000;
        long worst = 0;
        try (CacheStore store = open()) {
            FileIdentity identity = Samples.identity(folder, "x", 1);
            for (int i = 0; i < most; i++) {
                FileIdentity file = new FileIdentity(
                        identity.directory() + "/" + i / 500,
                        "file-" + i,
                        1,
                        i,
                        100,
                        identity.mtimeNanos(),
                        identity.ctimeNanos());
                store.memo().get(file);
                if (i % 10_000 == 0) {
                    worst = Math.max(worst, store.loadedBytes());
                }
            }
        }
        assertThat(worst).isLessThan(LoadedPages.MOST_BYTES + (4 << 20));
    }

    @Test
    void whatCannotBeWrittenFastEnoughIsDroppedNotPiledUp() {
        Pending pending = new Pending();
        byte[] row = new byte[1 << 20];
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += pending.fact(i, row) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(15);
        assertThat(pending.take().facts()).hasSize(15);
        assertThat(pending.fact(1, row)).isTrue();
    }

    @Test
    void verifyRemovesDamagedRowsOnly() throws Exception {
        keep(0, 10, 1);
        try (Database database = Database.open(
                folder.resolve("cache").resolve(CacheStore.FILE), Sqlite.Access.WRITE, () -> true, 100, List.of())) {
            database.execute("UPDATE facts SET row = zeroblob(100) WHERE id = (SELECT MIN(id) FROM facts)");
            database.execute("UPDATE directories SET page = x'00000000'");
        }
        try (CacheStore store = open()) {
            CacheStore.Check check = store.verify();
            assertThat(check.checked()).isEqualTo(10);
            assertThat(check.removed()).isEqualTo(2);
            assertThat(check.foreign()).isZero();
            assertThat(check.problems()).isEmpty();
            assertThat(store.stats().entries()).isEqualTo(9);
        }
    }

    @Test
    void aDamagedRowIsAMissAndIsReplaced() throws Exception {
        keep(0, 1, 1);
        Path file = folder.resolve("cache").resolve(CacheStore.FILE);
        try (Database database = Database.open(file, Sqlite.Access.WRITE, () -> true, 100, List.of())) {
            database.execute("UPDATE facts SET row = substr(row, 1, 64) || x'ff' || substr(row, 66)");
            database.execute("DELETE FROM directories");
        }
        try (CacheStore store = open()) {
            assertThat(store.facts().get(Samples.key(0))).isEmpty();
        }
        try (CacheStore store = open()) {
            assertThat(store.stats().entries()).isZero();
            store.facts().put(Samples.key(0), Samples.decoded(0, 1));
        }
        try (CacheStore store = open()) {
            assertThat(store.facts().get(Samples.key(0))).isPresent();
        }
    }
}
