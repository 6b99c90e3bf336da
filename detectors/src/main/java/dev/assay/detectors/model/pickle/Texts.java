package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the texts back that a pickle pushed, when one of them turns out to matter: as a module, as a name, or in the
 * preview of a call.
 *
 * <p>Where the source can be read again nothing is kept but offsets, and a text is read when it is wanted. In a stream,
 * texts that look like names are kept up to a limit, and others for a short while.
 */
final class Texts {
    /** Longer ones are cut; no module or attribute that exists is as long. */
    static final int MOST_BYTES = 512;

    /** What is larger moves the place by more than tags can express for long. */
    static final long LARGE_BYTES = 1L << 24;

    private static final int MOST_POOLED_BYTES = 256;
    private static final int MOST_POOL_BYTES = 12 << 20;
    private static final int RECENT = 4096;
    private static final int RECENT_FLAG = 1 << 27;
    private static final int CACHE = 512;
    private static final int MOST_OPEN_PAGES = 16;

    /** How often texts of a sealed page may be counted out: each time reads the page's bytes again. */
    private static final int MOST_COUNTED_PAGES = 20_000;

    private final ByteSource source;
    private final Budget budget;
    private final MachineMemory memory;
    private final Derived derived;
    private final boolean seekable;
    private final byte[] window = new byte[MOST_BYTES + 16];
    private final long[] cachedOffsets = new long[CACHE];
    private final @Nullable String[] cached = new String[CACHE];
    private final Map<Memo.Sealed, long[]> openPages = new HashMap<>();
    private int countedPages;

    private long[] pinned = new long[16];
    private int pinnedCount;

    private final Map<String, Integer> pool = new HashMap<>();
    private @Nullable String[] pooled = new String[16];
    private int poolBytes;
    private final @Nullable String[] recent = new String[RECENT];
    private int recentCount;

    Texts(ByteSource source, Budget budget, MachineMemory memory, Derived derived) {
        this.source = source;
        this.derived = derived;
        this.budget = budget;
        this.memory = memory;
        this.seekable = source.seekable();
        Arrays.fill(cachedOffsets, -1);
    }

    /** Whether texts are found by their offset, so that {@link #keep} is not needed. */
    boolean areInSource() {
        return seekable;
    }

    /** The tag of a text in a stream. */
    int keep(String text) throws MachineMemory.FullException {
        if (text.length() > MOST_POOLED_BYTES) {
            return Tag.UNKNOWN;
        }
        if (isNameLike(text)) {
            Integer known = pool.get(text);
            if (known != null) {
                return Tag.of(Tag.POOLED, known);
            }
            int bytes = 2 * text.length() + 96;
            if (poolBytes + bytes <= MOST_POOL_BYTES) {
                poolBytes += bytes;
                memory.take(bytes);
                int number = pool.size();
                pool.put(text, number);
                pooled = number < pooled.length ? pooled : Arrays.copyOf(pooled, 2 * number);
                pooled[number] = text;
                return Tag.of(Tag.POOLED, number);
            }
        }
        int number = recentCount++ & RECENT_FLAG - 1;
        recent[number & RECENT - 1] = text;
        return Tag.of(Tag.POOLED, RECENT_FLAG | number);
    }

    private static boolean isNameLike(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '-' && !Character.isUnicodeIdentifierPart(c) && c != '_') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The tag of a text whose opcode lies at an offset of a source that can be read again. */
    int inSource(long offset, long length) throws MachineMemory.FullException {
        return length < LARGE_BYTES ? Tag.of(Tag.STRING, (int) offset) : pin(offset);
    }

    /** The same text under a tag that stays good however far the source is read on. */
    int lasting(int tag, long positionBytes) throws MachineMemory.FullException {
        return switch (Tag.kind(tag)) {
            case Tag.STRING -> pin(offset(tag, positionBytes));
            case Tag.POOLED -> Tag.payload(tag) >= RECENT_FLAG ? Tag.UNKNOWN : tag;
            default -> tag;
        };
    }

    private int pin(long offset) throws MachineMemory.FullException {
        if (pinnedCount == pinned.length) {
            memory.take((long) pinned.length * Long.BYTES);
            pinned = Arrays.copyOf(pinned, 2 * pinned.length);
        }
        pinned[pinnedCount] = offset;
        return Tag.of(Tag.PINNED, pinnedCount++);
    }

    /** The text under a tag, cut to {@link #MOST_BYTES}; null if it is none, or is not known any more. */
    @Nullable
    String get(int tag, Memo memo, long positionBytes) throws IOException {
        return switch (Tag.kind(tag)) {
            case Tag.STRING -> at(offset(tag, positionBytes));
            case Tag.PINNED -> at(pinned[Tag.payload(tag)]);
            case Tag.POOLED -> pooled(Tag.payload(tag));
            case Tag.MEMO_STRING -> at(counted(Tag.payload(tag), memo));
            case Tag.DERIVED -> cut(derived.text(tag));
            default -> null;
        };
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MOST_BYTES ? text : text.substring(0, MOST_BYTES);
    }

    /** Where the opcode is that pushed a text, or -1 if that is not known. */
    long place(int tag, Memo memo, long positionBytes) throws IOException {
        return !seekable
                ? -1
                : switch (Tag.kind(tag)) {
                    case Tag.STRING -> offset(tag, positionBytes);
                    case Tag.PINNED -> pinned[Tag.payload(tag)];
                    case Tag.MEMO_STRING -> counted(Tag.payload(tag), memo);
                    default -> -1;
                };
    }

    /** Bytes under a tag as Latin-1, cut; null if they are not known any more. */
    @Nullable
    String bytes(int tag, long positionBytes) throws IOException {
        return Tag.kind(tag) == Tag.BYTES && seekable ? at(offset(tag, positionBytes)) : null;
    }

    /** Where the opcode is that pushed a text or bytes. */
    static long offset(int tag, long positionBytes) {
        return positionBytes - (positionBytes - Tag.payload(tag) & Tag.PAYLOAD_MASK);
    }

    private @Nullable String pooled(int number) {
        if (number < RECENT_FLAG) {
            return pooled[number];
        }
        int age = recentCount - number & RECENT_FLAG - 1;
        return age <= RECENT ? recent[number & RECENT - 1] : null;
    }

    private long counted(int number, Memo memo) throws IOException {
        Memo.Sealed page = memo.sealed(number);
        long[] offsets = openPages.get(page);
        if (offsets == null) {
            if (++countedPages > MOST_COUNTED_PAGES) {
                return -1;
            }
            offsets = countOut(page);
            if (openPages.size() == MOST_OPEN_PAGES) {
                openPages.clear();
            }
            openPages.put(page, offsets);
        }
        return offsets[number & Memo.PAGE - 1];
    }

    /** Reads a sealed page's opcodes again and notes which of its entries a text was put into. */
    private long[] countOut(Memo.Sealed page) throws IOException {
        long[] offsets = new long[Memo.PAGE];
        try (ByteReader in = new ByteReader(source, budget, page.startBytes())) {
            long before = -1;
            for (int slot = 0; slot < Memo.PAGE; ) {
                long at = in.position();
                int opcode = in.u8();
                if (Opcodes.puts(opcode)) {
                    offsets[slot++] = before;
                }
                skipOperand(in, Opcodes.operand(opcode));
                before = at;
            }
        }
        return offsets;
    }

    private static void skipOperand(ByteReader in, int form) throws IOException {
        switch (form) {
            case Opcodes.NO_OPCODE -> throw new MalformedException(in.position(), "the bytes changed while being read");
            case Opcodes.LINE -> skipLine(in);
            case Opcodes.TWO_LINES -> {
                skipLine(in);
                skipLine(in);
            }
            case Opcodes.COUNTED1 -> in.skip(in.u8());
            case Opcodes.COUNTED4 -> in.skip(in.u32le());
            case Opcodes.COUNTED8 -> in.skip(in.i64le());
            default -> in.skip(form);
        }
    }

    private static void skipLine(ByteReader in) throws IOException {
        while (in.u8() != '\n') {
            // goes on to the end of the line
        }
    }

    private @Nullable String at(long offset) throws IOException {
        if (offset < 0 || !seekable) {
            return null;
        }
        int slot = (int) (offset ^ offset >>> 9) & CACHE - 1;
        if (cachedOffsets[slot] != offset) {
            cached[slot] = read(offset);
            cachedOffsets[slot] = offset;
        }
        return cached[slot];
    }

    private @Nullable String read(long offset) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(window);
        while (into.hasRemaining()) {
            int n = source.read(offset + into.position(), into);
            if (n < 0) {
                break;
            }
        }
        budget.spendBytes(into.position());
        return decode(window, into.position());
    }

    /** The text that an opcode with its operand pushes; {@code length} may end within the operand. */
    private static @Nullable String decode(byte[] bytes, int length) {
        if (length == 0) {
            return null;
        }
        int opcode = bytes[0] & 0xff;
        int header = switch (Opcodes.operand(opcode)) {
            case Opcodes.LINE -> 1;
            case Opcodes.COUNTED1 -> 2;
            case Opcodes.COUNTED4 -> 5;
            case Opcodes.COUNTED8 -> 9;
            default -> length;
        };
        if (header >= length) {
            return "";
        }
        if (header == 1) {
            int end = 1;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            return opcode == Opcodes.STRING
                    ? TextOperands.quoted(bytes, 1, end)
                    : TextOperands.rawUnicodeEscape(bytes, 1, end);
        }
        int n = bytes[1] & 0xff;
        if (header > 2) {
            n |= (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff) << 16;
            n = bytes[4] != 0 || n > MOST_BYTES ? MOST_BYTES : n;
        }
        boolean utf8 = opcode != Opcodes.BINSTRING && opcode != Opcodes.SHORT_BINSTRING;
        return new String(
                bytes,
                header,
                Math.min(n, length - header),
                utf8 && Opcodes.pushesText(opcode) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
