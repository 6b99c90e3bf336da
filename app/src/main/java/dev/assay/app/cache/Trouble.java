package dev.assay.app.cache;

import java.sql.SQLException;

/** What a failure of the store means for the rest of the run. Result codes: https://sqlite.org/rescode.html */
enum Trouble {
    /** Another process holds it for longer than we wait. */
    BUSY,
    /** Its bytes make no sense: it is set aside, and a new one begun. */
    DAMAGED,
    /** No room: nothing more is written. */
    FULL,
    /** Anything else: the cache is off. */
    UNUSABLE;

    private static final int SQLITE_ERROR = 1;
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_NOTADB = 26;
    /** SQLITE_IOERR with its extension: a page that its file is too short for. */
    private static final int SQLITE_IOERR_SHORT_READ = 522;

    static Trouble of(SQLException e) {
        if (e.getErrorCode() == SQLITE_IOERR_SHORT_READ) {
            return DAMAGED;
        }
        return switch (e.getErrorCode() & 0xff) { // the low byte is the primary code
            case SQLITE_BUSY, SQLITE_LOCKED -> BUSY;
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR -> DAMAGED; // ERROR: a table is missing
            case SQLITE_FULL -> FULL;
            default -> UNUSABLE;
        };
    }
}
