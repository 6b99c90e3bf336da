package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables and statements of the cache, over one connection. Not thread-safe.
 */
final class Database extends Sqlite {
    /**
     * Raise it when the tables or the layout of their rows change, or when what was kept must not stay; an older store is emptied, a newer
     * one left alone. 3: commands were kept with the credentials in them before.
     */
    static final int VERSION = 3;

    /** What a row takes beside its blob. */
    private static final int ROW_BYTES = 48;

    private static final List<String> TABLES = List.of(
            "DROP TABLE IF EXISTS facts",
            "DROP TABLE IF EXISTS directories",
            "DROP TABLE IF EXISTS counters",
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                    + " row BLOB NOT NULL)",
            "CREATE INDEX facts_by_use ON facts (used, bytes)",
            "CREATE TABLE directories (id INTEGER PRIMARY KEY, directory INTEGER NOT NULL, first BLOB NOT NULL,"
                    + " used INTEGER NOT NULL, bytes INTEGER NOT NULL, files INTEGER NOT NULL, page BLOB NOT NULL)",
            "CREATE UNIQUE INDEX directories_by_name ON directories (directory, first)",
            "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
            "INSERT INTO counters VALUES ('bytes', 0), ('hits', 0), ('misses', 0)");

    /** One row of facts, and when it was last used. */
    static final class Fact {
        private final byte[] row;
        private final long usedMillis;

        Fact(byte[] row, long usedMillis) {
            this.row = row;
            this.usedMillis = usedMillis;
        }

        /** Not a copy. */
        byte[] row() {
            return row;
        }

        long usedMillis() {
            return usedMillis;
        }
    }

    /** One page of a directory, and when it was last used. */
    record Page(long id, DirectoryPage page, long usedMillis) {}

    private long addedBytes;

    private Database(Path file, Access access, long busyMillis) throws SQLException {
        super(file, access, busyMillis);
    }

    /**
     * Opens the store, and makes its tables if it has none or older ones.
     *
     * @param wal whether the file system of a new store can keep a write-ahead log, which needs memory shared between processes
     * @param pragmas more of them, for this connection
     */
    static Database open(Path file, Access access, BooleanSupplier wal, long busyMillis, List<String> pragmas)
            throws SQLException, NewerException {
        Database database = new Database(file, access, busyMillis);
        database.prepare(VERSION, TABLES, wal, pragmas);
        return database;
    }

    @Override
    public void inTransaction(Changes changes) throws SQLException {
        try {
            super.inTransaction(() -> {
                changes.make();
                if (addedBytes > 0) {
                    count("bytes", addedBytes);
                }
            });
        } finally {
            addedBytes = 0;
        }
    }

    /** The page of a directory on which a name would stand, or null. */
    @Nullable
    Page page(String directory, String name) throws SQLException {
        PreparedStatement select = prepared("SELECT id, first, used, page FROM directories"
                + " WHERE directory = ? AND first <= ? ORDER BY first DESC LIMIT 1");
        select.setLong(1, directoryId(directory));
        select.setBytes(2, name.getBytes(StandardCharsets.UTF_8));
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            String first = new String(rows.getBytes(2), StandardCharsets.UTF_8);
            try {
                return new Page(rows.getLong(1), DirectoryPage.read(first, rows.getBytes(4)), rows.getLong(3));
            } catch (IOException e) {
                return null; // the next thing remembered there replaces it
            }
        }
    }

    @Nullable
    Fact fact(long id) throws SQLException {
        PreparedStatement select = prepared("SELECT used, row FROM facts WHERE id = ?");
        select.setLong(1, id);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? new Fact(rows.getBytes(2), rows.getLong(1)) : null;
        }
    }

    /** Must be within a transaction, as all that follow. */
    void putFact(long id, byte[] row, long nowMillis) throws SQLException {
        PreparedStatement insert = prepared("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)");
        insert.setLong(1, id);
        insert.setLong(2, nowMillis);
        insert.setLong(3, row.length + ROW_BYTES);
        insert.setBytes(4, row);
        insert.executeUpdate();
        addedBytes += row.length + ROW_BYTES;
    }

    void deleteFact(long id) throws SQLException {
        update("DELETE FROM facts WHERE id = ?", id);
    }

    void touchFact(long id, long nowMillis) throws SQLException {
        update("UPDATE facts SET used = ? WHERE id = ?", nowMillis, id);
    }

    /** A page was used, and with it the facts of its files, which were not read from their own rows. */
    void touchPage(long id, long nowMillis) throws SQLException {
        PreparedStatement select = prepared("SELECT page FROM directories WHERE id = ?");
        select.setLong(1, id);
        DirectoryPage page;
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return;
            }
            page = DirectoryPage.read("", rows.getBytes(1));
        } catch (IOException e) {
            return; // damaged since it was read
        }
        update("UPDATE directories SET used = ? WHERE id = ?", nowMillis, id);
        for (Entry entry : page.entries().values()) {
            touchFact(entry.factId(), nowMillis);
        }
    }

    /** Adds files to a directory's pages; they are in the order of {@link DirectoryPage#compare}. */
    void putFiles(String directory, SortedMap<String, Entry> files, long nowMillis) throws SQLException {
        long directoryId = directoryId(directory);
        SortedMap<String, Entry> left = new TreeMap<>(files);
        while (!left.isEmpty()) {
            String name = left.firstKey();
            Page stored = page(directory, name);
            DirectoryPage page = stored == null ? DirectoryPage.empty() : stored.page();
            TreeMap<String, Entry> all = page.sorted();
            do {
                String next = left.firstKey();
                all.put(next, left.remove(next));
            } while (!left.isEmpty() && page.covers(left.firstKey()));
            if (all.size() > DirectoryPage.MOST_FILES) {
                dropForgotten(all);
            }
            for (DirectoryPage part : page.split(all)) {
                put(directoryId, part, nowMillis);
            }
        }
    }

    /** A directory's page that is full holds names that are long gone: those whose facts are. */
    private void dropForgotten(Map<String, Entry> all) throws SQLException {
        StringJoiner ids = new StringJoiner(",", "SELECT id FROM facts WHERE id IN (", ")");
        for (Entry entry : all.values()) {
            ids.add(Long.toString(entry.factId()));
        }
        Set<Long> there = new HashSet<>();
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery(ids.toString())) {
            while (rows.next()) {
                there.add(rows.getLong(1));
            }
        }
        all.values().removeIf(entry -> !there.contains(entry.factId()));
    }

    private void put(long directoryId, DirectoryPage page, long nowMillis) throws SQLException {
        byte[] bytes = page.write();
        PreparedStatement insert = prepared("INSERT INTO directories (directory, first, used, bytes, files, page)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (directory, first) DO UPDATE SET used = excluded.used,"
                + " bytes = excluded.bytes, files = excluded.files, page = excluded.page");
        insert.setLong(1, directoryId);
        insert.setBytes(2, page.first().getBytes(StandardCharsets.UTF_8));
        insert.setLong(3, nowMillis);
        insert.setLong(4, bytes.length + ROW_BYTES);
        insert.setInt(5, page.entries().size());
        insert.setBytes(6, bytes);
        insert.executeUpdate();
        addedBytes += bytes.length + ROW_BYTES; // too much if it was there: Upkeep.evict counts again before it acts
    }

    void count(String counter, long more) throws SQLException {
        PreparedStatement update = prepared("UPDATE counters SET value = value + ? WHERE name = ?");
        update.setLong(1, more);
        update.setString(2, counter);
        update.executeUpdate();
    }

    long counter(String name) throws SQLException {
        PreparedStatement select = prepared("SELECT value FROM counters WHERE name = ?");
        select.setString(1, name);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static long directoryId(String directory) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(directory.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() >>> 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
