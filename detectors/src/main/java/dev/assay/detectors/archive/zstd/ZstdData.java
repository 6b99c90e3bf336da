package dev.assay.detectors.archive.zstd;

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

/**
 * The bytes of all Zstandard frames that follow one another. Sums and sizes are compared.
 *
 * <p>Own code, since the Java library for it reads hostile bytes by {@code sun.misc.Unsafe}, where a missed check is not an
 * exception but a broken process. A block is decoded where it lies in the reader's block, which it always fits.
 */
public final class ZstdData implements Decompressor {
    /** What the tables and the literals take, whatever the data are. */
    private static final int OTHER_BYTES = 192 * 1024;

    private final ByteReader in;
    private final Anomalies anomalies;
    private final History out;
    private final Literals literals;
    private final Sequences sequences;
    private @Nullable ZstdFrame frame; // that is being given out
    private XxHash64 sum = new XxHash64();
    private boolean lastBlock;
    private @Nullable IOException fault; // thrown when what came before was taken
    private boolean ended;

    public ZstdData(ByteReader in, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.anomalies = anomalies;
        HeldMemory memory = new HeldMemory(budget);
        memory.take(OTHER_BYTES);
        this.out = new History(memory);
        this.literals = new Literals();
        this.sequences = new Sequences();
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
            } else if (lastBlock) {
                finish(frame);
            } else {
                block(frame);
            }
        }
        return out.take(into, from, room);
    }

    /** Goes to the next frame, or whatever else stands there, which readers pass over. */
    private void begin() throws IOException {
        int magic = SkippableFrames.magic(in);
        if (magic == ZstdFrame.MAGIC) {
            in.advance(4);
            ZstdFrame next = ZstdFrame.read(in);
            out.restart(next.windowBytes());
            literals.restart();
            sequences.restart();
            sum = new XxHash64();
            lastBlock = false;
            frame = next;
        } else if (SkippableFrames.isMagic(magic)) {
            SkippableFrames.skip(in);
        } else {
            if (in.request(1) > 0) {
                anomalies.add(
                        "archive/trailing-data", "bytes that are no Zstandard data lie behind them", in.position());
            }
            ended = true;
        }
    }

    /** RFC 8878, 3.1.1.2. */
    private void block(ZstdFrame current) throws IOException {
        long at = in.position();
        in.require(3);
        int header = in.u8() | in.u16le() << 8;
        int size = header >> 3;
        lastBlock = (header & 1) != 0;
        MalformedException.check(
                size <= current.mostBlockBytes(), at, "a Zstandard block is larger than its frame allows");
        long before = out.sizeBytes();
        switch (header >> 1 & 3) {
            case 0 -> {
                int there = Math.min(in.request(size), size);
                out.room(there);
                out.put(in.array(), in.index(), there);
                in.advance(there);
                if (there < size) {
                    fault = new TruncatedException(in.position(), size - there);
                }
            }
            case 1 -> {
                byte value = (byte) in.u8();
                out.room(size);
                out.fill(value, size);
            }
            case 2 -> {
                in.require(size);
                decode(new Section(in.array(), in.index(), in.index() + size, in.position()), current);
                in.advance(size);
            }
            default -> throw new MalformedException(at, "a Zstandard block of a kind that does not exist");
        }
        if (current.summed()) {
            int n = (int) (out.sizeBytes() - before);
            sum.update(out.array(), out.reach() - n, n);
        }
    }

    private void decode(Section block, ZstdFrame current) {
        try {
            literals.read(block);
            sequences.run(block, literals, out, current.mostBlockBytes());
        } catch (IOException e) {
            fault = e;
        }
    }

    private void finish(ZstdFrame current) throws IOException {
        long at = in.position();
        if (current.summed()) {
            int told = in.i32le();
            if (told != (int) sum.value()) {
                anomalies.add(
                        "archive/crc-mismatch",
                        String.format(
                                "the Zstandard data have the xxHash %08x, behind them stands %08x",
                                (int) sum.value(), told),
                        at);
            }
        }
        if (current.contentBytes() != ByteSource.UNKNOWN && current.contentBytes() != out.sizeBytes()) {
            anomalies.add(
                    "archive/size-mismatch",
                    "the Zstandard frame holds " + out.sizeBytes() + " bytes, its header says "
                            + Long.toUnsignedString(current.contentBytes()),
                    at);
        }
        frame = null;
    }

    @Override
    public void close() {
        out.close();
    }
}
