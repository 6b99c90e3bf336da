package dev.assay.detectors.archive.xz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.Decompressor;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all XZ streams that follow one another. Sizes, checks and the index are compared; a wrong one is stated, and
 * what comes behind it is read all the same.
 */
public final class XzData implements Decompressor {
    static final int HEADER_BYTES = 12;
    private static final byte[] MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

    /** Where LZMA data of the old kind begin, which Python reads on with: the properties, and a dictionary of whole pages. */
    private static final int OLD_KIND = 0x5d;

    private final ByteReader in;
    private final Anomalies anomalies;
    private final Budget budget;
    private int checkId;
    private @Nullable XzBlock block;
    private @Nullable Decompressor data; // of the block
    private Check check = Check.of(0);
    private long dataAt;
    private long content;
    private long blocks;
    private long blocksBytes;
    private long contentBytes;
    private boolean begun;
    private boolean ended;

    public XzData(ByteReader in, Anomalies anomalies, Budget budget) {
        this.in = in;
        this.anomalies = anomalies;
        this.budget = budget;
    }

    static boolean isHeader(byte[] bytes, int from, int length) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= length || bytes[from + i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(byte[] into, int from, int room) throws IOException {
        while (!ended) {
            if (!begun) {
                header();
            }
            if (block == null || data == null) {
                begin();
                continue;
            }
            int n = data.read(into, from, room);
            if (n > 0) {
                check.update(into, from, n);
                content += n;
                return n;
            }
            endBlock(block);
        }
        return -1;
    }

    private void header() throws IOException {
        long at = in.position();
        in.require(HEADER_BYTES);
        byte[] a = in.array();
        int i = in.index();
        MalformedException.check(isHeader(a, i, HEADER_BYTES), at, "not the header of an XZ stream");
        CRC32 sum = new CRC32();
        sum.update(a, i + 6, 2);
        int reserved = a[i + 6] | a[i + 7] & 0xf0;
        checkId = a[i + 7] & 0x0f;
        in.advance(8);
        MalformedException.check(
                in.u32le() == sum.getValue(), at, "the XZ stream's header has another checksum than it says");
        if (reserved != 0) {
            throw new UnsupportedException(at, "an XZ stream of a kind that is not known");
        }
        blocks = 0;
        blocksBytes = 0;
        contentBytes = 0;
        begun = true;
    }

    /** Goes to the next block, or past the index. */
    private void begin() throws IOException {
        int size = in.u8();
        if (size == 0) {
            index();
            next();
            return;
        }
        XzBlock next = XzBlock.read(in, size);
        dataAt = in.position();
        data = next.open(in, budget);
        block = next;
        check = Check.of(checkId);
        content = 0;
    }

    private void endBlock(XzBlock current) throws IOException {
        closeBlock();
        long at = in.position();
        long compressed = at - dataAt;
        if (differs(current.compressedBytes(), compressed) || differs(current.contentBytes(), content)) {
            anomalies.add("archive/size-mismatch", "an XZ block has other sizes than its header says", at);
        }
        in.skip(-compressed & 3);
        byte[] told = in.bytes(Check.size(checkId));
        if (!check.holds(told)) {
            anomalies.add(
                    "archive/crc-mismatch",
                    "an XZ block has another check than stands behind it, which is " + Check.hex(told),
                    at);
        }
        blocks++;
        blocksBytes += current.headerBytes() + compressed + Check.size(checkId);
        contentBytes += content;
    }

    private static boolean differs(long told, long real) {
        return told != ByteSource.UNKNOWN && told != real;
    }

    /** The index lists the blocks (XZ file format, 4); behind it is the footer (2.1.2). */
    private void index() throws IOException {
        long at = in.position() - 1;
        long records = VariableLength.read(in, Long.MAX_VALUE);
        long bytes = 0;
        long contents = 0;
        for (long i = 0; i < records && i < blocks; i++) {
            bytes += VariableLength.read(in, Long.MAX_VALUE);
            contents += VariableLength.read(in, Long.MAX_VALUE);
        }
        if (records != blocks || bytes != blocksBytes || contents != contentBytes) {
            anomalies.add("archive/size-mismatch", "the XZ index lists other blocks than there are", at);
        }
        MalformedException.check(records <= blocks, at, "the XZ index lists blocks that there are not");
        in.skip(at - in.position() & 3);
        in.skip(4);
        in.require(HEADER_BYTES);
        byte[] a = in.array();
        int footer = in.index();
        MalformedException.check(
                a[footer + 10] == 'Y' && a[footer + 11] == 'Z', in.position(), "the XZ stream has no footer");
        in.advance(HEADER_BYTES);
    }

    /** Another stream, padding, or whatever else stands there, which readers pass over. */
    private void next() throws IOException {
        begun = false;
        for (int there; (there = in.request(HEADER_BYTES)) > 0; ) {
            byte[] a = in.array();
            int i = in.index();
            if (there >= 4 && a[i] == 0 && a[i + 1] == 0 && a[i + 2] == 0 && a[i + 3] == 0) {
                in.advance(4);
                continue;
            }
            if (isHeader(a, i, there)) {
                return;
            }
            if (a[i] == OLD_KIND && there > 1 && a[i + 1] == 0) {
                throw new UnsupportedException(in.position(), "LZMA data of the old kind behind an XZ stream");
            }
            anomalies.add("archive/trailing-data", "bytes that are no XZ data lie behind them", in.position());
            break;
        }
        ended = true;
    }

    private void closeBlock() {
        if (data != null) {
            data.close();
        }
        data = null;
        block = null;
    }

    @Override
    public void close() {
        closeBlock();
    }
}
