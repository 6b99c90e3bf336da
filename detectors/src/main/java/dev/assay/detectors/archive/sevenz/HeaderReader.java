package dev.assay.detectors.archive.sevenz;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.BitSet;

/** The primitives of a header (7zFormat.txt of the LZMA SDK). */
final class HeaderReader {
    static final int END = 0;
    static final int HEADER = 1;
    static final int ARCHIVE_PROPERTIES = 2;
    static final int ADDITIONAL_STREAMS = 3;
    static final int MAIN_STREAMS = 4;
    static final int FILES = 5;
    static final int PACK_INFO = 6;
    static final int UNPACK_INFO = 7;
    static final int SUBSTREAMS = 8;
    static final int SIZE = 9;
    static final int CRC = 10;
    static final int FOLDER = 11;
    static final int UNPACK_SIZES = 12;
    static final int UNPACK_STREAMS = 13;
    static final int EMPTY_STREAM = 14;
    static final int EMPTY_FILE = 15;
    static final int ANTI = 16;
    static final int NAMES = 17;
    static final int ATTRIBUTES = 21;
    static final int ENCODED_HEADER = 23;

    private static final int MOST_COUNT = 1 << 26;

    private final ByteReader in;

    HeaderReader(ByteReader in) {
        this.in = in;
    }

    ByteReader bytes() {
        return in;
    }

    long position() {
        return in.position();
    }

    int u8() throws IOException {
        return in.u8();
    }

    /** A number of one to nine bytes; the high bits of the first tell how many follow. */
    long number() throws IOException {
        long at = in.position();
        int first = in.u8();
        long value = 0;
        int mask = 0x80;
        for (int i = 0; i < 8; i++) {
            if ((first & mask) == 0) {
                value |= (long) (first & mask - 1) << 8 * i;
                break;
            }
            value |= (long) in.u8() << 8 * i;
            mask >>= 1;
        }
        MalformedException.check(value >= 0, at, "a number in the 7z header is larger than anything");
        return value;
    }

    /** A number of things, which may be so many times as many as a container may have members. */
    int count(int times, Budget budget) throws IOException {
        long n = number();
        budget.checkEntries(n / times);
        check(n <= MOST_COUNT, "more of something than any 7z archive has");
        return (int) n;
    }

    void check(boolean holds, String reason) throws MalformedException {
        MalformedException.check(holds, in.position(), reason);
    }

    void skip(long n) throws IOException {
        in.skip(n);
    }

    /** {@code n} bits, which take as many bytes as that needs. */
    BitSet bits(int n) throws IOException {
        BitSet bits = new BitSet();
        int value = 0;
        for (int i = 0; i < n; i++) {
            if (i % 8 == 0) {
                value = in.u8();
            }
            if ((value & 0x80 >> i % 8) != 0) {
                bits.set(i);
            }
        }
        return bits;
    }

    /** The same behind a byte that tells whether all are set. */
    BitSet bitsOrAll(int n) throws IOException {
        if (in.u8() == 0) {
            return bits(n);
        }
        BitSet all = new BitSet();
        all.set(0, n);
        return all;
    }
}
