package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.HeldMemory;
import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** LZMA2: LZMA and stored data in chunks, up to a zero. At its end the reader stands behind that. */
public final class Lzma2Data implements Decompressor {
    private static final int PIECE_BYTES = 32 * 1024;
    private static final int MOST_DICTIONARY_CODE = 40;

    private final ByteReader in;
    private final HeldMemory memory;
    private final History out;
    private final LzmaCore core;
    private final long dictionaryBytes;
    private boolean dictionaryNeeded = true;
    private boolean propertiesNeeded = true;
    private boolean stored;
    private int left; // to come out of the chunk
    private long chunkEnd;
    private boolean ended;
    private @Nullable IOException fault; // thrown when what came before was taken

    public Lzma2Data(ByteReader in, long dictionaryBytes, Budget budget) {
        this.in = in;
        this.dictionaryBytes = dictionaryBytes;
        this.memory = new HeldMemory(budget);
        this.out = new History(memory);
        this.core = new LzmaCore(in, out, memory, budget);
    }

    /** The size for which a code stands, or -1 if there is no such code (XZ file format, 5.3.1). */
    public static long dictionaryBytes(int code) {
        if (code < 0 || code > MOST_DICTIONARY_CODE) {
            return -1;
        }
        return code == MOST_DICTIONARY_CODE ? 0xffff_ffffL : (2L | code & 1) << code / 2 + 11;
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (out.untaken() == 0) {
            if (fault != null) {
                throw fault;
            }
            if (ended) {
                return -1;
            }
            try {
                if (left == 0) {
                    chunk();
                } else if (stored) {
                    copy();
                } else {
                    decode();
                }
            } catch (IOException e) {
                fault = e;
            }
        }
        return out.take(into, from, room);
    }

    private void chunk() throws IOException {
        long at = in.position();
        int control = in.u8();
        if (control == 0) {
            ended = true;
            return;
        }
        if (control >= 0xe0 || control == 1) {
            dictionaryNeeded = false;
            propertiesNeeded = true;
            core.restart(dictionaryBytes);
        }
        MalformedException.check(
                !dictionaryNeeded && (control >= 0x80 || control <= 2), at, "not the beginning of an LZMA2 chunk");
        stored = control < 0x80;
        if (stored) {
            left = big16() + 1;
            return;
        }
        int size = ((control & 0x1f) << 16) + big16() + 1;
        int compressed = big16() + 1;
        if (control >= 0xc0) {
            core.properties(in.u8());
            propertiesNeeded = false;
        } else {
            MalformedException.check(!propertiesNeeded, at, "an LZMA2 chunk without properties");
            if (control >= 0xa0) {
                core.reset();
            }
        }
        chunkEnd = in.position() + compressed;
        core.start();
        left = size;
    }

    private int big16() throws IOException {
        return in.u8() << 8 | in.u8();
    }

    private void copy() throws IOException {
        int n = Math.min(in.request(1), left);
        if (n == 0) {
            throw new TruncatedException(in.position(), left);
        }
        out.room(n);
        out.put(in.array(), in.index(), n);
        in.advance(n);
        left -= n;
    }

    private void decode() throws IOException {
        int n = core.decode(Math.min(left, PIECE_BYTES));
        left -= n;
        MalformedException.check(
                !core.isEnded() && in.position() <= chunkEnd,
                in.position(),
                "an LZMA2 chunk does not keep to its size");
        if (left == 0) {
            MalformedException.check(
                    !core.isPending() && in.position() == chunkEnd,
                    in.position(),
                    "an LZMA2 chunk does not keep to its size");
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
