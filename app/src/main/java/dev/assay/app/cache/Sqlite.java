package dev.assay.app.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.sqlite.JDBC;

/**
 * One connection to a store's file, and its statements. Not thread-safe. Every failure is an {@link SQLException}, which
 * {@link Trouble} explains; a transaction that fails is undone.
 *
 * <p>{@code PRAGMA user_version} is the version of the tables: SQLite keeps it in the file's header, so that checking it
 * costs no table.
 */
public abstract class Sqlite implements AutoCloseable {
    private static final Logger LOG_OF_SQLITE = Logger.getLogger("org.sqlite");

    /** The store was written by a later version. */
    public static final class NewerException extends Exception {
        NewerException(int version, int known) {
            super("its version " + version + " is newer than " + known + ", which this Assay knows");
        }
    }

    /** What may be done with a store's file. */
    public enum Access {
        WRITE(""),

        /** It cannot be written; whoever can may do so meanwhile. */
        READ("?mode=ro"),

        /**
         * Its folder cannot be written either. A file that keeps a write-ahead log is read with another one beside it that readers make, unless
         * SQLite is told that nobody changes it (https://sqlite.org/wal.html#readonly).
         */
        READ_UNCHANGING("?mode=ro&immutable=1");

        private final String query;

        Access(String query) {
            this.query = query;
        }

        static Access of(Path file) {
            Path folder = file.toAbsolutePath().getParent();
            boolean isFolderWritable = folder == null || Files.isWritable(folder);
            if (isFolderWritable) {
                return Files.exists(file) && !Files.isWritable(file) ? READ : WRITE;
            }
            // what stands in the log is not yet in the file, and whoever is at work with it has made what readers need
            return size(file.resolveSibling(file.getFileName() + "-wal")) > 0 ? READ : READ_UNCHANGING;
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                return 0; // it is not there
            }
        }
    }

    private final Connection connection;
    private final Access access;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private boolean writing;

    protected Sqlite(Path file, Access access, long busyMillis) throws SQLException {
        this.access = access;
        Properties properties = new Properties();
        properties.setProperty("busy_timeout", Long.toString(busyMillis));
        connection = connect(file, access, properties);
    }

    private static Connection connect(Path file, Access access, Properties properties) throws SQLException {
        LOG_OF_SQLITE.setLevel(Level.OFF); // it would print stack traces of what is told in a line, as a notice
        try {
            // An URI, since a question mark in a plain path would begin sqlite-jdbc's options.
            return JDBC.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath() + access.query, properties);
        } catch (LinkageError e) {
            throw new SQLException("SQLite's native library cannot be loaded", e);
        }
    }

    public final boolean isWritable() {
        return access == Access.WRITE;
    }

    /**
     * Makes the tables if there are none or older ones. If that fails, the connection is closed.
     *
     * @param version of the tables: an older store is emptied, a newer one left alone
     * @param tables statements that drop what older versions had, and make them
     * @param wal whether the file system of a new store can keep a write-ahead log, which needs memory shared between processes
     * @param pragmas more of them, for this connection
     */
    protected final void prepare(int version, List<String> tables, BooleanSupplier wal, List<String> pragmas)
            throws SQLException, NewerException {
        boolean ready = false;
        try {
            int found = version();
            if (found > version) {
                throw new NewerException(found, version);
            }
            for (String pragma : pragmas) {
                execute(pragma);
            }
            if (found < version) {
                create(version, tables, wal.getAsBoolean());
                if (found > 0) {
                    forget();
                }
            }
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    private int version() throws SQLException {
        return (int) number("PRAGMA user_version");
    }

    private void create(int version, List<String> tables, boolean wal) throws SQLException {
        if (wal) {
            execute("PRAGMA journal_mode = WAL"); // the file remembers it
        }
        inTransaction(() -> {
            if (version() < version) { // another process may have been first
                for (String statement : tables) {
                    execute(statement);
                }
                execute("PRAGMA user_version = " + version);
            }
        });
    }

    /** What older versions kept may be what this one would not, such as credentials: it does not stay in free pages of the file. */
    private void forget() {
        try {
            execute("VACUUM");
        } catch (SQLException e) {
            // others are at work: the pages are used again in time
        }
    }

    /** A statement that is used once. The caller closes it. */
    protected final Statement statement() throws SQLException {
        return connection.createStatement();
    }

    /** Statements that belong together. */
    public interface Changes {
        void make() throws SQLException;
    }

    /** Makes changes as a whole or not at all. */
    public void inTransaction(Changes changes) throws SQLException {
        if (!writing) {
            execute("PRAGMA synchronous = NORMAL"); // with WAL: a power cut loses the last seconds, and damages nothing
            // Each checkpoint waits for the disk, and rows with random numbers touch a page each: rarer is much less.
            execute("PRAGMA wal_autocheckpoint = 4000");
            execute("PRAGMA cache_size = -" + pageCacheKib());
            writing = true;
        }
        execute("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            changes.make();
            execute("COMMIT");
            done = true;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    /** What of the file may be held in memory while it is written. */
    protected int pageCacheKib() {
        return 8_000;
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has done so already, as it does when the disk is full; what failed before is being reported
        }
    }

    public final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public final long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    public final int update(String sql, long... values) throws SQLException {
        PreparedStatement update = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            update.setLong(i + 1, values[i]);
        }
        return update.executeUpdate();
    }

    public final PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Closes the connection, and with it all statements. The last process to close empties the write-ahead log. */
    @Override
    public final void close() throws SQLException {
        connection.close();
    }
}
