package dev.assay.app.cache;

import dev.assay.app.cache.CacheStore.Check;
import dev.assay.app.cache.CacheStore.Stats;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What keeps the store small and sound: eviction, cleaning by age, checking. */
final class Upkeep {
    private static final int ROWS_AT_ONCE = 1000;

    private Upkeep() {}

    /** The bytes of all rows, added up. */
    static long bytes(Database database) throws SQLException {
        return database.number("SELECT (SELECT IFNULL(SUM(bytes), 0) FROM facts)"
                + " + (SELECT IFNULL(SUM(bytes), 0) FROM directories)");
    }

    /**
     * If the rows take more of the file than the limit allows, deletes the least recently used facts until a tenth of it is free, so that
     * this is seldom needed; and the directories that nobody asked for since.
     */
    static void evict(Database database, long fileLimitBytes) throws SQLException {
        long limitBytes =
                fileLimitBytes / 4 * 3; // rows with random numbers fill the pages of their tree to three quarters
        if (database.counter("bytes") <= limitBytes) {
            return;
        }
        long bytes = bytes(database);
        long wanted = bytes > limitBytes ? limitBytes - limitBytes / 10 : bytes;
        while (bytes > wanted) {
            long[] freed = new long[1];
            database.inTransaction(() -> freed[0] = deleteOldest(database, bytes(database) - wanted));
            if (freed[0] == 0) {
                break;
            }
            bytes = bytes(database);
        }
        long left = bytes;
        database.inTransaction(() -> database.update("UPDATE counters SET value = ? WHERE name = 'bytes'", left));
    }

    private static long deleteOldest(Database database, long wantedBytes) throws SQLException {
        List<Long> ids = new ArrayList<>();
        long freed = 0;
        long cutoffMillis = Long.MIN_VALUE;
        PreparedStatement select =
                database.prepared("SELECT id, used, bytes FROM facts ORDER BY used LIMIT " + ROWS_AT_ONCE);
        try (ResultSet rows = select.executeQuery()) {
            while (freed < wantedBytes && rows.next()) {
                ids.add(rows.getLong(1));
                cutoffMillis = rows.getLong(2);
                freed += rows.getLong(3);
            }
        }
        for (long id : ids) {
            database.deleteFact(id);
        }
        if (ids.isEmpty()) {
            return database.update("DELETE FROM directories"); // their files' facts are gone
        }
        database.update("DELETE FROM directories WHERE used < ?", cutoffMillis);
        return freed;
    }

    /** Deletes what was not used after a time. Returns how many facts went. */
    static long deleteUnused(Database database, long cutoffMillis) throws SQLException {
        long[] removed = new long[1];
        database.inTransaction(() -> {
            removed[0] = database.update("DELETE FROM facts WHERE used <= ?", cutoffMillis);
            database.update("DELETE FROM directories WHERE used <= ?", cutoffMillis);
            database.update("UPDATE counters SET value = ? WHERE name = 'bytes'", bytes(database));
        });
        return removed[0];
    }

    /** Gives room that nothing takes any more back to the disk. */
    static void compact(Database database) throws SQLException {
        database.execute("VACUUM");
    }

    /** Empties the store. Returns how many facts went. */
    static long clear(Database database) throws SQLException {
        long removed = deleteUnused(database, Long.MAX_VALUE);
        database.inTransaction(() -> database.update("UPDATE counters SET value = 0"));
        return removed;
    }

    static Stats stats(Database database, Path file, long limitBytes) throws SQLException {
        long oldestMillis = database.number("SELECT MIN(used) FROM facts");
        return new Stats(
                file,
                database.number("SELECT COUNT(*) FROM facts"),
                bytes(database),
                database.number("PRAGMA page_count") * database.number("PRAGMA page_size"),
                limitBytes,
                database.number("SELECT COUNT(DISTINCT directory) FROM directories"),
                database.number("SELECT IFNULL(SUM(files), 0) FROM directories"),
                database.counter("hits"),
                database.counter("misses"),
                oldestMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldestMillis)));
    }

    /** Reads every row; removes those that are damaged. */
    static Check verify(Database database) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (ResultSet rows = database.prepared("PRAGMA quick_check(10)").executeQuery()) {
            while (rows.next()) {
                if (!rows.getString(1).equals("ok")) {
                    problems.add(rows.getString(1));
                }
            }
        }
        if (!problems.isEmpty()) {
            return new Check(0, 0, 0, problems);
        }
        long checked = 0;
        long foreign = 0;
        List<Long> damaged = new ArrayList<>();
        try (ResultSet rows = database.prepared("SELECT id, row FROM facts").executeQuery()) {
            while (rows.next()) {
                checked++;
                byte[] row = rows.getBytes(2);
                if (!FactRow.isIntact(row) || FactRow.id(row) != rows.getLong(1)) {
                    damaged.add(rows.getLong(1));
                } else if (!isReadable(row)) {
                    foreign++;
                }
            }
        }
        List<Long> damagedPages = damagedPages(database);
        database.inTransaction(() -> {
            for (long id : damaged) {
                database.deleteFact(id);
            }
            for (long id : damagedPages) {
                database.update("DELETE FROM directories WHERE id = ?", id);
            }
        });
        return new Check(checked, damaged.size() + damagedPages.size(), foreign, List.of());
    }

    private static List<Long> damagedPages(Database database) throws SQLException {
        List<Long> damaged = new ArrayList<>();
        try (ResultSet rows =
                database.prepared("SELECT id, page FROM directories").executeQuery()) {
            while (rows.next()) {
                try {
                    DirectoryPage.read("", rows.getBytes(2));
                } catch (IOException e) {
                    damaged.add(rows.getLong(1));
                }
            }
        }
        return damaged;
    }

    private static boolean isReadable(byte[] row) {
        try {
            FactRow.read(row);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
