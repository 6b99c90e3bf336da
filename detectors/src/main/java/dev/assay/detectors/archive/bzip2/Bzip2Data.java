package dev.assay.detectors.archive.bzip2;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.detectors.archive.HeldMemory;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of all bzip2 streams that follow one another. Each block and each stream is compared with its checksum. */
public final class Bzip2Data implements Decompressor {
    static final long BLOCK = 0x314159265359L;
    static final long END = 0x177245385090L;
    private static final int LEVEL_BYTES = 100_000;

    /** What {@link Bzip2Block} holds beside its links. */
    private static final int OTHER_BYTES = 128 * 1024;

    private final ByteReader in;
    private final BitReader bits;
    private final Anomalies anomalies;
    private final HeldMemory memory;
    private final BlockSum sums = new BlockSum();
    private int[] links = new int[0];
    private @Nullable Bzip2Block block; // that is being given out
    private int blockSum;
    private int toldSum;
    private int streamSum;
    private int last;
    private int same;
    private int repeats;
    private boolean begun;
    private boolean ended;

    public Bzip2Data(ByteReader in, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.bits = new BitReader(in);
        this.anomalies = anomalies;
        this.memory = new HeldMemory(budget);
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (!ended) {
            if (block == null && !begin()) {
                break;
            }
            if (block != null) {
                int n = give(block, into, from, from + room) - from;
                blockSum = sums.update(blockSum, into, from, from + n);
                if (n > 0) {
                    return n;
                }
                endBlock();
            }
        }
        return -1;
    }

    /** The outer run lengths: four of a kind are followed by how many more there are. */
    private int give(Bzip2Block from, byte[] into, int start, int end) {
        int at = start;
        while (at < end) {
            if (repeats > 0) {
                int n = Math.min(repeats, end - at);
                java.util.Arrays.fill(into, at, at + n, (byte) last);
                at += n;
                repeats -= n;
                continue;
            }
            int next = from.next();
            if (next < 0) {
                break;
            }
            if (same == 4) {
                repeats = next;
                same = 0;
                continue;
            }
            same = next == last ? same + 1 : 1;
            last = next;
            into[at++] = (byte) next;
        }
        return at;
    }

    private void endBlock() {
        block = null;
        int sum = ~blockSum;
        if (sum != toldSum) {
            mismatch("block", sum, toldSum);
        }
        streamSum = (streamSum << 1 | streamSum >>> 31) ^ sum;
    }

    private void mismatch(String what, int sum, int told) {
        anomalies.add(
                "archive/crc-mismatch",
                String.format("a bzip2 %s has the CRC-32 %08x, the data say %08x", what, sum, told),
                bits.position());
    }

    /** Goes to the next block, of the next stream if need be; whether there is one. */
    private boolean begin() throws IOException {
        if (!begun) {
            header();
            begun = true;
        }
        long at = bits.position();
        long magic = (long) bits.bits(24) << 24 | bits.bits(24);
        if (magic == END) {
            int told = bits.bits(32);
            if (told != streamSum) {
                mismatch("stream", streamSum, told);
            }
            bits.align();
            return next();
        }
        MalformedException.check(magic == BLOCK, at, "neither a bzip2 block nor the end of the stream");
        toldSum = bits.bits(32);
        Bzip2Block next = new Bzip2Block(bits, links);
        next.read();
        block = next;
        blockSum = -1;
        last = -1;
        same = 0;
        repeats = 0;
        return true;
    }

    private void header() throws IOException {
        long at = bits.position();
        int magic = bits.bits(24);
        int level = bits.bits(8) - '0';
        MalformedException.check(magic == 0x425a68 && level >= 1 && level <= 9, at, "not the header of a bzip2 stream");
        int size = level * LEVEL_BYTES;
        if (links.length < size) {
            memory.take(4L * (size - links.length) + OTHER_BYTES);
            links = new int[size];
        }
        streamSum = 0;
    }

    /** Another stream, or whatever else stands there, which readers pass over. Whether there may be a block. */
    private boolean next() throws IOException {
        int there = in.request(4);
        byte[] a = in.array();
        int i = in.index();
        if (there >= 4 && a[i] == 'B' && a[i + 1] == 'Z' && a[i + 2] == 'h' && a[i + 3] >= '1' && a[i + 3] <= '9') {
            header();
            return true;
        }
        if (there > 0) {
            anomalies.add("archive/trailing-data", "bytes that are no bzip2 data lie behind them", in.position());
        }
        ended = true;
        return false;
    }

    @Override
    public void close() {
        memory.close();
    }
}
