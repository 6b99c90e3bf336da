package dev.assay.detectors.manifest;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.ConflictMarks;
import java.nio.charset.StandardCharsets;

/** The lines of a document in their order, each with where it begins. Belongs to one thread. */
public final class TextLines {
    private final byte[] bytes;
    private final int length;
    private final Budget budget;
    private int next;
    private int from;
    private String line = "";

    public TextLines(Document document) {
        this.bytes = document.bytes();
        this.length = document.length();
        this.budget = document.budget();
        boolean marked = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        this.next = marked ? 3 : 0;
    }

    /** As {@link #next}; refuses the document at a line that a merge has marked as a conflict. */
    public boolean nextSettled() throws MalformedException {
        boolean isThere = next();
        MalformedException.check(!isThere || !isConflict(line), from, ConflictMarks.UNSETTLED);
        return isThere;
    }

    static boolean isConflict(String line) {
        return line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> ");
    }

    /** Goes on to the next line; false at the end. */
    public boolean next() {
        if (next >= length) {
            return false;
        }
        from = next;
        int end = from;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        next = end + 1;
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        budget.spendWork(end - from + 1L);
        return true;
    }

    /** Whether nothing ends it, as it is the last one and has no line feed. */
    public boolean isOpen() {
        return next > length;
    }

    /** Without what ends it. */
    public String line() {
        return line;
    }

    /** Where it begins within the bytes. */
    public long offset() {
        return from;
    }

    /** How many spaces and tabs it begins with. */
    public int indent() {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
