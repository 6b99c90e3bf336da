package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * The tables and statements of the store, over one connection. Not thread-safe. Every failure is an {@link SQLException},
 * which {@link Trouble} explains; a transaction that fails is undone.
 *
 * <p>{@code PRAGMA user_version} is the version of the tables: SQLite keeps it in the file's header, so that checking it
 * costs no table.
 */
final class Database implements AutoCloseable {
    /** Raise it when the tables or the layout of their rows change; an older store is emptied, a newer one left alone. */
    static final int VERSION = 2;

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
            "INSERT INTO counters VALUES ('bytes', 0), ('hits', 0), ('misses', 0)",
            "PRAGMA user_version = " + VERSION);

    private static final Logger LOG_OF_SQLITE = Logger.getLogger("org.sqlite");

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

    /** The store was written by a later version. */
    static final class NewerException extends Exception {
        NewerException(int version) {
            super("its version " + version + " is newer than " + VERSION + ", which this Assay knows");
        }
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private boolean writing;
    private long addedBytes;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the store, and makes its tables if it has none or older ones.
     *
     * @param wal whether the file system of a new store can keep a write-ahead log, which needs memory shared between processes
     * @param pragmas more of them, for this connection
     */
    static Database open(Path file, BooleanSupplier wal, long busyMillis, List<String> pragmas)
            throws SQLException, NewerException {
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", Long.toString(busyMillis));
        Database database = new Database(connect(file, properties));
        try {
            int version = database.version();
            if (version > VERSION) {
                throw new NewerException(version);
            }
            for (String pragma : pragmas) {
                database.execute(pragma);
            }
            if (version < VERSION) {
                database.create(wal.getAsBoolean());
            }
            return database;
        } catch (SQLException | NewerException e) {
            database.close();
            throw e;
        }
    }

    private static Connection connect(Path file, Properties properties) throws SQLException {
        LOG_OF_SQLITE.setLevel(Level.OFF); // it would print stack traces of what is told in a line, as a notice
        try {
            // An URI, since a question mark in a plain path would begin sqlite-jdbc's options.
            return JDBC.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath(), properties);
        } catch (LinkageError e) {
            throw new SQLException("SQLite's native library cannot be loaded", e);
        }
    }

    private int version() throws SQLException {
        return (int) number("PRAGMA user_version");
    }

    private void create(boolean wal) throws SQLException {
        if (wal) {
            execute("PRAGMA journal_mode = WAL"); // the file remembers it
        }
        inTransaction(() -> {
            if (version() < VERSION) { // another process may have been first
                for (String statement : TABLES) {
                    execute(statement);
                }
            }
        });
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
        try (Statement statement = connection.createStatement();
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

    /** Statements that belong together. */
    interface Changes {
        void make() throws SQLException;
    }

    /** Makes changes as a whole or not at all. */
    void inTransaction(Changes changes) throws SQLException {
        if (!writing) {
            execute("PRAGMA synchronous = NORMAL"); // with WAL: a power cut loses the last seconds, and damages nothing
            // Each checkpoint waits for the disk, and rows with random numbers touch a page each: rarer is much less.
            execute("PRAGMA wal_autocheckpoint = 4000");
            execute("PRAGMA cache_size = -8000");
            writing = true;
        }
        execute("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            changes.make();
            if (addedBytes > 0) {
                count("bytes", addedBytes);
            }
            execute("COMMIT");
            done = true;
        } finally {
            addedBytes = 0;
            if (!done) {
                rollBack();
            }
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has done so already, as it does when the disk is full; what failed before is being reported
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    int update(String sql, long... values) throws SQLException {
        PreparedStatement update = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            update.setLong(i + 1, values[i]);
        }
        return update.executeUpdate();
    }

    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Closes the connection, and with it all statements. The last process to close empties the write-ahead log. */
    @Override
    public void close() throws SQLException {
        connection.close();
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
