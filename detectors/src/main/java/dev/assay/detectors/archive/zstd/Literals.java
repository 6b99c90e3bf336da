package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The literals of a block (RFC 8878, 3.1.1.3.1), and the code that the next one may use again. */
final class Literals {
    final byte[] bytes = new byte[ZstdFrame.MOST_BLOCK_BYTES];
    int length;
    private @Nullable HuffmanTable table;

    /** A new frame knows no code. */
    void restart() {
        table = null;
    }

    void read(Section in) throws MalformedException {
        int first = in.u8();
        int sizes = first >> 2 & 3;
        if ((first & 2) == 0) {
            plain(in, first, sizes);
            return;
        }
        // two sizes of 10, 14 or 18 bits behind four bits
        int width = sizes < 2 ? 10 : 4 * sizes + 6;
        long header = first;
        int more = (4 + 2 * width) / 8 - 1;
        for (int i = 1; i <= more; i++) {
            header |= (long) in.u8() << 8 * i;
        }
        length = (int) (header >> 4) & (1 << width) - 1;
        int compressed = (int) (header >> 4 + width) & (1 << width) - 1;
        in.check(length <= bytes.length, "a Zstandard block has more literals than it may");
        Section part = in.part(compressed);
        if ((first & 1) == 0) {
            table = HuffmanTable.read(part);
        }
        HuffmanTable code = table;
        if (code == null) {
            throw new MalformedException(in.position(), "a Zstandard block refers to a code that was never given");
        }
        if (sizes == 0) {
            code.decode(part, bytes, 0, length);
        } else {
            four(code, part);
        }
    }

    private void plain(Section in, int first, int sizes) throws MalformedException {
        length = switch (sizes) {
            case 1 -> first >> 4 | in.u8() << 4;
            case 3 -> first >> 4 | in.little(2) << 4;
            default -> first >> 3;
        };
        in.check(length <= bytes.length, "a Zstandard block has more literals than it may");
        if ((first & 1) == 0) {
            Section part = in.part(length);
            System.arraycopy(part.bytes, part.at, bytes, 0, length);
        } else {
            Arrays.fill(bytes, 0, length, (byte) in.u8());
        }
    }

    private void four(HuffmanTable code, Section in) throws MalformedException {
        int first = in.little(2);
        int second = in.little(2);
        int third = in.little(2);
        int each = (length + 3) / 4;
        in.check(3 * each <= length, "a Zstandard block has too few literals for four streams");
        code.decode(in.part(first), bytes, 0, each);
        code.decode(in.part(second), bytes, each, 2 * each);
        code.decode(in.part(third), bytes, 2 * each, 3 * each);
        code.decode(in.part(in.left()), bytes, 3 * each, length);
    }
}
