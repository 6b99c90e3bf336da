package dev.assay.detectors.model.keras;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .keras} file is a zip archive: what it holds goes on as its members. What is left is to look for members that are
 * programs, which only its name tells to have no place there. Reads the archive's directory, and leaves to the decoder of
 * archives to say what is wrong with it.
 */
public final class KerasArchiveDecoder implements Decoder {
    static final String LANGUAGE = "keras-member";

    private static final String EXTENSION = "keras";

    /** Endings of programs. */
    private static final List<String> PROGRAMS = List.of(
            ".py", ".pyc", ".sh", ".bash", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".so", ".dll", ".dylib", ".exe",
            ".jar");

    private static final int END_RECORD_BYTES = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_RECORD_BYTES = 56;
    private static final int ZIP64_SIGNATURE = 0x06064b50;
    private static final int ENTRY_BYTES = 46;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int MOST_COMMENT_BYTES = 65_535;
    private static final int MOST_FACTS = 1_000;
    private static final int MOST_NAME = 120;

    @Override
    public Format format() {
        return new Format(
                "keras",
                head -> head.has(0, "PK\u0003\u0004") && head.extension().equals(EXTENSION));
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        long size = in.sizeBytes();
        long from = Math.max(size - END_RECORD_BYTES - MOST_COMMENT_BYTES, 0);
        try (ByteReader reader = new ByteReader(in, budget, from)) {
            byte[] tail = reader.bytes((int) (size - from));
            int end = tail.length - END_RECORD_BYTES;
            while (end >= 0 && i32(tail, end) != END_SIGNATURE) {
                end--;
            }
            if (end < 0) {
                return; // the decoder of archives says so
            }
            Directory directory = zip64(reader, tail, end, size);
            if (directory == null) {
                directory = new Directory(i32(tail, end + 12) & 0xffff_ffffL, from + end);
            }
            if (directory.sizeBytes() <= directory.end()) {
                reader.seek(directory.end() - directory.sizeBytes());
                entries(reader, directory.end(), out, budget);
            } // else it lies before the file, and the decoder of archives says so
        }
    }

    /** Where the directory ends, and how long it is. */
    private record Directory(long sizeBytes, long end) {}

    /** What the end record of zip64 says (APPNOTE 4.3.14), to which a locator leads that lies before the other one. */
    private static @Nullable Directory zip64(ByteReader reader, byte[] tail, int end, long size) throws IOException {
        int locator = end - LOCATOR_BYTES;
        if (locator < 0 || i32(tail, locator) != LOCATOR_SIGNATURE) {
            return null;
        }
        long at = i32(tail, locator + 8) & 0xffff_ffffL | (long) i32(tail, locator + 12) << 32;
        if (at < 0 || at > size - ZIP64_RECORD_BYTES) {
            return null;
        }
        reader.seek(at);
        if (reader.i32le() != ZIP64_SIGNATURE) {
            return null;
        }
        reader.skip(36);
        long bytes = reader.i64le();
        return bytes < 0 ? null : new Directory(bytes, at);
    }

    private static void entries(ByteReader reader, long end, Sink out, Budget budget) throws IOException {
        int told = 0;
        while (end - reader.position() >= ENTRY_BYTES) {
            if (told == MOST_FACTS) {
                out.gap(GapKind.LIMIT, reader.position(), "more than " + MOST_FACTS + " members that are programs", -1);
                return;
            }
            budget.spendWork(ENTRY_BYTES);
            long at = reader.position();
            MalformedException.check(reader.i32le() == ENTRY_SIGNATURE, at, "there is no entry of a directory");
            reader.skip(24);
            int nameBytes = reader.u16le();
            long rest = (long) reader.u16le() + reader.u16le();
            reader.skip(12);
            String name = reader.latin1(nameBytes);
            if (PROGRAMS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
                out.fact(new EmbeddedCode(LANGUAGE, ConfigReading.shown(name, MOST_NAME), "", at));
                told++;
            }
            reader.skip(rest);
        }
    }

    private static int i32(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }
}
