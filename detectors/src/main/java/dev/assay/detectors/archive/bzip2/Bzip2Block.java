package dev.assay.detectors.archive.bzip2;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.IOException;

/**
 * One block: Huffman codes, move to front, and the inverse of Burrows and Wheeler's transform (M. Burrows, D. J. Wheeler,
 * A Block-sorting Lossless Data Compression Algorithm, 1994). There is no specification of the format but the program; this
 * takes and refuses what version 1.0.8 does.
 */
final class Bzip2Block {
    private static final int GROUP = 50;
    private static final int MOST_SELECTORS = 18_002;

    private final BitReader in;
    private final int[] links; // below: the symbol; above: the place of the one that follows
    private final byte[] symbols = new byte[256];
    private final byte[] selectors = new byte[MOST_SELECTORS];
    private final int[] counts = new int[257];
    private int length;
    private int place;
    private int given;

    /** @param links holds the largest block */
    Bzip2Block(BitReader in, int[] links) {
        this.in = in;
        this.links = links;
    }

    /** Reads what follows a block's checksum. */
    void read() throws IOException {
        long at = in.position();
        if (in.bit()) {
            throw new UnsupportedException(at, "a bzip2 block that is randomised, as none was since 1998");
        }
        int origin = in.bits(24);
        int used = symbolMap();
        int tables = in.bits(3);
        int listed = in.bits(15);
        MalformedException.check(
                used > 0 && tables >= 2 && tables <= 6 && listed > 0, at, "the bzip2 block's header makes no sense");
        readSelectors(tables, listed);
        HuffmanCode[] codes = new HuffmanCode[tables];
        for (int i = 0; i < tables; i++) {
            codes[i] = code(used + 2);
        }
        readSymbols(codes, Math.min(listed, MOST_SELECTORS), used);
        MalformedException.check(origin < length, at, "the bzip2 block begins behind its end");
        link(origin);
    }

    /** Which bytes occur, in sixteen parts of sixteen. */
    private int symbolMap() throws IOException {
        int parts = in.bits(16);
        int used = 0;
        for (int part = 0; part < 16; part++) {
            int map = (parts & 0x8000 >> part) != 0 ? in.bits(16) : 0;
            for (int i = 0; i < 16; i++) {
                if ((map & 0x8000 >> i) != 0) {
                    symbols[used++] = (byte) (part * 16 + i);
                }
            }
        }
        return used;
    }

    private void readSelectors(int tables, int listed) throws IOException {
        byte[] front = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < listed; i++) {
            int at = 0;
            while (in.bit()) {
                MalformedException.check(
                        ++at < tables, in.position(), "a bzip2 block names a code that it does not have");
            }
            byte selected = front[at];
            System.arraycopy(front, 0, front, 1, at);
            front[0] = selected;
            if (i < MOST_SELECTORS) {
                selectors[i] = selected;
            }
        }
    }

    private HuffmanCode code(int n) throws IOException {
        byte[] lengths = new byte[n];
        int bits = in.bits(5);
        for (int i = 0; i < n; i++) {
            while (true) {
                MalformedException.check(
                        bits >= 1 && bits <= HuffmanCode.MOST_BITS,
                        in.position(),
                        "a bzip2 code has an impossible length");
                if (!in.bit()) {
                    break;
                }
                bits += in.bit() ? -1 : 1;
            }
            lengths[i] = (byte) bits;
        }
        return new HuffmanCode(lengths, n);
    }

    private void readSymbols(HuffmanCode[] codes, int listed, int used) throws IOException {
        byte[] front = symbols.clone();
        java.util.Arrays.fill(counts, 0);
        length = 0;
        int group = -1;
        int left = 0;
        HuffmanCode code = codes[0];
        int run = 0;
        int weight = 1;
        while (true) {
            if (left-- == 0) {
                MalformedException.check(++group < listed, in.position(), "a bzip2 block goes on past its last code");
                code = codes[selectors[group]];
                left = GROUP - 1;
            }
            int symbol = code.next(in);
            if (symbol <= 1) {
                MalformedException.check(weight <= 1 << 20, in.position(), "a run in a bzip2 block is too long");
                run += weight << symbol; // RUNA and RUNB are the digits 1 and 2 of a number, the lowest first
                weight <<= 1;
                continue;
            }
            if (run > 0) {
                repeat(front[0], run);
                run = 0;
                weight = 1;
            }
            if (symbol > used) {
                return;
            }
            int at = symbol - 1;
            byte next = front[at];
            System.arraycopy(front, 0, front, 1, at);
            front[0] = next;
            repeat(next, 1);
        }
    }

    private void repeat(byte symbol, int n) throws MalformedException {
        MalformedException.check(
                n <= links.length - length, in.position(), "a bzip2 block is larger than its level allows");
        int value = symbol & 0xff;
        counts[value + 1] += n;
        for (int i = 0; i < n; i++) {
            links[length++] = value;
        }
    }

    private void link(int origin) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        for (int i = 0; i < length; i++) {
            links[counts[links[i] & 0xff]++] |= i << 8;
        }
        place = links[origin] >>> 8;
        given = 0;
    }

    /** The next byte of the block, as 0 to 255, or -1 behind the last. */
    int next() {
        if (given == length) {
            return -1;
        }
        given++;
        int link = links[place];
        place = link >>> 8;
        return link & 0xff;
    }
}
