package dev.assay.detectors.archive.lz4;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.HeldMemory;
import dev.assay.detectors.archive.History;
import dev.assay.detectors.archive.SkippableFrames;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.TruncatedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of all LZ4 frames that follow one another, of both kinds. Sums and sizes are compared. */
public final class Lz4Data implements Decompressor {
    /** How far a match reaches. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private static final int STORED = 1 << 31;

    private final ByteReader in;
    private final Anomalies anomalies;
    private final HeldMemory memory;
    private final History out;
    private int heldForBlocks;
    private @Nullable Lz4Frame frame; // that is being given out
    private XxHash32 sum = new XxHash32();
    private @Nullable MalformedException fault; // thrown when what came before was taken
    private boolean ended;

    public Lz4Data(ByteReader in, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.anomalies = anomalies;
        this.memory = new HeldMemory(budget);
        this.out = new History(memory);
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
            if (frame == null) {
                begin();
            } else if (frame.legacy()) {
                legacyBlock(frame);
            } else {
                block(frame);
            }
        }
        return out.take(into, from, room);
    }

    /** Goes to the next frame, or whatever else stands there, which readers pass over. */
    private void begin() throws IOException {
        long at = in.position();
        int magic = SkippableFrames.magic(in);
        if (magic == Lz4Frame.MAGIC) {
            in.advance(4);
            Lz4Frame next = Lz4Frame.read(in);
            if (!next.sumHolds()) {
                anomalies.add("archive/crc-mismatch", "an LZ4 frame's header has another checksum than it says", at);
            }
            start(next);
        } else if (magic == Lz4Frame.LEGACY_MAGIC) {
            in.advance(4);
            start(Lz4Frame.LEGACY);
        } else if (SkippableFrames.isMagic(magic)) {
            SkippableFrames.skip(in);
        } else {
            end(at);
        }
    }

    private void end(long at) throws IOException {
        if (in.request(1) > 0) {
            anomalies.add("archive/trailing-data", "bytes that are no LZ4 data lie behind them", at);
        }
        ended = true;
    }

    private void start(Lz4Frame next) {
        if (next.mostBlockBytes() > heldForBlocks) {
            memory.take(next.mostBlockBytes() - heldForBlocks);
            heldForBlocks = next.mostBlockBytes();
        }
        frame = next;
        out.restart(WINDOW_BYTES);
        sum = new XxHash32();
    }

    private void block(Lz4Frame current) throws IOException {
        long at = in.position();
        int told = in.i32le();
        if (told == 0) {
            finish(current);
            return;
        }
        int size = told & ~STORED;
        MalformedException.check(size <= current.mostBlockBytes(), at, "an LZ4 block is larger than its frame allows");
        long before = out.sizeBytes();
        if ((told & STORED) != 0) {
            stored(size);
        } else {
            byte[] block = in.bytes(size);
            decode(new Lz4Block(block, size, at + 4), current);
            blockSum(current, block, 0, size);
        }
        int n = (int) (out.sizeBytes() - before);
        if (current.contentSum()) {
            sum.update(out.array(), out.reach() - n, n);
        }
        if ((told & STORED) != 0) {
            blockSum(current, out.array(), out.reach() - n, n);
        }
    }

    /** What is there of it, since readers give that as well. */
    private void stored(int size) throws IOException {
        for (int left = size; left > 0 && fault == null; ) {
            int n = Math.min(in.request(1), left);
            out.room(n);
            out.put(in.array(), in.index(), n);
            in.advance(n);
            left -= n;
            if (n == 0) {
                fault = new TruncatedException(in.position(), left);
            }
        }
    }

    private void blockSum(Lz4Frame current, byte[] block, int from, int size) throws IOException {
        if (current.blockSums() && fault == null) {
            long at = in.position();
            if (in.request(4) < 4) {
                fault = new TruncatedException(at, 4);
            } else if (in.i32le() != XxHash32.of(block, from, size)) {
                anomalies.add("archive/crc-mismatch", "an LZ4 block has another checksum than stands behind it", at);
            }
        }
    }

    private void decode(Lz4Block block, Lz4Frame current) {
        try {
            block.decode(out, current.mostBlockBytes(), current.linked());
        } catch (MalformedException e) {
            fault = e;
        }
    }

    /** The marker of the end was read. */
    private void finish(Lz4Frame current) throws IOException {
        long at = in.position();
        if (current.contentSum()) {
            int told = in.i32le();
            if (told != sum.value()) {
                anomalies.add(
                        "archive/crc-mismatch",
                        String.format("the LZ4 data have the xxHash %08x, behind them stands %08x", sum.value(), told),
                        at);
            }
        }
        if (current.contentBytes() != ByteSource.UNKNOWN && current.contentBytes() != out.sizeBytes()) {
            anomalies.add(
                    "archive/size-mismatch",
                    "the LZ4 frame holds " + out.sizeBytes() + " bytes, its header says "
                            + Long.toUnsignedString(current.contentBytes()),
                    at);
        }
        frame = null;
    }

    /** Blocks follow one another until something else does: their size tells nothing but itself. */
    private void legacyBlock(Lz4Frame current) throws IOException {
        long at = in.position();
        int there = in.request(4);
        if (there == 0) {
            ended = true;
            return;
        }
        in.require(4);
        int size = SkippableFrames.magic(in);
        if (size == Lz4Frame.MAGIC || size == Lz4Frame.LEGACY_MAGIC || SkippableFrames.isMagic(size)) {
            frame = null;
            return;
        }
        in.advance(4);
        int most = current.mostBlockBytes() + current.mostBlockBytes() / 255 + 16; // LZ4_compressBound
        MalformedException.check(size >= 0 && size <= most, at, "an LZ4 block is larger than it can be");
        decode(new Lz4Block(in.bytes(size), size, at + 4), current);
    }

    @Override
    public void close() {
        out.close();
    }
}
