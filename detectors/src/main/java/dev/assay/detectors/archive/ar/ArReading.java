package dev.assay.detectors.archive.ar;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.MemberData;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/** Walks an archive from header to header (ar(5) of GNU binutils and of FreeBSD). */
final class ArReading implements AutoCloseable {
    private static final int HEADER_BYTES = 60;
    private static final int NAME_BYTES = 16;
    private static final int SIZE_AT = 48;
    private static final int SIZE_BYTES = 10;

    /** The longest table of names or name that is kept. */
    private static final int MOST_NAMES_BYTES = 1 << 20;

    private final ByteSource in;
    private final Sink out;
    private final Budget budget;
    private final ByteReader reader;
    private final Anomalies anomalies;
    private final EntryNames names;
    private byte[] longNames = new byte[0];

    ArReading(ByteSource in, Sink out, Budget budget) {
        this.in = in;
        this.out = out;
        this.budget = budget;
        this.reader = new ByteReader(in, budget);
        this.anomalies = new Anomalies(out);
        this.names = new EntryNames(out, anomalies, budget);
    }

    String magic(int length) throws IOException {
        return reader.latin1(length);
    }

    /** Reads what follows the magic. */
    void read() throws IOException {
        while (!reader.atEnd()) {
            if (names.isFull()) {
                out.gap(GapKind.LIMIT, reader.position(), EntryNames.fullReason(), -1);
                return;
            }
            budget.spendEntry();
            long at = reader.position();
            byte[] header = reader.bytes(HEADER_BYTES);
            boolean sound = header[HEADER_BYTES - 2] == '`' && header[HEADER_BYTES - 1] == '\n';
            MalformedException.check(sound, at, "no header of an ar member where one should be");
            long size = decimal(header, SIZE_AT, SIZE_BYTES);
            MalformedException.check(size >= 0, at, "the size of an ar member is no number");
            member(header, size, at);
            if ((size & 1) != 0) {
                reader.advance(Math.min(reader.request(1), 1)); // the last byte of padding may be missing
            }
        }
    }

    private void member(byte[] header, long size, long at) throws IOException {
        String name = text(header, 0, NAME_BYTES);
        if (name.equals("/") || name.equals("/SYM64/")) {
            reader.skip(size);
            out.opaque(size);
        } else if (name.equals("//")) {
            MalformedException.check(size <= MOST_NAMES_BYTES, at, "an ar archive's table of names is too long");
            longNames = reader.bytes((int) size);
        } else if (name.startsWith("#1/")) {
            long length = decimal(header, 3, NAME_BYTES - 3);
            MalformedException.check(
                    length >= 0 && length <= size && length <= MOST_NAMES_BYTES, at, "an ar member's name is too long");
            byte[] own = reader.bytes((int) length);
            handOn(EntryText.of(own, 0, ended(own, 0, (byte) 0)), size - length, at);
        } else if (name.length() > 1 && name.charAt(0) == '/' && decimal(header, 1, NAME_BYTES - 1) >= 0) {
            handOn(longName(decimal(header, 1, NAME_BYTES - 1), at), size, at);
        } else {
            handOn(name.endsWith("/") ? name.substring(0, name.length() - 1) : name, size, at);
        }
    }

    private void handOn(String name, long size, long at) throws IOException {
        names.see(name, ArchiveEntry.Type.FILE, null, at);
        MemberData.handOn(in, reader, out, name, size, at);
    }

    /** Of the table, in which GNU ends names by a slash and a line feed. */
    private String longName(long from, long at) {
        if (from >= longNames.length) {
            anomalies.add("archive/header-mismatch", "the name of an ar member is not in the table of names", at);
            return "/" + from;
        }
        int end = ended(longNames, (int) from, (byte) '\n');
        boolean slash = end > from && longNames[end - 1] == '/';
        return EntryText.of(longNames, (int) from, end - (int) from - (slash ? 1 : 0));
    }

    private static int ended(byte[] bytes, int from, byte by) {
        int end = from;
        while (end < bytes.length && bytes[end] != by) {
            end++;
        }
        return end;
    }

    /** A field without the spaces behind it. */
    private static String text(byte[] header, int from, int most) {
        int length = most;
        while (length > 0 && header[from + length - 1] == ' ') {
            length--;
        }
        return EntryText.of(header, from, length);
    }

    /** Decimal digits up to a space, or -1 for anything else. */
    private static long decimal(byte[] header, int from, int most) {
        String digits = text(header, from, most);
        long value = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0'; // at most 15 digits
        }
        return value;
    }

    @Override
    public void close() {
        try (reader;
                anomalies) {
            names.close();
        }
    }
}
