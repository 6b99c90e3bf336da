package dev.assay.detectors.model.hdf5;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** Visits the entries of arrays that are indices of chunks (specification, VII.C and VII.D), in their order. */
final class ChunkArrays {
    private static final int CHECKSUM_BYTES = 4;

    /** Signature, version, and whose it is. */
    private static final int PREFIX_BYTES = 6;

    /** Twice as many as an offset has bits. */
    private static final int MOST_SUPERBLOCKS = 128;

    private final Pages in;
    private final Superblock file;
    private final Chunks.Entries out;
    private final long headerAt;
    private final int entryBytes;
    private final long pageEntries;
    private long number;
    private long left;

    private ChunkArrays(Pages in, Superblock file, long header, int pageBitsAt, Chunks.Entries out) throws IOException {
        this.in = in;
        this.file = file;
        this.out = out;
        this.headerAt = header;
        this.entryBytes = in.u8(header + 6);
        int pageBits = in.u8(header + pageBitsAt);
        MalformedException.check(
                entryBytes >= file.offsetBytes() && pageBits < 32, header, "an index has an impossible shape");
        this.pageEntries = 1L << pageBits;
    }

    static void fixed(Pages in, Superblock file, long header, long chunks, Chunks.Entries out) throws IOException {
        in.signature(header, "FAHD", "index of chunks");
        ChunkArrays array = new ChunkArrays(in, file, header, 7, out);
        array.left = Math.min(in.number(header + 8, file.lengthBytes()), chunks);
        long block = in.number(header + 8 + file.lengthBytes(), file.offsetBytes());
        if (!file.isUndefined(block)) {
            long at = file.base() + block;
            in.signature(at, "FADB", "block of an index");
            array.block(at + PREFIX_BYTES + file.offsetBytes(), array.left);
        }
    }

    static void extensible(Pages in, Superblock file, long header, Chunks.Entries out) throws IOException {
        in.signature(header, "EAHD", "index of chunks");
        ChunkArrays array = new ChunkArrays(in, file, header, 11, out);
        int l = file.lengthBytes();
        array.left = in.number(header + 12 + 4L * l, l); // the highest number in use, and one
        long index = in.number(header + 12 + 6L * l, file.offsetBytes());
        if (!file.isUndefined(index)) {
            array.superblocks(file.base() + index);
        }
    }

    /** Blocks grow as the array does: those of superblock {@code n} are 2^(n/2) in number, each as long as 2^((n+1)/2). */
    private void superblocks(long at) throws IOException {
        in.signature(at, "EAIB", "index of chunks");
        int offsetBits = in.u8(headerAt + 7);
        int direct = in.u8(headerAt + 8);
        int leastEntries = in.u8(headerAt + 9);
        int leastPointers = in.u8(headerAt + 10);
        boolean sound = leastEntries > 0 && leastPointers > 0 && Integer.bitCount(leastPointers) == 1;
        MalformedException.check(sound && offsetBits <= 64, headerAt, "an index has an impossible shape");
        int o = file.offsetBytes();
        long next = at + PREFIX_BYTES + o;
        entries(next, direct);
        next += (long) direct * entryBytes;
        int inIndex = 2 * Integer.numberOfTrailingZeros(leastPointers);
        int blockPrefix = PREFIX_BYTES + o + (offsetBits + 7) / 8;
        for (int n = 0; n < MOST_SUPERBLOCKS && left > 0; n++) {
            int blocks = 1 << Math.min(n / 2, 30);
            long length = (long) leastEntries << Math.min((n + 1) / 2, 48);
            if (n < inIndex) {
                next = blocks(next, -1, blocks, length, blockPrefix);
                continue;
            }
            long superblock = in.number(next, o);
            next += o;
            if (file.isUndefined(superblock)) {
                pass(blocks > Long.MAX_VALUE / length ? Long.MAX_VALUE : blocks * length);
                continue;
            }
            long from = file.base() + superblock;
            in.signature(from, "EASB", "index of chunks");
            long flagBytes = length > pageEntries ? blocks * flagBytes(length) : 0;
            blocks(from + blockPrefix + flagBytes, from + blockPrefix, blocks, length, blockPrefix);
        }
    }

    /** @param flags which pages of the blocks are there, or -1 if all are */
    private long blocks(long pointers, long flags, int blocks, long length, int prefix) throws IOException {
        long next = pointers;
        for (int i = 0; i < blocks && left > 0; i++, next += file.offsetBytes()) {
            in.unfold(file.offsetBytes());
            long block = in.number(next, file.offsetBytes());
            if (file.isUndefined(block)) {
                pass(length);
                continue;
            }
            long at = file.base() + block;
            in.signature(at, "EADB", "block of an index");
            if (length > pageEntries) {
                pages(at + prefix + CHECKSUM_BYTES, flags < 0 ? -1 : flags + i * flagBytes(length), length);
            } else {
                entries(at + prefix, length);
            }
        }
        return pointers + (long) blocks * file.offsetBytes();
    }

    /** What a fixed array has behind its prefix: entries, or which pages are there, and these. */
    private void block(long at, long length) throws IOException {
        if (length <= pageEntries) {
            entries(at, length);
            return;
        }
        pages(at + flagBytes(length) + CHECKSUM_BYTES, at, length);
    }

    private long flagBytes(long length) {
        return (Math.ceilDiv(length, pageEntries) + 7) / 8;
    }

    private void pages(long first, long flags, long length) throws IOException {
        long page = first;
        for (long i = 0; i * pageEntries < length && left > 0; i++) {
            boolean isThere = flags < 0 || (in.u8(flags + i / 8) & 0x80 >> i % 8) != 0;
            long entries = Math.min(pageEntries, length - i * pageEntries);
            if (isThere) {
                entries(page, entries);
            } else {
                in.unfold(1);
                pass(entries);
            }
            page += entries * entryBytes + CHECKSUM_BYTES;
        }
    }

    private void entries(long at, long count) throws IOException {
        long n = Math.min(count, left);
        for (long i = 0; i < n; i++) {
            in.unfold(entryBytes);
            out.entry(number + i, at + i * entryBytes);
        }
        pass(n);
    }

    private void pass(long count) {
        number += Math.min(count, left);
        left -= Math.min(count, left);
    }
}
