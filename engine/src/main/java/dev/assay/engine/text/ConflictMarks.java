package dev.assay.engine.text;

import dev.assay.engine.bytes.MalformedException;

/** What git writes around the sides of a conflict that a merge has left: no format has such lines. Pure functions. */
public final class ConflictMarks {
    /** Why a document is refused there. */
    public static final String UNSETTLED = "a conflict of a merge that nobody has settled";

    private static final String MARKS = "<|=>";
    private static final int MARK_BYTES = 7;

    private ConflictMarks() {}

    /** Whether a line begins with a mark. */
    public static boolean isMark(byte[] bytes, int line, int length) {
        if (line + MARK_BYTES > length || MARKS.indexOf(bytes[line]) < 0) {
            return false;
        }
        for (int i = 1; i < MARK_BYTES; i++) {
            if (bytes[line + i] != bytes[line]) {
                return false;
            }
        }
        return true;
    }

    /** A fault as it is told: that of a reader which came upon such marks is the conflict, at its line; any other is itself. */
    public static MalformedException told(byte[] bytes, int length, MalformedException fault) {
        if (fault.offsetBytes() < 0 || fault.offsetBytes() > length) {
            return fault;
        }
        int line = lineStart(bytes, (int) fault.offsetBytes());
        int at = isMark(bytes, line, length) || line == 0 ? line : lineStart(bytes, line - 1); // some stop behind it
        if (!isMark(bytes, at, length)) {
            return fault;
        }
        int number = 1;
        for (int i = 0; i < at; i++) {
            number += bytes[i] == '\n' ? 1 : 0;
        }
        return new MalformedException(at, UNSETTLED + ", in line " + number);
    }

    private static int lineStart(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        return from;
    }
}
