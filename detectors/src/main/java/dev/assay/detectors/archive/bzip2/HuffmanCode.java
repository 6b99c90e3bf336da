package dev.assay.detectors.archive.bzip2;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;

/** A canonical code of up to 20 bits: short words by a table, longer ones by the limits of their lengths. */
final class HuffmanCode {
    static final int MOST_BITS = 20;
    private static final int TABLE_BITS = 10;

    private final short[] table = new short[1 << TABLE_BITS]; // symbol << 4 | length, 0 for longer words
    private final int[] limits = new int[MOST_BITS + 2]; // of words of a length, left-justified to 20 bits, exclusive
    private final int[] firsts = new int[MOST_BITS + 2]; // the index in symbols of the first of a length, less its word
    private final short[] symbols;

    /** @param lengths of the symbols' words, 1 to 20 */
    HuffmanCode(byte[] lengths, int n) {
        symbols = new short[n];
        int word = 0;
        int filled = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            firsts[length] = filled - word;
            for (int symbol = 0; symbol < n; symbol++) {
                if (lengths[symbol] == length) {
                    enter(word++, length, symbol);
                    symbols[filled++] = (short) symbol;
                }
            }
            limits[length] = word << MOST_BITS - length;
            word <<= 1;
        }
    }

    private void enter(int word, int length, int symbol) {
        if (length > TABLE_BITS) {
            return;
        }
        int from = word << TABLE_BITS - length;
        int to = Math.min(
                from + (1 << TABLE_BITS - length), table.length); // more words than there can be are not reached
        for (int i = from; i < to; i++) {
            table[i] = (short) (symbol << 4 | length);
        }
    }

    int next(BitReader in) throws IOException {
        int ahead = in.peek(MOST_BITS);
        int entry = table[ahead >>> MOST_BITS - TABLE_BITS];
        if (entry != 0) {
            var _ = in.bits(entry & 15);
            return entry >> 4;
        }
        for (int length = 1; length <= MOST_BITS; length++) {
            if (ahead < limits[length]) {
                int index = firsts[length] + (ahead >>> MOST_BITS - length);
                MalformedException.check(index >= 0 && index < symbols.length, in.position(), "a word of no code");
                var _ = in.bits(length);
                return symbols[index];
            }
        }
        throw new MalformedException(in.position(), "a word of no code");
    }
}
