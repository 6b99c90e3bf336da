package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;

/** The code of a block's literals (RFC 8878, 4.2.1), of words of at most 11 bits. */
final class HuffmanTable {
    private static final int MOST_LOG = 11;
    private static final int MOST_WEIGHTS = 255;
    private static final int WEIGHTS_LOG = 6;

    private final int log;
    private final byte[] symbols;
    private final byte[] widths;

    private HuffmanTable(int log) {
        this.log = log;
        this.symbols = new byte[1 << log];
        this.widths = new byte[1 << log];
    }

    /** Reads the weights, and moves the cursor behind them. */
    static HuffmanTable read(Section in) throws MalformedException {
        int header = in.u8();
        byte[] weights = new byte[MOST_WEIGHTS + 1];
        int n;
        if (header >= 128) {
            n = header - 127;
            Section packed = in.part((n + 1) / 2);
            for (int i = 0; i < n; i++) {
                int two = packed.bytes[packed.at + i / 2];
                weights[i] = (byte) (i % 2 == 0 ? two >> 4 & 15 : two & 15);
            }
        } else {
            n = readWeights(in.part(header), weights);
        }
        return of(weights, n, in);
    }

    /** Two states take turns until the bits are used up. */
    private static int readWeights(Section in, byte[] weights) throws MalformedException {
        FseTable table = FseTable.read(in, WEIGHTS_LOG, 256);
        BackwardBits bits = new BackwardBits();
        bits.start(in.bytes, in.at, in.end, in.position());
        int state = bits.read(table.log);
        int other = bits.read(table.log);
        in.check(bits.left() >= 0, "the weights of a Huffman code end early");
        int n = 0;
        while (true) {
            in.check(n < MOST_WEIGHTS - 1, "a Huffman code has more weights than symbols");
            weights[n++] = table.symbols[state];
            state = table.bases[state] + bits.read(table.bits[state]);
            if (bits.left() < 0) {
                weights[n++] = table.symbols[other];
                return n;
            }
            int turn = state;
            state = other;
            other = turn;
        }
    }

    private static HuffmanTable of(byte[] weights, int n, Section in) throws MalformedException {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            in.check(weights[i] >= 0 && weights[i] <= MOST_LOG, "a weight of a Huffman code is too large");
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        in.check(sum > 0, "a Huffman code without words");
        int log = 32 - Integer.numberOfLeadingZeros(sum);
        in.check(log <= MOST_LOG, "the words of a Huffman code are too long");
        int rest = (1 << log) - sum;
        in.check(Integer.bitCount(rest) == 1, "the weights of a Huffman code do not add up");
        weights[n] = (byte) (32 - Integer.numberOfLeadingZeros(rest));
        HuffmanTable table = new HuffmanTable(log);
        int at = 0;
        for (int weight = 1; weight <= log; weight++) {
            for (int symbol = 0; symbol <= n; symbol++) {
                if (weights[symbol] == weight) {
                    int to = at + (1 << weight - 1);
                    Arrays.fill(table.symbols, at, to, (byte) symbol);
                    Arrays.fill(table.widths, at, to, (byte) (log + 1 - weight));
                    at = to;
                }
            }
        }
        return table;
    }

    /** Decodes one stream, which must hold just as many symbols. */
    void decode(Section in, byte[] into, int from, int to) throws MalformedException {
        BackwardBits bits = new BackwardBits();
        bits.start(in.bytes, in.at, in.end, in.position());
        for (int i = from; i < to; i++) {
            int ahead = bits.peek(log);
            into[i] = symbols[ahead];
            bits.skip(widths[ahead]);
        }
        in.check(bits.left() == 0, "a Huffman stream does not end where its literals do");
    }
}
