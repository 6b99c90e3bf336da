package dev.assay.detectors.archive.lzma;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.HeldMemory;
import dev.assay.detectors.archive.History;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of all LZMA files of the old kind that follow one another, as Python reads them; or of one without a header. */
public final class LzmaData implements Decompressor {
    private static final int PIECE_BYTES = 32 * 1024;

    private final ByteReader in;
    private final @Nullable Anomalies anomalies; // null where it has no header, nor anything behind it
    private final HeldMemory memory;
    private final History out;
    private final LzmaCore core;
    private long left; // or UNKNOWN
    private boolean begun;
    private boolean ended;
    private @Nullable IOException fault; // thrown when what came before was taken

    LzmaData(ByteReader in, @Nullable Anomalies anomalies, Budget budget) {
        this.in = in;
        this.anomalies = anomalies;
        this.memory = new HeldMemory(budget);
        this.out = new History(memory);
        this.core = new LzmaCore(in, out, memory, budget);
    }

    /** Data whose header a container has. */
    public static LzmaData raw(ByteReader in, int properties, long dictionaryBytes, long contentBytes, Budget budget)
            throws IOException {
        LzmaData data = new LzmaData(in, null, budget);
        try {
            data.start(new LzmaHeader(properties, dictionaryBytes, contentBytes));
            return data;
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
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
                if (begun) {
                    decode();
                } else {
                    in.require(LzmaHeader.SIZE_BYTES);
                    LzmaHeader header = LzmaHeader.at(in.array(), in.index());
                    in.advance(LzmaHeader.SIZE_BYTES);
                    start(header);
                }
            } catch (IOException e) {
                fault = e;
            }
        }
        return out.take(into, from, room);
    }

    private void start(LzmaHeader header) throws IOException {
        core.restart(header.dictionaryBytes());
        core.properties(header.properties());
        core.start();
        left = header.contentBytes();
        begun = true;
    }

    private void decode() throws IOException {
        if (left == 0) {
            end();
            return;
        }
        int most = left > 0 ? (int) Math.min(left, PIECE_BYTES) : PIECE_BYTES;
        int n = core.decode(most);
        if (left > 0) {
            left -= n;
        }
        if (core.isEnded()) {
            if (left > 0) {
                odd("the LZMA data end " + left + " bytes before the size that their header tells");
            }
            next();
        }
    }

    /** All that was announced came out; a mark of the end may follow. */
    private void end() throws IOException {
        if (!core.isFinished() || core.isPending()) {
            var _ = core.isPending() ? 1 : core.decode(1);
            if (!core.isEnded()) {
                odd("more comes out of the LZMA data than their header tells");
                left = ByteSource.UNKNOWN;
                return;
            }
        }
        next();
    }

    private void odd(String detail) throws MalformedException {
        if (anomalies == null) {
            throw new MalformedException(in.position(), detail);
        }
        anomalies.add("archive/size-mismatch", detail, in.position());
    }

    private void next() throws IOException {
        int there = in.request(LzmaHeader.SIZE_BYTES);
        if (there == 0 || anomalies == null) {
            ended = true;
            return;
        }
        if (there >= LzmaHeader.SIZE_BYTES
                && LzmaHeader.at(in.array(), in.index()).isPlausible()) {
            begun = false;
            return;
        }
        if (in.array()[in.index()] == (byte) 0xfd) {
            throw new UnsupportedException(in.position(), "an XZ stream behind LZMA data of the old kind");
        }
        anomalies.add("archive/trailing-data", "bytes that are no LZMA data lie behind them", in.position());
        ended = true;
    }

    @Override
    public void close() {
        memory.close();
    }
}
