package dev.assay.app.sweep;

import dev.assay.app.cache.Sqlite;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a sweep's store. Rows are content that has a name: facts by their key, trees and blobs by their oid, listings
 * by their target. Not thread-safe.
 */
final class SweepDatabase extends Sqlite {
    /**
     * Raise it when the tables or the layout of their rows change, or when what was kept must not stay; an older store is emptied, a newer
     * one left alone. 3: commands were kept with the credentials in them before.
     */
    static final int VERSION = 3;

    /** Named content that is kept beside facts. */
    enum Kind {
        TREE("trees"),
        BLOB("blobs"),
        LISTING("listings");

        private final String table;

        Kind(String table) {
            this.table = table;
        }
    }

    private static final List<String> TABLES = List.of(
            "DROP TABLE IF EXISTS facts",
            "DROP TABLE IF EXISTS trees",
            "DROP TABLE IF EXISTS blobs",
            "DROP TABLE IF EXISTS listings",
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, row BLOB NOT NULL)",
            "CREATE TABLE trees (name TEXT PRIMARY KEY, used INTEGER NOT NULL, row BLOB NOT NULL)",
            "CREATE TABLE blobs (name TEXT PRIMARY KEY, used INTEGER NOT NULL, row BLOB NOT NULL)",
            "CREATE TABLE listings (name TEXT PRIMARY KEY, used INTEGER NOT NULL, row BLOB NOT NULL)");

    private SweepDatabase(Path file, Access access, long busyMillis) throws SQLException {
        super(file, access, busyMillis);
    }

    static SweepDatabase open(Path file, Access access, BooleanSupplier wal, long busyMillis)
            throws SQLException, NewerException {
        SweepDatabase database = new SweepDatabase(file, access, busyMillis);
        database.prepare(VERSION, TABLES, wal, List.of());
        return database;
    }

    /** Each row is written and read once: more would grow with the number of repositories, and answer nothing. */
    @Override
    protected int pageCacheKib() {
        return 1_000;
    }

    /** A row of facts, whose use on a day is written down if that can be; null if there is none. */
    byte @Nullable [] fact(long id, long day) throws SQLException {
        PreparedStatement select = prepared("SELECT row, used FROM facts WHERE id = ?");
        select.setLong(1, id);
        byte[] row;
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            row = rows.getBytes(1);
            if (rows.getLong(2) >= day || !isWritable()) {
                return row;
            }
        }
        inTransaction(() -> update("UPDATE facts SET used = ? WHERE id = ?", day, id));
        return row;
    }

    /** The first bytes of a row of facts; null if there is none. */
    byte @Nullable [] startOfFact(long id, int bytes) throws SQLException {
        PreparedStatement select = prepared("SELECT substr(row, 1, ?) FROM facts WHERE id = ?");
        select.setInt(1, bytes);
        select.setLong(2, id);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getBytes(1) : null;
        }
    }

    void putFact(long id, byte[] row, long day) throws SQLException {
        inTransaction(() -> {
            PreparedStatement insert = prepared("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)");
            insert.setLong(1, id);
            insert.setLong(2, day);
            insert.setBytes(3, row);
            insert.executeUpdate();
            insert.clearParameters(); // a statement would hold its last row for as long as the sweep takes
        });
    }

    boolean has(Kind kind, String name) throws SQLException {
        PreparedStatement select = prepared("SELECT 1 FROM " + kind.table + " WHERE name = ?");
        select.setString(1, name);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    /** The content of a name, whose use on a day is written down if that can be; null if there is none. */
    byte @Nullable [] get(Kind kind, String name, long day) throws SQLException {
        PreparedStatement select = prepared("SELECT row, used FROM " + kind.table + " WHERE name = ?");
        select.setString(1, name);
        byte[] row;
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            row = rows.getBytes(1);
            if (rows.getLong(2) >= day || !isWritable()) {
                return row;
            }
        }
        inTransaction(() -> {
            PreparedStatement touch = prepared("UPDATE " + kind.table + " SET used = ? WHERE name = ?");
            touch.setLong(1, day);
            touch.setString(2, name);
            touch.executeUpdate();
        });
        return row;
    }

    void put(Kind kind, String name, byte[] row, long day) throws SQLException {
        inTransaction(() -> {
            PreparedStatement insert = prepared("INSERT OR REPLACE INTO " + kind.table + " VALUES (?, ?, ?)");
            insert.setString(1, name);
            insert.setLong(2, day);
            insert.setBytes(3, row);
            insert.executeUpdate();
            insert.clearParameters();
        });
    }

    /** Deletes what was not used since a day. */
    void deleteUnused(long since) throws SQLException {
        inTransaction(() -> {
            for (String table : List.of("facts", "trees", "blobs", "listings")) {
                update("DELETE FROM " + table + " WHERE used < ?", since);
            }
        });
    }
}
