package dev.assay.detectors.archive.zstd;

import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;

/** The code of a block's literals (RFC 8878, 4.2.1), of words of at most 11 bits. */
final class HuffmanTable {
    private static final int MOST_LOG = 11;

    /** So many words of the longest kind are always ahead. */
    private static final int WORDS_AHEAD = 5;

    private static final int MOST_WEIGHTS = 255;
    private static final int WEIGHTS_LOG = 6;

    private final int log;
    private final char[] words; // width << 8 | symbol, by what the bits begin with

    private HuffmanTable(int log) {
        this.log = log;
        this.words = new char[1 << log];
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
        int state = table.states[bits.read(table.log)];
        int other = table.states[bits.read(table.log)];
        in.check(bits.left() >= 0, "the weights of a Huffman code end early");
        int n = 0;
        while (true) {
            in.check(n < MOST_WEIGHTS - 1, "a Huffman code has more weights than symbols");
            weights[n++] = (byte) FseTable.symbol(state);
            state = table.states[FseTable.base(state) + bits.read(FseTable.bits(state))];
            if (bits.left() < 0) {
                weights[n++] = (byte) FseTable.symbol(other);
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
                    Arrays.fill(table.words, at, to, (char) (log + 1 - weight << 8 | symbol));
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
        int i = from;
        for (; i <= to - WORDS_AHEAD; i += WORDS_AHEAD) {
            long ahead = bits.ahead();
            int used = 0;
            for (int j = 0; j < WORDS_AHEAD; j++) {
                int word = words[(int) (ahead >>> Long.SIZE - log)];
                into[i + j] = (byte) word;
                ahead <<= word >> 8;
                used += word >> 8;
            }
            bits.skip(used);
        }
        for (; i < to; i++) {
            int word = words[BackwardBits.first(bits.ahead(), log)];
            into[i] = (byte) word;
            bits.skip(word >> 8);
        }
        in.check(bits.left() == 0, "a Huffman stream does not end where its literals do");
    }
}
