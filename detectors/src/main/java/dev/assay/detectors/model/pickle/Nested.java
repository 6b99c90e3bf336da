package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files that lie within the operands of a pickle: what it hands to a loader, and what looks like a pickle although it is
 * only held, in bytes or in texts as base64, as hexadecimal digits or as Latin-1. They are handed on when the pickle is
 * done. What is only held counts if its first opcodes name something: data in data is nobody's concern.
 */
final class Nested {
    /** How the bytes of a file are written. */
    enum Form {
        BYTES,
        LATIN1,
        BASE64,
        HEX
    }

    /** No pickle that calls something is shorter. */
    static final int LEAST_BYTES = 12;

    /** What may be kept of a stream, or decoded from a text. */
    static final int MOST_KEPT_BYTES = 16 << 20;

    private static final int MOST_FOUND = 10_000;
    static final int MOST_TRIED_BYTES = 64 * 1024;
    private static final int MOST_DECODED_FIRST = 4096;

    /** So many opcodes in a row, behind PROTO, do not come about by chance. */
    private static final int ENOUGH_OPCODES = 16;

    private static final int MOST_TRIALS = 256;

    /** torch's old format begins with three pickles that hold a number or a dict. */
    private static final int MOST_IN_A_ROW = 8;

    private static final int ZIP_HEADER_BYTES = 30;

    /** How far the name of a module may reach in a text that may be a pickle of protocol 0. */
    static final int MOST_MODULE = 80;

    private final ByteSource source;
    private final Budget budget;
    private final MachineMemory memory;
    private final Sink out;
    private final SortedMap<Long, Form> found = new TreeMap<>();
    private int handedOn;
    private long firstLeft = -1;
    private long behind = -1;

    Nested(ByteSource source, Budget budget, MachineMemory memory, Sink out) {
        this.source = source;
        this.budget = budget;
        this.memory = memory;
        this.out = out;
    }

    /** Whether a text is worth a look: cheap, since every text of a pickle is asked. */
    static boolean maySuspect(byte[] a, int i, int length) {
        if (length < LEAST_BYTES) {
            return false;
        }
        return switch (a[i]) {
            case 'g', '8', (byte) 0xc2 -> beginsWithProto(a, i);
            case 'Y' -> a[i + 1] >= '0' && a[i + 1] <= '9' || a[i + 1] >= 'w'; // GLOBAL in base64
            case 'K' -> a[i + 1] >= 'A' && a[i + 1] <= 'P'; // MARK in base64
            case '6' -> a[i + 1] == '3';
            case '2' -> a[i + 1] == '8';
            case '(' -> true;
            case 'c' -> hasNewline(a, i, Math.min(length, MOST_MODULE));
            default -> false;
        };
    }

    /** Whether a text begins with PROTO in base64, in hexadecimal digits, or as a character. */
    static boolean beginsWithProto(byte[] a, int i) {
        return switch (a[i]) {
            case 'g' -> a[i + 1] == 'A';
            case '8' -> a[i + 1] == '0';
            case (byte) 0xc2 -> a[i + 1] == (byte) 0x80;
            default -> false;
        };
    }

    /** The same for a text that is written as a line, with escapes, by its first character. */
    static boolean maySuspectLine(byte first) {
        return switch (first) {
            case 'g', '8', 'Y', 'K', '6', '2', '(', 'c', '\\', (byte) Opcodes.PROTO -> true;
            default -> false;
        };
    }

    private static boolean hasNewline(byte[] a, int i, int length) {
        for (int k = i; k < i + length; k++) {
            if (a[k] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** How a pickle is written in a text of which the first {@code n} bytes are at hand; null if there is none. */
    static @Nullable Form inText(byte[] a, int i, int n, long length) {
        int to = i + Math.min(n, MOST_TRIED_BYTES);
        int first = i + Math.min(n, MOST_DECODED_FIRST);
        boolean isCut = length > to - i;
        if (n < LEAST_BYTES) {
            return null;
        }
        if (a[i] == (byte) 0xc2) {
            return isPickle(Codings.latin1(a, i, to), isCut) ? Form.LATIN1 : null;
        } else if (isPickle(a, i, to, i + length)) {
            return Form.BYTES;
        }
        isCut = length > first - i;
        if (isHexadecimal(a, i) && isPickle(Codings.hex(a, i, first), isCut)) {
            return Form.HEX;
        }
        return isBase64(a, i) && isPickle(Codings.base64(a, i, first), isCut) ? Form.BASE64 : null;
    }

    /** Whether bytes of which the first {@code n} are at hand begin as a pickle that does something. */
    static boolean inBytes(byte[] a, int i, int n, long length) {
        int tried = Math.min(n, MOST_TRIED_BYTES);
        return n >= LEAST_BYTES && (isPickle(a, i, i + tried, i + length) || isZipOfPickle(a, i, tried));
    }

    private static boolean isHexadecimal(byte[] a, int i) {
        for (int k = i; k < i + LEAST_BYTES; k++) {
            if (Character.digit(a[k], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(byte[] a, int i) {
        for (int k = i; k < i + LEAST_BYTES; k++) {
            if (Codings.base64Digit(a[k]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** @param isCut whether more would follow than was decoded */
    private static boolean isPickle(byte[] bytes, boolean isCut) {
        return isPickle(bytes, 0, bytes.length, isCut ? Long.MAX_VALUE : bytes.length);
    }

    /**
     * Whether the first opcodes name something and, without PROTO, call it; those of some pickles in a row. With PROTO, an
     * operand that goes beyond what is at hand speaks for a pickle, too.
     *
     * @param end where the bytes would end if all of them were at hand
     */
    private static boolean isPickle(byte[] a, int from, int to, long end) {
        int at = from;
        for (int i = 0; i < MOST_IN_A_ROW && to - at >= 2; i++) {
            boolean proto = (a[at] & 0xff) == Opcodes.PROTO;
            if (proto ? a[at + 1] < 0 || a[at + 1] > Opcodes.HIGHEST_PROTOCOL : !Trial.mayBegin(a[at] & 0xff)) {
                return false;
            }
            Trial trial = new Trial(a, at, to, true);
            trial.runToCall();
            boolean stopped = trial.end() == Trial.End.STOPPED;
            boolean goesOn = trial.end() == Trial.End.OUT_OF_BYTES
                    && (trial.opcodes() >= ENOUGH_OPCODES || to < end && !trial.reachesBeyond(end));
            if (trial.callsSpelled() || proto && (goesOn || stopped && (trial.spells() || trial.holdsPickle()))) {
                return true;
            }
            if (!stopped) {
                return false;
            }
            at = trial.position();
        }
        return false;
    }

    /** Whether bytes are a zip whose first member is a pickle, as {@code torch.save} writes it. */
    private static boolean isZipOfPickle(byte[] a, int i, int n) {
        if (n < ZIP_HEADER_BYTES || a[i] != 'P' || a[i + 1] != 'K' || a[i + 2] != 3 || a[i + 3] != 4) {
            return false;
        }
        int end = ZIP_HEADER_BYTES + (a[i + 26] & 0xff | (a[i + 27] & 0xff) << 8);
        return end <= n
                && a[i + end - 4] == '.'
                && a[i + end - 3] == 'p'
                && a[i + end - 2] == 'k'
                && a[i + end - 1] == 'l';
    }

    /** Notes what the opcode at an offset of a source pushes that can be read again. */
    void found(long offset, Form form) {
        if (found.size() < MOST_FOUND || found.containsKey(offset)) {
            found.putIfAbsent(offset, form);
        } else {
            left(offset);
        }
    }

    /** Notes that what the opcode at an offset pushes is a file that cannot be had again. */
    void left(long offset) {
        firstLeft = firstLeft < 0 ? offset : firstLeft;
    }

    /**
     * Looks for a pickle that calls something in what no unpickler reads, from an offset on: behind a broken one, or behind
     * one with something else in between. The first is enough, since the same is done behind it.
     */
    void behind(long offset) throws IOException {
        if (!source.seekable()) {
            return;
        }
        try (ByteReader in = new ByteReader(source, budget, offset)) {
            int n = in.request(MOST_TRIED_BYTES);
            byte[] a = in.array();
            int to = in.index() + n;
            int trials = 0;
            for (int i = in.index(); i < to - LEAST_BYTES && trials < MOST_TRIALS; i++) {
                if ((a[i] & 0xff) == Opcodes.PROTO && a[i + 1] >= 0 && a[i + 1] <= Opcodes.HIGHEST_PROTOCOL) {
                    trials++;
                    Trial trial = new Trial(a, i, to, true);
                    trial.runToCall();
                    if (trial.callsSpelled()) {
                        behind = offset + i - in.index();
                        return;
                    }
                }
            }
        }
    }

    /** Hands on at once what lies at an offset and need not be kept then. */
    void handOn(long offset, Form form, byte[] content) {
        if (handedOn++ < MOST_FOUND) {
            out.child(name(form, offset), new MemorySource(decoded(form, content)));
        } else {
            left(offset);
        }
    }

    /** Hands on what was found, in order. */
    void emit() throws IOException {
        for (var entry : found.entrySet()) {
            emit(entry.getKey(), entry.getValue());
        }
        if (behind >= 0) {
            long size = source.sizeBytes();
            out.child(
                    "behind@" + behind,
                    new SliceSource(source, behind, size < 0 ? Long.MAX_VALUE - behind : size - behind));
        }
        if (firstLeft >= 0) {
            out.gap(GapKind.LIMIT, firstLeft, "holds files that are too many, or too large to be kept of a stream", -1);
        }
    }

    private static String name(Form form, long offset) {
        return form.name().toLowerCase(Locale.ROOT) + "@" + offset;
    }

    private void emit(long offset, Form form) throws IOException {
        try (ByteReader in = new ByteReader(source, budget, offset)) {
            int opcode = in.u8();
            long length = length(in, opcode);
            if (form == Form.BYTES && length >= 0) {
                out.child(name(form, offset), new SliceSource(source, in.position(), length));
                return;
            }
            if (length > MOST_KEPT_BYTES) {
                out.gap(GapKind.LIMIT, offset, "a file within the pickle is too large to be decoded", length);
                return;
            }
            byte[] text = length >= 0 ? in.bytes((int) length) : line(in, opcode);
            memory.take(2L * text.length);
            out.child(name(form, offset), new MemorySource(decoded(form, text)));
            memory.giveBack(2L * text.length);
        } catch (MachineMemory.FullException e) {
            out.gap(GapKind.LIMIT, offset, "a file within the pickle is too large to be decoded", -1);
        }
    }

    /** The operand's length, or -1 for a line. */
    private static long length(ByteReader in, int opcode) throws IOException {
        return switch (Opcodes.operand(opcode)) {
            case Opcodes.COUNTED1 -> in.u8();
            case Opcodes.COUNTED4 -> in.u32le();
            case Opcodes.COUNTED8 -> in.i64le();
            default -> -1;
        };
    }

    private static byte[] line(ByteReader in, int opcode) throws IOException {
        java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream();
        for (int c; (c = in.read()) >= 0 && c != '\n' && kept.size() < MOST_KEPT_BYTES; ) {
            kept.write(c);
        }
        byte[] line = kept.toByteArray();
        return lineContent(line, line.length, opcode);
    }

    /** What STRING or UNICODE makes of a line, as UTF-8 or bytes. */
    static byte[] lineContent(byte[] line, int length, int opcode) {
        return opcode == Opcodes.STRING
                ? Codings.latin1(TextOperands.quoted(line, 0, length))
                : TextOperands.rawUnicodeEscape(line, 0, length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(Form form, byte[] text) {
        return switch (form) {
            case BYTES -> text;
            case LATIN1 -> Codings.latin1(text, 0, text.length);
            case BASE64 -> Codings.base64(text, 0, text.length);
            case HEX -> Codings.hex(text, 0, text.length);
        };
    }

    /** The literal that the opcode at an offset pushes, as UTF-8 or bytes; null if it is longer. */
    byte @Nullable [] literal(long offset, int mostBytes) throws IOException {
        try (ByteReader in = new ByteReader(source, budget, offset)) {
            int opcode = in.u8();
            long length = length(in, opcode);
            if (length > mostBytes) {
                return null;
            }
            byte[] content = length >= 0 ? in.bytes((int) length) : line(in, opcode);
            return content.length > mostBytes ? null : content;
        }
    }
}
